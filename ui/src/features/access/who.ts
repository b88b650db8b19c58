// Who has what: what it is asked by and how an address remembers that, its columns, and its words.

import type {
  AccessCell,
  AccessQuery,
  AccessRow,
  Level,
  ResourceView,
  TemplateRef,
} from "../../backend/bindings";
import { personOf } from "../../backend/owners";
import { levelWord } from "../../backend/words";
import { count, plural } from "../../kit/numbers";
import { groupResources, type Group } from "../../resources/grouped";
import { LEVELS } from "./resource-fields";

/** What is set. */
export interface WhoFilter {
  /** Words that name or organisation contain. */
  text: string;
  /** Only those who could use this. */
  resource: string | null;
  /** At least at this level of it. */
  level: Level | null;
  /** Only those that have this template. */
  template: string | null;
}

/** Nothing typed, nothing chosen. */
export const START: WhoFilter = { text: "", resource: null, level: null, template: null };

/** From an address; what it can't mean is left out. */
export function fromAddress(params: URLSearchParams): WhoFilter {
  const resource = params.get("resource") || null;
  const level = LEVELS.find((one) => one === params.get("level")) ?? null;
  return {
    text: params.get("text") ?? "",
    resource,
    // A level is one of a resource.
    level: resource === null ? null : level,
    template: params.get("template") || null,
  };
}

/** As an address. What is as at the start isn't said. */
export function toAddress({ text, resource, level, template }: WhoFilter): string {
  const params = new URLSearchParams();
  if (text !== "") params.set("text", text);
  if (resource !== null) params.set("resource", resource);
  if (resource !== null && level !== null) params.set("level", level);
  if (template !== null) params.set("template", template);
  const query = params.toString();
  return query === "" ? "/access/who" : `/access/who?${query}`;
}

/** As the wire asks. */
export function toQuery({ text, resource, level, template }: WhoFilter): AccessQuery {
  return {
    text: text.trim(),
    resource_id: resource,
    level: resource === null ? null : level,
    template_id: template,
  };
}

/** The same, asked about another resource: a level stays only where that has it too. */
export function withResource(filter: WhoFilter, resource: ResourceView | undefined): WhoFilter {
  const kept = resource?.levels.some(({ level }) => level === filter.level) ?? false;
  return { ...filter, resource: resource?.resource_id ?? null, level: kept ? filter.level : null };
}

/** Resources that somebody can have: those in use, and retired ones that somebody still has. */
export function inQuestion(resources: readonly ResourceView[]): ResourceView[] {
  return resources.filter((resource) => !resource.retired || resource.owners > 0);
}

/** The columns, by group. */
export function columnsOf(resources: readonly ResourceView[]): Group<ResourceView>[] {
  return groupResources(inQuestion(resources));
}

/** The level that is in force is the owner's own, and not only a template's or the role's. */
export function isOwn({ level, through }: AccessCell): boolean {
  return through.some((source) => source.template === null && !source.role && source.level === level);
}

/** Why the keys of an owner are stopped. */
export function stoppedWord({ owner_id }: AccessRow): string {
  return personOf(owner_id) === undefined ? "Disabled" : "Left";
}

/** What an owner has of a resource. */
export function cellOf(row: AccessRow, resourceId: string | null): AccessCell | undefined {
  return row.cells.find(({ resource_id }) => resource_id === resourceId);
}

/** *12 of 90 service accounts and people can modify Flights and have template Ops.* */
export function toldWords(
  matching: number,
  total: number,
  filter: WhoFilter,
  resources: readonly ResourceView[],
  templates: readonly TemplateRef[],
): string {
  const one = matching === 1;
  const said: string[] = [];
  if (filter.resource !== null) {
    const resource = resources.find(({ resource_id }) => resource_id === filter.resource);
    const level = filter.level ?? resource?.levels[0]?.level;
    said.push(`can ${level ? levelWord(level) : "use"} ${resource?.title ?? "that resource"}`);
  }
  if (filter.template !== null) {
    const template = templates.find(({ template_id }) => template_id === filter.template);
    said.push(`${one ? "has" : "have"} ${template ? `template ${template.name}` : "that template"}`);
  }
  if (filter.text.trim() !== "") said.push(`${one ? "matches" : "match"} “${filter.text.trim()}”`);
  const owners = plural(total, "service account or person", "service accounts and people");
  if (said.length === 0) return `${owners}.`;
  const last = said.pop();
  return `${count(matching)} of ${owners} ${said.length > 0 ? `${said.join(", ")} and ` : ""}${last}.`;
}
