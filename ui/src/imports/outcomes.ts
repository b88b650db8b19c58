import type { ImportColumn, ImportOutcome } from "../backend/bindings";
import { count } from "../kit/numbers";

/** How many rows of a file have each outcome. */
export type Counts = Record<ImportOutcome, number>;

export const OUTCOME_WORDS: Record<ImportOutcome, string> = {
  added: "Added",
  changed: "Changed",
  unchanged: "Unchanged",
  refused: "Refused",
};

/** A field that a row would change, as it is shown. */
export interface Change {
  field: string;
  before: string;
  after: string;
}

/** What a file would do: "382 will be added, 0 changed, 0 refused." */
export function summary(counts: Counts): string {
  const parts = [
    `${count(counts.added)} will be added`,
    `${count(counts.changed)} changed`,
    `${count(counts.refused)} refused`,
  ];
  if (counts.unchanged > 0) parts.push(`${count(counts.unchanged)} left as they are`);
  return `${parts.join(", ")}.`;
}

/** Which column was taken for what: "Registration ← $Registration, Type ← $ICAO Type." */
export function columnsTaken(columns: ImportColumn[], words: Record<string, string>): string {
  return `${columns.map((column) => `${words[column.field] ?? column.field} ← ${column.header}`).join(", ")}.`;
}

/** Which columns were left out; nothing where none was. */
export function columnsIgnored(headers: string[]): string | undefined {
  if (headers.length === 0) return undefined;
  const shown = headers.slice(0, 8).map((header) => (header.trim() === "" ? "one without a name" : header));
  const more = headers.length - shown.length;
  return `Left out: ${shown.join(", ")}${more > 0 ? ` and ${count(more)} more` : ""}.`;
}

/** Rows that an outcome has; all where none is asked for. */
export function rowsOf(counts: Counts, outcome: ImportOutcome | null): number {
  if (outcome !== null) return counts[outcome];
  return counts.added + counts.changed + counts.unchanged + counts.refused;
}
