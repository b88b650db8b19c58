const grouped = new Intl.NumberFormat("en-GB");

/** A number with its thousands apart: "1,284". */
export function count(n: number): string {
  return grouped.format(n);
}

/** A number with its noun: "1 key", "1,284 keys". */
export function plural(n: number, one: string, many: string): string {
  return `${count(n)} ${n === 1 ? one : many}`;
}
