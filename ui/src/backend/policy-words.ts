// What policies are called, and what keys are called under them.

import { personOf } from "./owners";
import type { Breach, Ending, KeyField, Policy, PolicyPreset } from "./bindings";

/** A product that works so, and how. */
export const PRESETS: Record<PolicyPreset, { name: string; line: string }> = {
  keytower: {
    name: "Keytower",
    line: "Keys of service accounts and people, for 180 or 30 days, or to a day within a year. Everything is asked.",
  },
  leon: {
    name: "Leon",
    line: "An administrator's keys, without an end, for chosen resources and aircraft. Name, description and resources can change.",
  },
  smart_onboarding: {
    name: "Smart Onboarding",
    line: "An administrator's keys with a label, which can be shown again. Nothing changes; a revoked key stays listed.",
  },
  account_preferences: {
    name: "Account preferences",
    line: "Anybody's own keys. Nothing is asked, nothing changes, and a key is deleted for ever.",
  },
  air_maestro: {
    name: "Air Maestro",
    line: "Keys of service accounts, with all that the account may do. They are renewed from today, and expired by hand.",
  },
  level_access: {
    name: "Level Access",
    line: "Keys with a name, for 180 or 30 days, or to a day within a year. They are revoked, and stay listed.",
  },
};

/** What can be asked of a key, and what it is where it isn't asked. */
export const FIELDS: Record<KeyField, { name: string; unasked: string }> = {
  owner: { name: "Owner", unasked: "whoever generates the key" },
  name: { name: "Name", unasked: "Key of its date and time" },
  description: { name: "Description", unasked: "none" },
  resources: { name: "Resources", unasked: "everything that the owner has, also later" },
  aircraft: { name: "Aircraft", unasked: "the whole fleet, and any added later" },
  networks: { name: "Networks", unasked: "any address" },
  expiry: { name: "Expiry", unasked: "the usual period" },
  renewal_period: { name: "Renewal period", unasked: "the usual period" },
  personnel: { name: "Who is reminded", unasked: "nobody besides" },
  reminder_days: { name: "When they are", unasked: "as set below" },
  approval: { name: "Approval and reason", unasked: "none" },
};

export const ENDINGS: Record<Ending, { name: string; line: string }> = {
  disable: { name: "Disable", line: "Stops now, can be undone." },
  expire: { name: "Expire now", line: "Ends it at once, for good." },
  revoke: { name: "Revoke", line: "Stops for good." },
};

const BREACHES: Record<Breach, (policy: Policy) => string> = {
  owner: ({ owners }) =>
    owners === "people"
      ? "It belongs to a service account; keys are people's here."
      : "It belongs to a person; keys are service accounts' here.",
  no_end: () => "It has no end; keys have one here.",
  beyond_maximum: ({ lifetime }) =>
    lifetime.kind === "limited"
      ? `It lives longer than ${lifetime.maximum_days} days.`
      : "It lives too long.",
  not_approved: () => "Nobody is named who approved it.",
};

/** In what a key doesn't follow a policy, in a sentence. */
export function breachWords(breach: Breach, policy: Policy): string {
  return BREACHES[breach](policy);
}

/** Whether keys of an owner can be generated: of service accounts, of people, or both. */
export function allowsOwner({ owners }: Pick<Policy, "owners">, ownerId: string): boolean {
  return owners === "both" || (owners === "people") === (personOf(ownerId) !== undefined);
}

/** Who is reminded of every key: *the owner and the API token managers*; *nobody*. */
export function alwaysReminded(policy: Policy | undefined): string {
  const owner = policy?.remind_owner ?? true;
  const managers = policy?.remind_token_managers ?? false;
  const all = [...(owner ? ["the owner"] : []), ...(managers ? ["the API token managers"] : [])];
  return all.length === 0 ? "nobody" : all.join(" and ");
}

/** Who can be reminded beside those who always are. */
export function remindedHint(policy: Policy | undefined): string {
  const always = alwaysReminded(policy);
  return `People and service accounts${always === "nobody" ? "" : `, beside ${always}`}.`;
}

/** What names of service accounts are made of. */
export function accountNameHint(policy: Policy | undefined): string {
  return policy?.account_names === "letters_and_digits"
    ? "Letters and digits: svcopscontrol."
    : "Letters, digits, hyphen, underscore and dot: svc-opscontrol.";
}

/** What a product calls what is seen of keys. */
export interface Titles {
  /** A key, as the product says it to whoever gets one. */
  key: string;
  /** What it is called. */
  name: string;
  /** When it was generated. */
  generated: string;
  /** When it was last used. */
  lastUsed: string;
}

const USUAL: Titles = { key: "key", name: "Name", generated: "Generated", lastUsed: "Last used" };

const TITLES: Partial<Record<PolicyPreset, Partial<Titles>>> = {
  leon: { key: "refresh token" },
  smart_onboarding: { name: "Label", generated: "Date generated", lastUsed: "Last accessed" },
  air_maestro: { lastUsed: "Last accessed" },
};

/** What keys and their columns are called under a policy. */
export function titles(policy: Policy | undefined): Titles {
  return { ...USUAL, ...(policy && TITLES[policy.preset]) };
}
