/** An address inside the window. */
export interface Route {
  /** "/keys/7Hq2". */
  path: string;
  /** ["keys", "7Hq2"]. */
  segments: string[];
  /** What follows the question mark. */
  query: URLSearchParams;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Reads a hash ("#/keys/7Hq2?x=1"); what isn't an address is the start. */
export function readRoute(hash: string): Route {
  const text = hash.replace(/^#/, "");
  const mark = text.indexOf("?");
  const path = mark < 0 ? text : text.slice(0, mark);
  const segments = path.split("/").filter((part) => part !== "");
  return {
    path: `/${segments.join("/")}`,
    segments: segments.map(decoded),
    query: new URLSearchParams(mark < 0 ? "" : text.slice(mark + 1)),
  };
}
