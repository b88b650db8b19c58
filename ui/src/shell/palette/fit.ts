// How well a command's name fits what was typed, judged as `search` in Rust judges the names of things.

import type { Fit } from "../../backend/bindings";

/** The best first. */
export const FITS: readonly Fit[] = ["exact", "start", "word_start", "within"];

/** Text as it is compared: without case and accents. */
function plain(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Whether a word stands at the start of a word of a text. */
function startsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? "")) return true;
  }
  return false;
}

/**
 * How well a name fits; undefined where it doesn't. A word that isn't in the name may stand in what else it could be
 * asked for by.
 */
export function fitOf(text: string, name: string, further = ""): Fit | undefined {
  const words = plain(text).split(/\s+/).filter(Boolean);
  const [own, more] = [plain(name), plain(further)];
  if (words.length === 0 || !words.every((word) => own.includes(word) || more.includes(word)))
    return undefined;
  const whole = words.join(" ");
  if (own === whole) return "exact";
  if (own.startsWith(whole)) return "start";
  return words.every((word) => startsWord(own, word)) ? "word_start" : "within";
}
