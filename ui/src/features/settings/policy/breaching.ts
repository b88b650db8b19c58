// Keys that don't follow a policy any more, those alike together.

import type { NotConforming, Policy } from "../../../backend/bindings";
import { breachWords } from "../../../backend/policy-words";
import { listed } from "../../../kit/listed";
import { count } from "../../../kit/numbers";

/** Why they don't follow it, in sentences. */
export function whyWords({ breaches }: NotConforming, policy: Policy): string {
  return breaches.map((breach) => breachWords(breach, policy)).join(" ");
}

/** *ops-feed of svc-ops, fuel-slots of svc-fuel and 1,143 more*. */
export function keysWords({ keys, first }: NotConforming): string {
  const names = first.map(({ name, owner }) => `${name} of ${owner}`);
  const more = keys - names.length;
  return listed(more > 0 ? [...names, `${count(more)} more`] : names);
}
