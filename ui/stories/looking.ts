// Looking at a page until it is as it should be.

import type { Locator } from "playwright-core";
import { expect } from "vitest";

/** Longer than anything takes, shorter than anybody waits. */
export const PATIENCE = 10_000;

/** It is there to be seen. */
export async function sees(...locators: Locator[]): Promise<void> {
  for (const locator of locators) await locator.waitFor({ state: "visible" });
}

/** It isn't, or no longer. */
export async function gone(...locators: Locator[]): Promise<void> {
  for (const locator of locators) await locator.waitFor({ state: "hidden" });
}

/** What `look` answers becomes `wanted`. */
export async function becomes<T>(look: () => Promise<T>, wanted: T | RegExp): Promise<void> {
  const polled = expect.poll(look, { timeout: PATIENCE });
  if (wanted instanceof RegExp) await polled.toMatch(wanted);
  else await polled.toEqual(wanted);
}

/** The element with the focus becomes this one. */
export async function focused(locator: Locator): Promise<void> {
  await becomes(() => locator.evaluate((element) => element === document.activeElement), true);
}
