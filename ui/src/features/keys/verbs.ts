// Which verbs a key offers, in which order: only what is allowed, what helps first.

import type { KeyView } from "../../backend/bindings";

export type Verb = "renew" | "disable" | "enable" | "revoke" | "replace" | "edit" | "expire" | "delete";

/** Verbs as buttons, the first of them primary where `primary` says so; the others in the menu. */
export type Offer = { primary: Verb | undefined; buttons: Verb[]; menu: Verb[] };

/** What a key offers now. */
export function offer(key: KeyView): Offer {
  const renewable = key.renewal.until !== null || key.renewal.latest !== null;
  const can: Record<Verb, boolean> = {
    renew: renewable && key.renewal.refused === null,
    disable: key.can_disable,
    enable: key.can_enable,
    revoke: key.can_revoke,
    replace: key.replaced_by === null,
    edit: key.can_edit,
    expire: key.can_expire,
    delete: key.can_delete,
  };
  const first: Verb[] =
    key.state === "not_handed_out" ? ["replace", "revoke"] : ["renew", "disable", "enable", "revoke"];
  const buttons = first.filter((verb) => can[verb]);
  const order: Verb[] = ["edit", "renew", "replace", "disable", "enable", "expire", "revoke", "delete"];
  const menu = order.filter((verb) => can[verb] && !buttons.includes(verb));
  const useful: Verb | undefined =
    key.state === "not_handed_out"
      ? "replace"
      : key.state === "expiring" || key.state === "expired"
        ? "renew"
        : undefined;
  return { primary: useful && buttons.includes(useful) ? useful : undefined, buttons, menu };
}
