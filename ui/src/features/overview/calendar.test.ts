import { describe, expect, it } from "vitest";

import type { Calendar } from "../../backend/bindings";
import { cliffs, dayWords, endingDays, heatDays, pathOfDay, totalWords } from "./calendar";

/** From Sat 21 Nov 2026, with so many ends so many days on. */
function calendar(ends: Record<number, number>, rest: Partial<Calendar> = {}): Calendar {
  const days = Array.from({ length: 366 }, (_, index) => ends[index] ?? 0);
  return { from: "2026-11-21", days, soon_until: "2026-12-06", later: 0, never: 0, many: 20, ...rest };
}

describe("a day", () => {
  it("is amber only within 15 days, and red where many end together", () => {
    const days = heatDays(calendar({ 0: 1, 15: 1, 16: 1, 180: 46, 3: 25 }));
    expect([0, 15, 16, 180, 3, 200].map((index) => days[index]?.tone)).toEqual([
      "warn",
      "warn",
      "accent",
      "bad",
      "bad",
      "accent",
    ]);
  });

  it("is drawn the stronger the more end on it, and not at all where none ends", () => {
    const days = heatDays(calendar({ 20: 1, 21: 2, 22: 4, 23: 5, 180: 46 }));
    expect([20, 21, 22, 23, 180, 24].map((index) => days[index]?.step)).toEqual([1, 2, 4, 4, 4, 0]);
  });

  it("is drawn by what is ordinary in the vault", () => {
    const days = heatDays(calendar({ 20: 100, 21: 300, 22: 400 }, { many: 1_000 }));
    expect([20, 21, 22].map((index) => days[index]?.step)).toEqual([1, 3, 4]);
  });

  it("says what it is", () => {
    const days = endingDays(calendar({ 3: 1, 180: 46, 181: 2 }));
    expect(days.map(dayWords)).toEqual([
      "Tue 24 Nov 2026: 1 key ends, within 15 days",
      "Thu 20 May 2027: 46 keys end, many together",
      "Fri 21 May 2027: 2 keys end",
    ]);
    expect(heatDays(calendar({}))[0]?.words).toBe("Sat 21 Nov 2026: no key ends");
  });

  it("leads to what ends on it", () => {
    expect(pathOfDay("2027-05-20")).toBe("/keys?ends=2027-05-20");
  });
});

it("names the days on which many end, most first", () => {
  expect(cliffs(calendar({ 10: 20, 20: 19, 30: 50, 40: 20 })).map(({ day }) => day)).toEqual([
    "2026-12-21",
    "2026-12-01",
    "2026-12-31",
  ]);
});

it("says how many end, how many later, and how many never", () => {
  expect(totalWords(calendar({ 3: 1 }))).toBe("1 key ends in the coming 12 months");
  expect(totalWords(calendar({ 3: 1, 9: 461 }, { later: 3, never: 1 }))).toBe(
    "462 keys end in the coming 12 months, 3 later, 1 has no end",
  );
});
