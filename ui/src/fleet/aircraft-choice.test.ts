import { beforeEach, describe, expect, it, vi } from "vitest";
import type { GroupView } from "../backend/bindings";

const { commands } = vi.hoisted(() => ({
  commands: { resolveRegistrations: vi.fn(), listGroups: vi.fn() },
}));
vi.mock("../backend/bindings", () => ({ commands }));

import { AircraftChoice } from "./aircraft-choice.svelte";

const ref = (id: string) => ({ aircraft_id: id, registration: id.toUpperCase(), retired: false });
const group = (name: string, ...ids: string[]): GroupView => ({
  group_id: name,
  name,
  members: { kind: "chosen", aircraft_ids: ids },
  chosen: ids.map(ref),
  aircraft: ids.map(ref),
  keys: 0,
  owners: 0,
});

let choice: AircraftChoice;

beforeEach(() => {
  choice = new AircraftChoice();
  choice.whole = false;
  choice.know([group("turboprops", "a", "b"), group("jets", "b", "c"), group("none")]);
});

describe("a choice", () => {
  it("comes to each aircraft once, however it was chosen", () => {
    choice.add({ text: "A", aircraft_id: "a" });
    choice.add({ text: "Z", aircraft_id: "z" });
    for (const one of choice.known) choice.addGroup(one);
    expect([choice.reach, choice.inGroups]).toEqual([4, 3]);
    expect(choice.scope).toEqual({
      kind: "only",
      aircraft_ids: ["a", "z"],
      group_ids: ["turboprops", "jets", "none"],
    });
    choice.whole = true;
    expect([choice.reach, choice.scope]).toEqual([null, { kind: "whole_fleet" }]);
  });

  it("takes a group once, and lets the last one that was chosen go", () => {
    const [turboprops] = choice.known;
    if (turboprops) choice.addGroup(turboprops);
    if (turboprops) choice.addGroup(turboprops);
    choice.add({ text: "A", aircraft_id: "a" });
    expect(choice.groups).toHaveLength(1);
    choice.removeLast();
    expect([choice.chips.length, choice.groups.length]).toEqual([0, 1]);
    choice.removeLast();
    expect(choice.empty).toBe(true);
    choice.removeLast();
    expect(choice.scope).toEqual({ kind: "only", aircraft_ids: [], group_ids: [] });
  });

  it("says of a group that isn't there any more that it holds nothing", async () => {
    const [turboprops] = choice.known;
    if (turboprops) choice.addGroup(turboprops);
    commands.listGroups.mockResolvedValue({
      status: "ok",
      data: { groups: [group("jets", "b")], tags: [] },
    });
    await choice.readGroups();
    expect(choice.groups).toEqual([
      { group_id: "turboprops", name: "turboprops", aircraft: 0, deleted: true },
    ]);
    expect([choice.empty, choice.reach]).toEqual([false, 0]);
  });

  it("keeps what it knows where the groups can't be read", async () => {
    commands.listGroups.mockRejectedValue(new Error());
    await choice.readGroups();
    expect(choice.known).toHaveLength(3);
  });
});
