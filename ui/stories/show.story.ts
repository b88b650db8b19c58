// Keys that can be shown again, for the master password.

import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "vitest";

import type { GeneratedKey, KeyView, WorkspaceView } from "../src/backend/bindings";
import { pasted } from "./clipboard";
import { PASSWORD, story, type Desk } from "./desk";
import { inBothThemes } from "./look";
import { focused, gone, sees } from "./looking";
import { generate } from "./panel";

/** The secret part of a key: what may be nowhere. */
const secretOf = (key: string) => key.slice(21);

/** A vault whose keys can be shown again. */
async function revealable(desk: Desk): Promise<void> {
  await desk.vault();
  await letBeShownAgain(desk);
}

async function letBeShownAgain(desk: Desk): Promise<void> {
  const { policy } = await desk.ask<WorkspaceView>("workspace");
  await desk.ask("change_policy", { policy: { ...policy, retrieval: "revealable" } });
}

/** Opens a key's drawer and asks to see it. */
async function ask(desk: Desk, key: KeyView) {
  await desk.start(`/keys/${key.key_id}`);
  const drawer = desk.drawer(`Key ${key.name}`);
  await desk.button("Show", drawer).click();
  const dialog = desk.dialog(`Show ${key.name}`);
  await sees(dialog.getByText("Opening it is recorded: who, and when."));
  return { drawer, dialog, password: desk.field("Master password", dialog) };
}

story("show: the key is seen again for the master password, and the log says so", async (desk) => {
  await desk.takeClipboard();
  await revealable(desk);
  const { key, key_text } = await desk.key({ name: "ops-feed" });
  const { drawer, dialog, password } = await ask(desk, key);
  await sees(drawer.getByText("Yes, for the master password"));
  await password.fill(PASSWORD);
  await desk.press("Enter");
  await gone(dialog);
  const shown = desk.dialog("This is the key");
  await sees(shown);
  expect(await shown.locator("code").first().textContent()).toBe(key_text);
  await gone(shown.getByText("can't be shown again"), shown.getByText("can't show it again"));

  await desk.button("Copy key", shown).click();
  await sees(shown.getByText(/^Copied\. The clipboard empties in \d+ s$/));
  expect(await pasted()).toBe(key_text);
  const file = join(desk.folder, "ops-feed.txt");
  await desk.willSaveTo(file);
  await desk.button("Save as .txt", shown).click();
  await sees(shown.getByText(`Saved as ${file}`));
  expect(await readFile(file, "utf8")).toContain(key_text);
  await desk.button("Copy key and account id", shown).click();
  await desk.button("Close", shown).last().click();
  await gone(shown);
  await sees(drawer.getByText(/showed the key again/).first());
  expect(await desk.everythingInThePage()).not.toContain(secretOf(key_text));
  expect(await desk.attempt("copy_shown", { what: "key" })).toMatchObject({
    refused: { code: "nothing_to_show" },
  });
});

story("show: a wrong password says so at the field and keeps what was typed", async (desk) => {
  await revealable(desk);
  const { key, key_text } = await desk.key({ name: "ops-feed" });
  const { drawer, dialog, password } = await ask(desk, key);
  await desk.button("Show", dialog).click();
  await sees(dialog.getByText("Type the master password."));
  await password.fill("wrong horse battery");
  await desk.button("Show", dialog).click();
  await sees(dialog.getByText(/^That isn't this vault's master password\. Check Caps Lock/));
  await focused(password);
  expect(await password.inputValue()).toBe("wrong horse battery");
  await gone(drawer.getByText(/showed the key again/));
  expect(await desk.everythingInThePage()).not.toContain(secretOf(key_text));
  await password.fill(PASSWORD);
  await desk.press("Enter");
  await sees(desk.dialog("This is the key"));
});

story("show: locked with the key in sight, it is nowhere", async (desk) => {
  await revealable(desk);
  const { key, key_text } = await desk.key({ name: "ops-feed" });
  const { password } = await ask(desk, key);
  await password.fill(PASSWORD);
  await desk.press("Enter");
  await sees(desk.dialog("This is the key"));
  await desk.press("Control+l");
  await sees(desk.text("Locked as you asked."));
  await gone(desk.dialog("This is the key"));
  expect(await desk.everythingInThePage()).not.toContain(secretOf(key_text));
  const again = { keyId: key.key_id, password: PASSWORD };
  expect(await desk.attempt("reveal_key", again)).toMatchObject({ refused: { code: "locked" } });
});

story("show: a key that was rotated since shows its new text", async (desk) => {
  await revealable(desk);
  const old = await desk.key({ name: "ops-feed" });
  const { dialog, password } = await ask(desk, old.key);
  const request = { key_id: old.key.key_id, overlap_days: 7, reason: "" };
  const fresh = await desk.ask<GeneratedKey>("rotate_key", { request });
  await desk.ask("confirm_stored");
  await password.fill(PASSWORD);
  await desk.button("Show", dialog).click();
  const shown = desk.dialog("This is the key");
  await sees(shown);
  expect(await shown.locator("code").first().textContent()).toBe(fresh.key_text);
});

story("show: a key that was generated to be shown once says so and offers nothing", async (desk) => {
  await desk.vault();
  const { key } = await desk.key({ name: "ops-feed" });
  await desk.start(`/keys/${key.key_id}`);
  const drawer = desk.drawer("Key ops-feed");
  await sees(drawer.getByText("Handed out"));
  await gone(drawer.getByText("Can be shown again"), desk.button("Show", drawer));
  await letBeShownAgain(desk);
  await desk.start(`/keys/${key.key_id}`);
  await sees(
    drawer.getByText("Can be shown again"),
    drawer.getByText("No, it was generated to be shown once"),
  );
  await gone(desk.button("Show", drawer));
});

story("show: a new key that nobody has may be closed, and shown later", async (desk) => {
  await revealable(desk);
  const { dialog, key } = await generate(desk);
  await sees(dialog.getByText("Treat it like a password. It can be shown again, for the master password."));
  await desk.press("Escape");
  const asked = desk.dialog("Nobody has this key");
  await desk.button("Close", asked).click();
  await gone(asked, dialog);
  const drawer = desk.drawer("Key ops-feed");
  await desk.button("Show", drawer).click();
  await desk.field("Master password", desk.dialog("Show ops-feed")).fill(PASSWORD);
  await desk.press("Enter");
  const shown = desk.dialog("This is the key");
  await sees(shown);
  expect(await shown.locator("code").first().textContent()).toBe(key);
});

inBothThemes("showing a key again", async (desk, look) => {
  await revealable(desk);
  const { key } = await desk.key({ name: "ops-feed" });
  const { dialog, password } = await ask(desk, key);
  await look("show-asks");
  await password.fill("wrong horse battery");
  await desk.button("Show", dialog).click();
  await sees(dialog.getByText(/^That isn't this vault's master password/));
  await look("show-refused");
  await password.fill(PASSWORD);
  await desk.press("Enter");
  await sees(desk.dialog("This is the key"));
  await look("shown-again");
});
