import { expect, test } from "vitest";

import type { Policy } from "../../../backend/bindings";
import { inOrder, joinDays, readDays } from "./days-list";

test("days are numbers with something between them, each once", () => {
  expect(readDays("180, 30")).toEqual([180, 30]);
  expect(readDays(" 15;7  0 ")).toEqual([15, 7, 0]);
  expect(readDays("15, 7 and 0, 7")).toEqual([15, 7, 0]);
  expect(readDays("")).toEqual([]);
});

test("what is no number of days is none, a sign and a fraction among it", () => {
  for (const text of ["-1", "7.5", "a week", "1e3", "400000", "15 days"])
    expect(readDays(text), text).toBeUndefined();
});

test("days are told with the most first", () => {
  expect(joinDays([0, 15, 7])).toBe("15, 7, 0");
  expect(joinDays([])).toBe("");
});

test("two policies of the same rules are the same in order", () => {
  const policy = (asked: Policy["asked"], offered_days: number[], reminder_days: number[]): Policy => ({
    preset: "keytower",
    is_on: true,
    owners: "both",
    account_names: "any",
    retrieval: "once",
    lifetime: {
      kind: "limited",
      maximum_days: 365,
      default_days: 180,
      offered_days,
      custom: true,
      grace_days: 14,
    },
    asked,
    editable: [],
    approval_required: false,
    endings: ["revoke", "disable"],
    deletion: "never",
    reminder_days,
    remind_owner: true,
    remind_token_managers: false,
  });
  const one = inOrder(policy(["expiry", "name"], [180, 30], [0, 15]));
  expect(JSON.stringify(one)).toBe(JSON.stringify(inOrder(policy(["name", "expiry"], [30, 180], [15, 0]))));
  expect(one.asked).toEqual(["name", "expiry"]);
  expect(one.endings).toEqual(["disable", "revoke"]);
});
