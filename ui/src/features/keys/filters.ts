// What the inventory is filtered and sorted by, and how an address remembers it.

import type { Attention, Days, KeyQuery, KeySort, KeyState, Unused } from "../../backend/bindings";
import { isIsoDay } from "../../kit/dates";

/** Every state, in the order in which people look for them. */
export const STATES: readonly KeyState[] = [
  "active",
  "expiring",
  "not_handed_out",
  "rotating",
  "disabled",
  "owner_disabled",
  "expired",
  "revoked",
];

/** The periods that are offered. */
export const WITHIN_DAYS: readonly number[] = [7, 15, 30, 90];

/** Why somebody should look at a key. */
export const ATTENTION: readonly Attention[] = ["expiring_soon", "still_renewable"];

/** Ways to lie unused that are offered. */
export const UNUSED: readonly Unused[] = [{ kind: "never" }, { kind: "for_days", days: 90 }];

const SORTS: readonly KeySort[] = [
  "name",
  "owner",
  "resources",
  "aircraft",
  "state",
  "expires",
  "generated",
  "last_used",
];

const UNLESS_SAID: KeySort = "expires";

/** What is set. */
export type Filters = {
  text: string;
  /** Chosen states; `not_revoked` is what a list starts with. */
  states: "not_revoked" | readonly KeyState[];
  owners: readonly string[];
  resources: readonly string[];
  aircraft: readonly string[];
  /** Fleet groups that they name. */
  groups: readonly string[];
  /** Whom they remind: service accounts, and people after `person_`. */
  personnel: readonly string[];
  within: number | null;
  /** The days on which a key ends. */
  ends: Days | null;
  /** Why somebody should look at it. */
  attention: readonly Attention[];
  /** Only those that don't conform with the policy. */
  notConforming: boolean;
  /** It is known to lie unused. */
  unused: Unused | null;
  sort: KeySort;
  descending: boolean;
};

/** Nothing typed, nothing chosen, soonest end first. */
export const START: Filters = {
  text: "",
  states: "not_revoked",
  owners: [],
  resources: [],
  aircraft: [],
  groups: [],
  personnel: [],
  within: null,
  ends: null,
  attention: [],
  notConforming: false,
  unused: null,
  sort: UNLESS_SAID,
  descending: false,
};

/** From an address; what it can't mean is left out. */
export function fromAddress(params: URLSearchParams): Filters {
  const state = params.get("state");
  const sort = params.get("sort");
  const within = Number(params.get("within"));
  return {
    text: params.get("q") ?? "",
    states: state === null ? "not_revoked" : STATES.filter((one) => state.split(",").includes(one)),
    owners: list(params.get("owner")),
    resources: list(params.get("resource")),
    aircraft: list(params.get("aircraft")),
    groups: list(params.get("group")),
    personnel: list(params.get("reminds")),
    within: WITHIN_DAYS.includes(within) ? within : null,
    ends: days(params.get("ends")),
    attention: ATTENTION.filter((one) => list(params.get("attention")).includes(one)),
    notConforming: params.get("policy") === "not_conforming",
    unused: UNUSED.find((one) => unusedName(one) === params.get("unused")) ?? null,
    sort: SORTS.find((one) => one === sort) ?? UNLESS_SAID,
    descending: params.get("order") === "desc",
  };
}

/** As the part of an address behind its path: "" or "?…". What is as at the start isn't said. */
export function toAddress(filters: Filters): string {
  const params = new URLSearchParams();
  if (filters.text !== "") params.set("q", filters.text);
  if (filters.states !== "not_revoked") params.set("state", filters.states.join(",") || "any");
  if (filters.owners.length > 0) params.set("owner", filters.owners.join(","));
  if (filters.resources.length > 0) params.set("resource", filters.resources.join(","));
  if (filters.aircraft.length > 0) params.set("aircraft", filters.aircraft.join(","));
  if (filters.groups.length > 0) params.set("group", filters.groups.join(","));
  if (filters.personnel.length > 0) params.set("reminds", filters.personnel.join(","));
  if (filters.within !== null) params.set("within", String(filters.within));
  if (filters.ends !== null) params.set("ends", dayRange(filters.ends));
  if (filters.attention.length > 0) params.set("attention", filters.attention.join(","));
  if (filters.notConforming) params.set("policy", "not_conforming");
  if (filters.unused !== null) params.set("unused", unusedName(filters.unused));
  if (filters.sort !== UNLESS_SAID) params.set("sort", filters.sort);
  if (filters.descending) params.set("order", "desc");
  const text = params.toString();
  return text === "" ? "" : `?${text}`;
}

/** As the wire asks. */
export function toQuery(filters: Filters): KeyQuery {
  return {
    text: filters.text.trim(),
    states:
      filters.states === "not_revoked" ? STATES.filter((one) => one !== "revoked") : [...filters.states],
    owner_ids: [...filters.owners],
    resource_ids: [...filters.resources],
    aircraft_ids: [...filters.aircraft],
    group_ids: [...filters.groups],
    personnel_ids: [...filters.personnel],
    expires_within_days: filters.within,
    ends: filters.ends,
    attention: [...filters.attention],
    not_conforming: filters.notConforming,
    unused: filters.unused,
    sort: filters.sort,
    descending: filters.descending,
  };
}

/** Whether they find the same keys, in whatever order. */
export function sameKeys(one: Filters, other: Filters): boolean {
  const unsorted = (filters: Filters) => toAddress({ ...filters, sort: START.sort, descending: false });
  return unsorted(one) === unsorted(other);
}

/** Something is set that a person chose: an empty list is then no match, not an empty workspace. */
export function narrowed(filters: Filters): boolean {
  return (
    filters.text.trim() !== "" ||
    (filters.states !== "not_revoked" && filters.states.length > 0) ||
    filters.owners.length + filters.resources.length > 0 ||
    filters.aircraft.length + filters.groups.length > 0 ||
    filters.personnel.length + filters.attention.length > 0 ||
    filters.notConforming ||
    filters.within !== null ||
    filters.unused !== null ||
    filters.ends !== null
  );
}

/** The same with a value added to a list, or taken out of it. */
export function flipped<T>(values: readonly T[], value: T): T[] {
  return values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
}

/** How an address says it, and what tells one from another: "never", "90". */
export function unusedName(unused: Unused): string {
  return unused.kind === "never" ? "never" : String(unused.days);
}

function list(text: string | null): string[] {
  return text === null ? [] : text.split(",").filter(Boolean);
}

/** "2027-05-20", or "2027-05-20..2027-05-22". */
function dayRange({ from, to }: Days): string {
  return from === to ? from : `${from}..${to}`;
}

function days(text: string | null): Days | null {
  const [from = "", to = from, ...more] = text?.split("..") ?? [];
  return isIsoDay(from) && isIsoDay(to) && from <= to && more.length === 0 ? { from, to } : null;
}
