import type { Locator } from "playwright-core";
import { expect } from "vitest";

import type { EventPage } from "../src/backend/bindings";
import { story, type Desk } from "./desk";
import { inBothThemes } from "./look";
import { becomes, gone, sees } from "./looking";
import { line, palette } from "./palette";

/** *Which key is this?* with a text looked up in it. */
async function presented(desk: Desk, text: string): Promise<Locator> {
  await desk.start("/keys");
  await desk.button("Which key is this?").click();
  const dialog = desk.dialog("Which key is this?");
  await dialog.getByLabel("Key or key id", { exact: true }).fill(text);
  await desk.button("Look it up", dialog).click();
  await sees(dialog.getByRole("list", { name: "Steps" }));
  return dialog;
}

async function choose(desk: Desk, dialog: Locator, resource: string): Promise<void> {
  const field = dialog.getByRole("combobox", { name: "Resource" });
  await field.click();
  await field.fill(resource);
  await desk.page.getByRole("option", { name: resource, exact: true }).click();
}

/** The answer becomes *Yes*, or *No* with a code. */
async function answers(dialog: Locator, code: string): Promise<void> {
  const verdict = dialog.getByRole("status").filter({ hasText: /^\s*(Yes|No)/ });
  await becomes(
    async () => (await verdict.innerText()).replaceAll(/\s+/g, " ").trim(),
    new RegExp(`^${code === "valid" ? "Yes" : "No"} ${code}$`),
  );
}

async function events(desk: Desk): Promise<number> {
  const query = { text: "", kinds: [], subject: null, actor: null, since: null, until: null };
  return (await desk.ask<EventPage>("list_events", { query, offset: 0, limit: 1 })).total;
}

story("verify: what a whole key may is said step by step, and asking leaves no trace", async (desk) => {
  await desk.vault({ aircraft: 12 });
  const { key_text } = await desk.key({
    resources: ["Flights"],
    networks: ["203.0.113.0/24", "2001:db8::/32"],
  });
  const before = await events(desk);
  const dialog = await presented(desk, key_text);
  await answers(dialog, "network_denied");
  await sees(dialog.getByText("It may be used from 2 networks only, and no address is given."));

  const address = dialog.getByLabel("From address");
  await address.fill("198.51.100.7");
  await answers(dialog, "network_denied");
  await sees(dialog.getByText("198.51.100.7 is in none of its 2 networks."));
  await address.fill("203.0.113");
  await sees(dialog.getByText(/^That isn't an IPv4 or IPv6 address\./));
  await gone(dialog.getByRole("list", { name: "Steps" }));
  await address.fill("203.0.113.7");
  await answers(dialog, "valid");
  await sees(
    dialog.getByText("It is ops-feed, and its secret is the right one."),
    dialog.getByText("203.0.113.7 is in 203.0.113.0/24."),
    dialog.getByText("No aircraft is asked about. It is for the whole fleet."),
  );

  await choose(desk, dialog, "Flights");
  await answers(dialog, "valid");
  await dialog.getByRole("radio", { name: "modify", exact: true }).check();
  await answers(dialog, "resource_denied");
  await sees(
    dialog.getByText("It may view Flights, modify is asked; its owner svc-opscontrol has view (its own)."),
  );
  await choose(desk, dialog, "Not asked");
  await answers(dialog, "valid");

  const aircraft = dialog.getByRole("combobox", { name: "Aircraft" });
  await aircraft.fill("SP-XXX");
  await answers(dialog, "aircraft_denied");
  await sees(dialog.getByText("No aircraft has that registration."));

  expect(await events(desk)).toBe(before);
  await desk.press("Escape");
  await gone(dialog);
  expect(await desk.everythingInThePage()).not.toContain(key_text.slice(21));
});

story("verify: each code of a key's life, and of what is no key here", async (desk) => {
  await desk.vault();
  const { key_text, key } = await desk.key();
  const account = await desk.account();
  const keyId = key.key_id;
  const ask = async (text: string, code: string, words: RegExp) => {
    const dialog = await presented(desk, text);
    await answers(dialog, code);
    await sees(dialog.getByRole("list", { name: "Steps" }).getByText(words));
    await desk.press("Escape");
  };
  await ask(key_text, "valid", /its secret is the right one/);
  await ask(`ktw_${keyId}`, "valid", /so the secret wasn't looked at/);
  await ask(key_text.slice(0, -1), "malformed", /its checksum is wrong/);
  await ask("ktw_0000000000000000", "not_found", /No key of this vault has its key id/);

  await desk.ask("disable_key", { keyId });
  await ask(key_text, "disabled", /It is disabled since Mon 2 Mar 2026, 10:00/);
  await desk.ask("enable_key", { keyId });
  await desk.ask("disable_account", { accountId: account.account_id });
  await ask(key_text, "owner_disabled", /Its owner svc-opscontrol is disabled since/);
  await desk.ask("enable_account", { accountId: account.account_id });
  await desk.ask("expire_key", { keyId });
  await ask(key_text, "expired", /It was ended by hand on Mon 2 Mar 2026, 10:00/);
  await desk.ask("revoke_key", { keyId });
  await ask(key_text, "revoked", /It was revoked on Mon 2 Mar 2026, 10:00/);
  await desk.ask("delete_key", { keyId });
  await ask(key_text, "not_found", /It was deleted on Mon 2 Mar 2026, 10:00/);
});

story("verify: a key for some aircraft is asked about one that is chosen while it is typed", async (desk) => {
  await desk.vault({ aircraft: 12 });
  const [own, other] = await registrations(desk);
  const { key_text } = await desk.key({ aircraft: [own] });
  const dialog = await presented(desk, key_text);
  await sees(dialog.getByText("No aircraft is asked about. It is for 1 aircraft."));
  const aircraft = dialog.getByRole("combobox", { name: "Aircraft" });
  await aircraft.fill(other);
  await answers(dialog, "aircraft_denied");
  await sees(dialog.getByText(`It isn't for ${other}.`));
  await aircraft.fill(own.replace("-", "").toLowerCase());
  await answers(dialog, "valid");
  await sees(dialog.getByText(`It is for ${own}.`));
  await aircraft.fill(other.slice(0, -1));
  await dialog.getByRole("option", { name: other }).click();
  await answers(dialog, "aircraft_denied");

  await desk.button("Disable now", dialog).click();
  await answers(dialog, "disabled");
});

async function registrations(desk: Desk): Promise<[string, string]> {
  const query = { text: "", include_retired: false, sort: "registration", descending: false };
  const page = await desk.ask<{ rows: { registration: string }[] }>("list_aircraft", {
    query,
    offset: 0,
    limit: 2,
  });
  const [own, other] = page.rows.map((row) => row.registration);
  if (own === undefined || other === undefined) throw new Error("a fleet of two at least");
  return [own, other];
}

story("verify: from the palette, a presented key is asked about by its public id", async (desk) => {
  await desk.vault();
  const { key_text } = await desk.key();
  await desk.start("/fleet");
  const { dialog, field } = await palette(desk);
  await field.fill(key_text);
  await line(dialog, "May it…?").click();
  const which = desk.dialog("Which key is this?");
  await answers(which, "valid");
  await sees(which.getByText(/so the secret wasn't looked at/));
  expect(await desk.everythingInThePage()).not.toContain(key_text.slice(21));
});

inBothThemes("a verification, allowed and denied", async (desk, look) => {
  await desk.vault({ aircraft: 12 });
  const { key_text } = await desk.key({ networks: ["203.0.113.0/24", "2001:db8::/32"] });
  const dialog = await presented(desk, key_text);
  await dialog.getByLabel("From address").fill("203.0.113.7");
  await choose(desk, dialog, "Flights");
  await answers(dialog, "valid");
  await look("verify-allowed");
  await dialog.getByRole("radio", { name: "modify", exact: true }).check();
  await answers(dialog, "resource_denied");
  await look("verify-denied");
});
