import { expect } from "vitest";

import type { AccountDetail, GenerateKey, KeyView, PersonView, ResourceView } from "../src/backend/bindings";
import { PERSON, story, type Desk } from "./desk";
import { becomes, gone, sees } from "./looking";

/** A person, added without the page. */
function person(desk: Desk, name: string, rest: Partial<PersonView> = {}): Promise<PersonView> {
  const fields = { name, email: "", role: "none", key_setup: "none", ...rest };
  return desk.ask("add_person", { fields });
}

const owned = ({ person_id }: PersonView) => `person_${person_id}`;

/** A key of somebody's own, generated without the panel: everything that they have. */
async function personalKey(desk: Desk, owner: PersonView, name: string): Promise<KeyView> {
  const request: GenerateKey = {
    owner_id: owned(owner),
    name,
    description: "",
    rights: { kind: "all_of_owner" },
    scope: { kind: "whole_fleet" },
    networks: [],
    renewal_days: 180,
    reminders: { personnel: [], days: null },
    expiry: { kind: "days", days: 180 },
    approved_by: "",
    reason: "",
    replaces: null,
  };
  const { key } = await desk.ask<{ key: KeyView }>("generate_key", { request });
  await desk.ask("confirm_stored");
  return key;
}

async function which(desk: Desk, words: string): Promise<void> {
  await desk.page.getByLabel("Which resources").click();
  await desk.page.getByRole("option", { name: words }).click();
}

const owner = (desk: Desk) => desk.page.getByRole("combobox", { name: "Owner", exact: true });

story("personal: a system administrator's key has everything, in three steps", async (desk) => {
  await desk.vault();
  await desk.start("/people");
  await desk.row(PERSON, "People").click();
  const drawer = desk.drawer(PERSON);
  await sees(
    drawer.getByText(/No keys of their own yet/),
    drawer.getByText(/As system administrator: every resource/),
  );
  await desk.button("Generate key", drawer).click();
  await expect.poll(() => owner(desk).inputValue()).toBe(PERSON);
  await sees(desk.text(/Everything, now \d+ resources/));
  await desk.field("Key name").fill("terminal");
  await desk.button("Generate key").click();
  const shown = desk.dialog("Copy your key now");
  await sees(shown);
  await desk.button("I have stored it", shown).click();
  await gone(shown);
  const key = desk.drawer("terminal");
  await sees(key.getByText("Personal key"), key.getByRole("link", { name: PERSON }));
  await key.getByRole("link", { name: PERSON }).click();
  await sees(desk.drawer(PERSON).getByRole("link", { name: "terminal" }));
});

story("personal: who left can't own a new key, and one without access has nothing to give", async (desk) => {
  await desk.vault();
  const gone_ = await person(desk, "Sven Lund");
  await desk.ask("person_left", { personId: gone_.person_id });
  await person(desk, "Kim Berg");
  await desk.start("/keys/new");
  await owner(desk).fill("Sven");
  await sees(desk.page.getByRole("option", { name: 'Create "Sven"' }));
  await gone(desk.page.getByRole("option", { name: /Sven Lund/ }));
  await desk.start(`/keys/new?owner=${owned(gone_)}`);
  await desk.field("Key name").fill("feed");
  await desk.button("Generate key").click();
  await sees(desk.text(/This person left\. Choose somebody who is there/));

  await owner(desk).fill("Kim");
  await desk.page.getByRole("option", { name: /Kim Berg/ }).click();
  await which(desk, "Everything the owner has, also later");
  await sees(desk.text(/has no access yet, so this key could do nothing/));
  await which(desk, "Chosen here");
  await desk.button("Open Flights").click();
  await desk.page.getByRole("checkbox", { name: "Flights", exact: true }).check();
  await sees(desk.text(/is granted to Kim Berg too\./));
  await desk.button("Generate key").click();
  const shown = desk.dialog("Copy your key now");
  await sees(shown);
  await desk.button("I have stored it", shown).click();
  await gone(shown);
  const people = await desk.ask<PersonView[]>("list_people");
  expect(people.find(({ name }) => name === "Kim Berg")).toMatchObject({ resources: 1, live_keys: 1 });
});

story("personal: leaving stops keys and coming back revives them", async (desk) => {
  await desk.vault();
  const mia = await person(desk, "Mia Berg", { role: "system_administrator" });
  const key = await personalKey(desk, mia, "terminal");
  await desk.start(`/people/${mia.person_id}`);
  const drawer = desk.drawer("Mia Berg");
  await desk.button("Left…", drawer).click();
  const asked = desk.dialog("Has Mia Berg left?");
  await sees(asked.getByText("1 key of their own stops now"));
  await desk.button("Record that they left", asked).click();
  await gone(asked);
  await sees(drawer.getByText(/1 key of their own is stopped until they are back/));
  await desk.go(`/keys/${key.key_id}`);
  const stopped = desk.drawer("terminal");
  await sees(stopped.getByText("Owner left"), stopped.getByText(/Stopped because Mia Berg left/));
  await desk.go(`/people/${mia.person_id}`);
  await desk.button("Back", drawer).click();
  await sees(desk.said("Mia Berg is back."));
  expect(await desk.ask("key", { keyId: key.key_id })).toMatchObject({ owner_stopped: false });
});

story(
  "personal: another role says which keys narrow before it is saved, and so does access",
  async (desk) => {
    await desk.vault();
    const mia = await person(desk, "Mia Berg", { role: "system_administrator" });
    await personalKey(desk, mia, "terminal");
    await desk.start(`/people/${mia.person_id}`);
    const drawer = desk.drawer("Mia Berg");
    await desk.button("Edit", drawer).click();
    const edit = desk.dialog("Edit Mia Berg");
    await edit.getByText("Auditor", { exact: true }).click();
    await sees(edit.getByText("1 key may do less"), edit.getByText("terminal"));
    await desk.button("Save", edit).click();
    await gone(edit);
    await sees(drawer.getByText(/They have no access yet/));
    await desk.button("Change access of Mia Berg", drawer).click();
    const access = desk.dialog("Access of Mia Berg");
    await desk.button("Open Flights", access).click();
    await access.getByRole("checkbox", { name: "Flights", exact: true }).check();
    await sees(access.getByText(/1 key may do more, at once/));
    await desk.button("Save", access).click();
    await gone(access);
    await sees(desk.said("Mia Berg's access saved."));
    await desk.go("/access/who");
    await sees(desk.page.getByRole("row", { name: /Mia Berg/ }));
  },
);

story("personal: keys of people are told apart and found by their owner", async (desk) => {
  await desk.vault();
  const mia = await person(desk, "Mia Berg", { role: "system_administrator" });
  await personalKey(desk, mia, "terminal");
  await desk.key({ name: "feed" });
  await desk.start(`/keys?owner=${owned(mia)}`);
  await sees(desk.row("terminal"), desk.text("Mia Berg"));
  await gone(desk.row("feed"));
  await becomes(async () => desk.row("terminal").getByRole("img", { name: "Person" }).count(), 1);
  const resources = await desk.ask<ResourceView[]>("list_resources");
  expect(resources.every(({ owners }) => owners <= 1)).toBe(true);
  const account = await desk.account();
  const detail = await desk.ask<AccountDetail>("account", { accountId: account.account_id });
  expect(detail.holds.holds_all).toBe(false);
});
