// Where the days of a heat map lie: weeks are columns, weekdays are rows, and where the width doesn't hold all weeks,
// they go on in another band below.

import { monthOf, plusDays, weekdayOf } from "./dates";

/** A day of a heat map. */
export interface HeatDay {
  count: number;
  tone: "accent" | "warn" | "bad";
  /** How strongly it is drawn: 0 for nothing, 4 for the most. */
  step: 0 | 1 | 2 | 3 | 4;
  /** Its date and what is counted, in words. */
  words: string;
}

/** A month's name, and where it stands. */
export interface MonthLabel {
  text: string;
  x: number;
  y: number;
}

/** Lengths in CSS pixels. */
export interface Layout {
  width: number;
  height: number;
  /** Edge of a day's square, without the gap to the next. */
  cell: number;
  months: MonthLabel[];
  /** Top edges of the bands' first rows. */
  bands: number[];
  /** The square of a day. */
  place: (day: number) => { x: number; y: number };
  /** The day at a point, where one is. */
  dayAt: (x: number, y: number) => number | undefined;
}

/** Room for *Wed* before the first column. */
export const WEEKDAYS_WIDTH = 34;

const GAP = 2;
const MONTHS_HEIGHT = 20;
const BAND_GAP = 12;
/** A square holds two digits. */
const SMALLEST = 18;
const LARGEST = 30;
/** Columns that a month's name needs. */
const NAME_COLUMNS = 2;

/** Lays out so many days from a day on (ISO 8601) in a width. */
export function layOut(from: string, days: number, width: number): Layout {
  const first = weekdayOf(from);
  const weeks = Math.ceil((first + days) / 7);
  const room = Math.max(width - WEEKDAYS_WIDTH, SMALLEST);
  const bandCount = Math.ceil(weeks / Math.max(Math.floor(room / SMALLEST), 1));
  const columns = Math.ceil(weeks / bandCount);
  const step = Math.min(Math.max(Math.floor(room / columns), SMALLEST), LARGEST);
  const bandHeight = MONTHS_HEIGHT + 7 * step + BAND_GAP;
  const top = (band: number) => band * bandHeight + MONTHS_HEIGHT;

  const place = (day: number) => {
    const week = Math.floor((first + day) / 7);
    return {
      x: WEEKDAYS_WIDTH + (week % columns) * step,
      y: top(Math.floor(week / columns)) + ((first + day) % 7) * step,
    };
  };

  const dayAt = (x: number, y: number) => {
    const column = Math.floor((x - WEEKDAYS_WIDTH) / step);
    const band = Math.floor(y / bandHeight);
    const row = Math.floor((y - top(band)) / step);
    if (column < 0 || column >= columns || row < 0 || row > 6) return undefined;
    const day = (band * columns + column) * 7 + row - first;
    return day >= 0 && day < days ? day : undefined;
  };

  return {
    width: WEEKDAYS_WIDTH + columns * step,
    height: bandCount * bandHeight - BAND_GAP,
    cell: step - GAP,
    months: monthLabels(from, days, first, columns).map(({ text, week }) => ({
      text,
      x: WEEKDAYS_WIDTH + (week % columns) * step,
      y: top(Math.floor(week / columns)),
    })),
    bands: Array.from({ length: bandCount }, (_, band) => top(band)),
    place,
    dayAt,
  };
}

/** Each month at the week that its first day is in, and the month that a band goes on with at the band's start. */
function monthLabels(from: string, days: number, first: number, columns: number) {
  const starts = new Map<number, string>();
  for (let day = 0; day < days; day += 1) {
    const date = plusDays(from, day);
    const week = Math.floor((first + day) / 7);
    const month = monthOf(date);
    if (date.endsWith("-01")) starts.set(week, month === "Jan" ? `Jan ${date.slice(0, 4)}` : month);
    else if (week % columns === 0 && !starts.has(week)) starts.set(week, month);
  }
  const labels = [...starts].map(([week, text]) => ({ week, text })).sort((a, b) => a.week - b.week);
  // A name that the next one would run into is left out.
  return labels.filter(({ week }, index) => {
    const next = labels[index + 1]?.week ?? Infinity;
    return next - week >= NAME_COLUMNS || next % columns === 0;
  });
}

/** The day that a key of the keyboard leads to from another; `undefined` where it leads nowhere. */
export function moved(day: number, key: string, days: number): number | undefined {
  const last = days - 1;
  const to: Record<string, number> = {
    ArrowUp: day - 1,
    ArrowDown: day + 1,
    ArrowLeft: day - 7,
    ArrowRight: day + 7,
    PageUp: Math.max(day - 28, 0),
    PageDown: Math.min(day + 28, last),
    Home: 0,
    End: last,
  };
  const wanted = Object.hasOwn(to, key) ? to[key] : undefined;
  return wanted !== undefined && wanted >= 0 && wanted <= last ? wanted : undefined;
}

/** A count as a square holds it: "46", "120", "2k". */
export function shortCount(count: number): string {
  return count < 1_000 ? String(count) : `${Math.floor(count / 1_000)}k`;
}
