import { describe, expect, it } from "vitest";
import { filterLevels, LEVELS, meansWords } from "./levels";

describe("the access levels", () => {
  const labels = (text: string) => filterLevels(text).map(({ label }) => label);

  it("are found by a part of their name: API finds API key setup", () => {
    expect(labels("API")).toEqual(["API key setup"]);
    expect(labels("setup api")).toEqual(["API key setup"]);
    expect(labels("generating")).toEqual(["API key setup"]);
    expect(labels("payroll")).toEqual([]);
    expect(filterLevels("")).toEqual(LEVELS);
  });

  it("say what each of them means", () => {
    for (const level of LEVELS) {
      for (const { value } of level.options) expect(meansWords(level, value)).not.toBe("");
    }
  });
});
