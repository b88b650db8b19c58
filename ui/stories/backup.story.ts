import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "vitest";

import { PASSWORD, VAULT, story, type Desk } from "./desk";
import { becomes, gone, sees } from "./looking";
import { generate } from "./panel";

const OTHER_PASSWORD = "another long password";

/** Backs the open vault up from Settings, and answers the file. */
async function backUp(desk: Desk, name = "mine.keytower-backup"): Promise<string> {
  const file = join(desk.folder, name);
  await desk.willSaveTo(file, false);
  await desk.button("Back up now…").click();
  await sees(desk.said("Backed up, and checked by opening the file."));
  return file;
}

/** Chooses a backup to restore, in Settings or on the welcome page. */
async function choose(desk: Desk, file: string, button = "Restore a backup…"): Promise<void> {
  await desk.willChooseFile(file);
  await desk.button(button).click();
}

async function openBackup(desk: Desk, password = PASSWORD): Promise<void> {
  const dialog = desk.dialog("Open the backup");
  await desk.field("Master password", dialog).fill(password);
  await desk.button("Open backup", dialog).click();
}

async function unlock(desk: Desk, password = PASSWORD): Promise<void> {
  await desk.field("Master password").fill(password);
  await desk.button("Unlock").click();
}

story("backup: by hand, and the file brings the vault to a computer that never saw it", async (desk) => {
  await desk.vault();
  await desk.key();
  await desk.start("/settings");
  await sees(desk.text("None yet."));
  const file = await backUp(desk);
  await sees(desk.text(file), desk.text("Mon 2 Mar 2026, 10:00"));
  const content = await readFile(file);
  for (const readable of [VAULT, "ops-feed", "svc-opscontrol", PASSWORD, "SQLite format"]) {
    expect(content.includes(readable), readable).toBe(false);
  }
  await desk.willSaveTo(file, false);
  await desk.button("Back up now…").click();
  await sees(desk.said(/^The vault wasn't backed up\. A file of that name is there already\./));
  expect((await readFile(file)).equals(content)).toBe(true);

  await desk.ask("close_vault");
  await rename(join(desk.folder, "data"), join(desk.folder, "lost"));
  await desk.start();
  await choose(desk, file, "Restore a backup");
  const dialog = desk.dialog("Open the backup");
  await sees(dialog.getByText("One that wasn't open on this computer before"));
  await openBackup(desk);
  const asked = desk.dialog("Restore this backup?");
  await sees(asked.getByText(/^The backup is of the workspace Nordwind Cargo\. The backup has 1 key, /));
  expect(await desk.field("Vault name", asked).inputValue()).toBe("mine");
  await desk.field("Vault name", asked).fill(VAULT);
  await desk.button("Restore", asked).click();
  await sees(desk.heading(`Unlock ${VAULT}`), desk.text(/^Restored\. It opens with the master password/));
  await unlock(desk);
  await desk.go("/keys");
  await sees(desk.row("ops-feed"));
});

story("backup: an older one says what it lacks, and what it replaces is kept", async (desk) => {
  await desk.vault();
  await desk.key();
  await desk.start("/settings");
  const file = await backUp(desk);
  await desk.turnClockDays(7);
  await desk.key({ name: "fuel-feed", account: "svc-fuel" });
  await choose(desk, file);
  await openBackup(desk);
  const asked = desk.dialog("Restore this backup?");
  await sees(
    asked.getByText(/The vault on this computer has 2 keys, .*; the backup has 1 key, .*: \d+ events later/),
    asked.getByText("Older than what this computer has seen."),
  );
  await asked.getByText(`In place of ${VAULT}`, { exact: true }).click();
  await sees(asked.getByText(`The vault here stays, as ${VAULT} (replaced 2026-03-09 1000).`));
  await desk.button(`Replace ${VAULT}`, asked).click();
  await sees(desk.heading(`Unlock ${VAULT}`));
  const kept = `${VAULT} (replaced 2026-03-09 1000).keytower`;
  expect((await readdir(join(desk.folder, "data", "vaults"))).sort()).toEqual(
    [kept, `${VAULT}.keytower`].sort(),
  );
  await unlock(desk);
  await sees(desk.text("An older copy of this vault was put back."));
  await desk.go("/keys");
  await sees(desk.row("ops-feed"));
  await gone(desk.row("fuel-feed"));
  await desk.button("Go on with this copy").click();
  await gone(desk.text("An older copy of this vault was put back."));
});

story(
  "backup: the recovery code opens it too, and a name that is taken is refused at its field",
  async (desk) => {
    const code = await desk.vault();
    await desk.start("/settings");
    const file = await backUp(desk);
    await choose(desk, file);
    const dialog = desk.dialog("Open the backup");
    await dialog.getByRole("radio", { name: "With the recovery code" }).check();
    await desk.field("Recovery code", dialog).fill("ABCDE");
    await desk.button("Open backup", dialog).click();
    await sees(dialog.getByText(/^That can't be a recovery code/));
    await desk.field("Recovery code", dialog).fill(code.toLowerCase());
    await desk.button("Open backup", dialog).click();
    const asked = desk.dialog("Restore this backup?");
    await desk.field("Vault name", asked).fill(VAULT);
    await desk.button("Restore", asked).click();
    await sees(asked.getByText(/^A vault of that name is there already\./));
    await desk.field("Vault name", asked).fill("Second");
    await desk.button("Restore", asked).click();
    await sees(desk.heading("Unlock Second"));
    await desk.button("Use the recovery code…").click();
    await desk.field("Recovery code").fill(code);
    await desk.field("New master password").fill(OTHER_PASSWORD);
    await desk.field("Repeat new master password").fill(OTHER_PASSWORD);
    await desk.button("Unlock and set the password").click();
    await sees(desk.heading("Store the recovery code"));
  },
);

story(
  "backup: cut, damaged, foreign, of another password: words, a way on, and nothing done",
  async (desk) => {
    await desk.vault();
    await desk.start("/settings");
    const file = await backUp(desk);
    const whole = await readFile(file);
    const flipped = Buffer.from(whole);
    flipped[whole.length >> 1] = (flipped[whole.length >> 1] ?? 0) ^ 1;
    const bad = join(desk.folder, "bad.keytower-backup");
    const cases: [Buffer, RegExp][] = [
      [whole.subarray(0, whole.length - 1), /^The backup's end is missing/],
      [flipped, /^The backup is damaged/],
      [Buffer.from("notes"), /^That file is no Keytower backup\./],
    ];
    for (const [content, words] of cases) {
      await writeFile(bad, content);
      await choose(desk, bad);
      const refused = desk.dialog("This backup can't be restored");
      await sees(refused.getByText(words));
      await desk.button("Cancel", refused).click();
      await gone(refused);
    }
    await writeFile(bad, whole.subarray(0, 10));
    await choose(desk, bad);
    await sees(desk.dialog("This backup can't be restored"));
    await desk.willChooseFile(file);
    await desk.button("Choose another file…").click();
    await openBackup(desk, "not the password");
    const dialog = desk.dialog("Open the backup");
    await sees(dialog.getByText(/^That isn't the master password of when the backup was made\./));
    await desk.press("Escape");
    await gone(dialog);
    await becomes(() => readdir(join(desk.folder, "data", "vaults")), [`${VAULT}.keytower`]);
  },
);

story("backup: on a schedule, and what failed stays until it is read", async (desk) => {
  await desk.vault();
  const folder = join(desk.folder, "backups");
  await mkdir(folder);
  await desk.start("/settings");
  await desk.page.getByRole("radio", { name: "Daily" }).click();
  await sees(desk.page.getByRole("radio", { name: "Off", checked: true }));
  await desk.willChooseFolder(folder);
  await desk.page.getByRole("radio", { name: "Daily" }).click();
  await sees(desk.text(`To ${folder}`), desk.page.getByRole("radio", { name: "Daily", checked: true }));
  await becomes(() => readdir(folder), [`${VAULT} 2026-03-02 1000.keytower-backup`]);
  await sees(desk.text(`${VAULT} 2026-03-02 1000.keytower-backup`));
  await desk.page.getByRole("combobox", { name: "Keep" }).click();
  await desk.page.getByRole("option", { name: "Keep the latest 3", exact: true }).click();
  await rename(folder, `${folder} gone`);
  await desk.turnClockDays(1);
  await desk.ask("touch");
  const notice = desk.page.getByRole("region", { name: "Notices" });
  await sees(notice.getByText("The backup that was due couldn't be made."));
  await sees(notice.getByText(/That folder isn't there any more\./));
  await desk.page.reload();
  await sees(notice);
  await rename(`${folder} gone`, folder);
  await desk.button("Dismiss", notice).click();
  await gone(notice);
  await desk.turnClock(3600);
  await desk.ask("touch");
  await becomes(async () => (await readdir(folder)).length, 2);
});

story("backup: a first key leads to the first backup, and no later one does", async (desk) => {
  await desk.vault();
  const { dialog } = await generate(desk);
  await desk.button("I have stored it", dialog).click();
  const drawer = desk.drawer("Key ops-feed");
  await sees(drawer.getByText("Next: back up this vault."));
  await desk.willSaveTo(join(desk.folder, "first.keytower-backup"));
  await desk.button("Back up now…", drawer).click();
  await sees(desk.said("Backed up, and checked by opening the file."));
  await gone(drawer.getByText("Next: back up this vault."));
  await sees(drawer.getByText("ops-feed is ready."));
});

story("lost computer: what was left on it, and what to do, without doing any of it", async (desk) => {
  await desk.vault();
  await desk.start("/settings");
  await desk.button("This computer was lost…").click();
  const dialog = desk.dialog("This computer was lost");
  await sees(dialog.getByText(/^No key that still works was saved as a file or copied\./));
  await desk.button("Close", desk.page.locator(".footer")).click();
  const { dialog: once } = await generate(desk);
  await desk.willSaveTo(join(desk.folder, "saved.txt"));
  await desk.button("Save as .txt", once).click();
  await desk.button("I have stored it", once).click();
  await gone(once);
  const before = await desk.ask("workspace");
  await desk.go("/settings");
  await desk.button("This computer was lost…").click();
  const saved = dialog.getByRole("list", { name: "Saved as .txt" });
  await sees(saved.getByText("ops-feed"), saved.getByText(/^of svc-opscontrol, ops@example\.com$/));
  expect(await desk.ask("workspace")).toEqual(before);
  await desk.button("Change master password…", dialog).click();
  await sees(desk.dialog("Change master password"));
  await desk.press("Escape");
  await desk.button("This computer was lost…").click();
  await saved.getByRole("link", { name: "ops-feed" }).click();
  await sees(desk.drawer("Key ops-feed"));
});
