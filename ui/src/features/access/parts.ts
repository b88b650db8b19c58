// The parts of Access, and which of them an address means.

export type Part = "resources" | "templates" | "who";

/** The parts, in the order in which they are offered. */
export const PARTS: readonly { part: Part; label: string; path: string }[] = [
  { part: "resources", label: "Resources", path: "/access" },
  { part: "templates", label: "Templates", path: "/access/templates" },
  { part: "who", label: "Who has what", path: "/access/who" },
];

/** The part of an address, and the id of what is open in it. */
export interface Place {
  part: Part;
  openId: string | undefined;
  /** Resources are being imported, in the place of their list. */
  importing?: true;
}

/** "/access/7Hq2" is a resource; "/access/templates/9Xc1" a template; "/access/who" and "/access/import" open nothing. */
export function placeOf([, first, second]: readonly string[]): Place {
  if (first === "templates") return { part: "templates", openId: second };
  if (first === "import") return { part: "resources", openId: undefined, importing: true };
  if (first === "who") return { part: "who", openId: undefined };
  return { part: "resources", openId: first };
}
