// Days as people type them. What isn't understood is handed on as typed: Rust answers it in words.

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** *2027-05-20*, *20 May 2027* and *20.5.2027* as an ISO 8601 day; anything else as it is. */
export function isoDay(typed: string): string {
  const text = typed.trim();
  const dotted = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/.exec(text);
  if (dotted) return assemble(Number(dotted[3]), Number(dotted[2]), Number(dotted[1])) ?? text;
  const worded = /^(?:[a-z]{2,9}\.?,?\s+)?(\d{1,2})\s+([a-z]{3,9})\.?,?\s+(\d{4})$/i.exec(text);
  if (worded?.[2]) {
    const month = MONTHS.indexOf(worded[2].slice(0, 3).toLowerCase()) + 1;
    return assemble(Number(worded[3]), month, Number(worded[1])) ?? text;
  }
  return text;
}

function assemble(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const same = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return same ? date.toISOString().slice(0, 10) : undefined;
}
