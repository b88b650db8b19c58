// The sentence beside the generate panel: what the key will allow, in plain words, each part leading to its field.

import type { GrantView, Level } from "../../backend/bindings";
import { plural } from "../../kit/numbers";
import { aircraftCount } from "../../fleet/scope-words";
import { byLevel, enumerate } from "./describe";
import type { Field } from "./generate-fields";

/** A part of the sentence; one with a field leads there. */
export type Part = {
  text: string;
  field?: Field;
  /** Still to be chosen. */
  missing?: boolean;
};

/** What is chosen so far. */
export type Chosen = {
  /** The owner's name. */
  owner: string | undefined;
  /** It is a person. */
  person: boolean;
  /** Everything the owner has. */
  all: boolean;
  /** Ticked resources. */
  grants: readonly { title: string; level: Level }[];
  /** Every aircraft. */
  whole: boolean;
  /** Registrations that were chosen and exist. */
  registrations: readonly string[];
  /** Names of the fleet groups that were chosen. */
  groups: readonly string[];
  /** How many aircraft that is today; `null` for the whole fleet. */
  reach: number | null;
  /** How many networks it may be used from; none for any address. */
  networks: number;
  /** The end, worded. */
  until: string | undefined;
  /** Keys have no end. */
  endless: boolean;
  /** Whom it reminds beside its owner, by name. */
  reminded: readonly string[];
  /** When it reminds, worded; empty where that can't be read yet. */
  when: string;
};

const LEVEL_WORDS: Record<Level, string> = { view: "view", modify: "modify", modify_all: "modify all of" };

/** *svc-opscontrol may view Flights and modify Flight watch, for 3 aircraft, until 18 May 2027.* */
export function summary(chosen: Chosen): Part[] {
  const parts: Part[] = [
    chosen.owner === undefined
      ? { text: "Its owner", field: "owner_id", missing: true }
      : { text: chosen.owner, field: "owner_id" },
    { text: " may " },
  ];
  const levels = byLevel(chosen.grants);
  if (chosen.all) {
    parts.push({
      text: `do everything ${chosen.person ? "they have" : "it has"} access to, also later`,
      field: "rights",
    });
  } else if (levels.length === 0) {
    parts.push({ text: "do nothing yet", field: "rights", missing: true });
  }
  if (!chosen.all) {
    levels.forEach(({ level, titles }, index) => {
      if (index > 0) parts.push({ text: " and " });
      parts.push({ text: LEVEL_WORDS[level], field: "rights" }, { text: ` ${enumerate(titles)}` });
    });
  }
  parts.push({ text: ", for " });
  const aircraft = aircraftPart(chosen);
  parts.push({ text: aircraft ?? "no aircraft yet", field: "scope", missing: aircraft === undefined });
  if (chosen.networks > 0)
    parts.push(
      { text: ", from " },
      { text: plural(chosen.networks, "network", "networks"), field: "networks" },
    );
  if (chosen.endless) return [...parts, { text: ", without an end." }];
  parts.push({ text: ", until " });
  parts.push(
    chosen.until === undefined
      ? { text: "a date to be chosen", field: "expiry", missing: true }
      : { text: chosen.until, field: "expiry" },
    { text: "." },
  );
  if (chosen.reminded.length > 0) {
    parts.push({ text: " " }, { text: enumerate(chosen.reminded, 3), field: "personnel" });
    parts.push({ text: chosen.reminded.length === 1 ? " is reminded " : " are reminded " });
    parts.push(
      chosen.when === ""
        ? { text: "on days to be chosen", field: "reminder_days", missing: true }
        : { text: chosen.when, field: "reminder_days" },
      { text: "." },
    );
  }
  return parts;
}

/** *SP-KTA and SP-KTB*, *Turboprops and 3 aircraft (15 aircraft today)*; nothing where nothing is chosen. */
function aircraftPart({ whole, groups, registrations, reach }: Chosen): string | undefined {
  const today = reach === null ? "" : ` (${aircraftCount(reach)} today)`;
  if (whole) return reach === null ? "the whole fleet" : `all that its owner is for${today}`;
  if (groups.length + registrations.length === 0) return undefined;
  const few = registrations.length <= 2;
  const aircraft = few ? registrations : [plural(registrations.length, "aircraft", "aircraft")];
  const words = enumerate([...(groups.length <= 2 ? groups : [`${groups.length} groups`]), ...aircraft]);
  return groups.length === 0 ? words : `${words}${today}`;
}

/** What the owner gains with the key: *Flight watch (modify) is granted to it too.* Of a person, by name. Empty where it has all of it. */
export function grantedToo(
  owner: string | undefined,
  newly: readonly Pick<GrantView, "title" | "level">[],
  person = false,
): string {
  if (owner === undefined || newly.length === 0) return "";
  const words = enumerate(
    newly.map((grant) => `${grant.title} (${grant.level.replace("_", " ")})`),
    4,
  );
  const to = person ? owner : "it";
  return newly.length === 1 ? `${words} is granted to ${to} too.` : `${words} are granted to ${to} too.`;
}
