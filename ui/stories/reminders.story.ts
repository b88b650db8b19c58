import { expect } from "vitest";

import type { KeyView, PersonView } from "../src/backend/bindings";
import { story, type Desk } from "./desk";
import { inBothThemes } from "./look";
import { becomes, gone, sees } from "./looking";
import { shown } from "./panel";

function person(desk: Desk, name: string): Promise<PersonView> {
  return desk.ask("add_person", { fields: { name, email: "", role: "none", key_setup: "none" } });
}

async function panel(desk: Desk): Promise<void> {
  const account = await desk.account();
  await desk.start(`/keys/new?owner=${account.account_id}`);
  await desk.field("Key name").fill("ops-feed");
  await desk.button("Open Flights").click();
  await desk.page.getByRole("checkbox", { name: "Flights", exact: true }).check();
}

const picker = (desk: Desk) => desk.page.getByRole("combobox", { name: "Who is reminded" });

async function pick(desk: Desk, text: string, name: string): Promise<void> {
  await picker(desk).fill(text);
  await desk.page.getByRole("option", { name: new RegExp(`^${name}`) }).click();
  await sees(desk.button(`Remove ${name}`));
}

/** The last key that was asked about is as it was generated. */
async function kept(desk: Desk, key: string): Promise<KeyView> {
  return desk.ask("key", { keyId: key.slice(4, 20) });
}

story(
  "reminders: people and accounts are picked, own days are asked, and a lock loses none",
  async (desk) => {
    await desk.vault();
    await person(desk, "Mia Berg");
    await desk.account("svc-alerts");
    await panel(desk);
    const summary = desk.page.getByRole("complementary", { name: "In plain words" });
    await picker(desk).fill("nobody");
    await sees(desk.text("Nobody here is called that."));
    await pick(desk, "mia", "Mia Berg");
    await pick(desk, "alerts", "svc-alerts");
    await sees(summary.getByRole("button", { name: "Mia Berg and svc-alerts" }));
    await sees(summary.getByRole("button", { name: "15 and 7 days before, and when it expires" }));
    await desk.page.getByRole("radio", { name: "Own days" }).check();
    const days = desk.field("Days before it expires");
    for (const wrong of ["-1", "400", "7, soon"]) {
      await days.fill(wrong);
      await desk.button("Generate key").click();
      await sees(desk.text("Write each as a whole number of days from 0 to 365, like 30, 7, 0."));
    }
    await days.fill("");
    await sees(desk.text("Write at least one number of days, or leave it to the workspace's days."));
    await days.fill("1 2 3 4 5 6 7 8 9 10 11");
    await sees(desk.text("A key reminds on at most 10 days of its own. Take some out."));
    await days.fill("0, 30");
    await sees(summary.getByRole("button", { name: "30 days before, and when it expires" }));
    await desk.field("Renewal period, in days").fill("400");
    await desk.button("Generate key").click();
    await sees(desk.text(/^Type a whole number of days from 1 to 365|from 1 to 365\.$/).first());
    await desk.field("Renewal period, in days").fill("90");

    await becomes(async () => (await desk.ask<string | null>("draft")) ?? "", /"days":"0, 30"/);
    await becomes(async () => (await desk.ask<string | null>("draft")) ?? "", /"90"/);
    await desk.start("/overview");
    await desk.start("/keys/new");
    await sees(desk.button("Remove Mia Berg"), desk.button("Remove svc-alerts"));
    await becomes(() => desk.field("Days before it expires").inputValue(), "0, 30");
    await becomes(() => desk.field("Renewal period, in days").inputValue(), "90");
    await desk.button("Generate key").click();
    const { key } = await shown(desk);
    const view = await kept(desk, key);
    expect(view.renewal_days).toBe(90);
    expect(view.reminders).toMatchObject({ own_days: true, days: [30, 0] });
    expect(view.reminders.personnel.map(({ name }) => name)).toEqual(["Mia Berg", "svc-alerts"]);
  },
);

story("reminders: seen in the drawer, filtered by, edited, and somebody who left only goes", async (desk) => {
  await desk.vault();
  const mia = await person(desk, "Mia Berg");
  const personnel = [`person_${mia.person_id}`];
  const { key } = await desk.key({ reminders: { personnel, days: null } });
  await desk.key({ name: "other" });
  await desk.ask("person_left", { personId: mia.person_id });
  await desk.start("/keys");
  await desk.button("Filter").click();
  const filter = desk.page.getByRole("dialog", { name: "Filter" });
  await desk.button("Who is reminded", filter).click();
  await filter.getByRole("checkbox", { name: /^Mia Berg/ }).check();
  await desk.press("Escape");
  await sees(desk.row("ops-feed"), desk.button("Remove the reminds filter"));
  await gone(desk.row("other"));

  await desk.row("ops-feed").click();
  const drawer = desk.drawer("Key ops-feed");
  await sees(
    drawer.getByRole("link", { name: "Mia Berg" }),
    drawer.getByText("15 and 7 days before, and when it expires"),
  );
  await desk.press("F2");
  const dialog = desk.dialog("Edit ops-feed");
  await picker(desk).fill("mia");
  await sees(dialog.getByText("Nobody here is called that."));
  await picker(desk).fill("");
  await desk.button("Remove Mia Berg", dialog).click();
  await dialog.getByRole("radio", { name: "Own days" }).check();
  await dialog.getByLabel("Days before it expires").fill("1");
  await desk.button("Save", dialog).click();
  await gone(dialog);
  const edited = await desk.ask<KeyView>("key", { keyId: key.key_id });
  expect(edited.reminders).toMatchObject({ personnel: [], own_days: true, days: [1] });
});

story("reminders: a day on which many keys end is said, and another is one press away", async (desk) => {
  await desk.vault();
  await desk.feeds(20, { days: () => 100, stored: false });
  await panel(desk);
  await desk.page.getByRole("radio", { name: "Custom date…" }).check();
  const { expires_at } = (await desk.key({ name: "the day", days: 100 })).key;
  const day = (expires_at ?? "").slice(0, 10);
  await desk.field("Date").fill(day);
  await sees(desk.text("21 keys end that day."));
  await desk.page.getByRole("button", { name: /^Use \w{3} / }).click();
  await gone(desk.text("21 keys end that day."));
  expect((await desk.field("Date").inputValue()) < day).toBe(true);

  const { key } = await desk.key({ name: "renewed", days: 30 });
  await desk.start(`/keys/${key.key_id}`);
  await desk.button("Renew", desk.drawer("Key renewed")).click();
  const dialog = desk.dialog("Renew renewed");
  await dialog.getByRole("radio", { name: "Another date…" }).check();
  await dialog.getByLabel("Until").fill(day);
  await sees(dialog.getByText("21 keys end that day."));
  await dialog.getByRole("button", { name: /^Use \w{3} / }).click();
  await gone(dialog.getByText("21 keys end that day."));
  await desk.button("Renew", dialog).click();
  await gone(dialog);
});

inBothThemes("reminders", async (desk, look) => {
  await desk.vault();
  const mia = await person(desk, "Mia Berg");
  await desk.account("svc-alerts");
  const personnel = [`person_${mia.person_id}`];
  const { key } = await desk.key({ reminders: { personnel, days: ["30", "0"] } });
  await panel(desk);
  await pick(desk, "mia", "Mia Berg");
  await desk.page.getByRole("radio", { name: "Own days" }).check();
  await picker(desk).click();
  await look("reminders-generate");
  await desk.ask("person_left", { personId: mia.person_id });
  await desk.ask("keep_draft", { draft: null });
  await desk.start(`/keys/${key.key_id}`);
  await sees(desk.drawer("Key ops-feed"));
  await look("reminders-drawer");
});
