import { describe, expect, it } from "vitest";

import bindings from "./bindings.ts?raw";
import type { Code, EventKind, KeyState, Level } from "./bindings";
import { eventWords, levelWord, problemText, stateWord } from "./words";

/** The members of a union in the generated contract. */
function members<T extends string>(name: string): T[] {
  const contract = bindings.replaceAll(/\/\*\*.*?\*\//gs, "");
  const from = contract.indexOf(`export type ${name} =`);
  const body = contract.slice(from, contract.indexOf(";", from));
  return [...body.matchAll(/"([a-z_]+)"/g)].map((match) => match[1] as T);
}

const PARAMS = {
  limit: "100",
  latest: "2027-11-21",
  expires_at: "2027-05-20T10:00:00Z",
  keys: "3",
  line: "7",
  found: "A, B",
  rows: "100,000",
  megabytes: "20",
};

describe("problemText", () => {
  const codes = members<Code>("Code");

  it("finds the codes", () => {
    expect(codes.length).toBeGreaterThan(70);
  });

  it.each(codes)("words %s in full sentences, with and without its params", (code) => {
    for (const params of [{}, PARAMS]) {
      const text = problemText({ code, field: null, params });
      expect(text).toMatch(/^[A-Z0-9].*[.]$/s);
      expect(text).not.toMatch(/undefined|null|_[a-z]+_/);
    }
  });

  it("uses what the words need", () => {
    expect(problemText({ code: "beyond_maximum", field: "expiry", params: PARAMS })).toContain("21 Nov 2027");
    expect(problemText({ code: "ends_later_already", field: null, params: PARAMS })).toContain(
      "Thu 20 May 2027, 10:00",
    );
    expect(problemText({ code: "too_long", field: "name", params: { limit: "64" } })).toContain(
      "64 characters",
    );
  });

  it("says something different for each way a vault can't be opened", () => {
    const opening: Code[] = [
      "wrong_password",
      "vault_damaged",
      "not_a_vault",
      "vault_newer",
      "vault_in_use",
      "vault_read_only",
      "vault_missing",
      "vault_parameters",
    ];
    expect(new Set(opening.map((code) => problemText({ code, field: null, params: {} }))).size).toBe(
      opening.length,
    );
  });
});

describe("words", () => {
  it("has one for every state, level and event", () => {
    for (const state of members<KeyState>("KeyState")) expect(stateWord(state)).toMatch(/^[A-Z]/);
    for (const level of members<Level>("Level")) expect(levelWord(level)).toMatch(/^[a-z ]+$/);
    for (const kind of members<EventKind>("EventKind")) {
      expect(eventWords({ actor: "Anna", kind, changes: [] })).toMatch(/^Anna [a-z]/);
    }
  });

  it("names what was changed, and until when", () => {
    const event = { actor: "Anna" };
    const change = (field: string, after: string) => ({ field, before: null, after });
    expect(
      eventWords({
        ...event,
        kind: "key_edited",
        changes: [change("name", "b"), change("scope", "x"), change("rights", "y")],
      }),
    ).toBe("Anna changed name, aircraft and resources");
    expect(
      eventWords({ ...event, kind: "key_renewed", changes: [change("expires_at", "2027-05-20T10:00:00Z")] }),
    ).toBe("Anna renewed the key until 20 May 2027");
  });
});
