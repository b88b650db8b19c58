// What is known of a key's use, in words.

import type { KeyUse, Unused } from "../../backend/bindings";
import { dayShort, moment } from "../../kit/dates";

/** In a row: "12 Nov 2026", "never", "unknown". */
export function usedWords(used: KeyUse, zone: string): string {
  return used.kind === "last" ? dayShort(used.at, zone) : used.kind;
}

/** A use with where it came from: "Thu 12 Nov 2026, 09:14 from 192.0.2.7". */
export function useWords({ at, from }: { at: string; from: string | null }, zone: string): string {
  return `${moment(at, zone)}${from === null ? "" : ` from ${from}`}`;
}

/** What is filtered by: "never", "not for 90 days". */
export function unusedWords(unused: Unused): string {
  return unused.kind === "never" ? "never" : `not for ${unused.days} days`;
}
