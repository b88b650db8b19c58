import { describe, expect, it } from "vitest";

import type { AccountView, PersonView } from "../backend/bindings";
import { matching, pickable } from "./pickable";

function person(name: string, email: string, left_at: string | null = null): PersonView {
  return {
    person_id: name,
    name,
    email,
    role: "none",
    key_setup: "none",
    created_at: "2026-01-01T00:00:00Z",
    left_at,
    holds_vault: false,
    live_keys: 0,
    active_keys: 0,
    keys: 0,
    resources: 0,
  };
}

function account(name: string, organisation: string, disabled = false): AccountView {
  return {
    account_id: name,
    name,
    organisation,
    email: `${name}@northwind.example`,
    disabled,
    created_at: "2026-01-01T00:00:00Z",
    live_keys: 0,
    keys: 0,
    resources: 0,
  };
}

const ALL = pickable(
  [
    person("Łukasz Ódź", "lukasz@northwind.example"),
    person("Mia Berg", ""),
    person("Gone", "", "2026-02-01T00:00:00Z"),
  ],
  [account("svc-ops", "Northwind"), account("svc-off", "Northwind", true), account("svc-crew", "")],
);

describe("who can be picked", () => {
  it("is people who are there, then service accounts that are enabled", () => {
    expect(ALL.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      "person Łukasz Ódź",
      "person Mia Berg",
      "account svc-ops",
      "account svc-crew",
    ]);
    expect(ALL.map(({ note }) => note)).toEqual([
      "lukasz@northwind.example",
      "",
      "Northwind",
      "svc-crew@northwind.example",
    ]);
  });

  it("is found by name, e-mail and organisation, without case and accents", () => {
    const found = (text: string) => matching(ALL, text).map(({ name }) => name);
    expect(found("odz")).toEqual(["Łukasz Ódź"]);
    expect(found("BERG mia")).toEqual(["Mia Berg"]);
    expect(found("northwind")).toEqual(["Łukasz Ódź", "svc-ops", "svc-crew"]);
    expect(found("gone")).toEqual([]);
    expect(found(" ")).toHaveLength(4);
  });
});
