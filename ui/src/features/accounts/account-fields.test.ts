import { describe, expect, it } from "vitest";
import type { AccountView } from "../../backend/bindings";
import { checkAccount, NO_ACCOUNT } from "./account-fields";

const other = { name: "svc-Ops" } as AccountView;
const code = (field: keyof typeof NO_ACCOUNT, text: string) =>
  checkAccount({ ...NO_ACCOUNT, [field]: text }, field, [other])?.code;

describe("a service account's fields", () => {
  it("takes names of letters, digits, -, _ and . that nobody has", () => {
    expect(code("name", "svc_crew.2-b")).toBeUndefined();
    expect(code("name", "")).toBe("required");
    expect(code("name", "svc crew")).toBe("account_name_characters");
    expect(code("name", "SVC-ops")).toBe("name_taken");
    expect(code("name", "x".repeat(65))).toBe("too_long");
  });

  it("needs a contact that can be an e-mail address", () => {
    expect(code("email", " ")).toBe("required");
    expect(code("email", "ops@northwind.example")).toBeUndefined();
    expect(code("email", "ops at northwind")).toBe("invalid_email");
  });

  it("limits the organisation, which may be empty", () => {
    expect(code("organisation", "")).toBeUndefined();
    expect(code("organisation", "x".repeat(101))).toBe("too_long");
  });
});
