import { describe, expect, it } from "vitest";
import {
  aircraftTitle,
  aircraftWords,
  elapsed,
  enumerate,
  forWords,
  holdsKey,
  mayWords,
  resourcesWords,
} from "./describe";

it("counts resources by level", () => {
  expect(resourcesWords({ view: 3, modify: 1, modify_all: 0, all_of_owner: false })).toBe(
    "3 view · 1 modify",
  );
  expect(resourcesWords({ view: 3, modify: 1, modify_all: 0, all_of_owner: true })).toBe("All of owner");
  expect(resourcesWords({ view: 0, modify: 0, modify_all: 0, all_of_owner: false })).toBe("None");
});

it("puts the number of aircraft first", () => {
  const words = (aircraft: number | null, groups: string[], aircraft_sample: string[]) =>
    aircraftWords({ aircraft, groups, aircraft_sample });
  expect(words(null, [], [])).toBe("Whole fleet");
  expect(words(1, [], ["SP-KTA"])).toBe("1 · SP-KTA");
  expect(words(1234, [], ["SP-KTA", "SP-KTB"])).toBe("1,234 · SP-KTA…");
  expect(words(12, ["Turboprops"], [])).toBe("12 · Turboprops");
  expect(words(13, ["Turboprops"], ["SP-KTA"])).toBe("13 · Turboprops…");
  expect(words(0, ["Turboprops"], [])).toBe("0 · Turboprops");
  expect(words(9, [], []), "of the whole fleet, what its owner is for").toBe("9 · all of owner");
});

it("names all that a row knows of its aircraft", () => {
  expect(aircraftTitle({ aircraft: null, groups: [], aircraft_sample: [] })).toBeUndefined();
  expect(aircraftTitle({ aircraft: 13, groups: ["Turboprops"], aircraft_sample: ["SP-KTA"] })).toBe(
    "group Turboprops, SP-KTA: 13 aircraft today",
  );
});

describe("enumerate", () => {
  it("joins, and counts what is too much", () => {
    expect(enumerate([])).toBe("");
    expect(enumerate(["a"])).toBe("a");
    expect(enumerate(["a", "b", "c"])).toBe("a, b and c");
    expect(enumerate(["a", "b", "c", "d"], 3)).toBe("a, b and 2 more");
  });
});

it("says what a key may do, and for what", () => {
  const grant = (title: string, level: "view" | "modify", in_force: "view" | "modify" | null = level) => ({
    resource_id: title,
    title,
    group: "",
    level,
    in_force,
    codes: [],
  });
  const rights = { kind: "chosen", grants: [] } as const;
  expect(mayWords({ ...rights, grants: [] }, [grant("Watch", "modify"), grant("Flights", "view")])).toBe(
    "view Flights and modify Watch",
  );
  const narrowed = [grant("Watch", "modify", "view"), grant("Flights", "view", null)];
  expect(mayWords({ ...rights, grants: [] }, narrowed), "as far as its owner has it").toBe("view Watch");
  expect(mayWords({ ...rights, grants: [] }, narrowed.slice(1))).toBe("do nothing");
  expect(mayWords({ kind: "all_of_owner" }, [])).toContain("nothing yet");
  const aircraft = ["A", "B", "C", "D"].map((one) => ({
    aircraft_id: one,
    registration: one,
    retired: false,
  }));
  const groups = [{ group_id: "g", name: "Turboprops", aircraft: 2, deleted: false }];
  expect(forWords({ aircraft: [], groups: [], reach: null })).toBe("the whole fleet");
  expect(forWords({ aircraft: aircraft.slice(0, 2), groups: [], reach: 2 })).toBe("A and B");
  expect(forWords({ aircraft, groups: [], reach: 4 })).toBe("4 aircraft");
  expect(forWords({ aircraft: aircraft.slice(0, 2), groups: [], reach: 1 }), "of its owner's").toBe(
    "1 aircraft",
  );
  expect(forWords({ aircraft: [], groups, reach: 2 })).toBe("2 aircraft");
  expect(forWords({ aircraft: [], groups, reach: 0 })).toBe("no aircraft");
});

it("knows a key, whole or nearly, from a key id", () => {
  const id = "ktw_7Hq2mXc9LpR4tZ0a";
  expect(holdsKey(`see ${id}_mP9sC3kZ7dQ0hJ5gV8`)).toBe(true);
  expect(holdsKey(id)).toBe(false);
  expect(holdsKey(`${id}_••••`)).toBe(false);
});

it("tells how much of a life is over", () => {
  const at = (iso: string) => elapsed("2026-01-01T00:00:00Z", "2026-01-11T00:00:00Z", new Date(iso));
  expect(at("2025-12-01T00:00:00Z")).toBe(0);
  expect(at("2026-01-06T00:00:00Z")).toBe(0.5);
  expect(at("2027-01-01T00:00:00Z")).toBe(1);
});
