import { expect } from "vitest";

import { pasted } from "./clipboard";
import { story, type Desk } from "./desk";
import { becomes, focused, gone, sees } from "./looking";
import { generate, shown } from "./panel";

/** The names in the list, from the top. */
async function names(desk: Desk): Promise<string[]> {
  return desk.page.getByRole("grid", { name: "Keys" }).getByRole("rowheader").allInnerTexts();
}

/** Four keys of three accounts, each unlike the others. */
async function inventory(desk: Desk): Promise<void> {
  await desk.vault({ aircraft: 20 });
  await desk.key({ name: "ops-feed", resources: ["Flights", "Airports"] });
  await desk.key({ name: "fuel-feed", account: "svc-fuel", days: 30, aircraft: ["SP-KTA"] });
  await desk.key({ name: "crew-sync", account: "svc-crew", days: 10, resources: ["Crew members"] });
  await desk.key({ name: "old-probe", days: 90, stored: false });
}

async function filterBy(desk: Desk, what: string, which: string): Promise<void> {
  await desk.button("Filter").click();
  const panel = desk.page.getByRole("dialog", { name: "Filter" });
  await desk.button(what, panel).click();
  await panel.getByRole("checkbox", { name: which, exact: true }).click();
  await desk.press("Escape");
  await gone(panel);
}

const sooner = ["crew-sync", "fuel-feed", "old-probe", "ops-feed"];

story("keys: the list is filtered by words and by each facet, and sorted", async (desk) => {
  await inventory(desk);
  await desk.start("/keys");
  await sees(desk.row("ops-feed"));
  await becomes(() => names(desk), sooner);
  await sees(
    desk.row("crew-sync").getByText("Expiring"),
    desk.row("old-probe").getByText("Not handed out"),
    desk.row("crew-sync").getByText("in 10 days"),
    desk.row("fuel-feed").getByText("1 · SP-KTA"),
    desk.row("ops-feed").getByText("2 view"),
  );

  await desk.press("/");
  await focused(desk.field("Filter keys"));
  await desk.page.keyboard.type("fuel");
  await becomes(() => names(desk), ["fuel-feed"]);
  await desk.press("Escape");
  await becomes(() => names(desk), sooner);
  await desk.page.keyboard.type("no such thing");
  await sees(desk.text("Nothing matches."));
  await desk.button("Clear filters").click();
  await becomes(() => names(desk), sooner);

  await filterBy(desk, "Owner", "svc-fuel");
  await becomes(() => names(desk), ["fuel-feed"]);
  await desk.button("Remove the owner filter").click();
  await becomes(() => names(desk), sooner);

  await filterBy(desk, "Resource", "Crew members");
  await becomes(() => names(desk), ["crew-sync"]);
  await desk.button("Remove the resource filter").click();

  await filterBy(desk, "Aircraft", "SP-KTB");
  await becomes(() => names(desk), ["crew-sync", "old-probe", "ops-feed"]);
  await desk.button("Remove the aircraft filter").click();

  await filterBy(desk, "Expires within", "30 days");
  await becomes(() => names(desk), ["crew-sync", "fuel-feed"]);
  await desk.button("Remove the expires filter").click();

  await filterBy(desk, "State", "Expiring");
  await becomes(() => names(desk), ["fuel-feed", "old-probe", "ops-feed"]);
  await desk.page.goBack();
  await becomes(() => names(desk), sooner);

  await desk.button("Filter").click();
  await desk.page.getByRole("checkbox", { name: "Not handed out" }).click();
  await desk.press("Escape");
  await becomes(() => names(desk), ["old-probe"]);
  await desk.button("Remove the state filter").click();

  await desk.page.getByRole("columnheader", { name: "Name" }).getByRole("button").click();
  await becomes(() => names(desk), [...sooner].sort());
  await desk.page.getByRole("columnheader", { name: "Name" }).getByRole("button").click();
  await becomes(() => names(desk), [...sooner].sort().reverse());
  await becomes(
    async () => desk.page.getByRole("columnheader", { name: "Name" }).getAttribute("aria-sort"),
    "descending",
  );
  await desk.page.getByRole("columnheader", { name: "Owner" }).getByRole("button").click();
  await becomes(async () => (await names(desk))[0] ?? "", "crew-sync");
});

story("keys: the list is walked by the keyboard, and opens the drawer", async (desk) => {
  await desk.takeClipboard();
  await inventory(desk);
  await desk.start("/keys");
  await sees(desk.row("crew-sync"));
  await desk.row("crew-sync").focus();
  await desk.press("ArrowDown");
  await focused(desk.row("fuel-feed"));
  await desk.press("End");
  await focused(desk.row("ops-feed"));
  await desk.press("Enter");
  const drawer = desk.drawer("Key ops-feed");
  await sees(
    drawer.getByText("svc-opscontrol").first(),
    drawer.getByText("Whole fleet (20, and any added later)"),
    drawer.getByText("Flights").first(),
  );
  await desk.press("Control+c");
  await sees(desk.said("Key id copied. It is public, not the key."));
  expect(await pasted()).toMatch(/^ktw_[0-9A-Za-z]{16}$/);
  await desk.press("Escape");
  await gone(drawer);
  await focused(desk.row("ops-feed"));
});

story("keys: edit", async (desk) => {
  await desk.vault({ aircraft: 20 });
  const { key } = await desk.key();
  await desk.start(`/keys/${key.key_id}`);
  await sees(desk.drawer("Key ops-feed"));
  await desk.press("F2");
  const dialog = desk.dialog("Edit ops-feed");
  await dialog.getByLabel("Key name").fill("");
  await desk.button("Save", dialog).click();
  await sees(dialog.getByText("Fill this in."));
  await dialog.getByLabel("Key name").fill("ops-feed-eu");
  await dialog.getByLabel("Description").fill("Movements for the operations centre");
  await dialog.getByLabel("Renewal period, in days").fill("90");
  await desk.button("Save", dialog).click();
  await gone(dialog);
  const drawer = desk.drawer("Key ops-feed-eu");
  await sees(drawer.getByText("Movements for the operations centre"), drawer.getByText("90 days").first());
  await sees(desk.row("ops-feed-eu"), desk.said("ops-feed-eu is saved."));
});

story("keys: renew, and every refusal in words", async (desk) => {
  await desk.vault();
  const { key } = await desk.key();
  await desk.turnClockDays(30);
  await desk.start(`/keys/${key.key_id}`);
  const drawer = desk.drawer("Key ops-feed");
  const dialog = desk.dialog("Renew ops-feed");
  await desk.button("Renew", drawer).click();
  await sees(dialog.getByText("Same key, later end."), dialog.getByText("Mon 28 Sep 2026, 10:00"));
  await dialog.getByRole("radio", { name: "Another date…" }).check();
  const until = dialog.getByLabel("Until");
  for (const [typed, refusal] of [
    ["", "Fill this in."],
    ["soon", "That isn't a date. Choose a day that exists."],
    ["2026-02-30", "That isn't a date. Choose a day that exists."],
    ["2026-03-01", "That day is today or has passed. Choose a later day."],
    ["2026-07-01", "It already ends later"],
    ["2040-01-01", "That is later than allowed. The latest day is"],
  ] as const) {
    await until.fill(typed);
    await desk.button("Renew", dialog).click();
    await sees(dialog.getByText(refusal));
    await focused(until);
  }
  await until.fill("20 September 2026");
  await desk.button("Renew", dialog).click();
  await gone(dialog);
  await sees(drawer.getByText("Sun 20 Sep 2026, 10:00"), desk.said(/^ops-feed works until/));
});

story("keys: an expired key is renewed with a reason, within 14 days", async (desk) => {
  await desk.vault();
  const { key } = await desk.key({ days: 30 });
  await desk.turnClockDays(35);
  await desk.start(`/keys/${key.key_id}`);
  const drawer = desk.drawer("Key ops-feed");
  await sees(desk.row("ops-feed").getByText("Expired", { exact: true }));
  await desk.button("Renew", drawer).click();
  const dialog = desk.dialog("Renew ops-feed");
  await desk.button("Renew", dialog).click();
  await sees(dialog.getByText("The key has expired: say why it is renewed."));
  await dialog.getByLabel("Reason").fill("The contract was prolonged");
  await desk.button("Renew", dialog).click();
  await gone(dialog);
  await becomes(() => desk.row("ops-feed").getByText("Active").isVisible(), true);

  await desk.turnClockDays(200);
  await desk.page.reload();
  await sees(drawer.getByText(/expired more than 14 days ago and can't be renewed/));
  await gone(desk.button("Renew", drawer));
});

story("keys: disable, undo, disable, enable", async (desk) => {
  await desk.vault();
  const { key } = await desk.key();
  await desk.start(`/keys/${key.key_id}`);
  const drawer = desk.drawer("Key ops-feed");
  const state = desk.row("ops-feed");
  const disable = async () => {
    await desk.button("More", drawer).click();
    await desk.page.getByRole("menuitem", { name: /^Disable/ }).click();
  };
  await disable();
  await sees(desk.said("Stopped. You can enable it again."), state.getByText("Disabled"));
  await desk.button("Undo").click();
  await sees(desk.said("ops-feed works again."), state.getByText("Active"));
  await disable();
  await sees(state.getByText("Disabled"));
  await desk.button("Enable", drawer).click();
  await sees(state.getByText("Active"));
});

story("keys: expire now", async (desk) => {
  await desk.vault();
  const { key } = await desk.key();
  await desk.start(`/keys/${key.key_id}`);
  const drawer = desk.drawer("Key ops-feed");
  await desk.button("More", drawer).click();
  const item = desk.page.getByRole("menuitem", { name: /^Expire now/ });
  await sees(item.getByText("ends it at once, for good: use it if the key may be compromised"));
  await item.click();
  const dialog = desk.dialog("Expire ops-feed now?");
  await sees(dialog);
  await desk.press("Enter");
  await gone(dialog);
  expect(await desk.ask("key", { keyId: key.key_id })).toMatchObject({ state: "active" });
  await desk.button("More", drawer).click();
  await item.click();
  await desk.button("Expire now", dialog).click();
  await gone(dialog);
  await sees(desk.row("ops-feed").getByText("Expired", { exact: true }));
  await sees(drawer.getByText(/expired by hand, which is final/));
});

story("keys: revoking asks for the name, and a revoked key can be deleted", async (desk) => {
  await desk.vault();
  const { key } = await desk.key();
  await desk.start(`/keys/${key.key_id}`);
  const drawer = desk.drawer("Key ops-feed");
  await desk.button("Revoke", drawer).click();
  const revoke = desk.dialog("Revoke ops-feed?");
  await sees(
    revoke.getByText("stops for good; applications and services that use it stop working"),
    revoke.getByText("It can't be undone."),
  );
  expect(await desk.button("Revoke", revoke).isDisabled()).toBe(true);
  await revoke.getByLabel("Type ops-feed to go on").fill("ops-fee");
  expect(await desk.button("Revoke", revoke).isDisabled()).toBe(true);
  await revoke.getByLabel("Type ops-feed to go on").fill("ops-feed");
  await desk.button("Revoke", revoke).click();
  await gone(revoke);
  await sees(desk.said("ops-feed is revoked, for good."), desk.text("Every key here is revoked."));

  await desk.button("More", drawer).click();
  await desk.page.getByRole("menuitem", { name: /^Delete/ }).click();
  const remove = desk.dialog("Delete ops-feed?");
  await desk.button("Delete", remove).click();
  await gone(remove);
  await sees(desk.text("No keys yet."), desk.said("ops-feed is off the list."));
  await sees(desk.drawer("Key").getByText("There is no key of that id here; it may have been deleted."));
});

story("keys: replace keeps what the key had, under a name of its own", async (desk) => {
  await desk.vault({ aircraft: 20 });
  const { key } = await desk.key({ aircraft: ["SP-KTA", "SP-KTB"], resources: ["Flights", "Airports"] });
  await desk.start(`/keys/${key.key_id}`);
  await desk.button("More", desk.drawer("Key ops-feed")).click();
  await desk.page.getByRole("menuitem", { name: /^Replace/ }).click();
  await sees(desk.text("Replaces ops-feed, which keeps working until it is ended."));
  await becomes(() => desk.field("Key name").inputValue(), "ops-feed-2");
  await sees(desk.button("Remove SP-KTA"), desk.button("Remove SP-KTB"));
  await desk.button("Generate key").click();
  const { dialog } = await shown(desk);
  await desk.button("I have stored it", dialog).click();
  const drawer = desk.drawer("Key ops-feed-2");
  await drawer.getByRole("link", { name: `ktw_${key.key_id}` }).click();
  await sees(desk.drawer("Key ops-feed").getByText("Replaced by"));
});

story(
  "keys: one that nobody has says so, is filtered for, and is rotated or revoked without typing",
  async (desk) => {
    await desk.vault();
    const { key } = await generate(desk);
    await desk.page.reload();
    const drawer = desk.drawer("Key ops-feed");
    await sees(desk.text("Nobody has this key: it was shown, but never copied, saved or said to be stored."));
    await sees(desk.button("Rotate", drawer));
    await desk.button("Revoke", drawer).click();
    const revoke = desk.dialog("Revoke ops-feed?");
    await sees(revoke.getByText("Nobody has this key."));
    await desk.button("Revoke", revoke).click();
    await gone(revoke);
    expect(await desk.ask("key", { keyId: key.slice(4, 20) })).toMatchObject({ state: "revoked" });
  },
);

story("generate: what is wrong is said at its field, and what was typed is kept", async (desk) => {
  await desk.vault({ aircraft: 3 });
  const { key_text } = await desk.key();
  await desk.start("/keys/new");
  await sees(desk.heading("Generate key"));
  await desk.button("Generate key").click();
  await sees(desk.text("Fill this in."));
  await sees(desk.text("Choose at least one resource: a key without any lets nobody in."));
  const owner = desk.page.getByRole("combobox", { name: "Owner", exact: true });
  await focused(owner);
  await owner.fill("svc-ops");
  await desk.page.getByRole("option", { name: /svc-opscontrol/ }).click();
  await desk.field("Key name").fill("ops-feed");
  await desk.press("Tab");
  await sees(desk.text(/has a live key of that name\./));
  await desk.field("Description").fill(`for the feed: ${key_text}`);
  await sees(desk.text(/^That's a key\. Keep it in a password manager/));
  await desk.field("Description").fill("");
  await desk.page.getByRole("radio", { name: "Only some" }).check();
  await desk.page.getByRole("combobox", { name: "Registration" }).fill("XX-YYY ");
  await sees(desk.text("not in the fleet"));
  await desk.page.getByRole("radio", { name: "Custom date…" }).check();
  await desk.field("Date").fill("2040-01-01");
  await desk.press("Tab");
  await sees(desk.text(/That is later than allowed\. The latest day is/));

  await desk.press("Escape");
  await sees(desk.said("What you typed is kept: Generate key brings it back."));
  await desk.press("Control+n");
  await sees(desk.text("What you had typed is back."));
  await becomes(() => desk.field("Key name").inputValue(), "ops-feed");
  await desk.button("Start over").click();
  await becomes(() => desk.field("Key name").inputValue(), "");
});
