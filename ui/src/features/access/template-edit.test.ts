import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { AccessPreview, TemplateView } from "../../backend/bindings";
import { REST } from "../../resources/access-look.svelte";
import type { Levels } from "../../resources/resource-tree";
import { TemplateEdit } from "./template-edit.svelte";

const ops: TemplateView = {
  template_id: "t1",
  name: "Ops",
  description: "",
  grants: [
    { resource_id: "a", title: "A", group: "G", level: "view", in_force: "view", codes: [] },
    { resource_id: "b", title: "B", group: "G", level: "modify", in_force: "modify", codes: [] },
  ],
  holders: [],
  keys: 0,
};

const narrows: AccessPreview = { owners: 1, narrowed: 3, widened: 0, keys: [] };

function desk() {
  const edited: Levels[] = [];
  const templates = {
    all: [ops],
    preview: vi.fn(async () => narrows),
    create: async () => ops,
    edit: async (_: string, draft: { grants: Levels }) => {
      edited.push(draft.grants);
      return ops;
    },
  };
  return { edited, templates };
}

const rest = () => vi.advanceTimersByTimeAsync(REST);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("changing a template", () => {
  it("saves other words at once", async () => {
    const { edited, templates } = desk();
    const edit = new TemplateEdit(templates, ops);
    edit.form.fields.name = "Operations";
    expect(edit.look.asks).toBe(false);
    expect(await edit.save()).toBe(ops);
    expect(edited).toEqual([{ a: "view", b: "modify" }]);
  });

  it("is saved only once what is ticked now was shown", async () => {
    const { edited, templates } = desk();
    const edit = new TemplateEdit(templates, ops);
    edit.tick({ a: "modify" });
    edit.look.watch();
    expect(await edit.save()).toBeUndefined();
    expect(edited).toEqual([]);
    await rest();
    expect(templates.preview).toHaveBeenCalledExactlyOnceWith("t1", [{ resource_id: "a", level: "modify" }]);
    expect(edit.look.preview).toEqual(narrows);
    expect(await edit.save()).toBe(ops);
    expect(edited).toEqual([{ a: "modify" }]);
  });

  it("shows nothing where the levels are as they were, or none is ticked", async () => {
    const { templates } = desk();
    const edit = new TemplateEdit(templates, ops);
    edit.tick({ a: "view" });
    expect(edit.look.asks).toBe(true);
    edit.tick({ b: "modify", a: "view" });
    expect(edit.look.asks).toBe(false);
    edit.tick({});
    expect(edit.look.asks).toBe(false);
    expect(await edit.save()).toBeUndefined();
    expect(edit.form.error("grants")).toBeDefined();
  });
});

it("creates without asking what it would do: nobody has it yet", async () => {
  const edit = new TemplateEdit(desk().templates);
  edit.form.fields.name = "Crew";
  edit.tick({ a: "view" });
  expect(edit.look.asks).toBe(false);
  expect(await edit.save()).toBe(ops);
});
