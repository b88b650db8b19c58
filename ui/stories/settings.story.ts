import { expect } from "vitest";

import { PASSWORD, story, type Desk } from "./desk";
import { becomes, gone, sees } from "./looking";

const OTHER_PASSWORD = "another long password";

async function choose(desk: Desk, what: string, which: string): Promise<void> {
  await desk.page.getByRole("combobox", { name: what }).or(desk.button(what)).click();
  await desk.page.getByRole("option", { name: which, exact: true }).click();
}

story("settings: the theme, the time until it locks and the clipboard's time are kept", async (desk) => {
  await desk.vault();
  await desk.start("/settings");
  const theme = () => desk.page.evaluate(() => document.documentElement.dataset.theme ?? "system");
  await desk.page.getByRole("radio", { name: "Dark" }).check();
  await becomes(theme, "dark");
  await choose(desk, "Lock the vault", "After 5 minutes");
  await choose(desk, "Empty the clipboard", "After 20 seconds");
  await becomes(() => desk.ask("settings"), {
    theme: "dark",
    lock_after_minutes: 5,
    clipboard_seconds: 20,
    notifications: true,
    background: false,
  });
  await desk.page.reload();
  await becomes(theme, "dark");
  await desk.pass(5 * 60);
  await sees(desk.text("Locked after 5 minutes without input."));
});

story("settings: the workspace's name, zone and expiry time", async (desk) => {
  await desk.vault();
  await desk.start("/settings");
  await desk.field("Workspace name").fill("Nordwind Group");
  await desk.field("Expiry time").fill("25:00");
  await desk.press("Tab");
  await sees(desk.text(/10:00/));
  await desk.field("Expiry time").fill("12:30");
  await desk.field("Time zone").fill("tokyo");
  await desk.page.getByRole("option", { name: "Asia/Tokyo" }).click();
  await desk.button("Save").click();
  await gone(desk.button("Save"));
  await becomes(
    () => desk.ask("workspace"),
    expect.objectContaining({
      name: "Nordwind Group",
      time_zone: "Asia/Tokyo",
      expiry_time: "12:30",
    }) as unknown,
  );
  await sees(desk.page.getByRole("navigation").getByText("Nordwind Group"));
});

story("settings: another master password", async (desk) => {
  await desk.vault();
  await desk.start("/settings");
  await desk.button("Change master password…").click();
  const dialog = desk.dialog("Change master password");
  await desk.field("Master password", dialog).fill("not the password");
  await desk.field("New master password", dialog).fill(OTHER_PASSWORD);
  await desk.field("Repeat new master password", dialog).fill(OTHER_PASSWORD);
  await desk.button("Change password", dialog).click();
  await sees(dialog.getByText(/^That isn't this vault's master password\./));
  await desk.field("Master password", dialog).fill(PASSWORD);
  await desk.button("Change password", dialog).click();
  await gone(dialog);
  await desk.press("Control+l");
  await desk.field("Master password").fill(OTHER_PASSWORD);
  await desk.button("Unlock").click();
  await sees(desk.heading("Settings"));
});

for (const [open, verb, title] of [
  ["New recovery code…", "Make a new code", "New recovery code"],
  ["Re-encrypt vault…", "Re-encrypt vault", "Re-encrypt vault"],
] as const) {
  story(`settings: ${title.toLowerCase()}`, async (desk) => {
    await desk.vault();
    await desk.key();
    await desk.start("/settings");
    await desk.button(open).click();
    const asked = desk.dialog(title);
    await desk.field("Master password", asked).fill("not the password");
    await desk.button(verb, asked).click();
    await sees(asked.getByText(/^That isn't this vault's master password\./));
    await desk.field("Master password", asked).fill(PASSWORD);
    await desk.button(verb, asked).click();
    const stored = desk.dialog("Store the recovery code");
    const code = await stored.getByText(/^([0-9A-Z]{5}-)+[0-9A-Z]{1,5}$/).textContent();
    await desk.button("I have stored it", stored).click();
    await gone(stored);
    await desk.go("/keys");
    await sees(desk.row("ops-feed"));
    await desk.ask("lock_vault");
    await desk.ask("recover_vault", { recoveryCode: code, newPassword: OTHER_PASSWORD });
    await desk.start("/keys");
    await sees(desk.row("ops-feed"));
  });
}

story("settings: the keyring unlocks once it was allowed to", async (desk) => {
  await desk.vault();
  await desk.start("/settings");
  const toggle = desk.page.getByRole("switch", { name: "Unlock with this computer's keyring" });
  await toggle.click();
  const asked = desk.dialog("Unlock with this computer's keyring?");
  await desk.field("Master password", asked).fill(PASSWORD);
  await desk.button("Use the keyring", asked).click();
  await gone(asked);
  await becomes(() => toggle.getAttribute("aria-checked"), "true");
  await desk.press("Control+l");
  await desk.button("Unlock with this computer's keyring").click();
  await sees(desk.heading("Settings"));
  await toggle.click();
  const stop = desk.dialog("Stop unlocking with the keyring?");
  await desk.field("Master password", stop).fill(PASSWORD);
  await desk.button("Stop using it", stop).click();
  await gone(stop);
  await desk.press("Control+l");
  await sees(desk.field("Master password"));
  expect(await desk.button("Unlock with this computer's keyring").count()).toBe(0);
});

story("settings: without a keyring it says so, and asks for the password each time", async (desk) => {
  await desk.vault();
  await desk.answer("computer", {
    keyring: false,
    locks_on_sleep: false,
    vaults_folder: desk.folder,
    version: "0.1.0",
  });
  await desk.start("/settings");
  await sees(desk.text("No keyring here; Keytower asks for the master password each time."));
  const toggle = desk.page.getByRole("switch", { name: "Unlock with this computer's keyring" });
  expect(await toggle.isDisabled()).toBe(true);
});

story("settings: going on without a window, and starting with the session", async (desk) => {
  await desk.vault();
  await desk.start("/settings");
  const keeps = desk.page.getByRole("switch", { name: "Keep running" });
  const starts = desk.page.getByRole("switch", { name: "Start with the session" });
  const set = async () => [
    await keeps.getAttribute("aria-checked"),
    await starts.getAttribute("aria-checked"),
  ];
  await becomes(() => starts.isEnabled(), true);
  expect(await set()).toEqual(["false", "false"]);
  await starts.click();
  await becomes(set, ["true", "true"]);
  expect(await desk.ask("starts_with_session")).toBe(true);
  await starts.click();
  await becomes(set, ["true", "false"]);
  await starts.click();
  await becomes(set, ["true", "true"]);
  await keeps.click();
  await becomes(set, ["false", "false"]);
  expect(await desk.ask("starts_with_session")).toBe(false);

  await desk.refuse("set_starts_with_session", "session_start_read_only", {
    folder: "/home/ada/.config/autostart",
  });
  await starts.click();
  await sees(desk.text(/^\/home\/ada\/\.config\/autostart can't be written to; nothing changed\./));
  expect(await set()).toEqual(["false", "false"]);
});
