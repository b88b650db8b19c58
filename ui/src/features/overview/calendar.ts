// The calendar of expiries: which day is drawn how, and what it says.

import type { Calendar } from "../../backend/bindings";
import { day, plusDays } from "../../kit/dates";
import type { HeatDay } from "../../kit/heat-map";
import { count, plural } from "../../kit/numbers";

/** Counts are printed from here on, and days below differ only in this much. */
export const PRINT_FROM = 5;

/** A day on which keys end. */
export interface EndingDay {
  /** ISO 8601. */
  day: string;
  count: number;
  /** It is expiring soon. */
  soon: boolean;
  /** Many end together. */
  many: boolean;
}

function told({ from, soon_until, many }: Calendar, count: number, index: number): EndingDay {
  const on = plusDays(from, index);
  return { day: on, count, soon: on <= soon_until, many: count >= many };
}

/** *Thu 20 May 2027: 46 keys end, many together*. */
export function dayWords({ day: on, count: n, soon, many }: EndingDay): string {
  const date = day(on, "UTC");
  if (n === 0) return `${date}: no key ends`;
  const remark = many ? ", many together" : soon ? ", within 15 days" : "";
  return `${date}: ${plural(n, "key ends", "keys end")}${remark}`;
}

/** Every day as it is drawn: stronger the more end on it, by the largest number that isn't many together. */
export function heatDays(calendar: Calendar): HeatDay[] {
  const ordinary = calendar.days.filter((n) => n < calendar.many);
  const most = Math.max(PRINT_FROM, ...ordinary);
  return calendar.days.map((n, index) => {
    const on = told(calendar, n, index);
    const tone = on.many ? "bad" : on.soon ? "warn" : "accent";
    const step = on.many ? 4 : (Math.ceil((4 * n) / most) as HeatDay["step"]);
    return { count: n, tone, step, words: dayWords(on) };
  });
}

/** The days on which keys end, in order. */
export function endingDays(calendar: Calendar): EndingDay[] {
  return calendar.days.map((n, index) => told(calendar, n, index)).filter(({ count: n }) => n > 0);
}

/** The days on which many end together, most first. */
export function cliffs(calendar: Calendar): EndingDay[] {
  return endingDays(calendar)
    .filter(({ many }) => many)
    .sort((a, b) => b.count - a.count || (a.day < b.day ? -1 : 1));
}

/** *462 keys end in the coming 12 months, 3 later; 12 have no end*. */
export function totalWords({ days, later, never }: Calendar): string {
  const ending = days.reduce((sum, n) => sum + n, 0);
  const parts = [`${plural(ending, "key ends", "keys end")} in the coming 12 months`];
  if (later > 0) parts.push(`${count(later)} later`);
  if (never > 0) parts.push(plural(never, "has no end", "have no end"));
  return parts.join(", ");
}

/** Where Keys lists what ends on a day. */
export function pathOfDay(on: string): string {
  return `/keys?ends=${on}`;
}
