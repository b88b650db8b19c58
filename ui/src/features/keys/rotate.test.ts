import { expect, it } from "vitest";
import type { KeyView } from "../../backend/bindings";
import { oldEnds, RotateForm } from "./rotate.svelte";

const NOW = new Date("2026-11-21T23:30:00Z");
const ZONE = "Europe/Warsaw";

it("counts the days of the old key in the workspace's zone", () => {
  expect(oldEnds(7, NOW, null, ZONE)).toEqual({ on: "2026-11-29" });
  expect(oldEnds(7, NOW, "2027-05-20T08:00:00Z", ZONE)).toEqual({ on: "2026-11-29" });
});

it("lets the old key end with its key at the latest", () => {
  expect(oldEnds(30, NOW, "2026-12-01T09:00:00Z", ZONE)).toEqual({ withKey: true });
  expect(oldEnds(9, NOW, "2026-12-01T09:00:00Z", ZONE)).toEqual({ withKey: true });
});

function form(handed_out: KeyView["handed_out"], rotating_until: string | null = null): RotateForm {
  return new RotateForm({ handed_out, rotating_until } as KeyView);
}

it("asks for a number of days from 0 to 90", () => {
  const asked = form("copied");
  expect(asked.days).toBe(7);
  asked.how = "other";
  for (const [typed, days] of [
    ["90", 90],
    ["0", 0],
    [" 14 ", 14],
    ["91", undefined],
    ["-1", undefined],
    ["1.5", undefined],
    ["", undefined],
  ] as const) {
    asked.other = typed;
    expect(asked.days, typed).toBe(days);
    asked.leaveOther();
    expect(asked.otherError === undefined, typed).toBe(days !== undefined);
  }
});

it("lets nothing work on that nobody has", () => {
  expect(form("never").days).toBe(0);
  expect(form("never", "2026-11-28T09:00:00Z").days).toBe(7);
});
