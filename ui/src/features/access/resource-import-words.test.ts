import { describe, expect, it } from "vitest";

import type { ResourceImportRow } from "../../backend/bindings";
import {
  changes,
  confirmLabel,
  done,
  LARGEST_DOCUMENT,
  levelsText,
  missingText,
  nothingToDo,
  noteOf,
  refusedField,
  refusedFile,
  retiredText,
} from "./resource-import-words";

const NONE = { added: 0, changed: 0, unchanged: 0, refused: 0 };

const ROW: ResourceImportRow = {
  number: 3,
  source: "",
  outcome: "changed",
  title: "Flights",
  group: "Ops",
  description: "",
  levels: [
    { level: "view", code: "FL" },
    { level: "modify_all", code: "FL_ADMIN" },
  ],
  before: [
    { field: "description", before: "Legs" },
    { field: "modify_all", before: "FL_ALL" },
  ],
  retired: true,
  problem: null,
};

describe("the words of an import of resources", () => {
  it("name what the button does", () => {
    expect(confirmLabel({ ...NONE, added: 1 })).toBe("Add 1 resource");
    expect(confirmLabel({ ...NONE, added: 3, changed: 2 })).toBe("Add 3 and change 2");
    expect(confirmLabel({ ...NONE, changed: 2 })).toBe("Change 2 resources");
  });

  it("say why there is nothing to do", () => {
    expect(nothingToDo({ ...NONE, changed: 1 })).toBeUndefined();
    expect(nothingToDo({ ...NONE, unchanged: 2 })).toContain("already is as in this file");
    expect(nothingToDo({ ...NONE, refused: 2 })).toContain("every row was refused");
    expect(nothingToDo({ ...NONE, refused: 2, unchanged: 1 })).toContain("in the catalogue already");
  });

  it("show each change with before and after, and what stays retired", () => {
    expect(changes(ROW)).toEqual([
      { field: "Description", before: "Legs", after: "none" },
      { field: "Modify all", before: "FL_ALL", after: "FL_ADMIN" },
    ]);
    expect(levelsText(ROW.levels)).toBe("view FL, modify all FL_ADMIN");
    expect(noteOf(ROW)).toContain("stays so");
    expect(noteOf({ ...ROW, retired: false })).toContain("Another code, also for the keys");
    const before = [{ field: "modify_all", before: "" }];
    expect(noteOf({ ...ROW, retired: false, before })).toBeUndefined();
  });

  it("name the field that a refusal is about, where its words don't", () => {
    const refused = (field: string | null) => ({
      ...ROW,
      problem: { code: "required", field, params: {} } as const,
    });
    expect(refusedField(refused("title"))).toBe("Title");
    expect(refusedField(refused("levels"))).toBeUndefined();
    expect(refusedField(refused(null))).toBeUndefined();
  });

  it("say what the document doesn't name, and what it brings up again", () => {
    expect(missingText({ missing: 0 })).toBeUndefined();
    expect(missingText({ missing: 1 })).toContain("1 resource isn't in this document; it stays");
    expect(missingText({ missing: 1200 })).toContain("1,200 resources aren't in this document; they stay");
    expect(retiredText({ retired: 0 })).toBeUndefined();
    expect(retiredText({ retired: 2 })).toContain("2 resources of it were retired, and stay so");
  });

  it("say what was done", () => {
    expect(done({ added: 2, changed: 1, unchanged: 0, refused: 3 })).toBe(
      "2 resources added, 1 changed, 3 refused.",
    );
    expect(done(NONE)).toBe("Nothing changed.");
  });

  it("refuse a document that is too large, before it is read", () => {
    expect(refusedFile({ name: "api.yaml", size: LARGEST_DOCUMENT })).toBeUndefined();
    expect(refusedFile({ name: "api.yaml", size: 10_000_000 })).toContain("api.yaml is 10 MB");
  });
});
