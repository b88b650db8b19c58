import { describe, expect, it } from "vitest";
import { checkTag, checkTags, having, joinTags, splitTags, tagsFor, tagsToAdd } from "./tags";

const known = [
  { tag: "long haul", aircraft: 2 },
  { tag: "turboprop", aircraft: 12 },
  { tag: "wet lease", aircraft: 2 },
];

describe("tags in a text", () => {
  it("are each there once, in lower case", () => {
    expect(splitTags(" Turboprop, wet  lease;TURBOPROP,, ")).toEqual(["turboprop", "wet lease"]);
    expect(splitTags(" , ")).toEqual([]);
    expect(splitTags(joinTags(["a", "b c"]))).toEqual(["a", "b c"]);
  });

  it("have at most 40 characters each", () => {
    expect(checkTags("tags", `${"é".repeat(40)}, b`)).toBeUndefined();
    expect(checkTags("tags", `a, ${"x".repeat(41)}`)).toMatchObject({ code: "too_long", field: "tags" });
  });

  it("are offered with the most used first, without those that stand there", () => {
    expect(tagsToAdd("Wet lease", known).map(({ tag }) => tag)).toEqual(["turboprop", "long haul"]);
  });
});

describe("the tag of a group", () => {
  it("is one", () => {
    expect(checkTag("members", " ")?.code).toBe("required");
    expect(checkTag("members", "a, b")?.code).toBe("tag_separator");
    expect(checkTag("members", "wet lease")).toBeUndefined();
  });

  it("is found as it begins, then by what it holds", () => {
    expect(tagsFor("l", known).map(({ tag }) => tag)).toEqual(["long haul", "wet lease"]);
    expect(tagsFor("", known)).toHaveLength(3);
    expect([having("TURBOPROP ", known), having("jet", known)]).toEqual([12, 0]);
  });
});
