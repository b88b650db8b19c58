// When reminders come, in words.

/** *15 and 7 days before, and when it expires*; 0 is the moment at which it expires. */
export function reminderDays(days: readonly number[]): string {
  const before = days.filter((day) => day > 0);
  const end = days.includes(0) ? "when it expires" : "";
  const last = before.at(-1);
  if (last === undefined) return end;
  const others = before.slice(0, -1).join(", ");
  const count = `${others === "" ? "" : `${others} and `}${last}`;
  const words = `${count} ${before.length === 1 && last === 1 ? "day" : "days"} before`;
  return end === "" ? words : `${words}, and ${end}`;
}
