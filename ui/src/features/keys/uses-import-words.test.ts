import { describe, expect, it } from "vitest";

import type { UsesImportPreview, UsesImportRow } from "../../backend/bindings";
import { unusedWords, usedWords, useWords } from "./use-words";
import {
  changes,
  comesOf,
  confirmLabel,
  done,
  noteOf,
  nothingToDo,
  refusedFile,
  zoneRead,
} from "./uses-import-words";

const ZONE = "Europe/Warsaw";
const USED = { kind: "last", at: "2026-11-12T08:14:07Z", from: "192.0.2.7" } as const;
const EARLIER = { kind: "last", at: "2026-11-02T08:00:00Z", from: null } as const;

function preview(said: Partial<UsesImportPreview>): UsesImportPreview {
  return {
    import_id: "1",
    file_name: "uses.csv",
    columns: [],
    ignored_columns: [],
    added: 0,
    changed: 0,
    unchanged: 0,
    refused: 0,
    as_of: null,
    never: 0,
    time_zone: ZONE,
    local_times: 0,
    ...said,
  };
}

function row(said: Partial<UsesImportRow>): UsesImportRow {
  return {
    line: 2,
    outcome: "unchanged",
    key_id: "",
    name: "",
    at: "",
    from: "",
    taken: null,
    known: null,
    later_line: null,
    problem: null,
    ...said,
  };
}

describe("what is known of a key's use", () => {
  it("is a day, never, or unknown", () => {
    expect(usedWords(USED, ZONE)).toBe("12 Nov 2026");
    expect(usedWords({ kind: "never" }, ZONE)).toBe("never");
    expect(usedWords({ kind: "unknown" }, ZONE)).toBe("unknown");
  });

  it("says from where, if that is known", () => {
    expect(useWords(USED, ZONE)).toBe("Thu 12 Nov 2026, 09:14 from 192.0.2.7");
    expect(useWords(EARLIER, ZONE)).toBe("Mon 2 Nov 2026, 09:00");
  });

  it("is filtered by in words", () => {
    expect(unusedWords({ kind: "never" })).toBe("never");
    expect(unusedWords({ kind: "for_days", days: 90 })).toBe("not for 90 days");
  });
});

describe("an import of last uses", () => {
  it("says as of when, and what comes of what is left out", () => {
    expect(comesOf(preview({}), ZONE)).toBeUndefined();
    expect(comesOf(preview({ as_of: USED.at }), ZONE)).toBe(
      "Known as of Thu 12 Nov 2026, 09:14, the newest use there is.",
    );
    expect(comesOf(preview({ as_of: USED.at, never: 3 }), ZONE)).toContain("3 keys of which no use is known");
  });

  it("says in which zone times were read that don't say", () => {
    expect(zoneRead(preview({}))).toBeUndefined();
    expect(zoneRead(preview({ local_times: 2 }))).toBe(
      "2 times don't say a zone: read as Europe/Warsaw, this vault's.",
    );
  });

  it("names what the button does, and why there is nothing to do", () => {
    expect(confirmLabel({ added: 1, changed: 0 })).toBe("Take 1 last use");
    expect(confirmLabel({ added: 1000, changed: 200 })).toBe("Take 1,200 last uses");
    expect(nothingToDo(preview({ added: 1 }))).toBeUndefined();
    expect(nothingToDo(preview({ refused: 1 }))).toContain("every row was refused");
    expect(nothingToDo(preview({ unchanged: 1, refused: 1 }))).toContain("no row tells a later use");
    expect(done({ added: 2, changed: 1, unchanged: 0, refused: 4 })).toBe("3 last uses taken, 4 refused.");
  });

  it("says of a row what changes, or why nothing does", () => {
    const changed = row({ outcome: "changed", taken: USED, known: EARLIER });
    expect(changes(changed, ZONE)).toEqual([
      { field: "Last used", before: useWords(EARLIER, ZONE), after: useWords(USED, ZONE) },
    ]);
    expect(noteOf(changed, ZONE)).toBeUndefined();
    expect(noteOf(row({ outcome: "added", taken: USED }), ZONE)).toBe(useWords(USED, ZONE));
    expect(noteOf(row({ later_line: 7 }), ZONE)).toBe("Line 7 tells as late a use of this key.");
    expect(noteOf(row({ known: EARLIER }), ZONE)).toBe("As late a use is known: Mon 2 Nov 2026, 09:00.");
    expect(noteOf(row({}), ZONE)).toBe("It tells no use.");
    expect(noteOf(row({ outcome: "refused" }), ZONE)).toBeUndefined();
  });

  it("refuses a file that is too large before it is read", () => {
    expect(refusedFile({ name: "u.csv", size: 8_000_000 })).toBeUndefined();
    expect(refusedFile({ name: "u.csv", size: 8_000_001 })).toContain("u.csv is 9 MB");
  });
});
