import { expect } from "vitest";

import type { PersonView } from "../src/backend/bindings";
import { PERSON, story, type Desk } from "./desk";
import { inBothThemes } from "./look";
import { becomes, focused, gone, sees } from "./looking";

/** A person, added without the page. */
function person(desk: Desk, name: string, rest: Partial<PersonView> = {}): Promise<PersonView> {
  const fields = { name, email: "", role: "none", key_setup: "none", ...rest };
  return desk.ask("add_person", { fields });
}

const row = (desk: Desk, name: string) => desk.row(name, "People");

story("people: added, refused, edited, left and back", async (desk) => {
  await desk.vault();
  await desk.start("/people");
  await sees(row(desk, PERSON).getByText("Holds this vault"));
  await desk.button("Add person").click();
  const dialog = desk.dialog("Add person");
  const add = desk.button("Add person", dialog);
  await add.click();
  await sees(dialog.getByText("Fill this in."));
  await focused(dialog.getByLabel("Name", { exact: true }));
  await dialog.getByLabel("Name", { exact: true }).fill("Mia Berg");
  await dialog.getByLabel(/^E-mail/).fill("mia");
  await add.click();
  await sees(dialog.getByText(/^That isn't an e-mail address\./));
  await dialog.getByLabel(/^E-mail/).fill("mia@northwind.example");
  await dialog.getByText("Auditor", { exact: true }).click();
  await add.click();
  await gone(dialog);
  await sees(desk.said("Mia Berg added."));
  const drawer = desk.drawer("Mia Berg");
  await sees(drawer.getByText("Reads everything, and changes nothing."));

  await desk.button("Add person").click();
  await dialog.getByLabel("Name", { exact: true }).fill("Another Mia");
  await dialog.getByLabel(/^E-mail/).fill("MIA@northwind.example");
  await add.click();
  await sees(dialog.getByText(/^Somebody here has this e-mail address already\./));
  await desk.press("Escape");
  await gone(dialog);

  await row(desk, "Mia Berg").focus();
  await desk.press("F2");
  const edit = desk.dialog("Edit Mia Berg");
  await edit.getByText("API token manager", { exact: true }).click();
  await desk.press("Control+Enter");
  await gone(edit);
  await sees(row(desk, "Mia Berg").getByText("API token manager"));
  await sees(drawer.getByText(`${PERSON} changed role`));

  await desk.button("Left…", drawer).click();
  const asked = desk.dialog("Has Mia Berg left?");
  await sees(asked.getByText(/They may still hold keys of service accounts/));
  await desk.button("Record that they left", asked).click();
  await gone(asked);
  await sees(
    row(desk, "Mia Berg").getByText("Left"),
    drawer.getByText(/They may still hold keys of service accounts/),
  );
  await desk.button("Back", drawer).click();
  await sees(desk.button("Left…", drawer), desk.said("Mia Berg is back."));
});

story(
  "people: the last system administrator can't go, and one who is not the last hands on",
  async (desk) => {
    await desk.vault();
    await desk.start("/people");
    await row(desk, PERSON).click();
    const drawer = desk.drawer(PERSON);
    await desk.button("Left…", drawer).click();
    const asked = desk.dialog(`Has ${PERSON} left?`);
    await sees(asked.getByText(/Change the master password/));
    await desk.button("Record that they left", asked).click();
    await sees(asked.getByText(/Make somebody else system administrator first\./));
    await desk.press("Escape");
    await gone(asked);
    await desk.button("Edit", drawer).click();
    const edit = desk.dialog(`Edit ${PERSON}`);
    await edit.getByText("Auditor", { exact: true }).click();
    await desk.button("Save", edit).click();
    await sees(edit.getByText(/Make somebody else system administrator first\./));
    await desk.press("Escape");
    await gone(edit);
    await person(desk, "Mia Berg", { role: "system_administrator" });
    await desk.button("Left…", drawer).click();
    await desk.button("Record that they left", asked).click();
    await sees(row(desk, "Mia Berg").getByText("Holds this vault"));
    expect(await desk.ask("workspace")).toMatchObject({ actor: "Mia Berg" });
  },
);

story("people: API finds the access level API key setup", async (desk) => {
  await desk.vault();
  await desk.start("/people");
  await desk.button("Add person").click();
  const dialog = desk.dialog("Add person");
  const filter = dialog.getByLabel("Filter access levels");
  await filter.fill("payroll");
  await sees(dialog.getByText("No access level is called that."));
  await gone(dialog.getByRole("group", { name: "API key setup" }));
  await filter.fill("API");
  const level = dialog.getByRole("group", { name: "API key setup" });
  await level.getByRole("radio", { name: "Modify", exact: true }).check();
  await sees(dialog.getByText("Sees keys, and changes their own."));
  await desk.press("Enter");
  await sees(dialog);
  await dialog.getByLabel("Name", { exact: true }).fill("Mia Berg");
  await desk.button("Add person", dialog).click();
  await gone(dialog);
  await sees(desk.drawer("Mia Berg").getByText("Sees keys, and changes their own."));
});

story("people: filtered, found from anywhere, and in the log", async (desk) => {
  await desk.vault();
  const long = `Maximiliane ${"von und zu Hohenlohe-Langenburg ".repeat(2)}`.trim();
  await person(desk, long, { role: "auditor" });
  await person(desk, "Mia Berg", { email: "mia@northwind.example" });
  await desk.start("/people");
  await desk.field("Filter people").fill("auditor");
  await sees(row(desk, "Maximiliane"), desk.text("1 found"));
  await gone(row(desk, "Mia Berg"));
  await desk.field("Filter people").fill("nobody at all");
  await sees(desk.text("Nothing matches."));
  await desk.button("Clear filters").click();
  await sees(row(desk, "Mia Berg"));
  await desk.press("Control+k");
  const search = desk.page.getByRole("combobox", { name: "Search or run a command" });
  await search.fill("mia@north");
  await desk.page.getByRole("option", { name: /^Mia Berg/ }).click();
  const drawer = desk.drawer("Mia Berg");
  await sees(drawer.getByText("mia@northwind.example"));
  await drawer.getByRole("link", { name: "Follow in Activity" }).click();
  await sees(desk.text("added the person"));
  await desk.press("Control+6");
  await sees(desk.heading("People"));
  await desk.go("/people/0000000000000000");
  await sees(desk.text("Nobody of that address is known here."));
});

story("approved by: people and service accounts are offered, and any other name is taken", async (desk) => {
  await desk.vault();
  const { key } = await desk.key();
  await person(desk, "Mia Berg", { email: "mia@northwind.example" });
  const left = await person(desk, "Mia Gone");
  await desk.ask("person_left", { personId: left.person_id });
  await desk.start(`/keys/${key.key_id}`);
  await sees(desk.drawer("Key ops-feed"));
  await desk.press("F2");
  const edit = desk.dialog(/^Edit/);
  const field = edit.getByRole("combobox", { name: /^Approved by/ });
  await field.fill("mia");
  const options = edit.getByRole("option");
  await becomes(() => options.allInnerTexts(), ["Mia Berg\nperson · mia@northwind.example"]);
  await field.fill("ops@example");
  await sees(edit.getByRole("option", { name: /^svc-opscontrol service account/ }));
  await field.fill("northwind.example");
  await desk.press("ArrowDown", "Enter");
  await becomes(() => field.inputValue(), "Mia Berg");
  await gone(edit.getByRole("listbox"));
  await field.fill("Nobody Known");
  await gone(edit.getByRole("listbox"));
  await desk.button("Save", edit).click();
  await gone(edit);
  await sees(desk.drawer("Key ops-feed").getByText("Nobody Known"));
});

inBothThemes("people", async (desk, look) => {
  await desk.vault();
  const mia = await person(desk, "Mia Berg", {
    email: "mia@northwind.example",
    role: "auditor",
    key_setup: "view",
  });
  const sam = await person(desk, "Sam Größe", { role: "api_token_manager" });
  await desk.ask("person_left", { personId: sam.person_id });
  await desk.start("/people");
  await sees(row(desk, "Sam Größe").getByText("Left"));
  await look("people");
  await desk.go(`/people/${mia.person_id}`);
  await sees(desk.drawer("Mia Berg").getByText("added the person"));
  await look("person-drawer");
  await desk.button("Edit", desk.drawer("Mia Berg")).click();
  const edit = desk.dialog("Edit Mia Berg");
  await edit.getByLabel("Filter access levels").fill("API");
  await look("person-dialog");
  await desk.press("Escape");
  await gone(edit);
  await desk.button("Left…", desk.drawer("Mia Berg")).click();
  await sees(desk.dialog("Has Mia Berg left?"));
  await look("person-leaves-dialog");
  await desk.press("Escape");
  await desk.go(`/people/${sam.person_id}`);
  await sees(desk.drawer("Sam Größe").getByText(/They may still hold keys of service accounts/));
  await look("person-left");
});

story("people: whoever lacks the level sees what is missing, who grants it and how", async (desk) => {
  await desk.vault();
  await desk.refuse("workspace", "forbidden");
  await desk.start("/keys");
  await sees(desk.heading("You have no access to API keys here."));
  await sees(desk.text(/What is missing is the access level API key setup/));
  await sees(desk.text(/A system administrator grants it: People, your name, Edit, API key setup/));
  await gone(desk.button("Generate key"));
  // As soon as it is granted, the page is there.
  await desk.button("Look again").click();
  await sees(desk.button("Generate key").first());
});
