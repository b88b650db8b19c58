// What the log is filtered by, and the address that says so.

import type { EventKind, EventQuery, Subject, SubjectKind } from "../../backend/bindings";

/** Kinds of events that are filtered by together. */
export type Group = "keys" | "stopped" | "accounts" | "access" | "fleet" | "people" | "vault";

export const GROUPS: readonly { group: Group; label: string; kinds: readonly EventKind[] }[] = [
  {
    group: "keys",
    label: "Keys: all that happened",
    kinds: [
      "key_generated",
      "key_handed_out",
      "key_edited",
      "key_renewed",
      "key_rotated",
      "key_rotation_taken_back",
      "key_old_secret_retired",
      "key_shown",
      "key_expired_by_hand",
      "key_disabled",
      "key_enabled",
      "key_revoked",
      "key_deleted",
      "uses_imported",
    ],
  },
  {
    group: "stopped",
    label: "Keys: stopped or ended",
    kinds: ["key_expired_by_hand", "key_disabled", "key_revoked", "key_deleted"],
  },
  {
    group: "accounts",
    label: "Service accounts",
    kinds: [
      "account_created",
      "account_edited",
      "account_granted",
      "account_access_edited",
      "account_disabled",
      "account_enabled",
    ],
  },
  {
    group: "access",
    label: "Resources and templates",
    kinds: [
      "resource_added",
      "resource_edited",
      "resource_retired",
      "resource_restored",
      "template_created",
      "template_edited",
      "template_deleted",
    ],
  },
  {
    group: "fleet",
    label: "Fleet",
    kinds: [
      "aircraft_added",
      "aircraft_edited",
      "aircraft_retired",
      "aircraft_restored",
      "fleet_group_created",
      "fleet_group_edited",
      "fleet_group_deleted",
    ],
  },
  {
    group: "people",
    label: "People",
    kinds: [
      "person_added",
      "person_edited",
      "person_granted",
      "person_access_edited",
      "person_left",
      "person_back",
    ],
  },
  {
    group: "vault",
    label: "Vault",
    kinds: ["workspace_created", "workspace_edited", "policy_changed", "clock_accepted"],
  },
];

/** Days up to today that are filtered by. */
export const PERIODS = [1, 7, 30, 365] as const;

/** What is set. */
export interface Filters {
  text: string;
  groups: readonly Group[];
  about: Subject | null;
  by: string | null;
  /** The last so many days, today among them. */
  days: (typeof PERIODS)[number] | null;
}

export const START: Filters = { text: "", groups: [], about: null, by: null, days: null };

const SUBJECTS: readonly SubjectKind[] = [
  "workspace",
  "person",
  "resource",
  "template",
  "aircraft",
  "fleet_group",
  "account",
  "key",
];

/** What an address asks for; what it can't mean is left out. */
export function fromAddress(params: URLSearchParams): Filters {
  const [kind, id] = (params.get("about") ?? "").split(".");
  const about = SUBJECTS.find((one) => one === kind);
  const groups = (params.get("what") ?? "").split(",");
  return {
    text: params.get("q") ?? "",
    groups: GROUPS.map(({ group }) => group).filter((group) => groups.includes(group)),
    about: about && id ? { kind: about, id } : null,
    by: params.get("by"),
    days: PERIODS.find((days) => String(days) === params.get("days")) ?? null,
  };
}

/** The part of an address that says it: "?what=keys", or nothing. */
export function toAddress(filters: Filters): string {
  const params = new URLSearchParams();
  if (filters.text !== "") params.set("q", filters.text);
  if (filters.groups.length > 0) params.set("what", filters.groups.join(","));
  if (filters.about) params.set("about", `${filters.about.kind}.${filters.about.id}`);
  if (filters.by !== null) params.set("by", filters.by);
  if (filters.days !== null) params.set("days", String(filters.days));
  const text = params.toString();
  return text === "" ? "" : `?${text}`;
}

/** The day so many days before a day: both ISO 8601. */
export function daysBefore(today: string, days: number): string {
  return new Date(Date.parse(today) - days * 86_400_000).toISOString().slice(0, 10);
}

/** As the back end takes it; `today` is the workspace's. */
export function toQuery(filters: Filters, today: string): EventQuery {
  const kinds = GROUPS.filter(({ group }) => filters.groups.includes(group)).flatMap(({ kinds }) => kinds);
  return {
    text: filters.text,
    kinds: [...new Set(kinds)],
    subject: filters.about,
    actor: filters.by,
    since: filters.days === null ? null : daysBefore(today, filters.days - 1),
    until: null,
  };
}

/** Whether anything is left out. */
export function narrowed(filters: Filters): boolean {
  return toAddress(filters) !== "";
}

/** "today", "7 days". */
export function periodWords(days: number): string {
  return days === 1 ? "today" : days === 365 ? "a year" : `${days} days`;
}

/** A text in which a whole key is cut to its public part: no secret gets into an address. */
export function withoutSecret(text: string): string {
  return text.replaceAll(/(ktw_[0-9A-Za-z]{16})_[0-9A-Za-z]+/g, "$1");
}
