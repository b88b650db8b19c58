import { describe, expect, it } from "vitest";
import type { PersonView } from "../../backend/bindings";
import { filterPeople, sortPeople } from "./list";

function person(name: string, rest: Partial<PersonView> = {}): PersonView {
  return {
    person_id: name,
    name,
    email: "",
    role: "none",
    key_setup: "none",
    created_at: "2026-01-01T00:00:00Z",
    left_at: null,
    holds_vault: false,
    live_keys: 0,
    active_keys: 0,
    keys: 0,
    resources: 0,
    ...rest,
  };
}

const names = (people: PersonView[]) => people.map(({ name }) => name);

describe("the list of people", () => {
  const people = [
    person("Sam Größe", { role: "auditor", key_setup: "view", left_at: "2026-02-01T00:00:00Z" }),
    person("Ada Lovelace", { role: "system_administrator", key_setup: "modify_all" }),
    person("Mia Berg", { email: "mia@northwind.example" }),
  ];

  it("finds every word in name, e-mail and role, without case and accents", () => {
    expect(names(filterPeople(people, "GROSSE"))).toEqual([]);
    expect(names(filterPeople(people, "größe audit"))).toEqual(["Sam Größe"]);
    expect(names(filterPeople(people, "northwind"))).toEqual(["Mia Berg"]);
    expect(names(filterPeople(people, "administrator"))).toEqual(["Ada Lovelace"]);
    expect(filterPeople(people, " ")).toBe(people);
  });

  it("sorts either way, equal ones by name", () => {
    expect(names(sortPeople(people, "name", false))).toEqual(["Ada Lovelace", "Mia Berg", "Sam Größe"]);
    expect(names(sortPeople(people, "role", false))).toEqual(["Ada Lovelace", "Sam Größe", "Mia Berg"]);
    expect(names(sortPeople(people, "key_setup", true))).toEqual(["Mia Berg", "Sam Größe", "Ada Lovelace"]);
    expect(names(sortPeople(people, "state", true))).toEqual(["Sam Größe", "Ada Lovelace", "Mia Berg"]);
  });
});
