// The lines of the palette, and the order in which its groups stand.

import type { Fit } from "../../backend/bindings";
import type { Icon } from "../../kit/icon";
import { FITS } from "./fit";

/** A line that can be chosen. */
export interface Item {
  /** The same for the same thing, however it was found. */
  id: string;
  icon: Icon;
  label: string;
  /** What it does, or whose it is. */
  note?: string | undefined;
  /** What isn't normal about it, in a word. */
  mark?: { text: string; tone: "quiet" | "warn" | "bad"; icon: Icon } | undefined;
  /** Its keys of the keyboard. */
  keys?: string[] | undefined;
  danger?: boolean | undefined;
  /** The palette stays open: what it says changes. */
  stays?: boolean | undefined;
  /** Done lately is offered again; what is done to a thing isn't. */
  again?: boolean | undefined;
  run: () => void;
}

/** Lines of a kind, under their heading. */
export interface Group {
  label: string;
  items: Item[];
}

/** A group of what was found: each line with how well it fits. */
export interface FoundGroup {
  label: string;
  items: { fit: Fit; item: Item }[];
}

/** Groups with something in them: those with the best fit first, and otherwise as they are; so the lines in each. */
export function inOrder(groups: FoundGroup[]): Group[] {
  const place = ({ fit }: { fit: Fit }) => FITS.indexOf(fit);
  return groups
    .filter(({ items }) => items.length > 0)
    .map(({ label, items }) => ({ label, items: items.toSorted((a, b) => place(a) - place(b)) }))
    .toSorted((a, b) => Math.min(...a.items.map(place)) - Math.min(...b.items.map(place)))
    .map(({ label, items }) => ({ label, items: items.map(({ item }) => item) }));
}
