import { describe, expect, it } from "vitest";

import { fitOf } from "./fit";

describe("fitOf", () => {
  it("tells the whole name, its start, the start of a word and the rest apart", () => {
    expect(fitOf("Import fleet", "Import fleet")).toBe("exact");
    expect(fitOf(" import  FLEET ", "Import fleet")).toBe("exact");
    expect(fitOf("imp", "Import fleet")).toBe("start");
    expect(fitOf("fleet imp", "Import fleet")).toBe("word_start");
    expect(fitOf("port", "Import fleet")).toBe("within");
    expect(fitOf("feed", "ops-feed")).toBe("word_start");
  });

  it("finds by further words, and needs every word", () => {
    expect(fitOf("csv", "Import fleet", "aircraft csv")).toBe("within");
    expect(fitOf("import csv", "Import fleet", "aircraft csv")).toBe("within");
    expect(fitOf("import keys", "Import fleet", "aircraft csv")).toBeUndefined();
  });

  it("compares without case and accents", () => {
    expect(fitOf("lodz", "Łódź Ops")).toBeUndefined();
    expect(fitOf("cafe", "Café Ops")).toBe("start");
  });

  it("finds nothing for nothing", () => {
    for (const text of ["", " ", "\t"]) expect(fitOf(text, "Lock")).toBeUndefined();
  });
});
