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
      groups: ["g", "h"],
      personnel: ["person_p", "a"],
      within: 15,
      ends: { from: "2027-05-20", to: "2027-05-22" },
      attention: ["still_renewable"],
      notConforming: true,
      unused: { kind: "for_days", days: 90 },
      sort: "owner",
      descending: true,
    };
    expect(round(set)).toEqual(set);
  });

  it("tells any state from the states at the start", () => {
    expect(round({ ...START, states: [] }).states).toEqual([]);
  });

  it("says one day as one day", () => {
    const filters: Filters = { ...START, ends: { from: "2027-05-20", to: "2027-05-20" } };
    expect(toAddress(filters)).toBe("?ends=2027-05-20");
    expect(round(filters)).toEqual(filters);
  });

  it("leaves out days that are none", () => {
    for (const ends of ["soon", "2027-02-30", "2027-05-22..2027-05-20", "2027-05-20..", "a..b..c"])
      expect(fromAddress(new URLSearchParams({ ends })), ends).toEqual(START);
  });

  it("leaves out what it can't mean", () => {
    const odd = fromAddress(
      new URLSearchParams("state=haunted,active&within=8&attention=none&sort=__proto__"),
    );
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
  expect(narrowed({ ...START, ends: { from: "2027-05-20", to: "2027-05-20" } })).toBe(true);
  expect(narrowed({ ...START, attention: ["expiring_soon"] })).toBe(true);
  expect(narrowed({ ...START, unused: { kind: "never" } })).toBe(true);
});

it("adds and takes out", () => {
  expect(flipped(["a"], "b")).toEqual(["a", "b"]);
  expect(flipped(["a", "b"], "a")).toEqual(["b"]);
});
