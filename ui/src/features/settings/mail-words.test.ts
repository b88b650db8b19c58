import { expect, test } from "vitest";

import type { Mail, MailState } from "../../backend/bindings";
import { failureWords, reminderWords, stateWords } from "./mail-words";

function mail(state: MailState): Mail {
  return {
    key_id: "7Hq2mXc9LpR4tZ0a",
    name: "ops-feed",
    owner: "svc-ops",
    to: "ops@example.com",
    days: 7,
    queued_at: "2027-05-11T07:00:00Z",
    state,
  };
}

test("a mail that fails says why, how often it was tried, and when it is next", () => {
  const failure = { kind: "unreachable", said: "" } as const;
  const waiting = stateWords(
    mail({ kind: "waiting", tries: 2, next_at: "2027-05-11T07:10:00Z", failure }),
    "Europe/Warsaw",
    true,
  );
  expect(waiting.word).toBe("Waiting");
  expect(waiting.note).toContain("can't be reached");
  expect(waiting.note).toContain("Tried 2 times; next: ");
  expect(waiting.note).toContain("09:10");
});

test("a refused mail says so in the server's own words", () => {
  const failure = { kind: "address_refused", said: "5.1.1 Nobody has this address" } as const;
  const refused = stateWords(mail({ kind: "refused", at: "2027-05-11T07:00:00Z", failure }), "UTC", true);
  expect(refused).toEqual({
    word: "Refused",
    note: "This address is refused. It says: 5.1.1 Nobody has this address",
  });
  expect(failureWords({ kind: "timed_out", said: "" })).not.toContain("It says");
});

test("what was sent says when, and what waits that it is next", () => {
  const sent = stateWords(mail({ kind: "sent", at: "2027-05-11T07:00:00Z" }), "UTC", true);
  expect(sent.word).toBe("Sent");
  expect(sent.note).toContain("07:00");
  const first = { kind: "waiting", tries: 0, next_at: "2027-05-11T07:00:00Z", failure: null } as const;
  expect(stateWords(mail(first), "UTC", true)).toEqual({ word: "Waiting", note: "It goes out next." });
  expect(stateWords(mail(first), "UTC", false).note).toContain("switched off");
});

test("a reminder is named by its days", () => {
  expect([15, 1, 0].map(reminderWords)).toEqual(["15 days before", "1 day before", "when it expires"]);
});
