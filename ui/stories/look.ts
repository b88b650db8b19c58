// What can be judged of a page without knowing what it is for.

import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

import type axe from "axe-core";
import type { Locator } from "playwright-core";
import { expect } from "vitest";

import { story, type Desk } from "./desk";
import { gone, PATIENCE } from "./looking";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const WRITE = process.env.KEYTOWER_WRITE_ARIA === "1";

let source: Promise<string> | undefined;

/** What axe finds twice running: an answer that comes while it looks changes the page beneath it. */
export async function barriers(desk: Desk): Promise<string[]> {
  source ??= readFile(AXE, "utf8");
  const script = await source;
  const there = await desk.page.evaluate(() => "axe" in window);
  if (!there) await desk.page.evaluate(script);
  const first = await found(desk);
  if (first.length === 0) return first;
  const again = await found(desk);
  return first.filter((barrier) => again.includes(barrier));
}

async function found(desk: Desk): Promise<string[]> {
  return desk.page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document, {
      resultTypes: ["violations"],
      elementRef: true,
    });
    return violations.flatMap((rule) =>
      rule.nodes
        // A tooltip or menu floats over the page, and belongs to what it came from: it needs no landmark around it.
        .filter(
          (node) => rule.id !== "region" || !node.element?.closest("[data-bits-floating-content-wrapper]"),
        )
        .map((node) => `${rule.id}: ${node.html} ${node.failureSummary ?? ""}`),
    );
  });
}

// What differs from run to run, longest first.
const UNSTABLE: [RegExp, string][] = [
  [/ktw_[0-9A-Za-z]{16}_[0-9A-Za-z]{49}/g, "ktw_<key>"],
  [/ktw_[0-9A-Za-z]{16}/g, "ktw_<id>"],
  [
    /#\/(keys|accounts|access\/templates|access|fleet\/groups|fleet|people)\/[0-9A-Za-z_-]{16,}/g,
    "#/$1/<id>",
  ],
  [/about=([a-z_]+)\.[0-9A-Za-z_]{8,}/g, "about=$1.<id>"],
  [/acct_[0-9A-Za-z]{8}/g, "acct_<id>"],
  [/([0-9A-Z]{5}-){3,}[0-9A-Z]{1,5}/g, "<recovery code>"],
  [/textbox "Port": "\d+"/g, 'textbox "Port": "<port>"'],
  [/Keytower \d+\.\d+\.\d+/g, "Keytower <version>"],
];

/** What a screen reader is told now, without what differs from run to run. */
async function told(desk: Desk): Promise<string> {
  let told = (await desk.page.locator("body").ariaSnapshot()).replaceAll(desk.folder, "<folder>");
  for (const [what, mark] of UNSTABLE) told = told.replaceAll(what, mark);
  return `${told.trim()}\n`;
}

/**
 * What a screen reader is told is, once all answers have come, what was agreed: `aria/<name>.yml`.
 * `KEYTOWER_WRITE_ARIA=1` agrees anew.
 */
export async function readsAsAgreed(desk: Desk, name: string): Promise<void> {
  const file = fileURLToPath(new URL(`aria/${name}.yml`, import.meta.url));
  if (WRITE) await writeFile(file, await told(desk));
  const agreed = await readFile(file, "utf8").catch(() => "");
  const message = `${file} (KEYTOWER_WRITE_ARIA=1 writes it anew)`;
  await expect.poll(() => told(desk), { timeout: PATIENCE, message }).toBe(agreed);
}

/** Nothing has to be scrolled sideways, and what there is to do is in view. */
export async function fits(desk: Desk, where: string, actions: Locator[]): Promise<void> {
  const wide = await desk.page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll("body *")]
      .filter((element) => {
        const style = getComputedStyle(element);
        const scrolls = element === document.documentElement || /auto|scroll/.test(style.overflowX);
        // A matrix is wider than any window, and scrolls both ways.
        if (element.hasAttribute("data-wide")) return false;
        return scrolls && element.scrollWidth > element.clientWidth + 1;
      })
      .map(
        (element) =>
          `${element.tagName}.${element.className} ${element.scrollWidth} > ${element.clientWidth}`,
      ),
  );
  expect(wide, `what is wider than its place at ${where}`).toEqual([]);
  const { width, height } = desk.page.viewportSize() ?? { width: 0, height: 0 };
  for (const action of actions) {
    const box = await action.boundingBox();
    const inView =
      box !== null && box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height;
    expect(inView, `${action} in view at ${where}: ${JSON.stringify(box)}`).toBe(true);
  }
}

/** Whether something could scroll the shell out of view: nothing would bring it back. */
async function windowScrolls(desk: Desk): Promise<boolean> {
  return desk.page.evaluate(() => document.documentElement.scrollHeight > innerHeight);
}

/** Looks at one view; what is read aloud is compared in one theme, because it is the same in the other. */
type Look = (name: string) => Promise<void>;

/** A story that looks at views in either theme: axe finds nothing in them, they read as agreed and stay in the window. */
export function inBothThemes(name: string, tell: (desk: Desk, look: Look) => Promise<void>): void {
  for (const scheme of ["light", "dark"] as const) {
    story(
      `look, ${scheme}: ${name}`,
      async (desk) => {
        const found: string[] = [];
        await tell(desk, async (view) => {
          await gone(desk.page.locator("[aria-busy='true']").first());
          // Where nothing has a tooltip: one that comes by chance isn't part of the view.
          await desk.page.mouse.move(0, 0);
          found.push(...(await barriers(desk)).map((barrier) => `${view}: ${barrier}`));
          if (await windowScrolls(desk)) found.push(`${view}: the window itself can be scrolled`);
          if (scheme === "light") await readsAsAgreed(desk, view);
        });
        // Together, so that one run tells all there is to do.
        expect(found, "what axe finds, and what scrolls").toEqual([]);
      },
      { scheme },
    );
  }
}
