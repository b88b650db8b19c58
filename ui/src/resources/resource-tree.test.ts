import { describe, expect, it } from "vitest";
import type { Level, ResourceView } from "../backend/bindings";
import {
  branches,
  codesWords,
  fromGrants,
  ticked,
  tickedCount,
  toggled,
  toggledAll,
  toGrants,
} from "./resource-tree";

function resource(id: string, group: string, levels: Level[] = ["view"], retired = false): ResourceView {
  return {
    resource_id: id,
    title: `Title ${id}`,
    group,
    description: "",
    levels: levels.map((level, place) => ({ level, code: place === 0 ? `CODE_${id}` : `CODE_${id}_EDIT` })),
    retired,
    keys: 0,
    owners: 0,
  };
}

const flights = [resource("a", "Flights", ["view", "modify"]), resource("b", "Flights")];
const crew = resource("c", "Crew");

describe("the tree", () => {
  it("keeps the catalogue's order of groups", () => {
    expect(branches([...flights, crew], {}).map((branch) => branch.group)).toEqual(["Flights", "Crew"]);
  });

  it("filters by title, group and code, and counts the whole group", () => {
    const [found] = branches([...flights, crew], {}, "flights code_b");
    expect(found?.found.map((one) => one.resource_id)).toEqual(["b"]);
    expect(found?.resources).toHaveLength(2);
    expect(branches([...flights, crew], {}, "nothing")).toEqual([]);
  });

  it("shows a retired resource only while it is ticked", () => {
    const old = resource("old", "Flights", ["view"], true);
    expect(branches([old], {})).toEqual([]);
    expect(branches([old], { old: "view" })).toHaveLength(1);
  });
});

describe("ticking", () => {
  it("tells all, some and none apart", () => {
    expect(ticked(flights, {})).toBe("none");
    expect(ticked(flights, { a: "view" })).toBe("some");
    expect(ticked(flights, { a: "view", b: "view" })).toBe("all");
    expect(tickedCount(flights, { a: "view", z: "view" })).toBe(1);
  });

  it("starts at the lowest level", () => {
    expect(toggled({}, flights[0]!)).toEqual({ a: "view" });
    expect(toggled({ a: "modify" }, flights[0]!)).toEqual({});
  });

  it("ticks a whole group without touching levels that were chosen, then unticks it", () => {
    const all = toggledAll({ a: "modify", c: "view" }, flights);
    expect(all).toEqual({ a: "modify", b: "view", c: "view" });
    expect(toggledAll(all, flights)).toEqual({ c: "view" });
  });

  it("doesn't tick what is retired with its group", () => {
    expect(toggledAll({}, [...flights, resource("old", "Flights", ["view"], true)])).not.toHaveProperty(
      "old",
    );
  });

  it("survives the way over the wire", () => {
    const levels = { a: "modify", b: "view" } as const;
    expect(fromGrants(toGrants(levels))).toEqual(levels);
    expect(toGrants({ b: "view", a: "modify" })).toEqual(toGrants(levels));
  });
});

it("shortens the later codes to what they add", () => {
  expect(codesWords(flights[0]!, undefined)).toBe("CODE_a");
  expect(codesWords(flights[0]!, "modify")).toBe("CODE_a, …_EDIT");
});
