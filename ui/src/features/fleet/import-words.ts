import type {
  ImportColumn,
  ImportOutcome,
  ImportPreview,
  ImportResult,
  ImportRow,
} from "../../backend/bindings";
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

export const OUTCOME_WORDS: Record<ImportOutcome, string> = {
  added: "Added",
  changed: "Changed",
  unchanged: "Unchanged",
  refused: "Refused",
};

/** What a file would do: "382 will be added, 0 changed, 0 refused." */
export function summary(preview: ImportPreview): string {
  const parts = [
    `${count(preview.added)} will be added`,
    `${count(preview.changed)} changed`,
    `${count(preview.refused)} refused`,
  ];
  if (preview.unchanged > 0) parts.push(`${count(preview.unchanged)} left as they are`);
  return `${parts.join(", ")}.`;
}

/** Which column was taken for what: "Registration ← $Registration, Type ← $ICAO Type." */
export function columnsTaken(columns: ImportColumn[]): string {
  return `${columns.map((column) => `${FIELD_WORDS[column.field] ?? column.field} ← ${column.header}`).join(", ")}.`;
}

/** Which columns were left out; nothing where none was. */
export function columnsIgnored(headers: string[]): string | undefined {
  if (headers.length === 0) return undefined;
  const shown = headers.slice(0, 8).map((header) => (header.trim() === "" ? "one without a name" : header));
  const more = headers.length - shown.length;
  return `Left out: ${shown.join(", ")}${more > 0 ? ` and ${count(more)} more` : ""}.`;
}

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
export function changes(row: ImportRow): { field: string; before: string; after: string }[] {
  return row.before.map(({ field, before }) => ({
    field: FIELD_WORDS[field] ?? field,
    before: before === "" ? "none" : before,
    after: valueOf(row, field) || "none",
  }));
}

/** Rows that an outcome has; all where none is asked for. */
export function rowsOf(preview: ImportPreview, outcome: ImportOutcome | null): number {
  if (outcome !== null) return preview[outcome];
  return preview.added + preview.changed + preview.unchanged + preview.refused;
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
