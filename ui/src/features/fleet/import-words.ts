import type { ImportPreview, ImportResult, ImportRow } from "../../backend/bindings";
import type { Change } from "../../imports/outcomes";
import { count } from "../../kit/numbers";

/** Largest file that is read. */
export const LARGEST_FILE = 20 * 1024 * 1024;

/** The fields of an aircraft, as they are called on screen. */
export const FIELD_WORDS: Record<string, string> = {
  registration: "Registration",
  icao_address: "ICAO address",
  aircraft_type: "Type",
  operator: "Operator",
};

/** What is said where a fleet list is dropped. */
export const DROP = {
  text: "A CSV with a column of registrations; columns for type, ICAO address and operator are taken too.",
  choose: "Choose a CSV",
  accept: ".csv,text/csv,text/plain",
};

/** The button that writes it: "Add 382 aircraft", "Add 3 and change 2", "Change 2 aircraft". */
export function confirmLabel({ added, changed }: Pick<ImportPreview, "added" | "changed">): string {
  if (added > 0 && changed > 0) return `Add ${count(added)} and change ${count(changed)}`;
  if (changed > 0) return `Change ${count(changed)} aircraft`;
  return `Add ${count(added)} aircraft`;
}

/** Why there is nothing to confirm; nothing where there is something. */
export function nothingToDo(preview: ImportPreview): string | undefined {
  if (preview.added + preview.changed > 0) return undefined;
  if (preview.refused > 0 && preview.unchanged === 0) {
    return "Nothing to do: every row was refused. Each row says why.";
  }
  if (preview.refused > 0) return "Nothing to do: what wasn't refused is in the fleet already.";
  return "Nothing to do: the fleet already is as in this file.";
}

/** What was done, said once. */
export function done({ added, changed, refused }: ImportResult): string {
  const parts: string[] = [];
  if (added > 0) parts.push(`${count(added)} aircraft added`);
  if (changed > 0) parts.push(`${count(changed)} changed`);
  if (refused > 0) parts.push(`${count(refused)} refused`);
  return parts.length === 0 ? "Nothing changed." : `${parts.join(", ")}.`;
}

/** What a row would change: one line per field. */
export function changes(row: ImportRow): Change[] {
  return row.before.map(({ field, before }) => ({
    field: FIELD_WORDS[field] ?? field,
    before: before === "" ? "none" : before,
    after: valueOf(row, field) || "none",
  }));
}

/** Why a file isn't read at all; nothing where it is. */
export function refusedFile(file: { name: string; size: number }): string | undefined {
  if (file.size <= LARGEST_FILE) return undefined;
  const size = Math.ceil(file.size / (1024 * 1024));
  return (
    `${file.name} is ${count(size)} MB; a fleet list may be 20 MB at most, and nothing was read. ` +
    "Save it with only the columns for registration, ICAO address, type and operator, or in several files."
  );
}

function valueOf(row: ImportRow, field: string): string {
  switch (field) {
    case "registration":
      return row.registration;
    case "icao_address":
      return row.icao_address;
    case "aircraft_type":
      return row.aircraft_type;
    case "operator":
      return row.operator;
    default:
      return "";
  }
}
