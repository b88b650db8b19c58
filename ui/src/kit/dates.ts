// All dates are told in the workspace's zone and in English, never in the computer's zone or language. The
// month names are ours because those of Intl differ between versions ("Sep", "Sept").

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const DAY = 86_400_000;

/** Days ahead or behind up to which an expiry is told as a distance. */
const NEAR_DAYS = 30;

interface Parts {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string): Intl.DateTimeFormat {
  let found = formats.get(zone);
  if (!found) {
    found = new Intl.DateTimeFormat("en-GB", {
      timeZone: zone,
      calendar: "gregory",
      numberingSystem: "latn",
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    formats.set(zone, found);
  }
  return found;
}

function partsOf(instant: number, zone: string): Parts {
  const parts: Parts = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 };
  for (const { type, value } of format(zone).formatToParts(instant)) {
    if (type in parts) parts[type as keyof Parts] = Number(value);
  }
  return parts;
}

/** An instant in its zone; a bare date (`2026-11-27`) is that day in every zone. */
function read(iso: string, zone: string): Parts {
  const bare = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  if (bare) {
    return {
      year: Number(bare[1]),
      month: Number(bare[2]),
      day: Number(bare[3]),
      hour: 0,
      minute: 0,
      second: 0,
    };
  }
  return partsOf(Date.parse(iso), zone);
}

/** The number of a calendar day, so that days can be subtracted. */
function dayNumber(parts: Parts): number {
  return Math.round(Date.UTC(parts.year, parts.month - 1, parts.day) / DAY);
}

function two(n: number): string {
  return String(n).padStart(2, "0");
}

function short(parts: Parts): string {
  return `${parts.day} ${MONTHS[parts.month - 1] ?? ""} ${parts.year}`;
}

function long(parts: Parts): string {
  return `${WEEKDAYS[(((dayNumber(parts) + 4) % 7) + 7) % 7] ?? ""} ${short(parts)}`;
}

/** "Fri 27 Nov 2026". */
export function day(iso: string, zone: string): string {
  return long(read(iso, zone));
}

/** "27 Nov 2026". */
export function dayShort(iso: string, zone: string): string {
  return short(read(iso, zone));
}

/** "Fri 27 Nov 2026, 10:00". */
export function moment(iso: string, zone: string): string {
  const parts = read(iso, zone);
  return `${long(parts)}, ${two(parts.hour)}:${two(parts.minute)}`;
}

/** The calendar day as ISO 8601, as date fields want it: "2026-11-27". */
export function isoDay(iso: string, zone: string): string {
  const parts = read(iso, zone);
  return `${String(parts.year).padStart(4, "0")}-${two(parts.month)}-${two(parts.day)}`;
}

/** A calendar day so many days on: "2026-12-31" and 1 is "2027-01-01". */
export function plusDays(isoDay: string, days: number): string {
  return new Date(Date.parse(isoDay) + days * DAY).toISOString().slice(0, 10);
}

/** Whether a text is a calendar day as ISO 8601 has it. */
export function isIsoDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && plusDays(text, 0) === text;
}

/** "Mon" to "Sun" as 0 to 6: weeks start on Monday. */
export function weekdayOf(isoDay: string): number {
  return (new Date(isoDay).getUTCDay() + 6) % 7;
}

/** "Nov". */
export function monthOf(isoDay: string): string {
  return MONTHS[Number(isoDay.slice(5, 7)) - 1] ?? "";
}

/** Calendar days from one instant to another, as counted in the zone. */
export function daysBetween(from: string | Date, to: string | Date, zone: string): number {
  const number = (at: string | Date) =>
    dayNumber(typeof at === "string" ? read(at, zone) : partsOf(at.getTime(), zone));
  return number(to) - number(from);
}

/** "in 6 days" and "12 days ago" up to 30 days away, else the date; "never" where there is no end. */
export function expiresWords(iso: string | null, now: Date, zone: string): string {
  if (iso === null) return "never";
  const days = daysBetween(now, iso, zone);
  if (days === 0) return Date.parse(iso) > now.getTime() ? "today" : "earlier today";
  if (days === 1) return "tomorrow";
  if (days === -1) return "yesterday";
  if (days > 0 && days <= NEAR_DAYS) return `in ${days} days`;
  if (days < 0 && days >= -NEAR_DAYS) return `${-days} days ago`;
  return dayShort(iso, zone);
}

/** The whole date with its zone, for a title: "Fri 27 Nov 2026, 10:00:00 Europe/Warsaw". */
export function zoneTitle(iso: string, zone: string): string {
  const parts = read(iso, zone);
  return `${long(parts)}, ${two(parts.hour)}:${two(parts.minute)}:${two(parts.second)} ${zone}`;
}
