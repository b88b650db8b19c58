import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { AccessPreview, TemplateView } from "../../backend/bindings";
import { Refusal } from "../../backend/call";
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
  accounts: [],
  keys: 0,
};

const narrows = (narrowed: number): AccessPreview => ({ accounts: 1, narrowed, widened: 0, keys: [] });

function desk() {
  const answers: { levels: Levels; give: (preview: AccessPreview) => void; fail: (why: unknown) => void }[] =
    [];
  const edited: Levels[] = [];
  const templates = {
    all: [ops],
    preview: (_: string, levels: Levels) =>
      new Promise<AccessPreview>((give, fail) => answers.push({ levels, give, fail })),
    create: async () => ops,
    edit: async (_: string, draft: { grants: Levels }) => {
      edited.push(draft.grants);
      return ops;
    },
  };
  return { answers, edited, templates };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const settled = () => vi.advanceTimersByTimeAsync(0);

describe("changing a template", () => {
  it("saves other words at once", async () => {
    const { edited, templates } = desk();
    const edit = new TemplateEdit(templates, ops);
    edit.form.fields.name = "Operations";
    expect(edit.ready).toBe(true);
    expect(await edit.save()).toBe(ops);
    expect(edited).toEqual([{ a: "view", b: "modify" }]);
  });

  it("is saved only once what is ticked now was shown", async () => {
    const { answers, edited, templates } = desk();
    const edit = new TemplateEdit(templates, ops);
    edit.tick({ a: "view" });
    await vi.advanceTimersByTimeAsync(150);
    edit.tick({ a: "modify" });
    await vi.advanceTimersByTimeAsync(150);
    expect(answers).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(50);
    expect(answers.map(({ levels }) => levels)).toEqual([{ a: "modify" }]);
    expect(edit.waiting).toBe(true);
    expect(await edit.save()).toBeUndefined();
    expect(edited).toEqual([]);
    answers[0]!.give(narrows(3));
    await settled();
    expect([edit.waiting, edit.ready, edit.preview?.narrowed]).toEqual([false, true, 3]);
    expect(await edit.save()).toBe(ops);
    expect(edited).toEqual([{ a: "modify" }]);
  });

  it("doesn't take an answer about another choice", async () => {
    const { answers, templates } = desk();
    const edit = new TemplateEdit(templates, ops);
    edit.tick({ a: "view" });
    await vi.advanceTimersByTimeAsync(200);
    edit.tick({ b: "view" });
    answers[0]!.give(narrows(1));
    await settled();
    expect([edit.ready, edit.waiting]).toEqual([false, true]);
    await vi.advanceTimersByTimeAsync(200);
    answers[1]!.give(narrows(2));
    await settled();
    expect([edit.ready, edit.preview?.narrowed]).toEqual([true, 2]);
  });

  it("asks nothing where the levels are as they were, or none is ticked", async () => {
    const { answers, templates } = desk();
    const edit = new TemplateEdit(templates, ops);
    edit.tick({ a: "view" });
    edit.tick({ b: "modify", a: "view" });
    await vi.advanceTimersByTimeAsync(500);
    expect([edit.asks, edit.ready]).toEqual([false, true]);
    edit.tick({});
    await vi.advanceTimersByTimeAsync(500);
    expect(answers).toHaveLength(0);
    expect(await edit.save()).toBeUndefined();
    expect(edit.form.error("grants")).toBeDefined();
  });

  it("says why it couldn't be shown, until it is asked again", async () => {
    const { answers, templates } = desk();
    const edit = new TemplateEdit(templates, ops);
    edit.tick({ a: "view" });
    await vi.advanceTimersByTimeAsync(200);
    const refusal = new Refusal({ code: "not_found", field: null, params: {} });
    answers[0]!.fail(refusal);
    await settled();
    expect([edit.failure, edit.waiting, edit.ready]).toEqual([refusal, false, false]);
    void edit.look();
    expect([edit.failure, edit.waiting]).toEqual([undefined, true]);
    answers[1]!.give(narrows(0));
    await settled();
    expect(edit.ready).toBe(true);
  });
});

it("creates without asking what it would do: nobody has it yet", async () => {
  const { answers, templates } = desk();
  const edit = new TemplateEdit(templates);
  edit.form.fields.name = "Crew";
  edit.tick({ a: "view" });
  await vi.advanceTimersByTimeAsync(500);
  expect(answers).toHaveLength(0);
  expect(await edit.save()).toBe(ops);
});
