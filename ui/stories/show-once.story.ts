import { readFile, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "vitest";

import type { KeyView } from "../src/backend/bindings";
import { copyElsewhere, pasted } from "./clipboard";
import { PASSWORD, story, type Desk } from "./desk";
import { becomes, focused, gone, sees } from "./looking";
import { generate } from "./panel";

/** The secret part of a key: what may be nowhere. */
const secretOf = (key: string) => key.slice(21);

async function stateOf(desk: Desk, key: string): Promise<string> {
  return (await desk.ask<KeyView>("key", { keyId: key.slice(4, 20) })).state;
}

async function unlock(desk: Desk): Promise<void> {
  await desk.field("Master password").fill(PASSWORD);
  await desk.button("Unlock").click();
}

story("show once: Esc asks first, and the key can be discarded", async (desk) => {
  await desk.vault();
  const { dialog, key } = await generate(desk);
  const asked = desk.dialog("Nobody has this key");

  await desk.press("Escape");
  await sees(asked);
  await desk.button("Go back", asked).click();
  await gone(asked);
  await sees(dialog);
  await focused(desk.button("Copy key", dialog));

  await desk.press("Escape");
  await desk.button("Discard it", asked).click();
  await gone(asked, dialog);
  await sees(desk.said("Discarded: nobody has that key, and it is revoked."));
  expect(await stateOf(desk, key)).toBe("revoked");
  expect(await desk.everythingInThePage()).not.toContain(secretOf(key));
});

story("show once: a page that is loaded again has lost the key", async (desk) => {
  await desk.vault();
  const { key } = await generate(desk);
  await desk.page.reload();
  await sees(desk.drawer("Key ops-feed"), desk.row("ops-feed").getByText("Not handed out"));
  await sees(desk.text("Nobody has this key: it was shown, but never copied, saved or said to be stored."));
  expect(await desk.attempt("copy_shown", { what: "key" })).toMatchObject({
    refused: { code: "nothing_to_show" },
  });
  expect(await desk.everythingInThePage()).not.toContain(secretOf(key));
});

story("show once: locked with the dialog open, the key is nowhere and not handed out", async (desk) => {
  await desk.vault();
  const { dialog, key } = await generate(desk);
  await desk.press("Control+l");
  await sees(desk.heading("Unlock Nordwind Cargo"), desk.text("Locked as you asked."));
  await gone(dialog);
  expect(await desk.everythingInThePage()).not.toContain(secretOf(key));
  expect(await desk.attempt("copy_shown", { what: "key" })).toMatchObject({ refused: { code: "locked" } });
  await unlock(desk);
  await sees(desk.row("ops-feed").getByText("Not handed out"));
  await gone(dialog);
  expect(await desk.everythingInThePage()).not.toContain(secretOf(key));
});

story("show once: saved as a file of one's own", async (desk) => {
  await desk.vault();
  const { dialog, key } = await generate(desk);
  const file = join(desk.folder, "ops-feed.txt");
  await desk.willSaveTo(file);
  await desk.button("Save as .txt", dialog).click();
  await sees(dialog.getByText(`Saved as ${file}`));
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const { account_id } = await desk.ask<{ account_id: string }>("workspace");
  const content = await readFile(file, "utf8");
  for (const said of [key, "ops-feed", "svc-opscontrol", account_id, "2026-08-29T10:00:00+02:00"]) {
    expect(content).toContain(said);
  }
  await desk.press("Escape");
  await gone(dialog);
  await sees(desk.drawer("Key ops-feed").getByText("Saved as a file"));
});

story("show once: a file that is there, a link, and nothing chosen leave the key in sight", async (desk) => {
  await desk.vault();
  const { dialog, key } = await generate(desk);
  const save = desk.button("Save as .txt", dialog);
  const there = join(desk.folder, "there.txt");
  await writeFile(there, "mine");
  await desk.willSaveTo(there, false);
  await save.click();
  await sees(dialog.getByText("A file of that name is there already. Choose another name."));
  expect(await readFile(there, "utf8")).toBe("mine");

  const link = join(desk.folder, "link.txt");
  await symlink(there, link);
  await desk.willSaveTo(link);
  await save.click();
  await sees(dialog.getByText("That is a link, or no ordinary file, and is left alone."));
  expect(await readFile(there, "utf8")).toBe("mine");

  await desk.willSaveTo(join(desk.folder, "no-such-folder", "key.txt"));
  await save.click();
  await sees(dialog.getByText("That folder isn't there any more. Choose another one."));

  await save.click();
  await gone(dialog.getByText("Choose another"));
  await sees(dialog.getByText(secretOf(key)));
  expect(await stateOf(desk, key)).toBe("not_handed_out");
});

story("show once: the clipboard is emptied after the time, and says so", async (desk) => {
  await desk.takeClipboard();
  await desk.vault();
  const { dialog, key } = await generate(desk);
  await desk.button("Copy key", dialog).click();
  await sees(desk.text(/^Copied\. The clipboard empties in 4\d s$/, dialog));
  expect(await pasted()).toBe(key);
  await desk.pass(44);
  expect(await pasted()).toBe(key);
  await desk.pass(1);
  await sees(dialog.getByText("Emptied. Copy again if needed"));
  expect(await pasted()).toBe("");
  await desk.button("Copy key and account id", dialog).click();
  await sees(desk.text(/^Copied\. The clipboard empties in \d+ s$/, dialog));
  expect(await pasted()).toMatch(new RegExp(`Account id: acct_.*\nKey: ${key}`));
  await desk.button("Copy account id", dialog).click();
  await sees(dialog.getByText("Account id copied. The clipboard no longer holds the key"));
  expect(await pasted()).toMatch(/^acct_/);
});

story("show once: what somebody copied since is left in the clipboard", async (desk) => {
  await desk.takeClipboard();
  await desk.vault();
  const { dialog } = await generate(desk);
  await desk.button("Copy key", dialog).click();
  await sees(desk.text(/^Copied\. The clipboard empties in \d+ s$/, dialog));
  await copyElsewhere("a shopping list");
  await desk.pass(45);
  await sees(dialog.getByText("The clipboard holds something else now"));
  expect(await pasted()).toBe("a shopping list");
});

story("show once: locking empties the clipboard", async (desk) => {
  await desk.takeClipboard();
  await desk.vault();
  const { dialog, key } = await generate(desk);
  await desk.button("Copy key", dialog).click();
  await becomes(pasted, key);
  await desk.press("Control+l");
  await sees(desk.heading("Unlock Nordwind Cargo"));
  await becomes(pasted, "");
});

story("show once: a clipboard that refuses leaves the key in sight", async (desk) => {
  await desk.vault();
  const { dialog, key } = await generate(desk);
  await desk.refuse("copy_shown", "clipboard_refused");
  await desk.button("Copy key", dialog).click();
  await sees(
    dialog.getByText("The clipboard refused. The key is still here: try again, or save as .txt."),
    dialog.getByText(secretOf(key)),
  );
  await desk.button("I have stored it", dialog).click();
  await gone(dialog);
  expect(await stateOf(desk, key)).toBe("active");
});
