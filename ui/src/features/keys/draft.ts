// What is half typed in the generate panel, as it is kept in the vault. Never a key's text.

import * as v from "valibot";
import type { KeyField } from "../../backend/bindings";
import { holdsKey } from "./describe";

const Draft = v.object({
  form: v.literal("generate_key"),
  owner_id: v.string(),
  name: v.string(),
  description: v.string(),
  all: v.boolean(),
  levels: v.record(v.string(), v.picklist(["view", "modify", "modify_all"])),
  whole: v.boolean(),
  aircraft: v.array(v.object({ text: v.string(), aircraft_id: v.nullable(v.string()) })),
  // Not in what an earlier version kept, as all that have something to start with.
  groups: v.optional(
    v.array(v.object({ group_id: v.string(), name: v.string(), aircraft: v.number(), deleted: v.boolean() })),
    [],
  ),
  networks: v.optional(v.array(v.string()), []),
  // "default", "custom", or a number of days that is offered.
  expiry: v.string(),
  date: v.string(),
  renewal_days: v.optional(v.nullable(v.string()), null),
  reminders: v.optional(
    v.object({
      personnel: v.array(
        v.object({
          party_id: v.string(),
          kind: v.picklist(["account", "person"]),
          name: v.string(),
          left: v.boolean(),
        }),
      ),
      own: v.boolean(),
      days: v.string(),
    }),
    { personnel: [], own: false, days: "" },
  ),
  approved_by: v.optional(v.string(), ""),
  reason: v.optional(v.string(), ""),
  replaces: v.nullable(v.string()),
});

/** What is half typed. */
export type GenerateDraft = v.InferOutput<typeof Draft>;

/** As it is kept. A field into which a key was pasted is left out. */
export function writeDraft(draft: GenerateDraft): string {
  const clean = (text: string) => (holdsKey(text) ? "" : text);
  return JSON.stringify({
    ...draft,
    name: clean(draft.name),
    description: clean(draft.description),
    date: clean(draft.date),
    renewal_days: draft.renewal_days === null ? null : clean(draft.renewal_days),
    reminders: { ...draft.reminders, days: clean(draft.reminders.days) },
    approved_by: clean(draft.approved_by),
    reason: clean(draft.reason),
    aircraft: draft.aircraft.filter((one) => !holdsKey(one.text)),
    networks: draft.networks.filter((one) => !holdsKey(one)),
  });
}

/** What was kept, where it is a draft of this panel and of this version. */
export function readDraft(text: string | null): GenerateDraft | undefined {
  if (text === null) return undefined;
  try {
    const read = v.safeParse(Draft, JSON.parse(text));
    return read.success ? read.output : undefined;
  } catch {
    return undefined;
  }
}

/** Without what isn't asked for any more: nothing of it could be seen or changed. */
export function asAsked(draft: GenerateDraft, asks: (field: KeyField) => boolean): GenerateDraft {
  const { personnel, own, days } = draft.reminders;
  return {
    ...draft,
    owner_id: asks("owner") ? draft.owner_id : "",
    name: asks("name") ? draft.name : "",
    description: asks("description") ? draft.description : "",
    all: asks("resources") && draft.all,
    levels: asks("resources") ? draft.levels : {},
    whole: asks("aircraft") ? draft.whole : true,
    aircraft: asks("aircraft") ? draft.aircraft : [],
    groups: asks("aircraft") ? draft.groups : [],
    networks: asks("networks") ? draft.networks : [],
    expiry: asks("expiry") ? draft.expiry : "default",
    renewal_days: asks("renewal_period") ? draft.renewal_days : null,
    reminders: {
      personnel: asks("personnel") ? personnel : [],
      own: asks("reminder_days") && own,
      days,
    },
    approved_by: asks("approval") ? draft.approved_by : "",
    reason: asks("approval") ? draft.reason : "",
  };
}

/** Nothing that would be missed. */
export function isBlank(draft: GenerateDraft): boolean {
  return (
    draft.owner_id === "" &&
    draft.name.trim() === "" &&
    draft.description.trim() === "" &&
    draft.approved_by.trim() === "" &&
    draft.reason.trim() === "" &&
    Object.keys(draft.levels).length === 0 &&
    draft.aircraft.length + draft.groups.length + draft.networks.length === 0 &&
    draft.reminders.personnel.length === 0
  );
}
