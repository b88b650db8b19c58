// Tags as they are typed: one after another, with commas between.

import type { Problem, TagCount } from "../../backend/bindings";
import { problemAt } from "../../backend/form.svelte";

/** Characters of a tag, at most. */
const LONGEST = 40;
/** Tags that are offered at once. */
const OFFERED = 8;

/** The tags in a text, each once, in lower case. */
export function splitTags(text: string): string[] {
  const tags = text.split(/[,;]/).map((part) => part.trim().replaceAll(/\s+/g, " ").toLowerCase());
  return [...new Set(tags.filter(Boolean))];
}

/** The same as a text. */
export function joinTags(tags: readonly string[]): string {
  return tags.join(", ");
}

/** What is wrong with a text of tags. */
export function checkTags(field: string, text: string): Problem | undefined {
  const long = splitTags(text).some((tag) => [...tag].length > LONGEST);
  return long ? problemAt(field, "too_long", { limit: String(LONGEST) }) : undefined;
}

/** What is wrong with a text that shall be one tag. */
export function checkTag(field: string, text: string): Problem | undefined {
  if (text.trim() === "") return problemAt(field, "required");
  if (/[,;]/.test(text)) return problemAt(field, "tag_separator");
  return checkTags(field, text);
}

/** Tags to offer for what is typed, those with most aircraft first; those that stand there already left out. */
export function tagsToAdd(text: string, known: readonly TagCount[]): TagCount[] {
  const there = new Set(splitTags(text));
  return known
    .filter(({ tag }) => !there.has(tag))
    .toSorted((left, right) => right.aircraft - left.aircraft || left.tag.localeCompare(right.tag))
    .slice(0, OFFERED);
}

/** The tags that begin as it is typed, then those that hold it. */
export function tagsFor(text: string, known: readonly TagCount[]): TagCount[] {
  const part = text.trim().toLowerCase();
  const begins = ({ tag }: TagCount) => tag.startsWith(part);
  const holds = known.filter((one) => one.tag.includes(part));
  return [...holds.filter(begins), ...holds.filter((one) => !begins(one))].slice(0, OFFERED);
}

/** How many aircraft have a tag now. */
export function having(tag: string, known: readonly TagCount[]): number {
  const [same] = splitTags(tag);
  return known.find((one) => one.tag === same)?.aircraft ?? 0;
}
