import { expect, test } from "vitest";

import type { KeyView, ResourceView } from "../../backend/bindings";
import { successorName, successorOf } from "./successor";

const resources = [
  { resource_id: "r1", retired: false },
  { resource_id: "r2", retired: true },
] as ResourceView[];

const key = {
  key_id: "7Hq2mXc9LpR4tZ0a",
  owner_id: "a1",
  name: "ops-feed",
  description: "For the wall display",
  state: "active",
  rights: {
    kind: "chosen",
    grants: [
      { resource_id: "r1", level: "view" },
      { resource_id: "r2", level: "modify" },
    ],
  },
  scope: { kind: "only", aircraft_ids: ["x1", "x2"], group_ids: ["g1", "g2"] },
  aircraft: [
    { aircraft_id: "x1", registration: "SP-KTA", retired: false },
    { aircraft_id: "x2", registration: "SP-KTB", retired: true },
  ],
  groups: [
    { group_id: "g1", name: "Turboprops", aircraft: 12, deleted: false },
    { group_id: "g2", name: "Jets", aircraft: 0, deleted: true },
  ],
  networks: ["192.0.2.0/24"],
  renewal_days: 90,
  reminders: {
    personnel: [
      { party_id: "person_p1", kind: "person", name: "Ada Lovelace", email: "", left: false },
      { party_id: "person_p2", kind: "person", name: "Sven Lund", email: "", left: true },
    ],
    own_days: true,
    days: [30, 0],
  },
} as unknown as KeyView;

test("two live keys can't share a name", () => {
  expect(successorName("ops-feed")).toBe("ops-feed-2");
  expect(successorName("ops-feed-9")).toBe("ops-feed-10");
  expect(successorOf(key, resources).name).toBe("ops-feed-2");
  expect(successorOf({ ...key, state: "revoked" }, resources).name).toBe("ops-feed");
});

test("what is retired, deleted or has left isn't taken over, and the end is chosen anew", () => {
  const draft = successorOf(key, resources);
  expect(draft).toMatchObject({
    owner_id: "a1",
    all: false,
    levels: { r1: "view" },
    whole: false,
    aircraft: [{ text: "SP-KTA", aircraft_id: "x1" }],
    networks: ["192.0.2.0/24"],
    expiry: "default",
    renewal_days: "90",
    replaces: "7Hq2mXc9LpR4tZ0a",
  });
  expect(draft.levels).not.toHaveProperty("r2");
  expect(draft.groups.map(({ name }) => name)).toEqual(["Turboprops"]);
  expect(draft.reminders).toMatchObject({ own: true, days: "30, 0" });
  expect(draft.reminders.personnel.map(({ name }) => name)).toEqual(["Ada Lovelace"]);
});
