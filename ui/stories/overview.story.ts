import { expect } from "vitest";

import { story, type Desk } from "./desk";
import { becomes, focused, gone, sees } from "./looking";

/** What is broken, and what expires. */
async function troubled(desk: Desk): Promise<void> {
  await desk.vault();
  await desk.key({ name: "ftl-check", account: "svc-ftl", days: 10 });
  await desk.key({ name: "crew-sync", account: "svc-crew", days: 100 });
  await desk.turnClockDays(22);
  await desk.key({ name: "ops-feed", days: 6 });
  await desk.key({ name: "slot-desk", account: "svc-slots", stored: false });
  const crew = await desk.account("svc-crew");
  await desk.ask("disable_account", { accountId: crew.account_id });
}

const broken = (desk: Desk) => desk.page.getByRole("region", { name: /^Broken now/ });
const expiring = (desk: Desk) => desk.page.getByRole("region", { name: /^Expire within 15 days/ });
const expiries = (desk: Desk) => desk.page.getByRole("region", { name: "Expiries, next 12 months" });

story("overview: a vault without keys leads to the next step", async (desk) => {
  await desk.vault();
  await desk.start();
  await sees(desk.heading("Overview"), desk.text("No keys yet."));
  await desk.button("Import fleet").click();
  await sees(desk.heading("Import aircraft"));
  await desk.page.goBack();
  await desk.button("Generate key").click();
  await sees(desk.heading("Generate key"));
});

story("overview: first what is broken, then what expires, the calendar, and what happened", async (desk) => {
  await troubled(desk);
  await desk.start("/overview");
  await sees(broken(desk), expiring(desk), expiries(desk));
  const order = await desk.page.getByRole("heading", { level: 2 }).allTextContents();
  expect(order.map((title) => title.replace(/\d+/g, "").trim())).toEqual([
    "Broken now",
    "Expire within  days",
    "Expiries, next  months",
    "Lately",
  ]);
  await sees(
    broken(desk).getByText("ftl-check expired 12 days ago"),
    broken(desk).getByText(/^svc-ftl · can be renewed until/),
    broken(desk).getByText("slot-desk was never handed out"),
    broken(desk).getByText("svc-crew is disabled"),
    broken(desk).getByText(/^1 key is stopped by it/),
    expiring(desk).getByText("ops-feed expires in 6 days"),
  );
  const figures = await desk.page.getByRole("list", { name: "Figures" }).innerText();
  expect(figures.replaceAll(/\s+/g, " ")).toContain("3 live keys of 3 owners");
  // Nothing rests on use: nobody asks this vault.
  const page = await desk.page.locator("main").innerText();
  expect(page).not.toMatch(/\b(idle|used|refused|last hour|wider)\b/i);
  // The number at Keys is what expires soon and what can still be renewed, wherever it is said.
  await sees(desk.page.getByRole("link", { name: /Keys.*2 need attention/ }));
  await desk.page.getByRole("link", { name: "1 expires within 15 days" }).click();
  await sees(desk.row("ops-feed"), desk.button("Remove the attention filter"));
  await becomes(() => desk.page.getByRole("grid", { name: "Keys" }).getAttribute("aria-rowcount"), "2");
});

story("overview: renewing from here, with the reason that an expired key needs", async (desk) => {
  await troubled(desk);
  await desk.start("/overview");
  await desk.button("Renew ftl-check", broken(desk)).click();
  const dialog = desk.dialog("Renew ftl-check");
  await sees(dialog);
  await desk.button("Cancel", dialog).click();
  await gone(dialog);
  await focused(desk.button("Renew ftl-check", broken(desk)));
  await desk.press("Enter");
  await dialog.getByLabel(/^Reason/).fill("The caller was on leave");
  await desk.button("Renew", dialog).click();
  await gone(dialog);
  await sees(desk.said(/^ftl-check works until/), desk.heading("Overview"));
  await gone(broken(desk).getByText("ftl-check"));
  await focused(desk.heading("Overview"));
  await sees(desk.page.getByRole("link", { name: /Keys.*1 needs attention/ }));
});

story("overview: the other steps: replace, revoke, enable; a refusal changes nothing", async (desk) => {
  await troubled(desk);
  await desk.start("/overview");
  await desk.refuse("enable_account", "disk_full");
  await desk.button("Enable svc-crew", broken(desk)).click();
  await sees(desk.said("The disk is full; nothing changed. Free some space, then try again."));
  await sees(broken(desk).getByText("svc-crew is disabled"));
  await desk.button("Enable svc-crew", broken(desk)).click();
  await sees(desk.said("svc-crew enabled: its keys work again."));
  await gone(broken(desk).getByText("svc-crew is disabled"));

  await desk.button("Replace… slot-desk", broken(desk)).click();
  await becomes(() => desk.field("Key name").inputValue(), "slot-desk-2");
  await desk.page.goBack();

  await desk.button("Revoke slot-desk", broken(desk)).click();
  const dialog = desk.dialog("Revoke slot-desk?");
  await sees(dialog.getByText("Nobody has this key."));
  await desk.button("Revoke", dialog).click();
  await sees(desk.said("slot-desk is revoked, for good."));
  await gone(broken(desk).getByText("slot-desk"));
});

story("overview: a key that has gone meanwhile is said to be gone", async (desk) => {
  await troubled(desk);
  await desk.start("/overview");
  await desk.refuse("key", "not_found");
  await desk.button("Renew ops-feed", expiring(desk)).click();
  await sees(desk.said("It isn't there any more; somebody may have removed it. Go back to the list."));
});

story("overview: the calendar by keyboard, by mouse and as a table", async (desk) => {
  await desk.vault();
  await desk.keys(21, { name: "gate", account: "svc-gates", days: 178 });
  await desk.key({ name: "ops-feed", days: 6 });
  await desk.start("/overview");
  const map = expiries(desk).getByRole("group", { name: /^Expiries by day/ });
  const day = map.getByRole("button");
  await sees(expiries(desk).getByRole("link", { name: /^21 keys end on/ }));
  await day.focus();
  const today = (await day.getAttribute("aria-label")) ?? "";
  expect(today).toMatch(/: no key ends$/);
  // Nothing ends today, so there is nothing to go to.
  await desk.press("Enter");
  await sees(desk.heading("Overview"));
  for (let days = 0; days < 6; days += 1) await desk.press("ArrowDown");
  await becomes(() => day.getAttribute("aria-label"), /: 1 key ends, within 15 days$/);
  await focused(day);
  await desk.press("Home");
  await becomes(() => day.getAttribute("aria-label"), today);
  // 178 days on: 25 weeks and 3 days.
  for (let weeks = 0; weeks < 25; weeks += 1) await desk.press("ArrowRight");
  for (let days = 0; days < 3; days += 1) await desk.press("ArrowDown");
  await becomes(() => day.getAttribute("aria-label"), /: 21 keys end, many together$/);
  await desk.press("Enter");
  await sees(desk.heading("Keys"), desk.button("Remove the ends filter"));
  await becomes(() => desk.page.getByRole("grid", { name: "Keys" }).getAttribute("aria-rowcount"), "22");
  await desk.page.goBack();

  const squares = map.locator("rect.bad");
  await squares.hover();
  await sees(expiries(desk).getByText(/: 21 keys end, many together$/));
  await squares.click();
  await becomes(() => desk.page.getByRole("grid", { name: "Keys" }).getAttribute("aria-rowcount"), "22");
  await desk.page.goBack();

  await desk.button("Show as table", expiries(desk)).click();
  const table = expiries(desk).getByRole("table");
  await sees(table.getByRole("row").filter({ hasText: "Many together" }).getByText("21"));
  await sees(table.getByRole("row").filter({ hasText: "Within 15 days" }));
  await table.getByRole("row").filter({ hasText: "Many together" }).getByRole("link").click();
  await becomes(() => desk.page.getByRole("grid", { name: "Keys" }).getAttribute("aria-rowcount"), "22");
});

story("overview: what happened last leads to it, unless it has gone", async (desk) => {
  await desk.vault();
  const { key } = await desk.key({ name: "old-website" });
  await desk.key();
  await desk.ask("revoke_key", { keyId: key.key_id });
  await desk.ask("delete_key", { keyId: key.key_id });
  await desk.start("/overview");
  const lately = desk.page.getByRole("region", { name: "Lately" });
  const lines = lately.getByRole("listitem");
  await sees(lines.first().getByText(/deleted the key/), lines.first().getByText("old-website"));
  expect(await lines.count()).toBe(8);
  expect(await lines.first().getByRole("link").count()).toBe(0);
  await lately.getByRole("link", { name: "ops-feed" }).first().click();
  await sees(desk.drawer("Key ops-feed"));
});

story("overview: where a vault opens when nothing is remembered, and on Ctrl+1", async (desk) => {
  await desk.vault();
  await desk.key();
  await desk.start();
  await sees(desk.heading("Overview"), desk.text("Nothing is broken."));
  await desk.press("Control+2");
  await sees(desk.heading("Keys"));
  await desk.press("Control+1");
  await sees(desk.heading("Overview"));
});

story("overview: what can't be read says so, and what was read stays", async (desk) => {
  await desk.vault();
  await desk.key();
  await desk.refuse("overview", "io");
  await desk.start("/overview");
  await sees(desk.text("Couldn't read the overview; nothing changed."));
  await desk.button("Try again").click();
  await sees(desk.text("Nothing is broken."));
  await desk.refuse("list_events", "io");
  await desk.page.reload();
  await sees(desk.text(/^Couldn't read the log; nothing changed\./), desk.text("Nothing is broken."));
  await desk.button("Try again").click();
  await gone(desk.text(/^Couldn't read the log/));
  await sees(desk.page.getByRole("region", { name: "Lately" }).getByRole("listitem").first());
});
