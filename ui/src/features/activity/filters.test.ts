import { describe, expect, it } from "vitest";

import bindings from "../../backend/bindings.ts?raw";
import {
  daysBefore,
  fromAddress,
  GROUPS,
  narrowed,
  START,
  toAddress,
  toQuery,
  withoutSecret,
  type Filters,
} from "./filters";

const read = (address: string) => fromAddress(new URLSearchParams(address.replace(/^\?/, "")));

describe("what the log is filtered by", () => {
  it("comes back from its address", () => {
    const filters: Filters = {
      text: "ops & more",
      groups: ["stopped", "vault"],
      about: { kind: "key", id: "7Hq2mXc9LpR4tZ0a" },
      by: "Zoë Łoś",
      days: 30,
    };
    expect(read(toAddress(filters))).toEqual(filters);
    expect(toAddress(START)).toBe("");
    expect(narrowed(START)).toBe(false);
    expect(narrowed(filters)).toBe(true);
  });

  it("leaves out what an address can't mean", () => {
    expect(read("?about=server.x&what=nonsense,keys&days=8")).toEqual({ ...START, groups: ["keys"] });
    expect(read("?about=key")).toEqual(START);
  });

  it("counts today as one of the days, also over the end of a month and a leap day", () => {
    expect(toQuery({ ...START, days: 1 }, "2026-11-21").since).toBe("2026-11-21");
    expect(toQuery({ ...START, days: 7 }, "2028-03-01").since).toBe("2028-02-24");
    expect(daysBefore("2027-01-01", 1)).toBe("2026-12-31");
  });

  it("asks for each kind once, and its groups hold every kind", () => {
    const kinds = toQuery({ ...START, groups: GROUPS.map(({ group }) => group) }, "2026-11-21").kinds;
    expect(new Set(kinds).size).toBe(kinds.length);
    const from = bindings.indexOf("export type EventKind =");
    const all = bindings.slice(from, bindings.indexOf(";", from)).match(/"[a-z_]+"/g) ?? [];
    expect(all.length).toBeGreaterThan(20);
    expect(kinds.map((kind) => `"${kind}"`).sort()).toEqual(all.sort());
  });

  it("keeps the public part of a key that is pasted, and nothing else of it", () => {
    const key = "ktw_7Hq2mXc9LpR4tZ0a_mP9sC3kZ7dQ0hJ5gV8xN2aF6uW1yE4oB7iT3rL9cKx01z2Hf8";
    expect(withoutSecret(`x ${key} y`)).toBe("x ktw_7Hq2mXc9LpR4tZ0a y");
    expect(withoutSecret("ktw_7Hq2mXc9LpR4tZ0a_••••")).toBe("ktw_7Hq2mXc9LpR4tZ0a_••••");
  });
});
