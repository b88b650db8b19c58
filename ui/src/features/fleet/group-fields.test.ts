import { describe, expect, it } from "vitest";
import type { GroupMembers, GroupView } from "../../backend/bindings";
import {
  checkGroup,
  deleteWords,
  draftOf,
  filterGroups,
  membersOf,
  membersWords,
  namedWords,
  sameMembers,
  tagsDo,
} from "./group-fields";

function group(name: string, members: GroupMembers, ...registrations: string[]): GroupView {
  const aircraft = registrations.map((registration) => ({
    aircraft_id: registration,
    registration,
    retired: false,
  }));
  return { group_id: name, name, members, chosen: [], aircraft, keys: 0, owners: 0 };
}

const turboprops = group("Turboprops", { kind: "tagged", tag: "turboprop" }, "SP-KTA");
const chosen = group("Équipe", { kind: "chosen", aircraft_ids: ["b", "a"] }, "SP-KTB");

describe("a group's fields", () => {
  it("are sent as they were read", () => {
    expect(membersOf(draftOf(turboprops), [])).toEqual(turboprops.members);
    expect(membersOf(draftOf(chosen), ["b", "a"])).toEqual({ kind: "chosen", aircraft_ids: ["a", "b"] });
    expect(draftOf()).toEqual({ name: "", kind: "chosen", members: "" });
  });

  it("need a name that no other has, and a tag where they go by one", () => {
    const tagged = draftOf(turboprops);
    expect(checkGroup(draftOf(), "name", [])?.code).toBe("required");
    expect(checkGroup({ ...tagged, name: " turboPROPS" }, "name", [turboprops])?.code).toBe("name_taken");
    expect(checkGroup({ ...tagged, name: "é".repeat(101) }, "name", [])?.code).toBe("too_long");
    expect(checkGroup({ ...tagged, members: "a, b" }, "members", [])?.code).toBe("tag_separator");
    expect(checkGroup({ ...tagged, members: "" }, "members", [])?.code).toBe("required");
    expect(checkGroup({ ...tagged, kind: "chosen", members: "" }, "members", [])).toBeUndefined();
    expect(checkGroup(tagged, "kind", [])).toBeUndefined();
  });

  it("hold the same in whatever order they were chosen", () => {
    expect(sameMembers(chosen.members, { kind: "chosen", aircraft_ids: ["a", "b"] })).toBe(true);
    expect(sameMembers(chosen.members, { kind: "chosen", aircraft_ids: ["a"] })).toBe(false);
    expect(sameMembers(chosen.members, turboprops.members)).toBe(false);
    expect(sameMembers(turboprops.members, { kind: "tagged", tag: "turboprop" })).toBe(true);
  });
});

it("says what it holds, what names it, and what deleting it comes to", () => {
  expect(membersWords(turboprops.members)).toBe("all tagged turboprop");
  expect(membersWords(chosen.members)).toBe("2 chosen");
  expect(namedWords({ keys: 0, owners: 0 })).toBe("Nothing names it");
  expect(namedWords({ keys: 1, owners: 0 })).toBe("1 key names it");
  expect(namedWords({ keys: 2, owners: 1 })).toBe("2 keys and 1 owner name it");
  expect(deleteWords({ keys: 2, owners: 1 })).toContain(
    "2 keys and 1 owner name it; they get no aircraft by it any more. Nothing else stands in.",
  );
  expect(deleteWords({ keys: 0, owners: 1 })).toContain("it gets no aircraft");
  expect(deleteWords({ keys: 0, owners: 0 })).toMatch(/^Nothing names it\./);
});

it("says which groups other tags put an aircraft into, and take it out of", () => {
  const groups = [{ ...turboprops, keys: 2 }, group("Jets", { kind: "tagged", tag: "jet" }), chosen];
  expect(tagsDo([], ["turboprop"], groups)).toBe("It joins Turboprops (2 keys name it).");
  expect(tagsDo(["jet"], ["turboprop", "new"], groups)).toBe(
    "It joins Turboprops (2 keys name it). It leaves Jets (nothing names it).",
  );
  expect(tagsDo(["jet"], ["jet"], groups)).toBe("");
});

it("finds by name, tag and what it holds", () => {
  const found = (text: string) => filterGroups([turboprops, chosen], text).map(({ name }) => name);
  expect(found("equipe")).toEqual(["Équipe"]);
  expect(found("turboprop sp-kta")).toEqual(["Turboprops"]);
  expect(found("sp-ktb")).toEqual(["Équipe"]);
  expect(found("jet")).toEqual([]);
  expect(found(" ")).toHaveLength(2);
});
