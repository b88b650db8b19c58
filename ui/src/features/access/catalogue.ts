import type { ResourceView } from "../../backend/bindings";
import { plain } from "../../kit/plain";
import { compareNames } from "../../resources/grouped";

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

/** The names of the groups there are, for whoever adds to one. */
export function groupNames(resources: ResourceView[]): string[] {
  return [...new Set(resources.map(({ group }) => group))].toSorted(compareNames);
}
