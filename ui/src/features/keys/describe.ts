// Words of keys that only this feature needs; dates and states come from the kit and the back end's words.

import type {
  AircraftRef,
  GrantView,
  KeyRow,
  KeyState,
  KeyView,
  Level,
  Rights,
} from "../../backend/bindings";
import { personOf } from "../../backend/owners";
import { levelWord } from "../../backend/words";
import { aircraftCount } from "../../fleet/scope-words";
import { count } from "../../kit/numbers";

const LEVELS: readonly Level[] = ["view", "modify", "modify_all"];

/** Whether it has ended. */
export function hasEnded(state: KeyState): boolean {
  return state === "expired" || state === "revoked";
}

/** *3 view · 1 modify*, or *All of owner*. */
export function resourcesWords(row: Pick<KeyRow, "view" | "modify" | "modify_all" | "all_of_owner">): string {
  if (row.all_of_owner) return "All of owner";
  const parts = LEVELS.filter((level) => row[level] > 0).map(
    (level) => `${count(row[level])} ${levelWord(level)}`,
  );
  return parts.length > 0 ? parts.join(" · ") : "None";
}

/** *Whole fleet*, *1 · SP-KTA*, *12 · Turboprops*, *3 · SP-KTA…*: the number first, where text may be cut. */
export function aircraftWords({
  aircraft,
  groups,
  aircraft_sample,
}: Pick<KeyRow, "aircraft" | "groups" | "aircraft_sample">): string {
  if (aircraft === null) return "Whole fleet";
  const [first, second] = [...groups, ...aircraft_sample];
  // Of the whole fleet, what its owner is for.
  if (first === undefined) return `${count(aircraft)} · all of owner`;
  return `${count(aircraft)} · ${first}${second === undefined ? "" : "…"}`;
}

/** All that a row knows of its aircraft, for its tooltip. */
export function aircraftTitle({
  aircraft,
  groups,
  aircraft_sample,
}: Pick<KeyRow, "aircraft" | "groups" | "aircraft_sample">): string | undefined {
  const named = [...groups.map((name) => `group ${name}`), ...aircraft_sample];
  if (aircraft === null || named.length === 0) return undefined;
  return `${named.join(", ")}: ${aircraftCount(aircraft)} today`;
}

/** *Flights, Airports and Aircraft*; more than `limit` are counted. */
export function enumerate(words: readonly string[], limit = 6): string {
  const shown =
    words.length > limit ? [...words.slice(0, limit - 1), `${count(words.length - limit + 1)} more`] : words;
  if (shown.length < 2) return shown[0] ?? "";
  return `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}

/** Titles by level, lowest level first, levels without any left out. */
export function byLevel(
  grants: readonly { title: string; level: Level }[],
): { level: Level; titles: string[] }[] {
  return LEVELS.map((level) => ({
    level,
    titles: grants.filter((grant) => grant.level === level).map((grant) => grant.title),
  })).filter((group) => group.titles.length > 0);
}

/** What is in force: *view Flights and Airports and modify Flight watch*; *do nothing* where there is nothing. */
export function mayWords(rights: Rights, grants: readonly GrantView[]): string {
  const inForce = grants.flatMap(({ title, in_force }) =>
    in_force === null ? [] : [{ title, level: in_force }],
  );
  if (inForce.length === 0) {
    return rights.kind === "all_of_owner" ? "do whatever its owner is granted: nothing yet" : "do nothing";
  }
  return byLevel(inForce)
    .map(({ level, titles }) => `${levelWord(level)} ${enumerate(titles)}`)
    .join(" and ");
}

/** What is in force: *the whole fleet*, *SP-KTA and SP-KTB*, *12 aircraft*. */
export function forWords({
  aircraft,
  groups,
  reach,
}: Pick<KeyView, "groups" | "reach"> & { aircraft: readonly AircraftRef[] }): string {
  if (reach === null) return "the whole fleet";
  // Where its owner isn't for all of them, nothing says for which it is.
  const told = groups.length === 0 && aircraft.length === reach && reach > 0 && reach <= 3;
  return told ? enumerate(aircraft.map((one) => one.registration)) : aircraftCount(reach);
}

const STATE_IN_A_SENTENCE: Record<KeyState, string> = {
  active: "active",
  expiring: "active and expiring soon",
  not_handed_out: "active, though it was never handed out",
  rotating: "active and rotating",
  disabled: "disabled",
  owner_disabled: "stopped, because its owner is disabled",
  expired: "expired",
  revoked: "revoked",
};

const STOPPED: readonly KeyState[] = ["disabled", "owner_disabled", "expired", "revoked"];

/** Whether it works now. */
export function works(state: KeyState): boolean {
  return !STOPPED.includes(state);
}

/** The two halves of *This is ops-feed of svc-opscontrol, active. It may …* that follow the names. */
export function identifiedWords(key: KeyView): { state: string; may: string } {
  const verb = works(key.state) ? "It may" : "While it worked it could";
  return {
    state:
      key.state === "owner_disabled" && personOf(key.owner_id) !== undefined
        ? `stopped, because ${key.owner} left`
        : STATE_IN_A_SENTENCE[key.state],
    may: `${verb} ${mayWords(key.rights, key.grants)} for ${forWords(key)}.`,
  };
}

/** The key id as it is shown: public, with the secret's place marked. */
export function keyIdWords(keyId: string): string {
  return `ktw_${keyId}_••••`;
}

/** Whether a text holds a whole key or a part of its secret, so that it is never kept, sent or put into an address. */
export function holdsKey(text: string): boolean {
  return /ktw_[0-9A-Za-z_]{18,}/.test(text);
}

/** How much of a life is over, from 0 to 1. */
export function elapsed(from: string, until: string, now: Date): number {
  const start = Date.parse(from);
  const whole = Date.parse(until) - start;
  if (!(whole > 0)) return 1;
  return Math.min(1, Math.max(0, (now.getTime() - start) / whole));
}
