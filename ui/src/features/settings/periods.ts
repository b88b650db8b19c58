import { plural } from "../../kit/numbers";

/** Something to choose from. */
export interface Option {
  value: string;
  label: string;
}

const MINUTES = [1, 2, 5, 10, 15, 30, 60, 240];
const SECONDS = [10, 20, 30, 45, 60, 90, 120, 300];

function minutesWord(minutes: number): string {
  return minutes >= 60 && minutes % 60 === 0
    ? plural(minutes / 60, "hour", "hours")
    : plural(minutes, "minute", "minutes");
}

function secondsWord(seconds: number): string {
  return seconds >= 120 && seconds % 60 === 0
    ? minutesWord(seconds / 60)
    : plural(seconds, "second", "seconds");
}

/** The usual values, and the one that is set where it isn't among them. */
function withCurrent(usual: number[], current: number | null): number[] {
  if (current === null || usual.includes(current)) return usual;
  return [...usual, current].sort((a, b) => a - b);
}

/** Times until the vault locks; the last is never. */
export function lockOptions(current: number | null): Option[] {
  const times = withCurrent(MINUTES, current).map((n) => ({
    value: String(n),
    label: `After ${minutesWord(n)}`,
  }));
  return [...times, { value: "never", label: "Never" }];
}

/** Times until a copied key leaves the clipboard. */
export function clipboardOptions(current: number): Option[] {
  return withCurrent(SECONDS, current).map((n) => ({ value: String(n), label: `After ${secondsWord(n)}` }));
}

/** How many backups of the schedule are kept. */
export function keepOptions(current: number): Option[] {
  return withCurrent([3, 7, 14, 30, 90], current).map((n) => ({
    value: String(n),
    label: n === 1 ? "Keep the latest" : `Keep the latest ${n}`,
  }));
}

/** The minutes of an option of {@link lockOptions}. */
export function lockMinutes(value: string): number | null {
  return value === "never" ? null : Number(value);
}

/** Whether a text is a time of day as `HH:MM`. */
export function isTimeOfDay(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
}
