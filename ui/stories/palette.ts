// The palette, opened, and its lines.

import type { Locator } from "playwright-core";

import type { Desk } from "./desk";
import { focused } from "./looking";

interface Open {
  dialog: Locator;
  field: Locator;
}

export async function palette(desk: Desk): Promise<Open> {
  await desk.press("Control+k");
  const dialog = desk.dialog("Search and commands");
  const field = dialog.getByRole("combobox", { name: "Search or run a command" });
  await focused(field);
  return { dialog, field };
}

export function line(dialog: Locator, words: string | RegExp): Locator {
  return dialog.getByRole("option").filter({ hasText: words });
}

/** The names of the lines, from the top. */
export async function lines(dialog: Locator): Promise<string[]> {
  return dialog.getByRole("option").locator(".label").allInnerTexts();
}

/** The line that Enter chooses, as a screen reader is told. */
export async function marked(field: Locator): Promise<string> {
  const told = await field.evaluate(
    (input) => document.getElementById(input.getAttribute("aria-activedescendant") ?? "")?.innerText ?? "",
  );
  return told.split("\n")[0] ?? "";
}
