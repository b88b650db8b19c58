import { describe, expect, it } from "vitest";
import { flipped, fromAddress, narrowed, START, STATES, toAddress, toQuery, type Filters } from "./filters";

const round = (filters: Filters) => fromAddress(new URLSearchParams(toAddress(filters)));

describe("an address", () => {
  it("says nothing of what is as at the start", () => {
    expect(toAddress(START)).toBe("");
    expect(fromAddress(new URLSearchParams())).toEqual(START);
  });

  it("remembers everything that is set", () => {
    const set: Filters = {
      text: "ops & feed",
      states: ["active", "expired"],
      owners: ["a", "b"],
      resources: ["r"],
      aircraft: ["x"],
      within: 15,
      sort: "owner",
      descending: true,
    };
    expect(round(set)).toEqual(set);
  });

  it("tells any state from the states at the start", () => {
    expect(round({ ...START, states: [] }).states).toEqual([]);
  });

  it("leaves out what it can't mean", () => {
    const odd = fromAddress(new URLSearchParams("state=haunted,active&within=8&sort=__proto__"));
    expect(odd).toEqual({ ...START, states: ["active"] });
  });
});

it("asks for all but revoked keys unless told otherwise", () => {
  expect(toQuery(START).states).toEqual(STATES.filter((state) => state !== "revoked"));
  expect(toQuery({ ...START, states: [] }).states).toEqual([]);
});

it("knows whether a person narrowed the list", () => {
  expect(narrowed(START)).toBe(false);
  expect(narrowed({ ...START, states: [] })).toBe(false);
  expect(narrowed({ ...START, states: ["revoked"] })).toBe(true);
  expect(narrowed({ ...START, text: "  " })).toBe(false);
  expect(narrowed({ ...START, within: 7 })).toBe(true);
});

it("adds and takes out", () => {
  expect(flipped(["a"], "b")).toEqual(["a", "b"]);
  expect(flipped(["a", "b"], "a")).toEqual(["b"]);
});
