// An administrator of each of the five products does their work here, by that product's steps, under its policy.

import type { Locator } from "playwright-core";
import { expect } from "vitest";

import type { Identified, KeyPage, KeyView, PersonView } from "../src/backend/bindings";
import { PASSWORD, PERSON, story, type Desk } from "./desk";
import { becomes, gone, sees } from "./looking";

/** Chooses a product's rules on the page of policies. */
async function worksLike(desk: Desk, product: string): Promise<void> {
  await desk.start("/settings");
  await desk.button("Change policy…").click();
  await desk.page.getByText(product, { exact: true }).click();
  await desk.button("Save policy").click();
  await sees(desk.said("The policy was saved. No key was changed."));
}

/** Opens the generate panel from the list, as everybody does first. */
async function panel(desk: Desk): Promise<void> {
  await desk.go("/keys");
  await desk.button("Generate key").first().click();
  await sees(desk.page.getByRole("complementary", { name: "In plain words" }));
}

/** Generates what is typed, and says that the key is stored. Answers its text. */
async function take(desk: Desk, title = "Copy your key now"): Promise<string> {
  await desk.button("Generate key").click();
  const dialog = desk.dialog(title);
  await sees(dialog);
  const text = (await dialog.locator("code").first().textContent()) ?? "";
  await desk.button("I have stored it", dialog).click();
  await gone(dialog);
  return text;
}

/** What the drawer's menu offers. */
async function offered(desk: Desk, drawer: Locator): Promise<string[]> {
  await desk.button("More", drawer).click();
  await sees(desk.page.getByRole("menu"));
  const names = await desk.page.getByRole("menuitem").allTextContents();
  await desk.press("Escape");
  await gone(desk.page.getByRole("menu"));
  return names;
}

function keyOf(desk: Desk, text: string): Promise<KeyView> {
  return desk.ask("key", { keyId: text.slice(4, 20) });
}

/** The rows of the generate panel. */
const rows = (desk: Desk): Promise<(string | null)[]> =>
  desk.page.locator("[data-field]").evaluateAll((all) => all.map((row) => row.getAttribute("data-field")));

story(
  "Leon: no aircraft chosen is the whole fleet, one added later included; three things can change",
  async (desk) => {
    await desk.vault({ aircraft: 3 });
    await worksLike(desk, "Leon");
    await panel(desk);
    expect(await rows(desk)).toEqual(["name", "description", "resources", "aircraft"].map(wire));
    await desk.field("Key name").fill("Fuel app");
    await desk.field("Description").fill("Reads flights for the fuel supplier");
    // Nothing ticked is refused, and says what to do.
    await desk.button("Generate key").click();
    await sees(desk.text("Choose at least one resource: a key without any lets nobody in."));
    await desk.button("Open Flights").click();
    await desk.page.getByRole("checkbox", { name: "Flights", exact: true }).check();
    await sees(desk.text(/may view Flights, for the whole fleet, without an end\./));
    const text = await take(desk, "Copy your refresh token now");
    const key = await keyOf(desk, text);
    expect(key).toMatchObject({ owner: PERSON, expires_at: null, scope: { kind: "whole_fleet" } });

    // An aircraft that is added later is included.
    const fields = {
      registration: "SP-NEW",
      icao_address: "",
      aircraft_type: "B738",
      operator: "",
      tags: [],
    };
    await desk.ask("add_aircraft", { fields });
    await desk.start(`/keys/${key.key_id}`);
    const drawer = desk.drawer("Key Fuel app");
    await sees(drawer.getByText("Whole fleet (4, and any added later)"));
    const wanted = { resource: { kind: "code", code: "GRAPHQL_FLIGHT" }, aircraft: "SP-NEW", address: "" };
    expect(await desk.ask("verify_key", { text, request: wanted })).toMatchObject({ valid: true });

    // Only chosen aircraft, where that is said.
    await panel(desk);
    await desk.field("Key name").fill("One aircraft");
    await desk.button("Open Flights").click();
    await desk.page.getByRole("checkbox", { name: "Flights", exact: true }).check();
    await desk.page.getByRole("radio", { name: /^Only/ }).check();
    await desk.button("Generate key").click();
    await sees(desk.text("Choose at least one aircraft or group, or the whole fleet."));
    await desk.page.getByRole("combobox", { name: "Registration" }).fill("SP-NEW");
    await desk.press("Enter");
    await sees(desk.button("Remove SP-NEW"));
    const one = await keyOf(desk, await take(desk, "Copy your refresh token now"));
    expect(one.reach).toBe(1);

    // Name, description and resources can change; the aircraft stay as they were chosen.
    await desk.go(`/keys/${key.key_id}`);
    await desk.button("More", drawer).click();
    await desk.page.getByRole("menuitem", { name: /^Edit/ }).click();
    const dialog = desk.dialog("Edit Fuel app");
    await sees(dialog.getByText(/\(Leon\) keeps the rest as it was generated: aircraft, networks/));
    await gone(dialog.getByRole("group", { name: "Aircraft" }));
    await desk.field("Key name", dialog).fill("Fuel supplier");
    await desk.button("Save", dialog).click();
    await gone(dialog);
    const locked = await desk.attempt("edit_key", {
      request: {
        ...(await editOf(desk, key.key_id)),
        scope: { kind: "only", aircraft_ids: [(await desk.aircraft("SP-NEW")).aircraft_id], group_ids: [] },
      },
    });
    expect(locked).toMatchObject({ refused: { code: "locked_by_policy", field: "scope" } });

    // It is revoked, and stays listed; nothing else ends it, and it can't be shown again.
    const renamed = desk.drawer("Key Fuel supplier");
    await sees(desk.button("Revoke", renamed));
    await gone(desk.button("Renew", renamed), desk.button("Show", renamed));
    expect((await offered(desk, renamed)).join()).not.toMatch(/Disable|Expire now|Delete|Renew/);
    await desk.button("Revoke", renamed).click();
    const asked = desk.dialog("Revoke Fuel supplier?");
    await asked.getByRole("textbox").fill("Fuel supplier");
    await desk.button("Revoke", asked).click();
    await gone(asked);
    expect(await desk.attempt("delete_key", { keyId: key.key_id })).toMatchObject({
      refused: { code: "not_by_policy" },
    });
    await desk.go("/keys?state=revoked");
    await sees(desk.row("Fuel supplier"));
  },
);

story("Smart Onboarding: a label is all that is asked, and Show shows the key again later", async (desk) => {
  await desk.vault();
  await worksLike(desk, "Smart Onboarding");
  await panel(desk);
  expect(await rows(desk)).toEqual(["name"]);
  await desk.button("Generate key").click();
  await sees(desk.text("Fill this in."));
  await desk.field("Label").fill("Sandbox");
  const text = await take(desk);
  const key = await keyOf(desk, text);
  expect(key).toMatchObject({ owner: PERSON, expires_at: null, rights: { kind: "all_of_owner" } });
  await desk.go("/keys");
  for (const column of ["Label", "Date generated"])
    await sees(desk.page.getByRole("columnheader", { name: column }).first());

  // Later, after the password was given.
  await desk.turnClockDays(40);
  await desk.start(`/keys/${key.key_id}`);
  const drawer = desk.drawer("Key Sandbox");
  await desk.button("Show", drawer).click();
  const ask = desk.page.getByRole("dialog");
  await desk.field("Master password", ask).fill("not the password");
  await desk.press("Enter");
  await sees(desk.text(/That isn't this vault's master password/));
  await desk.field("Master password", ask).fill(PASSWORD);
  await desk.press("Enter");
  await becomes(() => desk.page.getByRole("dialog").locator("code").first().textContent(), text);
  await desk.press("Escape");
  await sees(desk.text(/showed the key again/, drawer));

  // Nothing of it changes; it is revoked and stays listed.
  await sees(drawer.getByText("Nothing of a key can be edited."));
  expect((await offered(desk, drawer)).join()).not.toMatch(/Edit|Disable|Expire now|Delete|Renew/);
  await desk.button("Revoke", drawer).click();
  const asked = desk.dialog("Revoke Sandbox?");
  await asked.getByRole("textbox").fill("Sandbox");
  await desk.button("Revoke", asked).click();
  await gone(asked, desk.button("Show", drawer));
  await desk.go("/keys?state=revoked");
  await sees(desk.row("Sandbox"));
});

story(
  "account preferences: nothing is asked, and after deletion nothing but Activity knows the key",
  async (desk) => {
    await desk.vault();
    await worksLike(desk, "Account preferences");
    await panel(desk);
    expect(await rows(desk)).toEqual([]);
    await sees(desk.text(/is named after its date and time, may do all that its owner may/));
    await desk.button("Generate key").click();
    const dialog = desk.dialog("Copy your key now");
    const { account_id } = await desk.ask<{ account_id: string }>("workspace");
    await sees(dialog.getByText(account_id), desk.button("Copy key and account id", dialog));
    const text = (await dialog.locator("code").first().textContent()) ?? "";
    await desk.button("I have stored it", dialog).click();
    await gone(dialog);
    const key = await keyOf(desk, text);
    expect(key.name).toMatch(/^Key of 2026-03-02 10:00:\d\d$/);
    expect(key).toMatchObject({ owner: PERSON, expires_at: null });
    await desk.go("/keys");
    const headers = desk.page.getByRole("grid", { name: "Keys" }).getByRole("columnheader");
    await becomes(() => headers.nth(1).textContent(), /Generated/);

    await desk.row("Key of").click();
    const drawer = desk.drawer(/^Key Key of/);
    await gone(desk.button("Revoke", drawer), desk.button("Show", drawer));
    await desk.button("Delete", drawer).click();
    const asked = desk.dialog(/^Delete Key of/);
    await sees(asked.getByText(/It ends at once, for ever/));
    await asked.getByRole("textbox").fill(key.name);
    await desk.button("Delete", asked).click();
    await gone(asked);

    // List, search and verification don't know it; Activity says when it went.
    await desk.go("/keys");
    await gone(desk.row("Key of"));
    expect(await desk.attempt("key", { keyId: key.key_id })).toMatchObject({
      refused: { code: "not_found" },
    });
    const query = {
      text: key.key_id,
      states: [],
      owner_ids: [],
      resource_ids: [],
      aircraft_ids: [],
      group_ids: [],
    };
    const rest = {
      expires_within_days: null,
      ends: null,
      attention: [],
      not_conforming: false,
      sort: "name",
    };
    const listed = await desk.ask<KeyPage>("list_keys", {
      query: { ...query, ...rest, personnel_ids: [], unused: null, descending: false },
      offset: 0,
      limit: 9,
    });
    expect(listed.matching).toBe(0);
    await desk.press("Control+k");
    await desk.page.getByRole("combobox", { name: /Search/ }).fill(key.key_id);
    await gone(desk.page.getByRole("option", { name: /^Key of/ }));
    await desk.press("Escape");
    const verified = await desk.ask<{ code: string | null }>("verify_key", {
      text,
      request: { resource: { kind: "any" }, aircraft: "", address: "" },
    });
    expect(JSON.stringify(verified)).toContain("not_found");
    const found = await desk.ask<Identified>("identify_key", { text });
    expect(found.kind).toBe("deleted");
    await desk.go("/activity");
    await sees(desk.text(/Deleted the key/).first());
  },
);

story(
  "Air Maestro: accounts without spaces, keys renewed from today, only notifications editable",
  async (desk) => {
    await desk.vault();
    await desk.ask<PersonView>("add_person", {
      fields: { name: "Mia Berg", email: "mia@nordwind.example", role: "none", key_setup: "none" },
    });
    // A template is given to the service account, whose access its keys inherit.
    const resources = await desk.ask<{ resource_id: string; title: string }[]>("list_resources");
    const flights = resources.find(({ title }) => title === "Flights")?.resource_id;
    const template = await desk.ask<{ template_id: string }>("create_template", {
      fields: { name: "Ops", description: "", grants: [{ resource_id: flights, level: "view" }] },
    });
    await worksLike(desk, "Air Maestro");
    await desk.go("/accounts");
    await desk.button("New service account").first().click();
    const account = desk.dialog("New service account");
    await desk.field("Account name", account).fill("svc ops");
    await desk.field("Contact e-mail", account).fill("ops@nordwind.example");
    await desk.button("Create service account", account).click();
    await sees(account.getByText(/Use only letters/));
    await desk.field("Account name", account).fill("svc-ops");
    await desk.button("Create service account", account).click();
    await sees(account.getByText("Use only letters and digits: this vault's policy asks for that."));
    await desk.field("Account name", account).fill("svcops");
    await desk.button("Create service account", account).click();
    await gone(account);
    const { account_id } = await desk.account("svcops");
    await desk.ask("edit_access", {
      ownerId: account_id,
      request: { grants: [], template_ids: [template.template_id], scope: { kind: "whole_fleet" } },
    });

    await panel(desk);
    expect(await rows(desk)).toEqual(
      ["owner", "name", "expiry", "renewal_period", "personnel", "reminder_days"].map(wire),
    );
    const owner = desk.page.getByRole("combobox", { name: "Owner", exact: true });
    await owner.fill("svcops");
    await desk.page.getByRole("option", { name: /^svcops/ }).click();
    await desk.field("Key name").fill("Rostering");
    await desk.page.getByRole("radio", { name: "Custom date…" }).check();
    await desk.field("Date").fill("2027-03-03");
    await desk.button("Generate key").click();
    await sees(desk.text(/The latest day is 2 Mar 2027\./));
    await desk.field("Date").fill("2026-06-01");
    await desk.field("Renewal period, in days").fill("90");
    const text = await take(desk);
    const key = await keyOf(desk, text);
    expect(key).toMatchObject({ owner: "svcops", renewal_days: 90, rights: { kind: "all_of_owner" } });
    expect(key.grants.map(({ title }) => title)).toEqual(["Flights"]);

    // Renewing counts from now, not from its end.
    await desk.turnClockDays(60);
    await desk.start(`/keys/${key.key_id}`);
    const drawer = desk.drawer("Key Rostering");
    await desk.button("Renew", drawer).click();
    const renew = desk.dialog("Renew Rostering");
    await desk.button("Renew", renew).click();
    await gone(renew);
    expect((await keyOf(desk, text)).expires_at).toMatch(/^2026-07-30T/);

    // Who is reminded and when can change, and nothing else.
    await desk.button("More", drawer).click();
    await desk.page.getByRole("menuitem", { name: /^Edit/ }).click();
    const edit = desk.dialog("Edit Rostering");
    await sees(edit.getByText(/\(Air Maestro\) keeps the rest as it was generated: name, description/));
    await gone(desk.field("Key name", edit), edit.getByRole("group", { name: "Resources" }));
    await edit.getByRole("combobox", { name: "Who is reminded" }).fill("mia");
    await desk.page.getByRole("option", { name: /^Mia Berg/ }).click();
    await desk.button("Save", edit).click();
    await gone(edit);
    await sees(drawer.getByRole("link", { name: "Mia Berg" }));
    expect(
      await desk.attempt("edit_key", { request: { ...(await editOf(desk, key.key_id)), name: "Other" } }),
    ).toMatchObject({ refused: { code: "locked_by_policy", field: "name" } });

    // It is expired by hand, for good, and in no other way.
    expect((await offered(desk, drawer)).join()).not.toMatch(/Disable|Revoke|Delete/);
    await desk.button("Expire now", drawer).click();
    const asked = desk.dialog("Expire Rostering now?");
    await desk.button("Expire now", asked).click();
    await gone(asked, desk.button("Renew", drawer));
    expect(await keyOf(desk, text)).toMatchObject({ state: "expired" });

    // The feature is off for a site.
    await desk.go("/settings/policy");
    await desk.page.getByRole("switch", { name: "API keys are on" }).click();
    await desk.button("Save policy").click();
    await sees(desk.said("The policy was saved. No key was changed.").first());
    await desk.go("/keys/new");
    await sees(desk.heading("API keys are switched off here."));
    // The level that lets somebody in is found as it is called.
    await desk.go("/people");
    await desk.row("Mia Berg", "People").click();
    await desk.button("Edit", desk.drawer("Mia Berg")).click();
    const person = desk.dialog("Edit Mia Berg");
    await person.getByLabel("Filter access levels").fill("API");
    await sees(person.getByRole("group", { name: "API key setup" }));
  },
);

story(
  "Level Access: 180 or 30 days or a day within a year, saved as text, revoked and listed",
  async (desk) => {
    await desk.vault();
    await worksLike(desk, "Level Access");
    await panel(desk);
    expect(await rows(desk)).toEqual(["name", "expiry"]);
    for (const life of [/^180 days/, /^30 days/, /^Custom date/])
      await sees(desk.page.getByRole("radio", { name: life }));
    await desk.field("Key name").fill("Scanner");
    await desk.page.getByRole("radio", { name: "Custom date…" }).check();
    // 366 days are one too many; a year is not.
    await desk.field("Date").fill("2027-03-03");
    await desk.button("Generate key").click();
    await sees(desk.text(/The latest day is 2 Mar 2027\./));
    await desk.field("Date").fill("2026-03-01");
    await sees(desk.text("That day is today or has passed. Choose a later day."));
    await desk.field("Date").fill("2027-03-02");
    await desk.button("Generate key").click();
    const dialog = desk.dialog("Copy your key now");
    await sees(dialog);
    const text = (await dialog.locator("code").first().textContent()) ?? "";
    await desk.willSaveTo(`${desk.folder}/Scanner.txt`);
    await desk.button("Save as .txt", dialog).click();
    await becomes(
      async () =>
        (await desk.written()).some(
          ({ path, content }) => path.endsWith("Scanner.txt") && content.includes(text),
        ),
      true,
    );
    await desk.button("I have stored it", dialog).click();
    await gone(dialog);

    const drawer = desk.drawer("Key Scanner");
    await sees(drawer.getByText("Nothing of a key can be edited."));
    await gone(desk.button("Renew", drawer));
    expect((await offered(desk, drawer)).join()).not.toMatch(/Edit|Disable|Expire now|Delete|Renew/);
    expect(
      await desk.attempt("renew_key", { request: { key_id: text.slice(4, 20), until: null, reason: "" } }),
    ).toMatchObject({
      refused: { code: "not_by_policy" },
    });
    await desk.button("Revoke", drawer).click();
    const asked = desk.dialog("Revoke Scanner?");
    await desk.button("Cancel", asked).click();
    await gone(asked);
    expect(await keyOf(desk, text)).toMatchObject({ state: "active" });
    await desk.button("Revoke", drawer).click();
    await asked.getByRole("textbox").fill("Scanner");
    await desk.button("Revoke", asked).click();
    await gone(asked);
    await desk.go("/keys?state=revoked");
    await sees(desk.row("Scanner"));
  },
);

/** The row of the panel in which a field is asked, by its name on the wire. */
function wire(field: string): string {
  const rows: Record<string, string> = {
    owner: "owner_id",
    resources: "rights",
    aircraft: "scope",
    renewal_period: "renewal_days",
  };
  return rows[field] ?? field;
}

/** An edit of a key that changes nothing. */
async function editOf(desk: Desk, keyId: string): Promise<object> {
  const key = await desk.ask<KeyView>("key", { keyId });
  const { key_id, name, description, rights, scope, networks, renewal_days, approved_by, reason } = key;
  const personnel = key.reminders.personnel.map(({ party_id }) => party_id);
  const days = key.reminders.own_days ? key.reminders.days.map(String) : null;
  const asItIs = { key_id, name, description, rights, scope, networks, renewal_days, approved_by, reason };
  return { ...asItIs, reminders: { personnel, days } };
}
