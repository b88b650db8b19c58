import type { KeyDraft, KeyField, Problem } from "../../backend/bindings";

/** A field of the generate panel, by its name on the wire. */
export type Field =
  | "owner_id"
  | "name"
  | "description"
  | "rights"
  | "scope"
  | "networks"
  | "expiry"
  | "renewal_days"
  | "personnel"
  | "reminder_days"
  | "approved_by"
  | "reason";

/** In the order of the panel. */
export const FIELDS: readonly Field[] = [
  "owner_id",
  "name",
  "description",
  "rights",
  "scope",
  "networks",
  "expiry",
  "renewal_days",
  "personnel",
  "reminder_days",
  "approved_by",
  "reason",
];

/** What a policy asks for by each. */
export const ASKED_AS: Record<Field, KeyField> = {
  owner_id: "owner",
  name: "name",
  description: "description",
  rights: "resources",
  scope: "aircraft",
  networks: "networks",
  expiry: "expiry",
  renewal_days: "renewal_period",
  personnel: "personnel",
  reminder_days: "reminder_days",
  approved_by: "approval",
  reason: "approval",
};

/** What is known of a request that was refused before anything was. */
export const NO_DRAFT = {
  expires_at: null,
  newly_granted: [],
  new_aircraft: [],
  new_groups: [],
  reach: null,
  cliff: null,
} satisfies Omit<KeyDraft, "problems">;

// Parts of a field, as a problem may name them alone.
const PART_OF: Partial<Record<string, Field>> = {
  grants: "rights",
  level: "rights",
  resource_id: "rights",
  aircraft_ids: "scope",
  group_ids: "scope",
  aircraft: "scope",
  date: "expiry",
  days: "expiry",
  expires_at: "expiry",
};

/** The field at which a problem is shown; none where it belongs to the whole. */
export function fieldOf(problem: Problem): Field | undefined {
  const head = problem.field?.split(/[.[]/)[0];
  if (head === undefined) return undefined;
  return FIELDS.find((field) => field === head) ?? PART_OF[head];
}
