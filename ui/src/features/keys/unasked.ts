// What a policy gives a key without asking, and what it keeps as it was generated.

import type { KeyField, Policy } from "../../backend/bindings";
import { FIELDS, PRESETS } from "../../backend/policy-words";
import { listed } from "../../kit/listed";

const GIVEN: Partial<Record<KeyField, (policy: Policy) => string>> = {
  name: () => "is named after its date and time",
  resources: () => "may do all that its owner may",
  aircraft: () => "is for the whole fleet, as far as its owner is",
  expiry: ({ lifetime }) =>
    lifetime.kind === "endless" ? "has no end" : `ends after ${lifetime.default_days} days`,
};

/** "The key may do everything…, and has no end: the policy (Leon) asks for nothing else." Empty where all is asked. */
export function unaskedWords(policy: Policy): string {
  const fields = Object.keys(GIVEN) as KeyField[];
  const given = fields
    .filter((field) => !policy.asked.includes(field))
    .map((field) => GIVEN[field]?.(policy) ?? "");
  if (given.length === 0) return "";
  return `The key ${listed(given)}: this vault's policy (${PRESETS[policy.preset].name}) asks for nothing else.`;
}

// What never changes by editing, and what only renewing knows, isn't missed.
const NEVER: readonly KeyField[] = ["owner", "expiry"];

/** "The policy (Leon) keeps as it was generated: aircraft, networks." Empty where everything may change. */
export function lockedWords(policy: Policy): string {
  const renewed = policy.lifetime.kind === "limited" && policy.lifetime.grace_days !== null;
  const fields = (Object.keys(FIELDS) as KeyField[]).filter(
    (field) =>
      !NEVER.includes(field) && !policy.editable.includes(field) && (renewed || field !== "renewal_period"),
  );
  if (fields.length === 0) return "";
  const names = fields.map((field) => FIELDS[field].name.toLowerCase());
  return `This vault's policy (${PRESETS[policy.preset].name}) keeps the rest as it was generated: ${listed(names)}.`;
}
