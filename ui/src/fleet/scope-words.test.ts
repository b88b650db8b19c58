import { describe, expect, it } from "vitest";
import type { GroupRef } from "../backend/bindings";
import { alsoFor, chosenLine, narrowedLine, ownersLine, reachChangeWords, unknownLine } from "./scope-words";

const group = (name: string, aircraft: number, deleted = false): GroupRef => ({
  group_id: name,
  name,
  aircraft,
  deleted,
});

describe("what is chosen comes to", () => {
  it("its groups' aircraft and those beside them", () => {
    expect(chosenLine([group("Turboprops", 12)], 12, 14)).toBe(
      "Only 14 aircraft today: Turboprops (12) and 2 more.",
    );
    expect(chosenLine([group("Turboprops", 12), group("Jets", 1)], 13, 13)).toBe(
      "Only 13 aircraft today: Turboprops (12) and Jets (1).",
    );
    const many = ["A", "B", "C", "D", "E"].map((name) => group(name, 1));
    expect(chosenLine(many, 5, 5)).toBe("Only 5 aircraft today: A (1), B (1), C (1) and 2 other groups.");
  });

  it("nothing where its groups hold nothing, which is never the fleet", () => {
    expect(chosenLine([group("Jets", 0)], 0, 0)).toBe("No aircraft today. Jets holds no aircraft today.");
    expect(chosenLine([group("Jets", 0), group("Turboprops", 2)], 2, 2)).toBe(
      "Only 2 aircraft today: Turboprops (2). Jets holds no aircraft today.",
    );
    expect(chosenLine([group("Jets", 0, true)], 0, 1)).toBe(
      "Only 1 aircraft today. Jets was deleted: it holds nothing.",
    );
  });

  it("what stands there itself without any", () => {
    expect(chosenLine([], 0, 3)).toBe("");
  });
});

it("says what an owner keeps from its keys", () => {
  expect(ownersLine("svc-ops", 9)).toBe("svc-ops is only for 9 aircraft today, and so is the key.");
  expect(narrowedLine(12, 9)).toBe("Its owner is for 9 of them now, and so is the key.");
  expect(narrowedLine(12, 0)).toBe("Its owner is for none of them now, and so is the key.");
  expect(narrowedLine(null, 9)).toBe("Its owner is only for 9 aircraft now, and so is the key.");
});

it("says what an owner gains with a key", () => {
  expect(alsoFor(undefined, ["SP-KTX"], [])).toBe("");
  expect(alsoFor("svc-ops", [], [])).toBe("");
  expect(alsoFor("svc-ops", ["SP-KTX"], [])).toBe(
    "svc-ops isn't for SP-KTX yet: it is added to its aircraft too.",
  );
  expect(alsoFor("svc-ops", ["SP-KTX"], ["Turboprops"])).toBe(
    "svc-ops isn't for group Turboprops and SP-KTX yet: they are added to its aircraft too.",
  );
  expect(alsoFor("svc-ops", ["A", "B", "C", "D"], [])).toContain("isn't for 4 aircraft yet");
});

it("says what a key loses and gains", () => {
  const none = { lost: [], gained: [] };
  expect(reachChangeWords({ ...none, before: null, after: 9 })).toBe("whole fleet → 9");
  expect(reachChangeWords({ before: 3, after: 1, lost: ["A", "B"], gained: [] })).toBe(
    "3 → 1: loses A and B",
  );
  const five = ["A", "B", "C", "D", "E"];
  expect(reachChangeWords({ before: 5, after: 0, lost: five, gained: [] })).toBe(
    "5 → 0: loses A, B, C, D and E",
  );
  expect(reachChangeWords({ before: 20, after: 9, lost: five, gained: [] })).toBe(
    "20 → 9: loses A, B, C, D, E…",
  );
  expect(reachChangeWords({ before: 2, after: 2, lost: ["A"], gained: ["B"] })).toBe(
    "2 others: loses A; gains B",
  );
});

it("names what isn't in the fleet", () => {
  expect(unknownLine([{ text: "XX-YYY" }])).toContain("XX-YYY isn't in the fleet");
  expect(unknownLine([{ text: "A" }, { text: "B" }])).toContain("2 of these aren't");
});
