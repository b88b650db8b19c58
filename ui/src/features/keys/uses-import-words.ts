// Words of an import of last uses.

import type { ImportResult, KeyUse, UsesImportPreview, UsesImportRow } from "../../backend/bindings";
import { moment } from "../../kit/dates";
import type { Change } from "../../imports/outcomes";
import { count, plural } from "../../kit/numbers";
import { useWords } from "./use-words";

/** Largest file that is read. */
export const LARGEST_FILE = 8_000_000;

/** The fields of a row, as they are called on screen. */
export const FIELD_WORDS: Record<string, string> = { key_id: "Key id", at: "Last used", from: "Address" };

/** What is said where a list of last uses is dropped. */
export const DROP = {
  text: "A CSV from whatever checks your keys, with columns for key id and time; one for the address is taken too. Key ids only, never whole keys.",
  choose: "Choose a CSV",
  accept: ".csv,text/csv,text/plain",
};

/** The button that writes it: "Take 12 last uses". */
export function confirmLabel({ added, changed }: Pick<UsesImportPreview, "added" | "changed">): string {
  return `Take ${plural(added + changed, "last use", "last uses")}`;
}

/** Why there is nothing to confirm; nothing where there is something. */
export function nothingToDo(preview: UsesImportPreview): string | undefined {
  if (preview.added + preview.changed > 0) return undefined;
  if (preview.refused > 0 && preview.unchanged === 0) {
    return "Nothing to do: every row was refused. Each row says why.";
  }
  return "Nothing to do: no row tells a later use than is known.";
}

/** What comes of what the file leaves out: as of when it is, and who was never used then. */
export function comesOf({ as_of, never }: UsesImportPreview, zone: string): string | undefined {
  if (as_of === null) return undefined;
  const until = `Known as of ${moment(as_of, zone)}, the newest use there is.`;
  if (never === 0) return until;
  return `${until} ${plural(never, "key", "keys")} of which no use is known until then will be said never to have been used.`;
}

/** In which zone times were read that don't say; nothing where all do. */
export function zoneRead({ local_times, time_zone }: UsesImportPreview): string | undefined {
  if (local_times === 0) return undefined;
  return `${plural(local_times, "time doesn't", "times don't")} say a zone: read as ${time_zone}, this vault's.`;
}

/** What was done, said once. */
export function done({ added, changed, refused }: ImportResult): string {
  const taken = added + changed;
  const parts = [taken === 0 ? "Nothing changed" : `${plural(taken, "last use", "last uses")} taken`];
  if (refused > 0) parts.push(`${count(refused)} refused`);
  return `${parts.join(", ")}.`;
}

/** What a row would change. */
export function changes(row: UsesImportRow, zone: string): Change[] {
  if (row.outcome !== "changed") return [];
  return [{ field: "Last used", before: wordsOf(row.known, zone), after: wordsOf(row.taken, zone) }];
}

/** What else is to be known of a row. */
export function noteOf(row: UsesImportRow, zone: string): string | undefined {
  if (row.outcome === "added") return wordsOf(row.taken, zone);
  if (row.outcome !== "unchanged") return undefined;
  if (row.later_line !== null) return `Line ${count(row.later_line)} tells as late a use of this key.`;
  if (row.known?.kind === "last") return `As late a use is known: ${useWords(row.known, zone)}.`;
  return "It tells no use.";
}

/** Why a file isn't read at all; nothing where it is. */
export function refusedFile(file: { name: string; size: number }): string | undefined {
  if (file.size <= LARGEST_FILE) return undefined;
  const size = Math.ceil(file.size / 1_000_000);
  return (
    `${file.name} is ${count(size)} MB; a list of last uses may be 8 MB at most, and nothing was read. ` +
    "Save it with one row for each key, its last use, or in several files."
  );
}

function wordsOf(used: KeyUse | null, zone: string): string {
  return used?.kind === "last" ? useWords(used, zone) : "";
}
