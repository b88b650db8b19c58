import type {
  DocumentFormat,
  ImportResult,
  LevelCode,
  ResourceImportPreview,
  ResourceImportRow,
} from "../../backend/bindings";
import { levelWord } from "../../backend/words";
import type { Change, Counts } from "../../imports/outcomes";
import { count, plural } from "../../kit/numbers";

/** Largest document that is read. */
export const LARGEST_DOCUMENT = 8_000_000;

/** What is said where a document is dropped. */
export const DROP = {
  title: "Drop an OpenAPI document or a list here",
  text: "OpenAPI 3 in YAML or JSON; a JSON list of resources; or a CSV with columns for title, group, description and the code of each level.",
  choose: "Choose a file",
  accept: ".json,.yaml,.yml,.csv,application/json,application/yaml,text/csv,text/plain",
};

/** The fields of a resource, as they are called on screen. */
export const FIELD_WORDS: Record<string, string> = {
  title: "Title",
  group: "Group",
  description: "Description",
  view: "View",
  modify: "Modify",
  modify_all: "Modify all",
};

/** What the numbers of rows count. */
export const NUMBER_WORDS: Record<DocumentFormat, string> = { csv: "Line", list: "Item", open_api: "No." };

/** What becomes what, where the document doesn't say it itself. */
export const OPEN_API_RULE =
  "OpenAPI: a tag is a group, and the first word of its paths a resource. GET is view; POST, PUT and PATCH are modify; " +
  "DELETE is modify all. Scopes like read:pets and write:pets are levels of one resource. Words of resources that are there stay.";

/** Levels and their codes, on one line. */
export function levelsText(levels: LevelCode[]): string {
  return levels.map(({ level, code }) => `${levelWord(level)} ${code}`).join(", ");
}

/** What a row would change: one line per field, and per level. */
export function changes(row: ResourceImportRow): Change[] {
  const { title, group, description } = row;
  const after: Record<string, string> = { title, group, description };
  for (const { level, code } of row.levels) after[level] = code;
  return row.before.map(({ field, before }) => ({
    field: FIELD_WORDS[field] ?? field,
    before: before || "none",
    after: after[field] || "none",
  }));
}

/** What is to be known of a row beside what it changes. */
export function noteOf(row: ResourceImportRow): string | undefined {
  if (row.retired) return "Retired, and stays so; restore it to grant it again.";
  const replaced = row.before.some(
    ({ field, before }) => before !== "" && row.levels.some(({ level }) => level === field),
  );
  return replaced ? "Another code, also for the keys that have it." : undefined;
}

/** The field that a refusal is about, where its words don't say. */
export function refusedField({ problem }: ResourceImportRow): string | undefined {
  const field = problem?.field ?? "";
  return field === "levels" ? undefined : FIELD_WORDS[field];
}

/** The button that writes it: "Add 12 resources", "Add 3 and change 2", "Change 2 resources". */
export function confirmLabel({ added, changed }: Counts): string {
  if (added > 0 && changed > 0) return `Add ${count(added)} and change ${count(changed)}`;
  return changed > 0
    ? `Change ${plural(changed, "resource", "resources")}`
    : `Add ${plural(added, "resource", "resources")}`;
}

/** Why there is nothing to confirm; nothing where there is something. */
export function nothingToDo(counts: Counts): string | undefined {
  if (counts.added + counts.changed > 0) return undefined;
  if (counts.refused > 0 && counts.unchanged === 0) {
    return "Nothing to do: every row was refused. Each row says why.";
  }
  if (counts.refused > 0) return "Nothing to do: what wasn't refused is in the catalogue already.";
  return "Nothing to do: the catalogue already is as in this file.";
}

/** Which resources the document doesn't name; nothing where it names all. */
export function missingText({ missing }: Pick<ResourceImportPreview, "missing">): string | undefined {
  if (missing === 0) return undefined;
  return missing === 1
    ? "1 resource isn't in this document; it stays as it is"
    : `${count(missing)} resources aren't in this document; they stay as they are`;
}

/** Which resources of the document were retired; nothing where none was. */
export function retiredText({ retired }: Pick<ResourceImportPreview, "retired">): string | undefined {
  if (retired === 0) return undefined;
  return `${plural(retired, "resource of it was", "resources of it were")} retired, and ${retired === 1 ? "stays" : "stay"} so: restore them from the list to grant them again.`;
}

/** What was done, said once. */
export function done({ added, changed, refused }: ImportResult): string {
  const parts: string[] = [];
  if (added > 0) parts.push(`${plural(added, "resource", "resources")} added`);
  if (changed > 0) parts.push(`${count(changed)} changed`);
  if (refused > 0) parts.push(`${count(refused)} refused`);
  return parts.length === 0 ? "Nothing changed." : `${parts.join(", ")}.`;
}

/** Why a document isn't read at all; nothing where it is. */
export function refusedFile(file: { name: string; size: number }): string | undefined {
  if (file.size <= LARGEST_DOCUMENT) return undefined;
  const size = Math.ceil(file.size / 1_000_000);
  return (
    `${file.name} is ${count(size)} MB; a document may be 8 MB at most, and nothing was read. ` +
    "Leave examples and schemas out of it, or split it by tags."
  );
}
