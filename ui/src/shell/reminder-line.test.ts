import { expect, test } from "vitest";

import type { DeliveredReminder } from "../backend/bindings";
import { reminderLine } from "./reminder-line";

const ZONE = "Europe/Warsaw";
const NOW = new Date("2027-06-14T12:00:00Z");

const one: DeliveredReminder = {
  reminder: { key_id: "7Hq2mXc9LpR4tZ0a", expires_at: "2027-06-20T08:00:00Z", days: 7 },
  name: "ops-feed",
  owner: "svc-opscontrol",
  state: "expiring",
  stands: true,
  renewed: false,
  renewable: true,
  current: true,
  delivered_at: "2027-06-13T07:00:00Z",
  again_at: null,
  seen: false,
};

test("a reminder says how long is left now, and why it came", () => {
  expect(reminderLine(one, NOW, ZONE)).toMatchObject({
    name: "ops-feed",
    words: "expires in 6 days",
    note: "svc-opscontrol · 20 Jun 2027 · 7 days before",
    stands: true,
    expired: false,
  });
  const later = new Date("2027-06-22T12:00:00Z");
  expect(reminderLine({ ...one, reminder: { ...one.reminder, days: 0 } }, later, ZONE)).toMatchObject({
    words: "expired 2 days ago",
    note: "svc-opscontrol · 20 Jun 2027 · when it expired",
    expired: true,
  });
});

test("what changed since is said, and when one that was put off comes again", () => {
  const words = (changed: Partial<DeliveredReminder>) =>
    reminderLine({ ...one, stands: false, ...changed }, NOW, ZONE).words;
  expect(words({ renewed: true, state: "active" })).toBe("was renewed since");
  expect(words({ renewed: true, state: "expired" })).toBe("was renewed since");
  expect(words({ state: "revoked" })).toBe("is revoked now");
  expect(words({ state: "expired" })).toBe("has ended");
  const again = reminderLine({ ...one, again_at: "2027-06-15T07:00:00Z" }, NOW, ZONE);
  expect(again.note).toBe("svc-opscontrol · 20 Jun 2027 · 7 days before · again 15 Jun 2027");
});
