// What the stories of the five products have in common.

import type { Locator } from "playwright-core";

import type { KeyView } from "../src/backend/bindings";
import { type Desk } from "./desk";
import { gone, sees } from "./looking";

/** Chooses a product's rules on the page of policies. */
export async function worksLike(desk: Desk, product: string): Promise<void> {
  await desk.start("/settings");
  await desk.button("Change policy…").click();
  await desk.page.getByText(product, { exact: true }).click();
  await desk.button("Save policy").click();
  await sees(desk.said("The policy was saved. No key was changed."));
}

/** Opens the generate panel from the list, as everybody does first. */
export async function panel(desk: Desk): Promise<void> {
  await desk.go("/keys");
  await desk.button("Generate key").first().click();
  await sees(desk.page.getByRole("complementary", { name: "In plain words" }));
}

/** Generates what is typed, and says that the key is stored. Answers its text. */
export async function take(desk: Desk, title = "Copy your key now"): Promise<string> {
  await desk.button("Generate key").click();
  const dialog = desk.dialog(title);
  await sees(dialog);
  const text = (await dialog.locator("code").first().textContent()) ?? "";
  await desk.button("I have stored it", dialog).click();
  await gone(dialog);
  return text;
}

/** What the drawer's menu offers. */
export async function offered(desk: Desk, drawer: Locator): Promise<string[]> {
  await desk.button("More", drawer).click();
  await sees(desk.page.getByRole("menu"));
  const names = await desk.page.getByRole("menuitem").allTextContents();
  await desk.press("Escape");
  await gone(desk.page.getByRole("menu"));
  return names;
}

export function keyOf(desk: Desk, text: string): Promise<KeyView> {
  return desk.ask("key", { keyId: text.slice(4, 20) });
}

/** What the generate panel asks, by the names on the wire. */
export const rows = (desk: Desk): Promise<(string | null)[]> =>
  desk.page.locator("[data-field]").evaluateAll((all) => all.map((row) => row.getAttribute("data-field")));

/** An edit of a key that changes nothing. */
export async function editOf(desk: Desk, keyId: string): Promise<object> {
  const key = await desk.ask<KeyView>("key", { keyId });
  const { key_id, name, description, rights, scope, networks, renewal_days, approved_by, reason } = key;
  const personnel = key.reminders.personnel.map(({ party_id }) => party_id);
  const days = key.reminders.own_days ? key.reminders.days.map(String) : null;
  const asItIs = { key_id, name, description, rights, scope, networks, renewal_days, approved_by, reason };
  return { ...asItIs, reminders: { personnel, days } };
}
