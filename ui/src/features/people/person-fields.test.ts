import { describe, expect, it } from "vitest";
import type { PersonFields, PersonView } from "../../backend/bindings";
import { checkPerson, fieldsOf, NOBODY } from "./person-fields";

const MIA: PersonView = {
  person_id: "mia",
  name: "Mia Berg",
  email: "mia@northwind.example",
  role: "auditor",
  key_setup: "view",
  created_at: "2026-01-01T00:00:00Z",
  left_at: null,
  holds_vault: false,
  live_keys: 0,
  active_keys: 0,
  keys: 0,
  resources: 0,
};

describe("a person's form", () => {
  const check = (fields: Partial<PersonFields>, field: keyof PersonFields, others = [MIA]) =>
    checkPerson({ ...NOBODY, ...fields }, field, others)?.code;

  it("starts with what the person is", () => {
    expect(fieldsOf(MIA)).toEqual({
      name: "Mia Berg",
      email: "mia@northwind.example",
      role: "auditor",
      key_setup: "view",
    });
  });

  it("needs a name that isn't too long", () => {
    expect(check({ name: " " }, "name")).toBe("required");
    expect(check({ name: "ä".repeat(101) }, "name")).toBe("too_long");
    expect(check({ name: "ä".repeat(100) }, "name")).toBeUndefined();
  });

  it("needs no e-mail, but one that nobody here has", () => {
    expect(check({ email: "" }, "email")).toBeUndefined();
    expect(check({ email: "mia" }, "email")).toBe("invalid_email");
    expect(check({ email: "MIA@northwind.example" }, "email")).toBe("email_taken");
    const left = [{ ...MIA, left_at: "2026-02-01T00:00:00Z" }];
    expect(check({ email: "mia@northwind.example" }, "email", left)).toBeUndefined();
  });
});
