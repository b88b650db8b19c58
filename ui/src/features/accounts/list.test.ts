import { describe, expect, it } from "vitest";
import type { AccountView } from "../../backend/bindings";
import { filterAccounts, sortAccounts } from "./list";

function account(name: string, rest: Partial<AccountView> = {}): AccountView {
  return {
    account_id: name,
    name,
    organisation: "",
    email: `${name}@example.org`,
    disabled: false,
    created_at: "2026-01-01T00:00:00Z",
    live_keys: 0,
    keys: 0,
    resources: 0,
    ...rest,
  };
}

const names = (accounts: AccountView[]) => accounts.map(({ name }) => name);

describe("the list of service accounts", () => {
  const accounts = [
    account("svc-ops", { organisation: "Zürich Handling", live_keys: 2, keys: 3 }),
    account("svc-crew", { organisation: "Northwind", disabled: true }),
    account("svc-met", { organisation: "Northwind", live_keys: 2, keys: 2, resources: 4 }),
  ];

  it("finds every word anywhere, without case and accents", () => {
    expect(names(filterAccounts(accounts, "ZURICH ops"))).toEqual(["svc-ops"]);
    expect(names(filterAccounts(accounts, "northwind"))).toEqual(["svc-crew", "svc-met"]);
    expect(names(filterAccounts(accounts, "met@example"))).toEqual(["svc-met"]);
    expect(filterAccounts(accounts, "nobody")).toEqual([]);
    expect(filterAccounts(accounts, "  ")).toBe(accounts);
  });

  it("sorts either way, equal ones by name", () => {
    expect(names(sortAccounts(accounts, "name", false))).toEqual(["svc-crew", "svc-met", "svc-ops"]);
    expect(names(sortAccounts(accounts, "name", true))).toEqual(["svc-ops", "svc-met", "svc-crew"]);
    expect(names(sortAccounts(accounts, "state", false))).toEqual(["svc-crew", "svc-met", "svc-ops"]);
    expect(names(sortAccounts(accounts, "keys", true))).toEqual(["svc-ops", "svc-met", "svc-crew"]);
    expect(names(sortAccounts(accounts, "organisation", true))).toEqual(["svc-ops", "svc-crew", "svc-met"]);
  });
});
