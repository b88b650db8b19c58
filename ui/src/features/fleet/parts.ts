// The parts of Fleet, and which of them an address means.

export type Part = "aircraft" | "groups";

/** The parts, in the order in which they are offered. */
export const PARTS: readonly { part: Part; label: string; path: string }[] = [
  { part: "aircraft", label: "Aircraft", path: "/fleet" },
  { part: "groups", label: "Groups", path: "/fleet/groups" },
];

/** The part of an address, and the id of what is open in it. */
export interface Place {
  part: Part;
  openId: string | undefined;
}

/** "/fleet/7Hq2" is an aircraft; "/fleet/groups/9Xc1" a group. */
export function placeOf([, first, second]: readonly string[]): Place {
  return first === "groups" ? { part: "groups", openId: second } : { part: "aircraft", openId: first };
}
