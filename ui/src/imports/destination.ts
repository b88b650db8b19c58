/** The pages that import files, by the first part of their addresses. */
export type Destination = "fleet" | "access" | "keys";

/** Bytes of a file that tell what it is. */
export const HEAD = 4096;

/** Headings that only a list of resources has: the codes of its levels. */
const LEVELS = /^(view|modify|modifyall|permission)(code)?$/;
/** Headings that only a list of last uses has, or a whole key where its headings are missing. */
const KEY_ID = /^((api|public|keytower)?key(id|identifier)?|apikey|ktw[\da-z]{16,})$/;
const REGISTRATION = /^(registration|reg|tail|immatriculation|kennzeichen|matricula)/;

/**
 * Where a dropped file goes, by its name, its beginning, and the page that it was dropped on. JSON and YAML describe
 * resources; a table is a fleet list, unless its headings name key ids or are those of resources, or it was dropped on
 * Access and has no registrations.
 */
export function destinationOf(name: string, head: string, page: string | undefined): Destination {
  if (/\.(json|ya?ml)$/i.test(name)) return "access";
  // Text of two bytes a character reads as one with zeros between.
  const text = head.replaceAll("\0", "").replace(/^\W*?(?=[\p{L}{[])/u, "");
  if (/^[{[]/.test(text) || /^["']?(openapi|swagger)["']?\s*:/m.test(text)) return "access";
  const headings = (text.split(/[\r\n]/, 1)[0] ?? "")
    .split(/[,;\t|]/)
    .map((heading) => heading.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ""));
  if (headings.some((heading) => REGISTRATION.test(heading))) return "fleet";
  if (headings.some((heading) => KEY_ID.test(heading))) return "keys";
  return page === "access" || headings.some((heading) => LEVELS.test(heading)) ? "access" : "fleet";
}
