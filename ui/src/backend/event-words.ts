import { dayShort, moment, zoneTitle } from "../kit/dates";
import { listed } from "../kit/listed";
import { count, plural } from "../kit/numbers";
import { sentence } from "../kit/sentence";
import type { Happening } from "../kit/Timeline.svelte";
import type {
  ChangeView,
  EventKind,
  EventRow,
  EventView,
  KeySetup,
  Role,
  Subject,
  SubjectKind,
  SubjectView,
} from "./bindings";
import { KEY_SETUPS, ROLES } from "./role-words";
import { workspace } from "./workspace.svelte";

/** Fields by their name on the wire, where the words differ. */
const FIELDS: Record<string, string> = {
  email: "e-mail",
  rights: "resources",
  grants: "resources",
  scope: "aircraft",
  members: "aircraft",
  renewal_days: "renewal period",
  expires_at: "end",
  personnel: "who is reminded",
  reminder_days: "when it reminds",
  time_zone: "time zone",
  expiry_time: "expiry time",
  checked_by: "who checks the keys",
  as_of: "known as of",
  icao_address: "ICAO address",
  aircraft_type: "type",
  reason: "reason or ticket",
  key_setup: "API key setup",
  left_at: "left",
  is_on: "API keys on or off",
  account_names: "names of service accounts",
  retrieval: "how often a key is shown",
  lifetime: "how long keys live",
  offered_days: "periods that are offered",
  asked: "what is asked",
  editable: "what can be edited",
  approval_required: "approval",
  endings: "how keys end",
};

function fieldWord(field: string): string {
  return FIELDS[field] ?? field.replaceAll("_", " ");
}

function changed(changes: ChangeView[]): string {
  const fields = [...new Set(changes.map(({ field }) => fieldWord(field)))];
  return fields.length > 0 ? listed(fields) : "it";
}

/** " until 20 May 2027", where the event carries the end. */
function until(changes: ChangeView[]): string {
  const end = changes.find(({ field }) => field === "expires_at")?.after;
  return end && !Number.isNaN(Date.parse(end)) ? ` until ${dayShort(end, workspace.zone)}` : "";
}

/** Until when the old key was to work; where that was its end, nothing was left to say. */
function rotated(changes: ChangeView[]): string {
  const until = changes.find(({ field }) => field === "old_secret_until")?.after;
  if (!until || Number.isNaN(Date.parse(until))) return "rotated the key";
  return `rotated the key; the old one was to work until ${dayShort(until, workspace.zone)}`;
}

function handedOut(changes: ChangeView[]): string {
  switch (changes.find(({ field }) => field === "handed_out")?.after) {
    case "copied":
      return "copied the key";
    case "saved":
      return "saved the key as a file";
    case "stored":
      return "said that the key is stored";
    default:
      return "handed out the key";
  }
}

/** "imported the last uses of 12 keys". */
function usesImported(changes: ChangeView[]): string {
  const taken = Number(changes.find(({ field }) => field === "taken")?.after ?? 0);
  return `imported the last uses of ${plural(taken, "key", "keys")}`;
}

const KINDS: Record<EventKind, (changes: ChangeView[]) => string> = {
  workspace_created: () => "created the vault",
  workspace_edited: (changes) => `changed ${changed(changes)}`,
  policy_changed: (changes) => `changed the policy: ${changed(changes)}`,
  uses_imported: usesImported,
  clock_accepted: () => "accepted the computer's clock",
  person_added: () => "added the person",
  person_edited: (changes) => `changed ${changed(changes)}`,
  person_granted: () => "granted access",
  person_access_edited: (changes) => `changed the person's access: ${changed(changes)}`,
  person_left: () => "recorded that the person left",
  person_back: () => "recorded that the person is back",
  resource_added: () => "added the resource",
  resource_edited: (changes) => `changed ${changed(changes)}`,
  resource_retired: () => "retired the resource",
  resource_restored: () => "restored the resource",
  template_created: () => "created the access template",
  template_edited: (changes) => `changed ${changed(changes)} of the access template`,
  template_deleted: () => "deleted the access template",
  aircraft_added: () => "added the aircraft",
  aircraft_edited: (changes) => `changed ${changed(changes)}`,
  aircraft_retired: () => "retired the aircraft",
  aircraft_restored: () => "restored the aircraft",
  fleet_group_created: () => "created the fleet group",
  fleet_group_edited: (changes) => `changed ${changed(changes)} of the fleet group`,
  fleet_group_deleted: () => "deleted the fleet group",
  account_created: () => "created the service account",
  account_edited: (changes) => `changed ${changed(changes)}`,
  account_granted: () => "granted access",
  account_access_edited: (changes) => `changed its access: ${changed(changes)}`,
  account_disabled: () => "disabled the service account",
  account_enabled: () => "enabled the service account",
  key_generated: () => "generated the key",
  key_handed_out: handedOut,
  key_edited: (changes) => `changed ${changed(changes)}`,
  key_rotated: (changes) => rotated(changes),
  key_rotation_taken_back: () => "took the rotation back: nobody had the new key, and the old one goes on",
  key_old_secret_retired: () => "retired the old key of the rotation",
  key_shown: () => "showed the key again",
  key_renewed: (changes) => `renewed the key${until(changes)}`,
  key_expired_by_hand: () => "expired the key by hand",
  key_disabled: () => "disabled the key",
  key_enabled: () => "enabled the key",
  key_revoked: () => "revoked the key",
  key_deleted: () => "deleted the key",
};

/** What happened, without who: "renewed the key until 20 May 2027". */
export function happenedWords(event: Pick<EventView, "kind" | "changes">): string {
  return KINDS[event.kind](event.changes);
}

/** Who did what: "Ops admin renewed the key until 20 May 2027". */
export function eventWords(event: Pick<EventView, "actor" | "kind" | "changes">): string {
  return `${event.actor} ${happenedWords(event)}`;
}

const SUBJECTS: Record<SubjectKind, { noun: string; path: (id: string) => string }> = {
  workspace: { noun: "Vault", path: () => "/settings" },
  person: { noun: "Person", path: (id) => `/people/${id}` },
  resource: { noun: "Resource", path: (id) => `/access/${id}` },
  template: { noun: "Access template", path: (id) => `/access/templates/${id}` },
  aircraft: { noun: "Aircraft", path: (id) => `/fleet/${id}` },
  fleet_group: { noun: "Fleet group", path: (id) => `/fleet/groups/${id}` },
  account: { noun: "Service account", path: (id) => `/accounts/${id}` },
  key: { noun: "Key", path: (id) => `/keys/${id}` },
};

/** "Key", "Service account". */
export function subjectNoun(kind: SubjectKind): string {
  return SUBJECTS[kind].noun;
}

/** What an event is about by name; by its id where nothing says the name. */
export function subjectName({ kind, id, name }: Omit<SubjectView, "exists">): string {
  if (name !== "") return name;
  return kind === "key" ? `ktw_${id}` : id;
}

/** Where the thing itself is. */
export function subjectPath({ kind, id }: Subject): string {
  return SUBJECTS[kind].path(id);
}

/** Where all that happened to a thing is. */
export function followPath({ kind, id }: Subject): string {
  return `/activity?about=${kind}.${id}`;
}

const VALUES: Record<string, string> = {
  "all of owner": "everything the owner has, also later",
  "whole fleet": "the whole fleet, and any added later",
  copied: "copied",
  saved: "saved as a file",
  stored: "said to be stored",
};

function valueWord(field: string, value: string | null): string {
  if (value === null || value === "") return "";
  if (field === "renewal_days") return plural(Number(value), "day", "days");
  if (field === "role") return ROLES[value as Role] ?? value;
  if (field === "key_setup") return KEY_SETUPS[value as KeySetup] ?? value;
  if (field === "replaces") return `ktw_${value}`;
  const instant = /^\d{4}-\d{2}-\d{2}T/.test(value) && !Number.isNaN(Date.parse(value));
  if (instant) return moment(value, workspace.zone);
  const said = ["rights", "scope", "handed_out"].includes(field) ? VALUES[value] : undefined;
  return said ?? value;
}

/** A field before and after, in words; empty where there was or is nothing. */
export function changeWords({ field, before, after }: ChangeView): {
  field: string;
  before: string;
  after: string;
} {
  const word = fieldWord(field);
  return {
    field: sentence(word),
    before: valueWord(field, before),
    // A key that lost its networks gained all addresses.
    after: field === "networks" && !after ? "any address" : valueWord(field, after),
  };
}

/** What stands for an event whose row is damaged or missing. */
export function unreadableWords(seq: number): string {
  return `Event ${count(seq)} can't be read. Check the log in Activity.`;
}

/** Events as lines of a timeline. */
export function happenings(rows: readonly EventRow[]): Happening[] {
  return rows.map((row) =>
    row.kind === "event"
      ? {
          id: row.event.seq,
          text: eventWords(row.event),
          when: dayShort(row.event.at, workspace.zone),
          whenTitle: zoneTitle(row.event.at, workspace.zone),
        }
      : { id: row.seq, text: unreadableWords(row.seq), when: "", whenTitle: "" },
  );
}
