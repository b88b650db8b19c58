// What several stories do in the generate panel.

import type { Locator } from "playwright-core";

import { type Desk } from "./desk";
import { sees } from "./looking";

/** Generates a key in the panel, and leaves its dialog open. */
export async function generate(desk: Desk, name = "ops-feed"): Promise<{ dialog: Locator; key: string }> {
  const account = await desk.account();
  await desk.start(`/keys/new?owner=${account.account_id}`);
  await desk.field("Key name").fill(name);
  await desk.button("Open Flights").click();
  await desk.page.getByRole("checkbox", { name: "Flights", exact: true }).check();
  await desk.button("Generate key").click();
  return shown(desk);
}

/** The dialog that shows a key, and the key in it. */
export async function shown(desk: Desk): Promise<{ dialog: Locator; key: string }> {
  const dialog = desk.dialog("Copy your key now");
  await sees(dialog);
  return { dialog, key: (await dialog.locator("code").first().textContent()) ?? "" };
}

/** What is pasted from another program. The browser here has no clipboard of its own. */
export async function paste(field: Locator, text: string): Promise<void> {
  await field.focus();
  await field.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", pasted);
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}
