import { describe, expect, it } from "vitest";
import type { StepFact, StepOutcome } from "../../backend/bindings";
import { stepWords } from "./verification-words";

const key = { key_id: "7Hq2mXc9LpR4tZ0a", name: "ops-feed", owner_id: "a1", owner: "svc-ops" };

const words = (fact: StepFact, outcome: StepOutcome = "failed") =>
  stepWords({ code: "not_found", outcome, fact }, key);

type Resource = Extract<StepFact, { kind: "resource" }>;

function flights(given: Resource["given"], owner: Resource["owner"]): string {
  const template = { template_id: "t1", name: "Ops" };
  const through = owner === null ? [] : [{ role: false, template, level: owner }];
  return words({ kind: "resource", title: "Flights", asked: "modify", given, owner, through });
}

describe("a resource", () => {
  it("says what is in force and through what its owner has it", () => {
    expect(flights("modify", "modify_all")).toBe(
      "It may modify Flights; its owner svc-ops has modify all (through template “Ops”).",
    );
  });

  it("tells what the key lacks from what its owner lacks", () => {
    expect(flights("view", "modify")).toBe(
      "It may view Flights, modify is asked; its owner svc-ops has modify (through template “Ops”).",
    );
    expect(flights(null, "view")).toBe(
      "It may do nothing with Flights, modify is asked; its owner svc-ops has view (through template “Ops”).",
    );
    expect(flights("modify", "view")).toBe(
      "It was given modify Flights, modify is asked; but its owner svc-ops has view (through template “Ops”).",
    );
    expect(flights("modify", null)).toBe(
      "It was given modify Flights, modify is asked; but its owner svc-ops has no access to it.",
    );
  });
});

describe("the other steps", () => {
  it("count networks", () => {
    const address = "203.0.113.7";
    expect(words({ kind: "in_no_network", address, networks: 2 })).toBe(
      "203.0.113.7 is in none of its 2 networks.",
    );
    expect(words({ kind: "in_no_network", address, networks: 1 })).toBe(
      "203.0.113.7 isn't in its one network.",
    );
    expect(words({ kind: "no_address", networks: 1 })).toBe(
      "It may be used from 1 network only, and no address is given.",
    );
    expect(words({ kind: "in_network", address, network: address }, "passed")).toBe(
      "203.0.113.7 is one of its addresses.",
    );
  });

  it("say whose fault an aircraft is", () => {
    const registration = "SP-KTA";
    expect(words({ kind: "aircraft", registration, key: false, owner: true })).toBe("It isn't for SP-KTA.");
    expect(words({ kind: "aircraft", registration, key: true, owner: false })).toBe(
      "It was given SP-KTA, but its owner svc-ops isn't for it.",
    );
    expect(words({ kind: "no_aircraft", reach: 1 }, "not_asked")).toBe(
      "No aircraft is asked about. It is for 1 aircraft.",
    );
  });

  it("tell an end that comes from one that has come", () => {
    const expired = { kind: "expired", at: "2027-05-18T08:00:00Z", by_hand: false } as const;
    expect(words(expired, "passed")).toMatch(/^It expires on /);
    expect(words(expired)).toMatch(/^It expired on /);
    expect(words({ ...expired, by_hand: true })).toMatch(/^It was ended by hand on /);
    expect(words({ ...expired, at: null }, "passed")).toBe("It never expires.");
  });

  it("say that of a key id the secret wasn't looked at", () => {
    expect(words({ kind: "found", whole: false }, "passed")).toContain("the secret wasn't looked at");
    expect(words({ kind: "found", whole: true }, "passed")).toBe(
      "It is ops-feed, and its secret is the right one.",
    );
  });
});
