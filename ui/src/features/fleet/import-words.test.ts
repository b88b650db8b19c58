import { describe, expect, it } from "vitest";
import type { ImportPreview, ImportRow } from "../../backend/bindings";
import { columnsIgnored, columnsTaken, rowsOf, summary } from "../../imports/outcomes";
import {
  changes,
  confirmLabel,
  done,
  FIELD_WORDS,
  LARGEST_FILE,
  nothingToDo,
  refusedFile,
} from "./import-words";

function preview(counts: Partial<ImportPreview>): ImportPreview {
  return {
    import_id: "1",
    file_name: "fleet.csv",
    columns: [],
    ignored_columns: [],
    added: 0,
    changed: 0,
    unchanged: 0,
    refused: 0,
    ...counts,
  };
}

describe("the preview's words", () => {
  it("says what a file would do", () => {
    expect(summary(preview({ added: 382 }))).toBe("382 will be added, 0 changed, 0 refused.");
    expect(summary(preview({ added: 1284, changed: 2, refused: 1, unchanged: 9 }))).toBe(
      "1,284 will be added, 2 changed, 1 refused, 9 left as they are.",
    );
  });

  it("says which column was taken for what, and which for nothing", () => {
    const columns = [
      { field: "registration", header: "$Registration" },
      { field: "aircraft_type", header: "$ICAO Type" },
    ];
    expect(columnsTaken(columns, FIELD_WORDS)).toBe("Registration ← $Registration, Type ← $ICAO Type.");
    expect(columnsIgnored([])).toBeUndefined();
    expect(columnsIgnored(["MTOW", " "])).toBe("Left out: MTOW, one without a name.");
    expect(columnsIgnored(Array.from({ length: 10 }, (_, index) => `C${index}`))).toBe(
      "Left out: C0, C1, C2, C3, C4, C5, C6, C7 and 2 more.",
    );
  });

  it("names what the button does", () => {
    expect(confirmLabel({ added: 382, changed: 0 })).toBe("Add 382 aircraft");
    expect(confirmLabel({ added: 3, changed: 2 })).toBe("Add 3 and change 2");
    expect(confirmLabel({ added: 0, changed: 2 })).toBe("Change 2 aircraft");
  });

  it("says why there is nothing to do", () => {
    expect(nothingToDo(preview({ added: 1 }))).toBeUndefined();
    expect(nothingToDo(preview({ unchanged: 4 }))).toBe(
      "Nothing to do: the fleet already is as in this file.",
    );
    expect(nothingToDo(preview({ refused: 4 }))).toContain("every row was refused");
    expect(nothingToDo(preview({ refused: 4, unchanged: 1 }))).toContain("in the fleet already");
  });

  it("says what was done", () => {
    expect(done({ added: 382, changed: 0, unchanged: 0, refused: 0 })).toBe("382 aircraft added.");
    expect(done({ added: 3, changed: 2, unchanged: 0, refused: 1 })).toBe(
      "3 aircraft added, 2 changed, 1 refused.",
    );
  });

  it("shows each change with before and after", () => {
    const row: ImportRow = {
      line: 3,
      outcome: "changed",
      registration: "SP-KTA",
      icao_address: "",
      aircraft_type: "B38M",
      operator: "Northwind",
      before: [
        { field: "aircraft_type", before: "B738" },
        { field: "operator", before: "" },
      ],
      problem: null,
    };
    expect(changes(row)).toEqual([
      { field: "Type", before: "B738", after: "B38M" },
      { field: "Operator", before: "none", after: "Northwind" },
    ]);
  });

  it("counts the rows of an outcome", () => {
    const counts = preview({ added: 1, changed: 2, unchanged: 3, refused: 4 });
    expect(rowsOf(counts, null)).toBe(10);
    expect(rowsOf(counts, "refused")).toBe(4);
  });

  it("refuses a file that is too large, before it is read", () => {
    expect(refusedFile({ name: "fleet.csv", size: LARGEST_FILE })).toBeUndefined();
    expect(refusedFile({ name: "fleet.csv", size: LARGEST_FILE + 1 })).toContain("fleet.csv is 21 MB");
  });
});
