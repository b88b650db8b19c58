import { describe, expect, it } from "vitest";

import { layOut, moved, shortCount, WEEKDAYS_WIDTH } from "./heat-map";

// A Saturday, so that the first week holds two days.
const FROM = "2026-11-21";
const DAYS = 366;

describe("a year's layout", () => {
  const wide = layOut(FROM, DAYS, 1_100);

  it("has weeks as columns and weekdays, from Monday, as rows", () => {
    const step = wide.cell + 2;
    expect(wide.bands).toHaveLength(1);
    expect(wide.place(0)).toEqual({ x: WEEKDAYS_WIDTH, y: (wide.bands[0] ?? 0) + 5 * step });
    // The Monday after.
    expect(wide.place(2)).toEqual({ x: WEEKDAYS_WIDTH + step, y: wide.bands[0] });
  });

  it("finds each day where it is placed, and none beside them", () => {
    for (const width of [0, 300, 584, 830, 1_100, 3_000]) {
      const layout = layOut(FROM, DAYS, width);
      for (let day = 0; day < DAYS; day += 1) {
        const { x, y } = layout.place(day);
        expect(layout.dayAt(x + layout.cell / 2, y + layout.cell / 2), `day ${day} at ${width}`).toBe(day);
      }
    }
    const { y } = wide.place(2);
    expect(wide.dayAt(WEEKDAYS_WIDTH + 1, y + 1), "the Monday before the first day").toBeUndefined();
    expect(wide.dayAt(4, y + 1), "a weekday's name").toBeUndefined();
    expect(wide.dayAt(WEEKDAYS_WIDTH + 1, 4), "a month's name").toBeUndefined();
  });

  it("goes on in another band where the width doesn't hold it, and is never wider", () => {
    for (const width of [300, 420, 584, 700, 830, 1_000, 1_100, 2_000]) {
      const layout = layOut(FROM, DAYS, width);
      expect(layout.width, `at ${width}`).toBeLessThanOrEqual(width);
      expect(layout.cell).toBeGreaterThanOrEqual(16);
    }
    expect(layOut(FROM, DAYS, 584).bands).toHaveLength(2);
  });

  it("names the months where they begin, the year in January, and none twice in a row", () => {
    expect(wide.months.map(({ text }) => text)).toEqual(
      "Nov Dec Jan_2027 Feb Mar Apr May Jun Jul Aug Sep Oct Nov"
        .split(" ")
        .map((one) => one.replace("_", " ")),
    );
    for (const width of [420, 584, 830]) {
      const { months } = layOut(FROM, DAYS, width);
      for (const [index, { x, y }] of months.entries()) {
        const next = months[index + 1];
        if (next?.y === y) expect(next.x - x, `at ${width}`).toBeGreaterThanOrEqual(36);
      }
    }
  });

  it("holds a year with 29 February from its longest start", () => {
    const layout = layOut("2028-02-27", 367, 1_100);
    expect(layout.dayAt(layout.place(366).x + 1, layout.place(366).y + 1)).toBe(366);
  });
});

describe("moving", () => {
  it("goes by days and weeks and stays on the calendar", () => {
    expect(moved(10, "ArrowDown", DAYS)).toBe(11);
    expect(moved(10, "ArrowRight", DAYS)).toBe(17);
    expect(moved(3, "ArrowLeft", DAYS)).toBeUndefined();
    expect(moved(0, "ArrowUp", DAYS)).toBeUndefined();
    expect(moved(3, "PageUp", DAYS)).toBe(0);
    expect(moved(3, "End", DAYS)).toBe(365);
    expect(moved(3, "Tab", DAYS)).toBeUndefined();
    expect(moved(3, "constructor", DAYS)).toBeUndefined();
  });
});

it("shortens counts that a square can't hold", () => {
  expect([5, 120, 999, 1_000, 2_999].map(shortCount)).toEqual(["5", "120", "999", "1k", "2k"]);
});
