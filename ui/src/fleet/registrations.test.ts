import { describe, expect, it } from "vitest";
import { comparable, splitRegistrations } from "./registrations";

describe("splitRegistrations", () => {
  it("takes a line of a mail and a column of a spreadsheet alike", () => {
    expect(splitRegistrations(" SP-KTA, SP-KTB;D-CXNW\r\nN123AB\tOE-LBA ")).toEqual([
      "SP-KTA",
      "SP-KTB",
      "D-CXNW",
      "N123AB",
      "OE-LBA",
    ]);
  });

  it("keeps each once, as first written, without case and hyphen", () => {
    expect(splitRegistrations("sp-kta SPKTA SP-KTA")).toEqual(["sp-kta"]);
  });

  it("finds nothing in separators and bare hyphens", () => {
    expect(splitRegistrations(" ,;\n - ")).toEqual([]);
  });
});

it("compares registrations without case and hyphen", () => {
  expect(comparable("sp-kTa")).toBe("SPKTA");
});
