import BellRing from "@lucide/svelte/icons/bell-ring";
import Ban from "@lucide/svelte/icons/ban";
import CalendarPlus from "@lucide/svelte/icons/calendar-plus";
import CirclePause from "@lucide/svelte/icons/circle-pause";
import CirclePlay from "@lucide/svelte/icons/circle-play";
import CircleX from "@lucide/svelte/icons/circle-x";
import Eye from "@lucide/svelte/icons/eye";
import KeyRound from "@lucide/svelte/icons/key-round";
import Pencil from "@lucide/svelte/icons/pencil";
import Replace from "@lucide/svelte/icons/replace";
import ShieldX from "@lucide/svelte/icons/shield-x";
import Trash2 from "@lucide/svelte/icons/trash-2";
import UsersRound from "@lucide/svelte/icons/users-round";

import type { KeyView, Policy } from "../../backend/bindings";
import { FIELDS } from "../../backend/policy-words";
import { VERB_LINES } from "../../backend/verb-lines";
import type { Icon } from "../../kit/icon";
import { hasEnded } from "./describe";
import type { ManyVerb } from "./many-words";
import type { Verb } from "./verbs";

/** What each verb is called, and its icon, wherever it is offered. */
export const VERB_LOOKS: Record<Verb | ManyVerb, { label: string; icon: Icon; danger?: true }> = {
  show: { label: "Show", icon: Eye },
  renew: { label: "Renew", icon: CalendarPlus },
  rotate: { label: "Rotate", icon: KeyRound },
  retire: { label: "Retire the old one now", icon: ShieldX, danger: true },
  disable: { label: "Disable", icon: CirclePause },
  enable: { label: "Enable", icon: CirclePlay },
  revoke: { label: "Revoke", icon: Ban, danger: true },
  replace: { label: "Replace…", icon: Replace },
  edit: { label: "Edit", icon: Pencil },
  expire: { label: "Expire now", icon: CircleX, danger: true },
  remind: { label: "Change reminders", icon: BellRing },
  replace_person: { label: "Replace a person", icon: UsersRound },
  delete: { label: "Delete", icon: Trash2, danger: true },
};

/** What replacing comes to: a key that has ended doesn't keep working. */
function replaceLine(key: Pick<KeyView, "state">): string {
  return hasEnded(key.state) ? "a new key in its place" : VERB_LINES.replace;
}

/** What editing can change, by the policy. */
function editLine(policy: Policy | undefined): string {
  const fields = policy?.editable ?? [];
  return fields.map((field) => FIELDS[field].name.toLowerCase()).join(", ");
}

/** What a verb does to a key, said wherever it is offered for it. */
export function verbLine(verb: Verb, key: Pick<KeyView, "state">, policy: Policy | undefined): string {
  if (verb === "replace") return replaceLine(key);
  if (verb === "edit") return editLine(policy);
  if (verb === "delete" && !hasEnded(key.state))
    return "stops it for good and takes it off the list; its key id is never given again";
  return VERB_LINES[verb];
}
