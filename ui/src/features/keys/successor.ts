// What the generate panel begins with where a key is to be replaced.

import type { KeyView, ResourceView } from "../../backend/bindings";
import { fromGrants } from "../../resources/resource-tree";
import { hasEnded } from "./describe";
import type { GenerateDraft } from "./draft";

/** The name to suggest for the key that replaces one of this name: two live keys can't share one. */
export function successorName(name: string): string {
  const numbered = /^(.*?)-(\d{1,4})$/.exec(name);
  return numbered ? `${numbered[1]}-${Number(numbered[2]) + 1}` : `${name}-2`;
}

/** A key as another has it, without what is retired or deleted and without who has left since. Its end is chosen anew. */
export function successorOf(key: KeyView, resources: readonly ResourceView[]): GenerateDraft {
  const retired = new Set(resources.filter((one) => one.retired).map((one) => one.resource_id));
  const grants = key.rights.kind === "chosen" ? key.rights.grants : [];
  const { personnel, own_days, days } = key.reminders;
  return {
    form: "generate_key",
    owner_id: key.owner_id,
    name: hasEnded(key.state) ? key.name : successorName(key.name),
    description: key.description,
    all: key.rights.kind === "all_of_owner",
    levels: fromGrants(grants.filter((grant) => !retired.has(grant.resource_id))),
    whole: key.scope.kind === "whole_fleet",
    aircraft: key.aircraft
      .filter((one) => !one.retired)
      .map(({ registration, aircraft_id }) => ({ text: registration, aircraft_id })),
    groups: key.groups.filter((one) => !one.deleted),
    networks: key.networks,
    expiry: "default",
    date: "",
    renewal_days: String(key.renewal_days),
    reminders: {
      personnel: personnel.filter((one) => !one.left),
      own: own_days,
      days: own_days ? days.join(", ") : "",
    },
    approved_by: "",
    reason: "",
    replaces: key.key_id,
  };
}
