// The resource tree: groups of resources, what is ticked in them, and at which level.

import type { Grant, Level, ResourceView } from "../backend/bindings";

/** What is ticked: the level by the resource's id. */
export type Levels = Record<string, Level>;

/** A group as it is drawn. */
export type Branch = {
  /** The group's name. */
  group: string;
  /** All that can be chosen in it. */
  resources: ResourceView[];
  /** Those the filter finds. */
  found: ResourceView[];
};

/** Whether all, some or none of a group is ticked. */
export type Ticked = "all" | "some" | "none";

/**
 * Groups in the order of the catalogue. A retired resource can't be granted any more: it is in sight only where it is
 * ticked, or was (`kept`), so that it can be ticked again. A filter looks at title, group and codes, and leaves out groups in which it finds nothing.
 */
export function branches(
  resources: readonly ResourceView[],
  levels: Levels,
  filter = "",
  kept: Levels = levels,
): Branch[] {
  const words = filter.trim().toLowerCase().split(/\s+/u).filter(Boolean);
  const groups = new Map<string, Branch>();
  for (const resource of resources) {
    if (resource.retired && !(resource.resource_id in levels) && !(resource.resource_id in kept)) continue;
    let branch = groups.get(resource.group);
    if (!branch) groups.set(resource.group, (branch = { group: resource.group, resources: [], found: [] }));
    branch.resources.push(resource);
    const text = [resource.title, resource.group, ...resource.levels.map((level) => level.code)]
      .join(" ")
      .toLowerCase();
    if (words.every((word) => text.includes(word))) branch.found.push(resource);
  }
  return [...groups.values()].filter((branch) => branch.found.length > 0);
}

/** How many of these are ticked. */
export function tickedCount(resources: readonly ResourceView[], levels: Levels): number {
  return resources.filter((resource) => resource.resource_id in levels).length;
}

/** The state of a group's own checkbox. */
export function ticked(resources: readonly ResourceView[], levels: Levels): Ticked {
  const some = tickedCount(resources, levels);
  if (some === 0) return "none";
  return some === resources.length ? "all" : "some";
}

/** Ticks a resource at its lowest level, or unticks it. */
export function toggled(levels: Levels, resource: ResourceView): Levels {
  if (resource.resource_id in levels) return without(levels, [resource]);
  const lowest = resource.levels[0];
  return lowest ? { ...levels, [resource.resource_id]: lowest.level } : levels;
}

/** Ticks all of a group (what is ticked keeps its level), or unticks it where all was ticked. */
export function toggledAll(levels: Levels, resources: readonly ResourceView[]): Levels {
  if (ticked(resources, levels) === "all") return without(levels, resources);
  return resources
    .filter((resource) => !(resource.resource_id in levels) && !resource.retired)
    .reduce((sum, resource) => toggled(sum, resource), levels);
}

function without(levels: Levels, resources: readonly ResourceView[]): Levels {
  const gone = new Set(resources.map((resource) => resource.resource_id));
  return Object.fromEntries(Object.entries(levels).filter(([id]) => !gone.has(id)));
}

const ORDER: readonly Level[] = ["view", "modify", "modify_all"];

/** Whether a level is more than what is there already. */
export function isBeyond(level: Level, there: Level | undefined): boolean {
  return there === undefined || ORDER.indexOf(level) > ORDER.indexOf(there);
}

/** As the wire takes them; the same, whatever the order in which they were ticked. */
export function toGrants(levels: Levels): Grant[] {
  const ids = Object.keys(levels).toSorted();
  return ids.map((resource_id) => ({ resource_id, level: levels[resource_id]! }));
}

/** From what a key has. */
export function fromGrants(grants: readonly Grant[]): Levels {
  return Object.fromEntries(grants.map((grant) => [grant.resource_id, grant.level]));
}

/** A resource's codes up to a level, the later ones shortened to what they add: *GRAPHQL_FLIGHT, …_EDIT*. */
export function codesWords(resource: ResourceView, level: Level | undefined): string {
  const upTo = level ? resource.levels.findIndex((one) => one.level === level) + 1 : 1;
  const [first, ...more] = resource.levels.slice(0, Math.max(upTo, 1)).map((one) => one.code);
  if (first === undefined) return "";
  return [
    first,
    ...more.map((code) => (code.startsWith(`${first}_`) ? `…${code.slice(first.length)}` : code)),
  ].join(", ");
}
