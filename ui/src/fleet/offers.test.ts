import { expect, it } from "vitest";
import type { GroupView } from "../backend/bindings";
import { groupNamed, groupsFor, mayBeGroup } from "./offers";

const group = (name: string): GroupView => ({
  group_id: name,
  name,
  members: { kind: "chosen", aircraft_ids: [] },
  chosen: [],
  aircraft: [],
  keys: 0,
  owners: 0,
});
const known = ["Long haul", "Turboprops", "Équipe"].map(group);
const names = (groups: GroupView[]) => groups.map(({ name }) => name);

it("offers the groups with each word in their name, but for those that were chosen", () => {
  expect(names(groupsFor("", known, []))).toEqual(["Long haul", "Turboprops", "Équipe"]);
  expect(names(groupsFor("haul LO", known, []))).toEqual(["Long haul"]);
  expect(names(groupsFor("equipe", known, []))).toEqual(["Équipe"]);
  expect(names(groupsFor("", known, [{ group_id: "Turboprops" }]))).toEqual(["Long haul", "Équipe"]);
});

it("knows a group by its name, without case and accents", () => {
  expect(groupNamed(" long HAUL ", known)?.name).toBe("Long haul");
  expect(groupNamed("long", known)).toBeUndefined();
});

it("lets a space go on as a name, and end anything else", () => {
  expect(mayBeGroup("long ", known)).toBe(true);
  expect(mayBeGroup("SP-KTA ", known)).toBe(false);
  expect(mayBeGroup(" ", known)).toBe(false);
});
