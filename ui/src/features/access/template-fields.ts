// An access template as it is typed and ticked, and how it is told in the list.

import type { Grant, Problem, TemplateFields, TemplateView } from "../../backend/bindings";
import { problemAt } from "../../backend/form.svelte";
import { levelWord } from "../../backend/words";
import { count } from "../../kit/numbers";
import { plain } from "../../kit/plain";
import { fromGrants, toGrants, type Levels } from "../../resources/resource-tree";
import { LEVELS } from "./resource-fields";

/** A template as it is typed: what is ticked is the level by the resource's id. */
export interface TemplateDraft {
  name: string;
  description: string;
  grants: Levels;
}

const LONGEST = { name: 100, description: 300 };

/** What a template's form starts with. */
export function draftOf(template?: TemplateView): TemplateDraft {
  return {
    name: template?.name ?? "",
    description: template?.description ?? "",
    grants: fromGrants(template?.grants ?? []),
  };
}

/** What is sent. */
export function fieldsOf({ name, description, grants }: TemplateDraft): TemplateFields {
  return { name, description, grants: toGrants(grants) };
}

/** What can be told of a field before the back end is asked, which has the last word. */
export function checkTemplate(
  draft: TemplateDraft,
  field: keyof TemplateDraft,
  others: readonly TemplateView[],
): Problem | undefined {
  if (field === "grants")
    return Object.keys(draft.grants).length === 0 ? problemAt(field, "no_resources") : undefined;
  const text = draft[field].trim();
  if (text === "" && field === "name") return problemAt(field, "required");
  const limit = LONGEST[field];
  if ([...text].length > limit) return problemAt(field, "too_long", { limit: String(limit) });
  const taken = field === "name" && others.some((other) => other.name.toLowerCase() === text.toLowerCase());
  return taken ? problemAt(field, "name_taken") : undefined;
}

/** *3 view · 1 modify*; the levels that it grants, lowest first. */
export function grantsWords(grants: readonly Grant[]): string {
  return LEVELS.map((level) => ({ level, many: grants.filter((grant) => grant.level === level).length }))
    .filter(({ many }) => many > 0)
    .map(({ level, many }) => `${count(many)} ${levelWord(level)}`)
    .join(" · ");
}

/** The templates whose name or description, or whose resources' titles, contain every word. */
export function filterTemplates(templates: readonly TemplateView[], text: string): TemplateView[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  return templates.filter(({ name, description, grants }) => {
    const hay = plain([name, description, ...grants.map(({ title }) => title)].join("\n"));
    return words.every((word) => hay.includes(word));
  });
}
