import { expect, it } from "vitest";
import { asAsked, isBlank, readDraft, writeDraft, type GenerateDraft } from "./draft";

const draft: GenerateDraft = {
  form: "generate_key",
  owner_id: "a1",
  name: "tail-feed",
  description: "For the wall display",
  all: false,
  levels: { r1: "view" },
  whole: false,
  aircraft: [{ text: "SP-KTA", aircraft_id: "x1" }],
  groups: [{ group_id: "g1", name: "Turboprops", aircraft: 12, deleted: false }],
  networks: ["203.0.113.7"],
  expiry: "default",
  date: "",
  renewal_days: "90",
  reminders: {
    personnel: [{ party_id: "person_p1", kind: "person", name: "Ada Lovelace", left: false }],
    own: true,
    days: "30, 0",
  },
  approved_by: "Jan Nowak",
  reason: "OPS-118",
  replaces: null,
};

it("comes back as it was kept", () => {
  expect(readDraft(writeDraft(draft))).toEqual(draft);
});

it("never holds a key that was pasted into a field", () => {
  const key = "ktw_7Hq2mXc9LpR4tZ0a_mP9sC3kZ7dQ0hJ5gV8xN2aF6uW1yE4oB7iT3rL9cKx01z2Hf8";
  const text = writeDraft({
    ...draft,
    name: key,
    description: `the key: ${key}`,
    date: key,
    approved_by: key,
    reason: key,
    networks: [key],
    renewal_days: key,
    reminders: { ...draft.reminders, days: key },
  });
  expect(text).not.toContain("mP9s");
});

it.each(["", "{}", "not json", '{"form":"other"}', JSON.stringify({ ...draft, levels: { r1: "own" } })])(
  "takes %s for no draft",
  (text) => expect(readDraft(text)).toBeUndefined(),
);

it("comes back from what an earlier version kept", () => {
  const { approved_by: _, reason: __, groups: ___, networks: ____, ...newer } = draft;
  const { renewal_days: _____, reminders: ______, ...kept } = newer;
  const reminders = { personnel: [], own: false, days: "" };
  const since = { approved_by: "", reason: "", groups: [], networks: [], renewal_days: null, reminders };
  expect(readDraft(JSON.stringify(kept))).toEqual({ ...draft, ...since });
});

it("is blank where nothing would be missed", () => {
  expect(isBlank(draft)).toBe(false);
  const blank = {
    ...draft,
    owner_id: "",
    name: " ",
    description: "",
    levels: {},
    aircraft: [],
    groups: [],
    networks: [],
    approved_by: "",
    reason: " ",
    reminders: { personnel: [], own: false, days: "" },
  };
  expect(isBlank(blank)).toBe(true);
  expect(isBlank({ ...blank, groups: draft.groups })).toBe(false);
  expect(isBlank({ ...blank, reason: "OPS-118" })).toBe(false);
  expect(isBlank({ ...blank, networks: ["203.0.113.7"] })).toBe(false);
  expect(isBlank({ ...blank, reminders: draft.reminders })).toBe(false);
});

it("comes back without what isn't asked for any more", () => {
  expect(asAsked(draft, () => true)).toEqual(draft);
  const named = asAsked(draft, (field) => field === "name");
  expect(named).toMatchObject({
    owner_id: "",
    name: "tail-feed",
    levels: {},
    whole: true,
    networks: [],
    reason: "",
  });
  expect(named.reminders).toMatchObject({ personnel: [], own: false });
  expect(isBlank(asAsked(draft, () => false))).toBe(true);
});
