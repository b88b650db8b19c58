import { describe, expect, it } from "vitest";

import { readRoute } from "./routes";

describe("readRoute", () => {
  it("reads path, segments and query", () => {
    const route = readRoute("#/keys/new?replaces=7Hq2&x=a%20b");
    expect(route.path).toBe("/keys/new");
    expect(route.segments).toEqual(["keys", "new"]);
    expect(route.query.get("replaces")).toBe("7Hq2");
    expect(route.query.get("x")).toBe("a b");
  });

  it("takes what isn't an address for the start", () => {
    for (const hash of ["", "#", "#/", "#//"])
      expect(readRoute(hash)).toMatchObject({ path: "/", segments: [] });
  });

  it("decodes segments, and leaves alone what can't be decoded", () => {
    expect(readRoute("#/accounts/a%2Fb").segments).toEqual(["accounts", "a/b"]);
    expect(readRoute("#/accounts/%E0%A4").segments).toEqual(["accounts", "%E0%A4"]);
  });
});
