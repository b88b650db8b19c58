// Words of what is done to many keys at once.

import type { Code, KeyChangesPreview, KeyVerb, RefusedKeys } from "../../backend/bindings";
import { count, plural } from "../../kit/numbers";
import { enumerate } from "./describe";

/** What can be done to many keys at once. */
export type ManyVerb = KeyVerb["kind"];

/** Those that end keys for good: the number is typed before they are done. */
export const FOR_GOOD: readonly ManyVerb[] = ["revoke", "expire"];

/** Those after which keys work no more, at least until they are let work again. */
export const ENDS: readonly ManyVerb[] = ["disable", "revoke", "expire"];

/** Those of which something is asked before they can be previewed. */
export function isAsked(verb: ManyVerb): verb is "remind" | "replace_person" {
  return verb === "remind" || verb === "replace_person";
}

const DONE: Record<ManyVerb, string> = {
  renew: "renewed",
  disable: "disabled",
  enable: "enabled",
  revoke: "revoked",
  expire: "ended",
  remind: "changed",
  replace_person: "changed",
};

// Of one, and of many.
const WHY: Partial<Record<Code, [string, string]>> = {
  already_disabled: ["is disabled already", "are disabled already"],
  not_disabled: ["isn't disabled", "aren't disabled"],
  key_expired: ["has expired", "have expired"],
  expired_by_hand: ["was expired by hand", "were expired by hand"],
  grace_over: ["expired too long ago", "expired too long ago"],
  not_by_policy: ["stays as it is by policy", "stay as they are by policy"],
  keys_have_no_end: ["has no end by policy", "have no end by policy"],
  ends_later_already: ["ends no earlier already", "end no earlier already"],
  key_revoked: ["is revoked", "are revoked"],
  reminds_so: ["reminds so already", "remind so already"],
  reminds_them_not: ["doesn't remind them", "don't remind them"],
};

function refusedOf(preview: Pick<KeyChangesPreview, "refused">): number {
  return preview.refused.reduce((sum, group) => sum + group.keys, 0);
}

function because(words: string, { code, keys }: RefusedKeys): string {
  return `${words} ${WHY[code]?.[keys === 1 ? 0 : 1] ?? "can't"}`;
}

/** "40 are revoked and 2 have expired", what most of them are first; "they are revoked" where that is all. */
export function whyNot(refused: readonly RefusedKeys[]): string {
  const [first, ...others] = refused;
  if (first !== undefined && others.length === 0) return because(first.keys === 1 ? "it" : "they", first);
  return enumerate(
    refused.map((group) => because(count(group.keys), group)),
    refused.length,
  );
}

const NAMES: Record<ManyVerb, (keys: string) => string> = {
  renew: (keys) => `Renew ${keys}`,
  disable: (keys) => `Disable ${keys}`,
  enable: (keys) => `Enable ${keys}`,
  revoke: (keys) => `Revoke ${keys}`,
  expire: (keys) => `Expire ${keys} now`,
  remind: (keys) => `Change reminders of ${keys}`,
  replace_person: (keys) => `Replace a person on ${keys}`,
};

/** "Revoke 48 keys", as its button says. */
export function manyName(verb: ManyVerb, keys: number): string {
  return NAMES[verb](plural(keys, "key", "keys"));
}

/** "Revoke 48 keys?" */
export function manyTitle(verb: ManyVerb, keys: number): string {
  if (isAsked(verb)) return verb === "remind" ? "Change reminders" : "Replace a person";
  if (keys === 0) return `Nothing to ${verb}`;
  return `${manyName(verb, keys)}${verb === "renew" ? "" : "?"}`;
}

/** "1,212 will be revoked. 72 won't: 70 are revoked and 2 have expired." */
export function manyWords(verb: ManyVerb, preview: Pick<KeyChangesPreview, "changing" | "refused">): string {
  const refused = refusedOf(preview);
  const done = DONE[verb];
  if (preview.changing === 0) {
    return refused === 0
      ? "None of these keys is in the list any more."
      : `None of them can be ${done}: ${whyNot(preview.refused)}.`;
  }
  const will = `${count(preview.changing)} will be ${done}.`;
  return refused === 0 ? will : `${will} ${count(refused)} won't: ${whyNot(preview.refused)}.`;
}

/** "48 revoked; 2 weren't: they are revoked." */
export function doneWords(verb: ManyVerb, preview: Pick<KeyChangesPreview, "changing" | "refused">): string {
  const refused = refusedOf(preview);
  const done = `${count(preview.changing)} ${DONE[verb]}`;
  if (refused === 0) return `${done}.`;
  return `${done}; ${count(refused)} ${refused === 1 ? "wasn't" : "weren't"}: ${whyNot(preview.refused)}.`;
}

/** Whether what was typed is this number, with its thousands apart or not. */
export function isNumber(typed: string, number: number): boolean {
  return typed.replaceAll(/[\s,.'’]/g, "") === String(number);
}
