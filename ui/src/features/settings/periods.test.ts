import { describe, expect, it } from "vitest";

import { clipboardOptions, isTimeOfDay, lockMinutes, lockOptions } from "./periods";

describe("periods", () => {
  it("offers what is set, also where it is unusual", () => {
    expect(lockOptions(7).map(({ label }) => label)).toContain("After 7 minutes");
    expect(lockOptions(1440).at(-2)).toEqual({ value: "1440", label: "After 24 hours" });
    expect(clipboardOptions(45).filter(({ value }) => value === "45")).toHaveLength(1);
  });

  it("knows never", () => {
    expect(lockOptions(null).at(-1)).toEqual({ value: "never", label: "Never" });
    expect(lockMinutes("never")).toBeNull();
    expect(lockMinutes("60")).toBe(60);
  });

  it("takes a time of day as HH:MM", () => {
    for (const text of ["00:00", "10:00", "23:59"]) expect(isTimeOfDay(text)).toBe(true);
    for (const text of ["24:00", "9:00", "10:60", "10", ""]) expect(isTimeOfDay(text)).toBe(false);
  });
});
