// What a story sits at: a program of its own, a page of its own, and the computer around them.

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import { chromium, type Browser, type Locator, type Page } from "playwright-core";
import { afterAll, expect, inject, test } from "vitest";

import type { Code } from "../src/backend/bindings";
import { PATIENCE } from "./looking";
import { PASSWORD, PERSON, Program, VAULT, type Attempted } from "./program";

export { PASSWORD, PERSON, VAULT };

let browser: Promise<Browser> | undefined;

function theBrowser(): Promise<Browser> {
  browser ??= chromium.connect(inject("browser"));
  return browser;
}

afterAll(async () => {
  await (await browser)?.close();
  browser = undefined;
});

/** Who may send through the mail server. */
export const MAIL_USER = "keytower@example.com";
export const MAIL_PASSWORD = "correct horse battery staple";

/** A mail as the server took it. */
export interface TakenMail {
  recipients: string[];
  headers: [string, string][];
  parts: { kind: string; content: string }[];
}

type Scheme = "light" | "dark";

interface Setting {
  width?: number;
  height?: number;
  scheme?: Scheme;
}

/** A story, told to the end: nothing may be left in the console that nobody expected. */
export function story(name: string, tell: (desk: Desk) => Promise<void>, setting: Setting = {}): void {
  test(name, async () => {
    const desk = await Desk.open(setting);
    try {
      await tell(desk);
      expect(desk.complaints, "what the browser complained of").toEqual([]);
    } catch (error) {
      const page = await desk.page.locator("body").ariaSnapshot().catch(String);
      console.error(`${name}: the page as it was then, at ${desk.page.url()}\n${page}`);
      throw error;
    } finally {
      await desk.close();
    }
  });
}

/** A program, its page, and the computer around them. */
export class Desk extends Program {
  /** What the browser complained of: errors, breaches of the policy, and scripts that asked something. */
  readonly complaints: string[] = [];

  private constructor(
    readonly page: Page,
    /** Where everything of this story lies. */
    readonly folder: string,
    private readonly room: number,
    private readonly host: string,
  ) {
    super();
    page.setDefaultTimeout(PATIENCE);
    page.on("pageerror", (error) => this.complaints.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") this.complaints.push(message.text());
    });
    page.on("dialog", (dialog) => {
      this.complaints.push(`a script asked: ${dialog.message()}`);
      void dialog.dismiss();
    });
  }

  static async open({ width = 1280, height = 820, scheme = "light" }: Setting): Promise<Desk> {
    const host = inject("host");
    const opened = await fetch(`${host}/desk`, { method: "POST" });
    if (!opened.ok) throw new Error(`The host gave no program: ${opened.status}`);
    const { room, folder } = (await opened.json()) as { room: number; folder: string };
    const context = await (
      await theBrowser()
    ).newContext({
      viewport: { width, height },
      colorScheme: scheme,
      locale: "en-GB",
      timezoneId: "Europe/Warsaw",
      reducedMotion: "reduce",
    });
    return new Desk(await context.newPage(), folder, room, host);
  }

  async close(): Promise<void> {
    await this.page.context().close();
    await fetch(`${this.host}/desk/${this.room}`, { method: "DELETE" });
  }

  // The page

  /** Starts the program's window, at an address where one is given; until then it doesn't listen to keys. */
  async start(address = ""): Promise<void> {
    // Another part of the same document would only be scrolled to.
    if (this.page.url() !== "about:blank") await this.page.goto("about:blank");
    await this.page.goto(`${this.host}/s/${this.room}/${address === "" ? "" : `#${address}`}`);
    await this.page.locator("nav, h1").first().waitFor();
  }

  async go(address: string): Promise<void> {
    await this.page.evaluate((to) => (location.hash = to), address);
  }

  button(name: string | RegExp, within: Page | Locator = this.page): Locator {
    return within.getByRole("button", { name, exact: typeof name === "string" });
  }

  field(name: string, within: Page | Locator = this.page): Locator {
    return within.getByLabel(name, { exact: true });
  }

  heading(name: string | RegExp): Locator {
    return this.page.getByRole("heading", { name, exact: typeof name === "string" });
  }

  dialog(name: string | RegExp): Locator {
    return this.page.getByRole("dialog", { name }).or(this.page.getByRole("alertdialog", { name }));
  }

  text(words: string | RegExp, within: Page | Locator = this.page): Locator {
    return within.getByText(words).filter({ visible: true }).first();
  }

  row(name: string | RegExp, grid = "Keys"): Locator {
    return this.page
      .getByRole("grid", { name: grid, exact: true })
      .getByRole("row")
      .filter({ hasText: name });
  }

  drawer(name: string | RegExp): Locator {
    return this.page.getByRole("complementary", { name });
  }

  said(words: string | RegExp): Locator {
    return this.page.getByRole("log", { name: "Messages" }).getByText(words);
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Everything that the page holds, seen or not, and all that it keeps. */
  async everythingInThePage(): Promise<string> {
    return this.page.evaluate(() => {
      const fields = [...document.querySelectorAll("input, textarea")].map(
        (field) => (field as HTMLInputElement).value,
      );
      const kept = [localStorage, sessionStorage].map((storage) => JSON.stringify({ ...storage }));
      return [document.documentElement.outerHTML, location.href, document.title, ...fields, ...kept].join(
        "\n",
      );
    });
  }

  // The program

  async attempt(command: string, args: object = {}): Promise<Attempted> {
    const answer = await fetch(`${this.host}/s/${this.room}/invoke/${encodeURIComponent(command)}`, {
      method: "POST",
      body: JSON.stringify(args),
    });
    return (await answer.json()) as Attempted;
  }

  // The computer

  private async act<T = void>(act: string, what: object = {}): Promise<T> {
    const done = await fetch(`${this.host}/desk/${this.room}/do`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ act, ...what }),
    });
    if (!done.ok) throw new Error(`${act}: ${done.status} ${await done.text()}`);
    return (done.status === 204 ? undefined : await done.json()) as T;
  }

  /** Moves the clock on, or back. */
  turnClock(seconds: number): Promise<void> {
    return this.act("turn_clock", { seconds });
  }

  turnClockDays(days: number): Promise<void> {
    return this.turnClock(days * 86_400);
  }

  /** Time passes without anybody touching the program. */
  pass(seconds: number): Promise<void> {
    return this.act("pass", { seconds });
  }

  /** Starts a mail server that this computer trusts; answers its port. */
  startMailServer(): Promise<number> {
    return this.act("start_mail_server");
  }

  /** What the mail server took, oldest first. */
  mails(): Promise<TakenMail[]> {
    return this.act("read_mails");
  }

  willChooseFolder(path: string): Promise<void> {
    return this.act("choose_folder", { path });
  }

  willChooseFile(path: string): Promise<void> {
    return this.act("choose_file", { path });
  }

  willSaveTo(path: string, mayReplace = true): Promise<void> {
    return this.act("choose_target", { path, may_replace: mayReplace });
  }

  /** Somebody opens a link in another program. */
  openLink(link: string): Promise<void> {
    return this.act("open_link", { link });
  }

  /** The computer has one clipboard: it is this story's until its end. */
  takeClipboard(): Promise<void> {
    return this.act("take_clipboard");
  }

  /** Locks the vault, changes its database behind the program's back, and opens it again. */
  async tamper(sql: string): Promise<void> {
    await this.ask("lock_vault");
    await this.act("tamper", { vault: this.vaultFolder, password: PASSWORD, sql });
    await this.ask("unlock_vault", { password: PASSWORD });
  }

  refuse(command: string, code: Code, params: Record<string, string> = {}): Promise<void> {
    return this.act("refuse", { command, problem: { code, field: null, params } });
  }

  answer(command: string, answer: unknown): Promise<void> {
    return this.act("answer", { command, answer });
  }

  hold(command: string): Promise<void> {
    return this.act("hold", { command });
  }

  letGo(command: string): Promise<void> {
    return this.act("let_go", { command });
  }

  /** Everything that was written, name by name. */
  async written(): Promise<{ path: string; content: Buffer }[]> {
    const entries = await readdir(this.folder, { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    return Promise.all(files.map(async (path) => ({ path, content: await readFile(path) })));
  }

  get vaultFolder(): string {
    return join(this.folder, "data", "vaults", `${VAULT}.keytower`);
  }
}
