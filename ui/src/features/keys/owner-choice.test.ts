import { expect, test } from "vitest";
import type { AccountView, PersonView } from "../../backend/bindings";
import { offered, ownerChoices } from "./owner-choice";

const account: AccountView = {
  account_id: "a1",
  name: "svc-ops",
  organisation: "Northwind",
  email: "ops@northwind.example",
  disabled: false,
  created_at: "2026-01-01T00:00:00Z",
  live_keys: 0,
  keys: 0,
  resources: 2,
};

const ada: PersonView = {
  person_id: "p1",
  name: "Ada Lovelace",
  email: "",
  role: "system_administrator",
  key_setup: "modify_all",
  created_at: "2026-01-01T00:00:00Z",
  left_at: null,
  holds_vault: true,
  live_keys: 0,
  active_keys: 0,
  keys: 0,
  resources: 21,
};

const sven: PersonView = { ...ada, person_id: "p2", name: "Sven Lund", left_at: "2026-02-01T00:00:00Z" };

test("people who are there are offered beside service accounts, and who left is not", () => {
  const owners = ownerChoices([account], [ada, sven]);
  expect(offered(owners, []).map(({ ownerId }) => ownerId)).toEqual(["a1", "person_p1"]);
  expect(offered(owners, ["northwind"]).map(({ name }) => name)).toEqual(["svc-ops"]);
  expect(offered(owners, ["sven"])).toEqual([]);
  expect(owners[2]).toMatchObject({ stopped: "left", person: true });
  expect(owners[1]).toMatchObject({ holdsAll: true, resources: 21 });
});
