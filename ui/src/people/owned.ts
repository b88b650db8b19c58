import type { KeyQuery } from "../backend/bindings";

/** So many keys of an owner are listed in its drawer. */
export const KEYS_SHOWN = 100;

/** The keys of an owner, by state. */
export function ownedBy(ownerId: string): KeyQuery {
  return {
    text: "",
    states: [],
    owner_ids: [ownerId],
    resource_ids: [],
    aircraft_ids: [],
    group_ids: [],
    personnel_ids: [],
    expires_within_days: null,
    ends: null,
    attention: [],
    not_conforming: false,
    unused: null,
    sort: "state",
    descending: false,
  };
}
