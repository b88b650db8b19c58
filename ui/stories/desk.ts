// What a story sits at: a program of its own, a page of its own, and the computer around them.

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import { chromium, type Browser, type Locator, type Page } from "playwright-core";
import { afterAll, expect, inject, test } from "vitest";

import type {
  AccountView,
  AircraftView,
  AircraftScope,
  Code,
  GeneratedKey,
  GenerateKey,
  GroupMembers,
  GroupView,
  ResourceView,
} from "../src/backend/bindings";
import { fleetCsv } from "./fleet";
import { PATIENCE } from "./looking";

export const PASSWORD = "correct horse battery staple";
export const VAULT = "Nordwind Cargo";
export const PERSON = "Maria Lis";

let browser: Promise<Browser> | undefined;

function theBrowser(): Promise<Browser> {
  browser ??= chromium.connect(inject("browser"));
  return browser;
}

afterAll(async () => {
  await (await browser)?.close();
  browser = undefined;
});

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

/** A key to be made without the panel, where the panel isn't what the story is about. */
export interface KeyWish {
  name?: string;
  account?: string;
  resources?: string[];
  days?: number;
  aircraft?: string[];
  groups?: readonly GroupView[];
  networks?: string[];
  approvedBy?: string;
  reason?: string;
  /** Whether somebody has it; so unless said otherwise. */
  stored?: boolean;
}

/** A request for a key like another one. */
function asked(
  { owner_id, rights, scope }: Pick<GenerateKey, "owner_id" | "rights" | "scope">,
  name: string,
  days = 180,
): GenerateKey {
  const expiry = { kind: "days" as const, days };
  return {
    owner_id,
    name,
    rights,
    scope,
    expiry,
    description: "",
    networks: [],
    approved_by: "",
    reason: "",
    replaces: null,
  };
}

export class Desk {
  /** What the browser complained of: errors, breaches of the policy, and scripts that asked something. */
  readonly complaints: string[] = [];

  private constructor(
    readonly page: Page,
    /** Where everything of this story lies. */
    readonly folder: string,
    private readonly room: number,
    private readonly host: string,
  ) {
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

  /** Calls a command as the page would. */
  async ask<T>(command: string, args: object = {}): Promise<T> {
    const outcome = await this.attempt(command, args);
    if ("refused" in outcome) throw new Error(`${command}: ${JSON.stringify(outcome.refused)}`);
    return outcome.ok as T;
  }

  async attempt(command: string, args: object = {}): Promise<{ ok: unknown } | { refused: unknown }> {
    const answer = await fetch(`${this.host}/s/${this.room}/invoke/${encodeURIComponent(command)}`, {
      method: "POST",
      body: JSON.stringify(args),
    });
    return (await answer.json()) as { ok: unknown } | { refused: unknown };
  }

  /** A vault that is open, with so many aircraft. Answers its recovery code. */
  async vault({ aircraft = 0, name = VAULT }: { aircraft?: number; name?: string } = {}): Promise<string> {
    const { recovery_code } = await this.ask<{ recovery_code: string }>("create_vault", {
      request: {
        name,
        your_name: PERSON,
        preset: "leon",
        time_zone: "Europe/Warsaw",
        password: PASSWORD,
      },
    });
    if (aircraft > 0) await this.importFleet(fleetCsv(aircraft));
    return recovery_code;
  }

  async importFleet(csv: string): Promise<void> {
    const { import_id } = await this.ask<{ import_id: string }>("preview_import", {
      fileName: "fleet.csv",
      contentBase64: Buffer.from(csv).toString("base64"),
    });
    await this.ask("confirm_import", { importId: import_id });
  }

  /** Gives an aircraft these tags, and no others. */
  async tag(registration: string, ...tags: string[]): Promise<void> {
    const { aircraft_id, icao_address, aircraft_type, operator } = await this.aircraft(registration);
    const fields = { registration, icao_address, aircraft_type, operator, tags };
    await this.ask("edit_aircraft", { aircraftId: aircraft_id, fields });
  }

  async aircraft(registration: string): Promise<AircraftView> {
    const query = { text: registration, include_retired: true, sort: "registration", descending: false };
    const { rows } = await this.ask<{ rows: AircraftView[] }>("list_aircraft", {
      query,
      offset: 0,
      limit: 9,
    });
    const found = rows.find((one) => one.registration === registration);
    if (found === undefined) throw new Error(`There is no ${registration}`);
    return found;
  }

  /** A fleet group of a tag, or of these aircraft. */
  async group(name: string, holds: { tag: string } | string[]): Promise<GroupView> {
    const members: GroupMembers = Array.isArray(holds)
      ? {
          kind: "chosen",
          aircraft_ids: (await Promise.all(holds.map((one) => this.aircraft(one)))).map(
            ({ aircraft_id }) => aircraft_id,
          ),
        }
      : { kind: "tagged", ...holds };
    return this.ask("create_group", { fields: { name, members } });
  }

  async account(name = "svc-opscontrol", organisation = "OpsControl"): Promise<AccountView> {
    const all = await this.ask<AccountView[]>("list_accounts");
    const there = all.find((account) => account.name === name);
    const fields = { name, organisation, email: "ops@example.com" };
    return there ?? (await this.ask<AccountView>("create_account", { fields }));
  }

  async key({
    name = "ops-feed",
    account = "svc-opscontrol",
    resources = ["Flights"],
    days = 180,
    aircraft = [],
    groups = [],
    networks = [],
    approvedBy = "",
    reason = "",
    stored = true,
  }: KeyWish = {}): Promise<GeneratedKey> {
    const owner = await this.account(account);
    const all = await this.ask<ResourceView[]>("list_resources");
    const grants = all
      .filter((resource) => resources.includes(resource.title))
      .map((resource) => ({ resource_id: resource.resource_id, level: resource.levels[0]?.level ?? "view" }));
    const resolved = await this.ask<{ aircraft: { aircraft_id: string } | null }[]>("resolve_registrations", {
      texts: aircraft,
    });
    const scope: AircraftScope =
      aircraft.length + groups.length === 0
        ? { kind: "whole_fleet" }
        : {
            kind: "only",
            aircraft_ids: resolved.flatMap((one) => one.aircraft?.aircraft_id ?? []),
            group_ids: groups.map(({ group_id }) => group_id),
          };
    const pattern = { owner_id: owner.account_id, rights: { kind: "chosen" as const, grants }, scope };
    const request = { ...asked(pattern, name, days), networks, approved_by: approvedBy, reason };
    const generated = await this.ask<GeneratedKey>("generate_key", { request });
    await this.ask(stored ? "confirm_stored" : "close_key");
    return generated;
  }

  /** So many keys alike, numbered from 1. */
  async keys(many: number, wish: KeyWish & { name: string }): Promise<void> {
    const { key } = await this.key({ ...wish, name: `${wish.name} 1` });
    for (let number = 2; number <= many; number += 1) {
      await this.ask("generate_key", { request: asked(key, `${wish.name} ${number}`, wish.days) });
      await this.ask("confirm_stored");
    }
  }

  /** So many keys, named `feed-000` on, of 30 days or of as many as `days` says of each. */
  async feeds(
    count: number,
    { days = () => 30, stored = true }: { days?: (index: number) => number; stored?: boolean } = {},
  ): Promise<string[]> {
    const { rights, scope } = (await this.key({ name: "pattern" })).key;
    const generate = async (owner: AccountView, index: number) => {
      const pattern = { owner_id: owner.account_id, rights, scope };
      const request = asked(pattern, `feed-${String(index).padStart(3, "0")}`, days(index));
      const { key } = await this.ask<GeneratedKey>("generate_key", { request });
      return key.key_id;
    };
    // Only one is shown at a time; those that nobody is to have needn't wait for one another.
    const together = stored ? 1 : 16;
    const ids: string[] = [];
    while (ids.length < count) {
      // A name is compared with all of its owner's keys.
      const owner = await this.account(`svc-feeds-${Math.floor(ids.length / 48)}`);
      const next = Array.from(
        { length: Math.min(together, count - ids.length) },
        (_, place) => ids.length + place,
      );
      ids.push(...(await Promise.all(next.map((index) => generate(owner, index)))));
      if (stored) await this.ask("confirm_stored");
    }
    return ids;
  }

  // The computer

  private async act(act: string, what: object = {}): Promise<void> {
    const done = await fetch(`${this.host}/desk/${this.room}/do`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ act, ...what }),
    });
    if (!done.ok) throw new Error(`${act}: ${done.status} ${await done.text()}`);
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
