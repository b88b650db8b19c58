/** What is listed under a group. */
export interface Grouped {
  title: string;
  group: string;
}

/** A group and what is in it. */
export interface Group<T extends Grouped> {
  name: string;
  resources: T[];
}

/** Names in the order in which people read them. */
export const compareNames = new Intl.Collator("en-GB", { numeric: true, sensitivity: "base" }).compare;

/** Resources under their groups, both by name. */
export function groupResources<T extends Grouped>(resources: readonly T[]): Group<T>[] {
  const groups = new Map<string, T[]>();
  for (const resource of resources.toSorted((left, right) => compareNames(left.title, right.title))) {
    const group = groups.get(resource.group);
    if (group === undefined) groups.set(resource.group, [resource]);
    else group.push(resource);
  }
  return [...groups]
    .map(([name, held]) => ({ name, resources: held }))
    .toSorted((left, right) => compareNames(left.name, right.name));
}
