// The one browser of a run. Each story gets a context of its own in it.

import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

import { chromium } from "playwright-core";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the browser is reached. */
    browser: string;
    /** Where the host of the stories is reached. */
    host: string;
  }
}

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

function findBrowser(): string {
  const named = process.env.CHROMIUM ?? "";
  if (named !== "") return named;
  const folders = (process.env.PATH ?? "").split(delimiter);
  for (const name of NAMES) {
    for (const folder of folders) {
      const path = join(folder, name);
      if (existsSync(path)) return path;
    }
  }
  throw new Error(`No browser on this computer: install one of ${NAMES.join(", ")}, or name it in CHROMIUM.`);
}

export default async function start(project: TestProject): Promise<() => Promise<void>> {
  const host = process.env.KEYTOWER_STORIES;
  if (!host) throw new Error("The stories need their host: cargo test --test ui.");
  const server = await chromium.launchServer({ executablePath: findBrowser(), headless: true, args: FLAGS });
  project.provide("browser", server.wsEndpoint());
  project.provide("host", host);
  return () => server.close();
}
