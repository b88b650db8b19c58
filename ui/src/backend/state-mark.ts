import Ban from "@lucide/svelte/icons/ban";
import CircleDashed from "@lucide/svelte/icons/circle-dashed";
import CirclePause from "@lucide/svelte/icons/circle-pause";
import CircleX from "@lucide/svelte/icons/circle-x";
import ClockAlert from "@lucide/svelte/icons/clock-alert";
import KeyRound from "@lucide/svelte/icons/key-round";

import type { Icon } from "../kit/icon";
import type { KeyState } from "./bindings";

/** How a state that isn't normal is marked, beside its word. */
export interface StateMark {
  tone: "quiet" | "warn" | "bad";
  icon: Icon;
}

const MARKS: Record<KeyState, StateMark | undefined> = {
  active: undefined,
  expiring: { tone: "warn", icon: ClockAlert },
  not_handed_out: { tone: "warn", icon: CircleDashed },
  rotating: { tone: "quiet", icon: KeyRound },
  disabled: { tone: "quiet", icon: CirclePause },
  owner_disabled: { tone: "quiet", icon: CirclePause },
  expired: { tone: "bad", icon: CircleX },
  revoked: { tone: "quiet", icon: Ban },
};

/** The mark of a state; none for *active*, which is plain text. */
export function stateMark(state: KeyState): StateMark | undefined {
  return MARKS[state];
}
