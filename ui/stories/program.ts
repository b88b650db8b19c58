// A program that is asked as its page would ask it, so that a story finds what it isn't about.

import type {
  AccountView,
  AircraftScope,
  AircraftView,
  GeneratedKey,
  GenerateKey,
  GroupMembers,
  GroupView,
  Reminders,
  ResourceView,
} from "../src/backend/bindings";
import { fleetCsv } from "./fleet";

export const PASSWORD = "correct horse battery staple";
export const VAULT = "Nordwind Cargo";
export const PERSON = "Maria Lis";

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
  reminders?: Reminders;
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
    renewal_days: 180,
    reminders: { personnel: [], days: null },
    approved_by: "",
    reason: "",
    replaces: null,
  };
}

/** What an answer may be. */
export type Attempted = { ok: unknown } | { refused: unknown };

export abstract class Program {
  /** Calls a command; refusals are answers too. */
  abstract attempt(command: string, args?: object): Promise<Attempted>;

  /** Calls a command as the page would. */
  async ask<T>(command: string, args: object = {}): Promise<T> {
    const outcome = await this.attempt(command, args);
    if ("refused" in outcome) throw new Error(`${command}: ${JSON.stringify(outcome.refused)}`);
    return outcome.ok as T;
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
    reminders = { personnel: [], days: null },
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
    const request = { ...asked(pattern, name, days), networks, reminders, approved_by: approvedBy, reason };
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
}
