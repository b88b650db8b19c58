import { expect } from "vitest";
import type { Locator } from "playwright-core";

import type { KeyView } from "../src/backend/bindings";
import { pasted } from "./clipboard";
import { story, type Desk } from "./desk";
import { becomes, focused, gone, sees } from "./looking";

function bar(desk: Desk): Locator {
  return desk.page.getByRole("region", { name: "Selected keys" });
}

function box(desk: Desk, name: string): Locator {
  return desk.page.getByRole("checkbox", { name: `Select ${name}`, exact: true });
}

/** The names of the selected rows that are drawn, from the top. */
async function selected(desk: Desk): Promise<string[]> {
  const rows = desk.page.getByRole("grid", { name: "Keys" }).getByRole("row", { selected: true });
  return rows.getByRole("rowheader").allInnerTexts();
}

async function says(desk: Desk, words: string): Promise<void> {
  await becomes(
    async () => (await bar(desk).innerText()).split("\n")[0],
    new RegExp(`^${words} selected\\.`),
  );
  await becomes(() => desk.page.getByRole("status").first().innerText(), `${words} selected`);
}

async function states(desk: Desk, ids: readonly string[]): Promise<string[]> {
  const keys = await Promise.all(ids.map((keyId) => desk.ask<KeyView>("key", { keyId })));
  return keys.map((key) => key.state);
}

story(
  "many: the mouse selects one by one, a stretch, and all there are, and opens as before",
  async (desk) => {
    await desk.vault();
    await desk.feeds(105, { stored: false });
    await desk.start("/keys");
    await sees(desk.row("feed-000"));
    await gone(bar(desk));

    await box(desk, "feed-001").click();
    await says(desk, "1");
    await focused(desk.row("feed-001"));
    await desk.row("feed-003").click({ modifiers: ["Control"] });
    await desk.row("feed-006").click({ modifiers: ["Shift"] });
    await becomes(() => selected(desk), ["feed-001", "feed-003", "feed-004", "feed-005", "feed-006"]);
    await desk.row("feed-004").click({ modifiers: ["Shift"] });
    await becomes(() => selected(desk), ["feed-001", "feed-003", "feed-004"]);
    await desk.row("feed-001").click({ modifiers: ["Control"] });
    await becomes(() => selected(desk), ["feed-003", "feed-004"]);
    expect(await desk.page.evaluate(() => String(window.getSelection()))).toBe("");

    // Opening is something else.
    await desk.row("feed-002").click();
    await sees(desk.drawer("Key feed-002"));
    await says(desk, "2");
    expect(await desk.row("feed-002").getAttribute("aria-current")).toBe("true");
    expect(await desk.row("feed-002").getAttribute("aria-selected")).toBe("false");

    // A stretch reaches over rows that have not been read yet.
    await box(desk, "feed-003").click();
    await box(desk, "feed-004").click();
    await gone(bar(desk));
    await box(desk, "feed-000").click();
    await desk.hold("list_keys");
    await desk.press("Shift+End");
    await says(desk, "106");
    await desk.letGo("list_keys");
    await box(desk, "feed-100").click();
    await says(desk, "105");
    await desk.button("Select all 106").click();
    await says(desk, "106");
    await gone(desk.button("Select all 106"));
    await box(desk, "feed-100").click();
    await says(desk, "105");
    await desk.page.getByRole("checkbox", { name: "Select all 106" }).click();
    await says(desk, "106");
    await desk.page.getByRole("checkbox", { name: "Select all 106" }).click();
    await gone(bar(desk));
  },
);

story("many: the keyboard alone selects, disables and enables", async (desk) => {
  await desk.takeClipboard();
  await desk.vault();
  const ids = await desk.feeds(12);
  await desk.start("/keys");
  await sees(desk.row("feed-000"));
  await desk.row("feed-000").focus();
  await desk.press("ArrowDown", "Space", "ArrowDown", "ArrowDown", "Shift+ArrowDown", "Shift+ArrowDown");
  await becomes(() => selected(desk), ["feed-001", "feed-002", "feed-003", "feed-004", "feed-005"]);
  await desk.press("Shift+ArrowUp", "Shift+ArrowUp");
  await says(desk, "3");
  await focused(desk.row("feed-003"));
  await desk.press("Control+c");
  await sees(desk.said("3 key ids copied. They are public, not the keys."));
  expect(await pasted()).toBe(
    ids
      .slice(1, 4)
      .map((id) => `ktw_${id}`)
      .join("\n"),
  );

  await desk.press("Escape");
  await gone(bar(desk));
  await focused(desk.row("feed-003"));
  await desk.press("Control+a");
  await says(desk, "13");
  await desk.press("Space");
  await says(desk, "12");

  // From the list on to the bar, and through the dialog.
  await desk.press("Tab", "Tab", "Tab", "Tab", "Tab");
  await focused(desk.button("Disable…"));
  await desk.press("Enter");
  const disable = desk.dialog("Disable 12 keys?");
  await sees(
    disable.getByText("stops now, can be undone. Enable lets them work again."),
    disable.getByText("12 will be disabled."),
  );
  await focused(desk.button("Cancel", disable));
  await desk.press("Tab", "Enter");
  await gone(disable);
  await sees(desk.said("12 disabled."), desk.row("feed-000").getByText("Disabled"));
  await becomes(
    () => states(desk, ids),
    ids.map((_, index) => (index === 3 ? "active" : "disabled")),
  );
  await focused(desk.button("Disable…"));

  // What was disabled is still selected.
  await desk.press("Tab", "Enter");
  await sees(desk.dialog("Enable 12 keys?"));
  await desk.press("Tab", "Enter");
  await sees(desk.said("12 enabled."));
  await becomes(
    () => states(desk, ids),
    ids.map(() => "active"),
  );
  await desk.press("Escape");
  await gone(bar(desk));
  await focused(desk.row("feed-003"));
});

story("many: another filter clears the selection and says so, another order keeps it", async (desk) => {
  await desk.vault();
  await desk.feeds(5);
  await desk.start("/keys");
  await box(desk, "feed-002").click();
  await box(desk, "feed-004").click();
  await desk.page.getByRole("columnheader", { name: "Name" }).getByRole("button").click();
  await desk.page.getByRole("columnheader", { name: "Name" }).getByRole("button").click();
  await becomes(() => selected(desk), ["feed-004", "feed-002"]);
  await desk.press("/");
  await desk.page.keyboard.type("feed-00");
  await sees(desk.said("The list shows other keys now, so none is selected."));
  await gone(bar(desk), desk.row("pattern"));
  await desk.row("feed-004").focus();
  await desk.press("Control+a");
  await says(desk, "5");
});

story("many: revoking asks for the number, and says which of them it leaves alone", async (desk) => {
  await desk.vault();
  const ids = await desk.feeds(60, { stored: false });
  for (const keyId of ids.slice(0, 3)) await desk.ask("disable_key", { keyId });
  for (const keyId of ids.slice(3, 5)) await desk.ask("expire_key", { keyId });
  await desk.ask("revoke_key", { keyId: ids[5] });
  await desk.start("/keys?state=any&q=feed");
  await sees(desk.row("feed-000"));
  await desk.page.getByRole("checkbox", { name: "Select all 60" }).click();

  await desk.button("Disable…").click();
  const disable = desk.dialog("Disable 54 keys?");
  await sees(
    disable.getByText(
      "54 will be disabled. 6 won't: 3 are disabled already, 2 were expired by hand and 1 is revoked.",
    ),
  );
  await desk.press("Escape");
  await gone(disable);
  await focused(desk.button("Disable…"));

  await desk.button("Revoke…").click();
  const revoke = desk.dialog("Revoke 59 keys?");
  await sees(
    revoke.getByText(
      "stops for good; applications and services that use it stop working. It can't be undone.",
    ),
    revoke.getByText("59 will be revoked. 1 won't: it is revoked."),
  );
  const number = revoke.getByLabel("Type 59 to go on");
  await focused(number);
  const verb = desk.button("Revoke 59 keys", revoke);
  expect(await verb.isDisabled()).toBe(true);
  await number.fill("60");
  expect(await verb.isDisabled()).toBe(true);
  await number.fill("59");
  await desk.press("Enter");
  await sees(revoke);
  await verb.click();
  await gone(revoke);
  await sees(desk.said("59 revoked; 1 wasn't: it is revoked."));
  await becomes(async () => [...new Set(await states(desk, ids))], ["revoked"]);
  await desk.go("/keys");
  await sees(desk.row("pattern").getByText("Active"));
  await gone(desk.row("feed-000"), bar(desk));
});

story(
  "many: expiring now asks for the number, and what leaves the list is no longer selected",
  async (desk) => {
    await desk.vault();
    const ids = await desk.feeds(6);
    await desk.start("/keys?state=active");
    await box(desk, "feed-001").click();
    await desk.row("feed-003").click({ modifiers: ["Shift"] });
    await desk.button("Expire now…").click();
    const expire = desk.dialog("Expire 3 keys now?");
    await sees(expire.getByText("It can't be undone, and they can't be renewed."));
    await expire.getByLabel("Type 3 to go on").fill("3");
    await desk.button("Expire 3 keys now", expire).click();
    await sees(desk.said("3 ended."));
    await gone(desk.row("feed-002"), bar(desk));
    expect(await states(desk, ids)).toEqual(["active", "expired", "expired", "expired", "active", "active"]);
  },
);

story("many: renewing takes a reason for the expired, and can be spread over working days", async (desk) => {
  await desk.vault();
  const ids = await desk.feeds(30, { days: (index) => (index < 2 ? 20 : 60), stored: false });
  await desk.turnClockDays(25);
  await desk.start("/keys?q=feed");
  await sees(desk.row("feed-000").getByText("Expired", { exact: true }));
  await desk.page.getByRole("checkbox", { name: "Select all 30" }).click();
  await desk.button("Renew…").click();
  const renew = desk.dialog("Renew 30 keys");
  await sees(
    renew.getByText("30 will be renewed."),
    renew.getByText("Wed 23 Sep 2026, 10:00"),
    renew.getByText("2 of them have expired: say why they shall work again."),
  );
  await renew.getByRole("radio", { name: "Spread over working days" }).check();
  await sees(renew.getByText("Thu 27 Aug 2026, 10:00"), renew.getByText(/at most 2 a day/));
  await desk.button("Renew 30 keys", renew).click();
  await sees(renew.getByText("The key has expired: say why it is renewed."));
  await renew.getByLabel("Reason").fill("The contract was prolonged");
  await desk.press("Enter");
  await gone(renew);
  await sees(desk.said("30 renewed."));
  const keys = await Promise.all(ids.map((keyId) => desk.ask<KeyView>("key", { keyId })));
  const days = new Map<string, number>();
  for (const { expires_at } of keys) days.set(expires_at ?? "", (days.get(expires_at ?? "") ?? 0) + 1);
  expect([days.size, Math.max(...days.values())]).toEqual([20, 2]);
});

story("many: keys that changed meanwhile are judged anew before anything is written", async (desk) => {
  await desk.vault();
  const ids = await desk.feeds(4);
  await desk.start("/keys?q=feed");
  await sees(desk.row("feed-000"));
  await desk.page.getByRole("checkbox", { name: "Select all 4" }).click();
  await desk.button("Disable…").click();
  await sees(desk.dialog("Disable 4 keys?"));
  await desk.ask("disable_key", { keyId: ids[1] });
  await desk.button("Disable 4 keys").click();
  const again = desk.dialog("Disable 3 keys?");
  await sees(
    again.getByText("The keys changed meanwhile, and nothing was written. This is what would change now."),
    again.getByText("3 will be disabled. 1 won't: it is disabled already."),
  );
  expect(await states(desk, ids)).toEqual(["active", "disabled", "active", "active"]);
  await desk.button("Disable 3 keys").click();
  await sees(desk.said("3 disabled; 1 wasn't: it is disabled already."));
  await desk.button("Disable…").click();
  const none = desk.dialog("Nothing to disable");
  await sees(none.getByText("None of them can be disabled: they are disabled already."));
  await desk.button("Close", none).click();
  await gone(none);
});

story("many: what takes long says how far it is, and can be stopped", async (desk) => {
  await desk.vault();
  const ids = await desk.feeds(3);
  await desk.start("/keys?q=feed");
  await sees(desk.row("feed-000"));
  await desk.page.getByRole("checkbox", { name: "Select all 3" }).click();
  await desk.button("Disable…").click();
  const dialog = desk.dialog("Disable 3 keys?");
  await desk.hold("confirm_key_changes");
  await desk.button("Disable 3 keys", dialog).click();
  await sees(dialog.getByText("0 of 3"), dialog.getByRole("progressbar", { name: "Keys written" }));
  await desk.press("Escape");
  await sees(dialog);
  const stopped = desk.page.waitForResponse((answer) => answer.url().endsWith("/invoke/cancel_key_changes"));
  await desk.button("Stop", dialog).click();
  await stopped;
  await desk.letGo("confirm_key_changes");
  await gone(dialog);
  await sees(desk.said("Stopped: nothing was changed."));
  expect(await states(desk, ids)).toEqual(["active", "active", "active"]);

  await desk.refuse("confirm_key_changes", "disk_full");
  await desk.button("Disable…").click();
  await desk.button("Disable 3 keys", dialog).click();
  await sees(dialog.getByText("The disk is full; nothing changed. Free some space, then try again."));
  await desk.button("Disable 3 keys", dialog).click();
  await sees(desk.said("3 disabled."));

  await desk.refuse("preview_key_changes", "disk_full");
  await desk.button("Enable…").click();
  await sees(desk.said("The disk is full; nothing changed. Free some space, then try again."));
});

story(
  "many: reminders are changed and a person is replaced, and stopped they are as they were",
  async (desk) => {
    await desk.vault();
    const fields = { email: "", role: "none", key_setup: "none" };
    await desk.ask("add_person", { fields: { ...fields, name: "Mia Berg" } });
    await desk.ask("add_person", { fields: { ...fields, name: "Jan Nowak" } });
    const ids = await desk.feeds(3);
    const [first = ""] = ids;
    await desk.ask("revoke_key", { keyId: first });
    const reminders = async (keyId = "") => (await desk.ask<KeyView>("key", { keyId })).reminders;
    const names = async (keyId = "") => (await reminders(keyId)).personnel.map(({ name }) => name);
    const pick = async (label: string, name: string) => {
      await desk.page.getByRole("combobox", { name: label, exact: true }).fill(name);
      await desk.page.getByRole("option", { name: new RegExp(`^${name}`) }).click();
    };
    await desk.start("/keys?q=feed&state=any");
    await sees(desk.row("feed-000"));
    await desk.page.getByRole("checkbox", { name: "Select all 3" }).click();
    await desk.button("Change reminders…").click();
    const dialog = desk.dialog("Change reminders");
    await dialog.getByRole("checkbox", { name: "Change who is reminded" }).check();
    await pick("Who is reminded", "Mia Berg");
    await sees(dialog.getByText("2 will be changed. 1 won't: it is revoked."));
    await dialog.getByRole("checkbox", { name: "Change when" }).check();
    await dialog.getByRole("radio", { name: "Own days" }).check();
    await dialog.getByLabel("Days before it expires").fill("400");
    await sees(dialog.getByText("Write each as a whole number of days from 0 to 365, like 30, 7, 0."));
    await dialog.getByLabel("Days before it expires").fill("3, 0");
    const go = desk.button("Change reminders of 2 keys", dialog);

    await desk.hold("confirm_key_changes");
    await go.click();
    await sees(dialog.getByText("0 of 2"));
    const stopped = desk.page.waitForResponse((answer) =>
      answer.url().endsWith("/invoke/cancel_key_changes"),
    );
    await desk.button("Stop", dialog).click();
    await stopped;
    await desk.letGo("confirm_key_changes");
    await gone(dialog);
    await sees(desk.said("Stopped: nothing was changed."));
    expect(await names(ids[1])).toEqual([]);

    await desk.button("Change reminders…").click();
    await dialog.getByRole("checkbox", { name: "Change who is reminded" }).check();
    await pick("Who is reminded", "Mia Berg");
    await go.click();
    await gone(dialog);
    await sees(desk.said("2 changed; 1 wasn't: it is revoked."));
    expect(await names(ids[1])).toEqual(["Mia Berg"]);

    await desk.button("Replace a person…").click();
    const replace = desk.dialog("Replace a person");
    await pick("Who", "Jan Nowak");
    await pick("Who instead", "Mia Berg");
    await sees(replace.getByText(/^None of them can be changed/));
    await desk.button("Remove Jan Nowak", replace).click();
    await desk.button("Remove Mia Berg", replace).click();
    await pick("Who", "Mia Berg");
    await pick("Who instead", "Jan Nowak");
    await desk.button("Replace a person on 2 keys", replace).click();
    await gone(replace);
    expect(await names(ids[2])).toEqual(["Jan Nowak"]);
    expect(await names(first)).toEqual([]);
  },
);
