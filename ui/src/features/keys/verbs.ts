// Which verbs a key offers, in which order: only what is allowed, what helps first.

import type { KeyView } from "../../backend/bindings";
import { works } from "./describe";

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

/** What a key offers now; `replaceable` where a key of its owner can be generated. */
export function offer(key: KeyView, replaceable: boolean): Offer {
  const renewable = key.renewal.until !== null || key.renewal.latest !== null;
  const can: Record<Verb, boolean> = {
    show: key.can_show,
    renew: renewable && key.renewal.refused === null,
    rotate: key.can_rotate,
    retire: key.can_retire_old_secret,
    disable: key.can_disable,
    enable: key.can_enable,
    revoke: key.can_revoke,
    replace: replaceable && key.replaced_by === null,
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
export type FoundVerb = {
  verb: "disable" | "replace" | "revoke" | "expire" | "delete";
  name: string;
  label: string;
  danger: boolean;
};

/** What is offered for a key that somebody presented: first what stops it and can be undone, and one way to end it. */
export function offerFound(key: KeyView, replaceable: boolean): FoundVerb[] {
  const offered: FoundVerb[] = [];
  if (key.can_disable)
    offered.push({ verb: "disable", name: "Disable", label: "Disable now", danger: false });
  if (replaceable && key.replaced_by === null)
    offered.push({ verb: "replace", name: "Replace", label: "Replace…", danger: false });
  if (key.can_revoke) offered.push({ verb: "revoke", name: "Revoke", label: "Revoke…", danger: true });
  else if (key.can_expire)
    offered.push({ verb: "expire", name: "Expire now", label: "Expire now…", danger: true });
  else if (key.can_delete && works(key.state))
    offered.push({ verb: "delete", name: "Delete", label: "Delete…", danger: true });
  return offered;
}
