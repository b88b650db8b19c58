import { expect } from "vitest";

import type { AccountView, KeyView, PersonView } from "../src/backend/bindings";
import { PERSON, story, type Desk } from "./desk";
import { inBothThemes } from "./look";
import { gone, sees } from "./looking";

function person(desk: Desk, name: string, email = ""): Promise<PersonView> {
  return desk.ask("add_person", { fields: { name, email, role: "none", key_setup: "none" } });
}

/** Mia, whom an account and keys name, and Jan, who takes over. */
async function office(desk: Desk): Promise<{ mia: PersonView; jan: PersonView; key: KeyView }> {
  await desk.vault();
  const mia = await person(desk, "Mia Berg", "mia@northwind.example");
  const jan = await person(desk, "Jan Nowak", "jan@northwind.example");
  const fields = { name: "svc-hers", organisation: "", email: "mia@northwind.example" };
  await desk.ask<AccountView>("create_account", { fields });
  const personnel = [`person_${mia.person_id}`];
  const { key } = await desk.key({
    name: "tail-feed",
    approvedBy: "Mia Berg",
    reminders: { personnel, days: null },
  });
  return { mia, jan, key };
}

async function pick(desk: Desk, label: string, name: string): Promise<void> {
  await desk.page.getByRole("combobox", { name: label, exact: true }).fill(name);
  await desk.page.getByRole("option", { name: new RegExp(`^${name}`) }).click();
}

story("someone left: what names them is found, handed over in one step, and they are gone", async (desk) => {
  const { key } = await office(desk);
  await desk.start("/people");
  await desk.button("Someone left…").first().click();
  const dialog = desk.dialog("Someone left");
  await pick(desk, "Who left", "Mia Berg");
  await sees(
    dialog.getByRole("region", { name: "1 service account with their e-mail" }).getByText("svc-hers"),
    dialog.getByRole("region", { name: "1 key reminds them" }).getByText("tail-feed"),
    dialog
      .getByRole("region", { name: "1 key was approved by them" })
      .getByText("That is history, and stays."),
  );
  expect(await desk.button("Hand over", dialog).isDisabled()).toBe(true);
  await pick(desk, "Who takes over", "Jan Nowak");
  await sees(dialog.getByText("The contact becomes that of Jan Nowak."));
  await desk.button("Hand over", dialog).click();
  await gone(dialog);
  await sees(
    desk.said("1 service account and 1 key handed over to Jan Nowak. Mia Berg is recorded as having left."),
  );
  await sees(desk.row("Mia Berg", "People").getByText("Left"));
  const after = await desk.ask<KeyView>("key", { keyId: key.key_id });
  expect(after.reminders.personnel.map(({ name }) => name)).toEqual(["Jan Nowak"]);
  expect(after.approved_by).toBe("Mia Berg");
  const accounts = await desk.ask<AccountView[]>("list_accounts");
  expect(accounts.find(({ name }) => name === "svc-hers")?.email).toBe("jan@northwind.example");
});

story(
  "someone left: the last administrator stays, who has no e-mail takes no account, and stale is said",
  async (desk) => {
    const { mia, key } = await office(desk);
    await person(desk, "Kim");
    await desk.start("/accounts");
    await desk.button("Someone left…").click();
    const dialog = desk.dialog("Someone left");
    await pick(desk, "Who left", PERSON);
    await sees(
      dialog.getByText(/^Nobody else here is system administrator/),
      dialog.getByText(/^They generated, rotated or copied these/),
      dialog
        .getByRole("region", { name: "They may still hold 1 key" })
        .getByRole("link", { name: "tail-feed" }),
    );
    await desk.button(`Remove ${PERSON}`, dialog).click();
    await pick(desk, "Who left", "Mia Berg");
    await pick(desk, "Who takes over", "Kim");
    await sees(dialog.getByText(/^Kim has no e-mail address, so these can't be handed over\./));
    await desk.button("Remove Kim", dialog).click();
    await pick(desk, "Who takes over", "Jan Nowak");
    await sees(dialog.getByText("The contact becomes that of Jan Nowak."));
    await desk.ask("disable_key", { keyId: key.key_id });
    await desk.button("Hand over", dialog).click();
    await sees(dialog.getByText(/^Something that names them changed since this was shown/));
    const before = await desk.ask<KeyView>("key", { keyId: key.key_id });
    expect(before.reminders.personnel.map(({ party_id }) => party_id)).toEqual([`person_${mia.person_id}`]);
    await desk.button("Hand over", dialog).click();
    await gone(dialog);
  },
);

story("someone left: from a person, and from the palette", async (desk) => {
  const { mia } = await office(desk);
  await desk.start(`/people/${mia.person_id}`);
  await desk.button("Hand over…", desk.drawer("Mia Berg")).click();
  const dialog = desk.dialog("Someone left");
  await sees(desk.button("Remove Mia Berg", dialog), dialog.getByText("1 key reminds them"));
  await desk.press("Escape");
  await gone(dialog);
  await desk.start("/overview");
  await desk.press("Control+k");
  await desk.page.getByRole("combobox").first().fill("someone left");
  await desk.page.getByRole("option", { name: /^Someone left…/ }).click();
  await sees(dialog);
});

inBothThemes("someone left", async (desk, look) => {
  await office(desk);
  await desk.start("/people");
  await desk.button("Someone left…").first().click();
  await pick(desk, "Who left", "Mia Berg");
  await pick(desk, "Who takes over", "Jan Nowak");
  await sees(desk.text("The contact becomes that of Jan Nowak."));
  await look("someone-left");
});
