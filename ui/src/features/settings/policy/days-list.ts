// Numbers of days as they are typed, and policies in the order in which they are told.

import type { Ending, KeyField, Policy } from "../../../backend/bindings";
import { ENDINGS, FIELDS } from "../../../backend/policy-words";

/** Numbers with commas, spaces or "and" between them, each once; nothing where something else stands there. */
export function readDays(text: string): number[] | undefined {
  const words = text.split(/[\s,;]+|\band\b/).filter((word) => word !== "");
  if (!words.every((word) => /^\d{1,5}$/.test(word))) return undefined;
  return [...new Set(words.map(Number))];
}

/** As they are typed: most days first. */
export function joinDays(days: readonly number[]): string {
  return days.toSorted((one, other) => other - one).join(", ");
}

/** The same rules, with each list in the order in which Rust tells it. */
export function inOrder(policy: Policy): Policy {
  const { lifetime } = policy;
  return {
    ...policy,
    lifetime:
      lifetime.kind === "endless"
        ? lifetime
        : { ...lifetime, offered_days: lifetime.offered_days.toSorted((one, other) => one - other) },
    asked: KEY_FIELDS.filter((field) => policy.asked.includes(field)),
    editable: KEY_FIELDS.filter((field) => policy.editable.includes(field)),
    endings: ALL_ENDINGS.filter((ending) => policy.endings.includes(ending)),
    reminder_days: policy.reminder_days.toSorted((one, other) => other - one),
  };
}

/** All that can be asked, in the order of the generate panel. */
export const KEY_FIELDS = Object.keys(FIELDS) as KeyField[];

/** All ways of ending a key. */
export const ALL_ENDINGS = Object.keys(ENDINGS) as Ending[];
