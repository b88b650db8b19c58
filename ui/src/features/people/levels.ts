// The access levels that a person has beside their role. To add one: a line here, by its field on the wire.

import type { KeySetup, PersonFields } from "../../backend/bindings";
import { KEY_SETUPS } from "../../backend/role-words";
import { plain } from "../../kit/plain";

/** An access level, and how much of it there is to have. */
export interface AccessLevel {
  field: keyof PersonFields & "key_setup";
  label: string;
  /** What it is about. */
  about: string;
  options: readonly { value: KeySetup; label: string; means: string }[];
}

const MEANS: Record<KeySetup, string> = {
  none: "Nothing by this level.",
  view: "Sees keys.",
  modify: "Sees keys, and changes their own.",
  modify_all: "Sees and changes all keys.",
};

export const LEVELS: readonly AccessLevel[] = [
  {
    field: "key_setup",
    label: "API key setup",
    about: "Generating, changing and ending API keys.",
    options: (Object.keys(KEY_SETUPS) as KeySetup[]).map((value) => ({
      value,
      label: KEY_SETUPS[value],
      means: MEANS[value],
    })),
  },
];

/** The levels whose name or subject contains every word. */
export function filterLevels(text: string): AccessLevel[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  return LEVELS.filter(({ label, about }) => {
    const hay = plain(`${label}\n${about}`);
    return words.every((word) => hay.includes(word));
  });
}

/** What so much of a level means. */
export function meansWords({ options }: AccessLevel, value: KeySetup): string {
  return options.find((option) => option.value === value)?.means ?? "";
}
