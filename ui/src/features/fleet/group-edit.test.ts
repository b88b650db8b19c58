import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { AccessPreview, GroupFields, GroupView } from "../../backend/bindings";
import { REST } from "../../resources/access-look.svelte";
import { GroupEdit } from "./group-edit.svelte";

const ref = (id: string) => ({ aircraft_id: id, registration: id.toUpperCase(), retired: false });
const ops: GroupView = {
  group_id: "g1",
  name: "Ops",
  members: { kind: "chosen", aircraft_ids: ["a", "b"] },
  chosen: [ref("a"), { ...ref("b"), retired: true }],
  aircraft: [ref("a")],
  keys: 1,
  owners: 0,
};
const narrows: AccessPreview = { owners: 0, narrowed: 1, widened: 0, keys: [] };

function desk() {
  const sent: GroupFields[] = [];
  const save = async (fields: GroupFields) => {
    sent.push(fields);
    return ops;
  };
  return {
    sent,
    groups: {
      all: [ops],
      preview: vi.fn(async () => narrows),
      create: save,
      edit: async (_: string, fields: GroupFields) => save(fields),
    },
  };
}

const rest = () => vi.advanceTimersByTimeAsync(REST);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

describe("changing a group", () => {
  it("saves another name at once, with what it held, retired ones too", async () => {
    const { sent, groups } = desk();
    const edit = new GroupEdit(groups, ops);
    edit.form.fields.name = "Operations";
    expect(edit.look.asks).toBe(false);
    expect(await edit.save()).toBe(ops);
    expect(sent).toEqual([{ name: "Operations", members: ops.members }]);
  });

  it("saves other members only once it was shown what that does", async () => {
    const { sent, groups } = desk();
    const edit = new GroupEdit(groups, ops);
    edit.form.fields.kind = "tagged";
    expect(edit.look.asks, "a tag is missing").toBe(false);
    edit.form.fields.members = "Turboprop";
    edit.look.watch();
    expect(await edit.save()).toBeUndefined();
    await rest();
    const members = { kind: "tagged", tag: "turboprop" };
    expect(groups.preview).toHaveBeenCalledExactlyOnceWith("g1", members);
    expect(await edit.save()).toBe(ops);
    expect(sent).toEqual([{ name: "Ops", members }]);
  });

  it("isn't saved with what is no aircraft", async () => {
    const { sent, groups } = desk();
    const edit = new GroupEdit(groups, ops);
    edit.choice.add({ text: "XX-YYY", aircraft_id: null });
    expect(edit.wrongAircraft).toContain("XX-YYY");
    expect(edit.look.asks).toBe(false);
    expect(await edit.save()).toBeUndefined();
    expect(sent).toEqual([]);
  });
});

describe("a new group", () => {
  it("may hold nothing yet, and nothing names it", async () => {
    const { sent, groups } = desk();
    const edit = new GroupEdit(groups);
    edit.form.fields.name = "Spare";
    expect(edit.look.asks).toBe(false);
    expect(await edit.save()).toBe(ops);
    expect(sent).toEqual([{ name: "Spare", members: { kind: "chosen", aircraft_ids: [] } }]);
  });

  it("can't have a name that is taken", async () => {
    const { sent, groups } = desk();
    const edit = new GroupEdit(groups);
    edit.form.fields.name = "OPS";
    expect(await edit.save()).toBeUndefined();
    expect(edit.form.error("name")).toContain("Another has that name already");
    expect(sent).toEqual([]);
  });
});
