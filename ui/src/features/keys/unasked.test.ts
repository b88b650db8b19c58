import { expect, test } from "vitest";

import type { Policy } from "../../backend/bindings";
import { lockedWords, unaskedWords } from "./unasked";

const LEON: Policy = {
  preset: "leon",
  is_on: true,
  owners: "people",
  account_names: "any",
  retrieval: "once",
  lifetime: { kind: "endless" },
  asked: ["name", "description", "resources", "aircraft"],
  editable: ["name", "description", "resources"],
  approval_required: false,
  endings: ["revoke"],
  deletion: "never",
  reminder_days: [],
  remind_owner: false,
  remind_token_managers: false,
};

test("what isn't asked is said in one sentence, and nothing where all is", () => {
  expect(unaskedWords(LEON)).toBe("The key has no end: this vault's policy (Leon) asks for nothing else.");
  expect(unaskedWords({ ...LEON, asked: ["resources", "aircraft"] })).toBe(
    "The key is named after its date and time and has no end: this vault's policy (Leon) asks for nothing else.",
  );
  expect(unaskedWords({ ...LEON, asked: ["name", "resources", "aircraft", "expiry"] })).toBe("");
});

test("what is locked is named, but not what never changes, nor a period where nothing is renewed", () => {
  expect(lockedWords(LEON)).toBe(
    "This vault's policy (Leon) keeps the rest as it was generated: aircraft, networks, who is reminded, when they are and approval and reason.",
  );
  const all: Policy["editable"] = [
    "name",
    "description",
    "resources",
    "aircraft",
    "networks",
    "personnel",
    "reminder_days",
    "approval",
  ];
  expect(lockedWords({ ...LEON, editable: all })).toBe("");
});
