import { describe, expect, it } from "vitest";

import type { RestorePreview, VaultFigures } from "../../backend/bindings";
import { comparisonWords, warningWords } from "./restore-words";

const ZONE = "Europe/Warsaw";

function figures(keys: number, events: number, at: string): VaultFigures {
  return { keys, events, newest_event_at: at };
}

function preview(here: VaultFigures | null | undefined): RestorePreview {
  return {
    name: "Northwind Ops",
    time_zone: ZONE,
    figures: figures(1250, 1788, "2026-11-14T08:00:00Z"),
    age: { kind: "never_seen" },
    vault:
      here === undefined
        ? null
        : { name: "Northwind Ops", path: "/v/Northwind Ops.keytower", figures: here, replaced_name: null },
    suggested_name: "Northwind Ops 2026-11-14 0900",
    folder: "/v",
  };
}

const BACKUP = "1,250 keys, newest event Sat 14 Nov 2026, 09:00";

describe("comparisonWords", () => {
  it("counts what is later than the backup", () => {
    const words = comparisonWords(preview(figures(1284, 2000, "2026-11-21T09:42:00Z")));
    expect(words).toBe(
      "The vault on this computer has 1,284 keys, newest event Sat 21 Nov 2026, 10:42; " +
        `the backup has ${BACKUP}: 212 events later than the backup are not in it.`,
    );
  });

  it("says so where nothing is later, and where the backup is ahead", () => {
    const same = comparisonWords(preview(figures(1250, 1788, "2026-11-14T08:00:00Z")));
    expect(same).toMatch(new RegExp(`the backup has ${BACKUP}\\.$`));
    const behind = comparisonWords(preview(figures(1240, 1780, "2026-11-13T08:00:00Z")));
    expect(behind).toMatch(/it holds 8 more events than the vault\.$/);
  });

  it("makes nothing up about a vault that it can't read, or that isn't there", () => {
    expect(comparisonWords(preview(null))).toMatch(/can't be read with what opens the backup\.$/);
    expect(comparisonWords(preview(undefined))).toBe(`The backup has ${BACKUP}.`);
  });
});

describe("warningWords", () => {
  const seen_until = "2026-11-21T09:42:00Z";

  it("warns of what is older than what was seen, and of what went another way", () => {
    expect(warningWords({ kind: "older", missing: 1, seen_until }, ZONE)).toMatch(
      /until Sat 21 Nov 2026, 10:42, 1 event further\..*revoked/,
    );
    expect(warningWords({ kind: "diverged", seen_until }, ZONE)).toMatch(/went its own way/);
  });

  it("is silent where nothing is missing, or nothing is known", () => {
    expect(warningWords({ kind: "current" }, ZONE)).toBeUndefined();
    expect(warningWords({ kind: "never_seen" }, ZONE)).toBeUndefined();
  });
});
