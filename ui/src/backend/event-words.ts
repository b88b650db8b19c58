import { dayShort, zoneTitle } from "../kit/dates";
import { count } from "../kit/numbers";
import type { Happening } from "../kit/Timeline.svelte";
import type { ChangeView, EventKind, EventRow, EventView } from "./bindings";
import { workspace } from "./workspace.svelte";

/** Fields by their name on the wire, where the words differ. */
const FIELDS: Record<string, string> = {
  email: "e-mail",
  rights: "resources",
  grants: "resources",
  scope: "aircraft",
  renewal_days: "renewal period",
  expires_at: "end",
  time_zone: "time zone",
  expiry_time: "expiry time",
  icao_address: "ICAO address",
  aircraft_type: "type",
};

function fieldWord(field: string): string {
  return FIELDS[field] ?? field.replaceAll("_", " ");
}

function listed(words: string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;
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

const KINDS: Record<EventKind, (changes: ChangeView[]) => string> = {
  workspace_created: () => "created the vault",
  workspace_edited: (changes) => `changed ${changed(changes)}`,
  clock_accepted: () => "accepted the computer's clock",
  resource_added: () => "added the resource",
  resource_edited: (changes) => `changed ${changed(changes)}`,
  resource_retired: () => "retired the resource",
  resource_restored: () => "restored the resource",
  aircraft_added: () => "added the aircraft",
  aircraft_edited: (changes) => `changed ${changed(changes)}`,
  aircraft_retired: () => "retired the aircraft",
  aircraft_restored: () => "restored the aircraft",
  account_created: () => "created the service account",
  account_edited: (changes) => `changed ${changed(changes)}`,
  account_granted: () => "granted access",
  account_disabled: () => "disabled the service account",
  account_enabled: () => "enabled the service account",
  key_generated: () => "generated the key",
  key_handed_out: handedOut,
  key_edited: (changes) => `changed ${changed(changes)}`,
  key_renewed: (changes) => `renewed the key${until(changes)}`,
  key_expired_by_hand: () => "expired the key by hand",
  key_disabled: () => "disabled the key",
  key_enabled: () => "enabled the key",
  key_revoked: () => "revoked the key",
  key_deleted: () => "deleted the key",
};

/** Who did what: "Ops admin renewed the key until 20 May 2027". */
export function eventWords(event: Pick<EventView, "actor" | "kind" | "changes">): string {
  return `${event.actor} ${KINDS[event.kind](event.changes)}`;
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
