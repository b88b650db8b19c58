import type { ResourceView } from "../../backend/bindings";

/** What is listed under a group. */
interface Grouped {
  title: string;
  group: string;
}

export interface Group<T extends Grouped = ResourceView> {
  name: string;
  resources: T[];
}

const compareText = new Intl.Collator("en-GB", { numeric: true, sensitivity: "base" }).compare;

/** Text as it is compared: without case and accents. */
export function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase();
}

/** The resources whose title, group, description or codes contain every word. */
export function filterResources(resources: ResourceView[], text: string, retired: boolean): ResourceView[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  return resources.filter((resource) => {
    if (resource.retired && !retired) return false;
    const codes = resource.levels.map(({ code }) => code);
    const hay = plain([resource.title, resource.group, resource.description, ...codes].join("\n"));
    return words.every((word) => hay.includes(word));
  });
}

/** Resources under their groups, both by name. */
export function groupResources<T extends Grouped>(resources: readonly T[]): Group<T>[] {
  const groups = new Map<string, T[]>();
  for (const resource of resources.toSorted((left, right) => compareText(left.title, right.title))) {
    const group = groups.get(resource.group);
    if (group === undefined) groups.set(resource.group, [resource]);
    else group.push(resource);
  }
  return [...groups]
    .map(([name, held]) => ({ name, resources: held }))
    .toSorted((left, right) => compareText(left.name, right.name));
}

/** The names of the groups there are, for whoever adds to one. */
export function groupNames(resources: ResourceView[]): string[] {
  return [...new Set(resources.map(({ group }) => group))].toSorted(compareText);
}
