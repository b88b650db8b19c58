// Which verbs a key offers, in which order: only what is allowed, what helps first.

import type { KeyView } from "../../backend/bindings";
import { VERB_LINES } from "../../backend/verb-lines";
import { replaceLine, works } from "./describe";

export type Verb =
  | "show"
  | "renew"
  | "rotate"
  | "retire"
  | "disable"
  | "enable"
  | "revoke"
  | "replace"
  | "edit"
  | "expire"
  | "delete";

/** Verbs as buttons, the first of them primary where `primary` says so; the others in the menu. */
export type Offer = { primary: Verb | undefined; buttons: Verb[]; menu: Verb[] };

/** What a key offers now. */
export function offer(key: KeyView): Offer {
  const renewable = key.renewal.until !== null || key.renewal.latest !== null;
  const can: Record<Verb, boolean> = {
    show: key.can_show,
    renew: renewable && key.renewal.refused === null,
    rotate: key.can_rotate,
    retire: key.can_retire_old_secret,
    disable: key.can_disable,
    enable: key.can_enable,
    revoke: key.can_revoke,
    replace: key.replaced_by === null,
    edit: key.can_edit,
    expire: key.can_expire,
    delete: key.can_delete,
  };
  const first: Verb[] =
    key.state === "not_handed_out"
      ? ["show", "rotate", "revoke"]
      : key.state === "rotating"
        ? ["show", "retire", "revoke"]
        : [
            "show",
            "renew",
            "rotate",
            "enable",
            can.revoke || !works(key.state) ? "revoke" : can.expire ? "expire" : "delete",
          ];
  const buttons = first.filter((verb) => can[verb]);
  const order: Verb[] = [
    "edit",
    "renew",
    "rotate",
    "retire",
    "replace",
    "disable",
    "enable",
    "expire",
    "revoke",
    "delete",
  ];
  const menu = order.filter((verb) => can[verb] && !buttons.includes(verb));
  const useful: Verb | undefined =
    key.state === "not_handed_out"
      ? key.can_show
        ? "show"
        : "rotate"
      : key.state === "expiring" || key.state === "expired"
        ? "renew"
        : undefined;
  return { primary: useful && buttons.includes(useful) ? useful : undefined, buttons, menu };
}

/** All that is offered, for a list whose first line is chosen by Enter: what stops nothing comes first. */
export function inPalette({ buttons, menu }: Offer): Verb[] {
  const all = [...buttons, ...menu];
  return ["edit" as const, ...all.filter((verb) => verb !== "edit")].filter((verb) => all.includes(verb));
}

/** A verb that is offered for a key that somebody presented, with its line. */
export type FoundVerb = { verb: "disable" | "replace" | "revoke"; name: string; label: string; line: string };

/** What is offered for a key that somebody presented: first what stops it and can be undone. */
export function offerFound(key: KeyView): FoundVerb[] {
  const offered: FoundVerb[] = [];
  if (key.can_disable)
    offered.push({ verb: "disable", name: "Disable", label: "Disable now", line: VERB_LINES.disable });
  if (key.replaced_by === null)
    offered.push({ verb: "replace", name: "Replace", label: "Replace…", line: replaceLine(key) });
  if (key.can_revoke)
    offered.push({ verb: "revoke", name: "Revoke", label: "Revoke…", line: VERB_LINES.revoke });
  return offered;
}
