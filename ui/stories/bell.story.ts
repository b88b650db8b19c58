import { expect } from "vitest";

import type { KeyView } from "../src/backend/bindings";
import { PASSWORD, story, type Desk } from "./desk";
import { inBothThemes } from "./look";
import { becomes, gone, sees } from "./looking";

const bell = (desk: Desk, label: string | RegExp = /^Reminders/) => desk.button(label);
const list = (desk: Desk) => desk.page.getByRole("dialog", { name: "Reminders" });

/** Days pass, and somebody comes back. */
async function comeBackAfter(desk: Desk, days: number): Promise<void> {
  await desk.ask("touch");
  await desk.turnClockDays(days);
  await desk.ask("touch");
}

/** What the desktop was shown, a line each. */
async function notified(desk: Desk): Promise<string[]> {
  const shown = (await desk.written()).find(({ path }) => path.endsWith("/shown"));
  return (shown?.content.toString() ?? "").split("\n").filter(Boolean);
}

story("bell: what is due is said once, on the desktop and here, and is renewed from here", async (desk) => {
  await desk.vault();
  const { key } = await desk.key({ name: "ops-feed", days: 30 });
  await desk.key({ name: "tail-feed", days: 200 });
  await desk.start("/overview");
  await bell(desk).click();
  await sees(list(desk).getByText(/^None yet\./));
  await desk.press("Escape");
  await comeBackAfter(desk, 23);
  await sees(bell(desk, "Reminders, 1 new one"));
  expect(await notified(desk)).toEqual(["ops-feed expires in 7 days"]);
  await bell(desk).click();
  await sees(list(desk).getByText("expires in 7 days"), list(desk).getByText(/7 days before$/));
  await desk.press("Escape");
  await sees(bell(desk, "Reminders"));

  // Neither another look nor unlocking says it again.
  await desk.ask("touch");
  await desk.ask("lock_vault");
  await desk.ask("unlock_vault", { password: PASSWORD });
  await desk.start("/keys");
  await sees(bell(desk, "Reminders"));
  expect(await notified(desk)).toHaveLength(1);

  await bell(desk).click();
  await desk.button("Renew ops-feed", list(desk)).click();
  const renew = desk.dialog("Renew ops-feed");
  await desk.button("Renew", renew).click();
  await gone(renew);
  await bell(desk).click();
  await sees(list(desk).getByText("was renewed since"));
  await gone(desk.button("Renew ops-feed", list(desk)));
  const renewed = await desk.ask<KeyView>("key", { keyId: key.key_id });
  expect(renewed.state).toBe("active");
});

story("bell: one that is put off comes again tomorrow, and what can't be put off says why", async (desk) => {
  await desk.vault();
  await desk.key({ name: "ops-feed", days: 30 });
  await desk.start("/keys");
  await comeBackAfter(desk, 15);
  await sees(bell(desk, "Reminders, 1 new one"));
  await bell(desk).click();
  await desk.refuse("put_reminder_off", "disk_full");
  await desk.button("Remind me of ops-feed tomorrow", list(desk)).click();
  await sees(desk.said(/disk is full/));
  await desk.button("Remind me of ops-feed tomorrow", list(desk)).click();
  await sees(desk.said("It comes again 18 Mar 2026 at 9:00."));
  await sees(list(desk).getByText(/again 18 Mar 2026$/));
  await desk.press("Escape");
  await comeBackAfter(desk, 1);
  await sees(bell(desk, "Reminders, 1 new one"));
  expect(await notified(desk)).toEqual(["ops-feed expires in 15 days", "ops-feed expires in 14 days"]);
});

story("bell: many at once are one notification, and each is told here", async (desk) => {
  await desk.vault();
  await desk.feeds(12, { days: () => 30, stored: false });
  await desk.start("/keys");
  await comeBackAfter(desk, 31);
  await sees(bell(desk, "Reminders, 12 new ones"));
  await becomes(async () => (await notified(desk)).join(), "12 keys have expired");
  await bell(desk).click();
  await becomes(() => list(desk).getByRole("listitem").count(), 12);
  await list(desk).getByRole("link").first().click();
  await sees(desk.drawer(/^Key /));
  await gone(list(desk));
});

inBothThemes("reminders in the bell", async (desk, look) => {
  await desk.vault();
  await desk.key({ name: "ops-feed", days: 30 });
  await desk.key({ name: "tail-feed", days: 38 });
  await desk.key({ name: "fuel-feed", days: 45 });
  const { key } = await desk.key({ name: "crew-feed", days: 30 });
  await comeBackAfter(desk, 30);
  await desk.start("/overview");
  await sees(bell(desk, /^Reminders, \d/));
  await desk.ask("revoke_key", { keyId: key.key_id });
  await desk.start("/overview");
  await bell(desk).click();
  await sees(list(desk).getByText("is revoked now"));
  await look("bell");
});

story("expiries: they are saved as a calendar, from the overview and by the palette", async (desk) => {
  await desk.vault();
  await desk.feeds(3, { days: () => 30, stored: false });
  await desk.start("/overview");
  await desk.willSaveTo(`${desk.folder}/expiries.ics`);
  await desk.button("Save as .ics…").click();
  await sees(desk.said("4 expiries saved. Importing a newer file later updates them."));
  const saved = async () =>
    (await desk.written()).find(({ path }) => path.endsWith("expiries.ics"))?.content.toString() ?? "";
  expect((await saved()).match(/BEGIN:VEVENT/g)).toHaveLength(4);
  await desk.refuse("save_calendar", "disk_full");
  await desk.press("Control+k");
  await desk.page.getByRole("combobox", { name: /Search/ }).fill("calendar");
  await desk.page.getByRole("option", { name: /^Save expiries as a calendar/ }).click();
  await sees(desk.said(/disk is full/));
});

story(
  "settings: the desktop isn't notified where somebody wants that, and the bell tells it",
  async (desk) => {
    await desk.vault();
    await desk.key({ name: "ops-feed", days: 30 });
    await desk.start("/settings");
    await desk.page.getByRole("switch", { name: "Notify me on this desktop" }).click();
    await becomes(async () => (await desk.ask<{ notifications: boolean }>("settings")).notifications, false);
    await comeBackAfter(desk, 15);
    await sees(bell(desk, "Reminders, 1 new one"));
    expect(await notified(desk)).toEqual([]);
  },
);
