import type { Level, Problem, ResourceFields, ResourceView } from "../../backend/bindings";
import { problemAt } from "../../backend/form.svelte";

/** A resource as it is typed: a code per level, empty where the resource has no such level. */
export interface ResourceDraft {
  title: string;
  group: string;
  description: string;
  view: string;
  modify: string;
  modify_all: string;
}

/** Levels, lowest first. */
export const LEVELS: Level[] = ["view", "modify", "modify_all"];

const LONGEST = { title: 100, group: 100, description: 300 };

/** What a resource's form starts with. */
export function draftOf(resource?: ResourceView): ResourceDraft {
  const code = (level: Level) => resource?.levels.find((each) => each.level === level)?.code ?? "";
  return {
    title: resource?.title ?? "",
    group: resource?.group ?? "",
    description: resource?.description ?? "",
    view: code("view"),
    modify: code("modify"),
    modify_all: code("modify_all"),
  };
}

/** What is sent: the levels that have a code. */
export function fieldsOf(draft: ResourceDraft): ResourceFields {
  const { title, group, description } = draft;
  const levels = LEVELS.map((level) => ({ level, code: draft[level].trim() })).filter(
    ({ code }) => code !== "",
  );
  return { title, group, description, levels };
}

/** What can be told of a field before the back end is asked, which has the last word. */
export function checkResource(
  draft: ResourceDraft,
  field: keyof ResourceDraft,
  others: ResourceView[],
): Problem | undefined {
  const text = draft[field].trim();
  switch (field) {
    case "title":
    case "group":
    case "description": {
      if (text === "" && field !== "description") return problemAt(field, "required");
      const limit = LONGEST[field];
      return [...text].length > limit ? problemAt(field, "too_long", { limit: String(limit) }) : undefined;
    }
    case "view":
    case "modify":
    case "modify_all":
      return checkCode(draft, field, others);
  }
}

/**
 * Where a refusal belongs in the form. The wire names one field `levels`, or the code in question
 * within it; the form has a field per level.
 */
export function placed(problem: Problem, draft: ResourceDraft, before?: ResourceView): Problem {
  if (problem.field === null || !problem.field.startsWith("levels")) return problem;
  const index = Number(/\d+/.exec(problem.field)?.[0] ?? "0");
  const sent = fieldsOf(draft).levels;
  // A level that keys have can't be removed: then the field that was emptied is meant.
  const removed = before?.levels.find(({ level }) => draft[level].trim() === "")?.level;
  const meant =
    LEVELS.find((level) => level === problem.params.level) ??
    (problem.code === "level_in_use" ? removed : undefined) ??
    sent.find(({ code }) => code === problem.params.code)?.level ??
    sent[index]?.level;
  return { ...problem, field: meant ?? "view" };
}

function checkCode(draft: ResourceDraft, level: Level, others: ResourceView[]): Problem | undefined {
  const code = draft[level].trim();
  if (code === "") {
    // Said once, at the first of the three.
    const none = LEVELS.every((each) => draft[each].trim() === "");
    return none && level === "view" ? problemAt(level, "no_levels") : undefined;
  }
  if (!/^[a-z0-9_.:/-]{1,100}$/i.test(code)) return problemAt(level, "invalid_permission_code");
  const ownTwice = LEVELS.some(
    (each) => LEVELS.indexOf(each) < LEVELS.indexOf(level) && draft[each].trim() === code,
  );
  const taken = others.some((other) => other.levels.some((each) => each.code === code));
  return ownTwice || taken ? problemAt(level, "permission_code_taken") : undefined;
}
