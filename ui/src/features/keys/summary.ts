// The sentence beside the generate panel: what the key will allow, in plain words, each part leading to its field.

import type { GrantView, Level } from "../../backend/bindings";
import { plural } from "../../kit/numbers";
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
  /** Everything the owner has. */
  all: boolean;
  /** Ticked resources. */
  grants: readonly { title: string; level: Level }[];
  /** Every aircraft. */
  whole: boolean;
  /** Registrations that were chosen and exist. */
  registrations: readonly string[];
  /** How many networks it may be used from; none for any address. */
  networks: number;
  /** The end, worded. */
  until: string | undefined;
};

const LEVEL_WORDS: Record<Level, string> = { view: "view", modify: "modify", modify_all: "modify all of" };

/** *svc-opscontrol may view Flights and modify Flight watch, for 3 aircraft, until 18 May 2027.* */
export function summary(chosen: Chosen): Part[] {
  const parts: Part[] = [
    chosen.owner === undefined
      ? { text: "A service account", field: "owner_id", missing: true }
      : { text: chosen.owner, field: "owner_id" },
    { text: " may " },
  ];
  const levels = byLevel(chosen.grants);
  if (chosen.all) {
    parts.push({ text: "do everything it has access to, also later", field: "rights" });
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
  if (chosen.whole) {
    parts.push({ text: "the whole fleet", field: "scope" });
  } else if (chosen.registrations.length === 0) {
    parts.push({ text: "no aircraft yet", field: "scope", missing: true });
  } else {
    const few = chosen.registrations.length <= 2;
    const words = few
      ? enumerate(chosen.registrations)
      : plural(chosen.registrations.length, "aircraft", "aircraft");
    parts.push({ text: words, field: "scope" });
  }
  if (chosen.networks > 0)
    parts.push(
      { text: ", from " },
      { text: plural(chosen.networks, "network", "networks"), field: "networks" },
    );
  parts.push({ text: ", until " });
  parts.push(
    chosen.until === undefined
      ? { text: "a date to be chosen", field: "expiry", missing: true }
      : { text: chosen.until, field: "expiry" },
    { text: "." },
  );
  return parts;
}

/** What the owner gains with the key: *Flight watch (modify) is granted to it too.* Empty where it has all of it. */
export function grantedToo(
  owner: string | undefined,
  newly: readonly Pick<GrantView, "title" | "level">[],
): string {
  if (owner === undefined || newly.length === 0) return "";
  const words = enumerate(
    newly.map((grant) => `${grant.title} (${grant.level.replace("_", " ")})`),
    4,
  );
  return newly.length === 1 ? `${words} is granted to it too.` : `${words} are granted to it too.`;
}
