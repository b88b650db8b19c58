import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { AccessPreview, EditAccess } from "../../backend/bindings";

const { commands } = vi.hoisted(() => ({
  commands: { account: vi.fn(), listTemplates: vi.fn(), listResources: vi.fn(), previewAccess: vi.fn() },
}));
vi.mock("../../backend/bindings", () => ({ commands }));

import { AccessEdit, REST } from "./access-edit.svelte";

const ok = (data: unknown) => Promise.resolve({ status: "ok", data });
const refused = (code: string) =>
  Promise.resolve({ status: "error", error: { code, field: null, params: {} } });
const previewOf = (widened: number): AccessPreview => ({ accounts: 1, narrowed: 0, widened, keys: [] });
const rest = () => vi.advanceTimersByTimeAsync(REST);

let edit: AccessEdit;

beforeEach(async () => {
  vi.useFakeTimers();
  vi.resetAllMocks();
  commands.account.mockImplementation(() =>
    ok({
      grants: [
        { resource_id: "b", level: "view" },
        { resource_id: "a", level: "modify" },
      ],
      templates: [{ template_id: "ops", name: "Ops" }],
    }),
  );
  commands.listTemplates.mockImplementation(() => ok([]));
  commands.listResources.mockImplementation(() => ok([]));
  edit = new AccessEdit("svc");
  await edit.open();
});

afterEach(() => vi.useRealTimers());

describe("what is chosen", () => {
  it("starts as what the account has, which is nothing to save", async () => {
    expect(edit.request.template_ids).toEqual(["ops"]);
    expect(edit.levels).toEqual({ a: "modify", b: "view" });
    expect(edit.differs).toBe(false);
    expect(edit.look()).toBeUndefined();
    await rest();
    expect(commands.previewAccess).not.toHaveBeenCalled();
  });

  it("differs until it is put back", () => {
    edit.turn("crew", true);
    expect(edit.differs).toBe(true);
    edit.turn("crew", false);
    expect(edit.differs).toBe(false);
    edit.turn("ops", false);
    edit.turn("ops", true);
    edit.levels = { b: "view", a: "modify" };
    expect(edit.differs).toBe(false);
    edit.levels = { b: "view", a: "modify_all" };
    expect(edit.differs).toBe(true);
  });
});

describe("looking at what it would do", () => {
  it("asks once the choice rests, for exactly that", async () => {
    commands.previewAccess.mockImplementation(() => ok(previewOf(1)));
    edit.turn("crew", true);
    edit.look();
    await vi.advanceTimersByTimeAsync(REST - 1);
    expect(commands.previewAccess).not.toHaveBeenCalled();
    expect(edit.looking).toBe(true);
    await vi.advanceTimersByTimeAsync(1);
    expect(commands.previewAccess).toHaveBeenCalledExactlyOnceWith("svc", edit.request);
    expect(edit.preview).toEqual(previewOf(1));
    expect(edit.looking).toBe(false);
  });

  it("drops an answer about a choice that was changed meanwhile", async () => {
    let late: (outcome: unknown) => void = () => undefined;
    commands.previewAccess.mockImplementationOnce(() => new Promise((resolve) => (late = resolve)));
    commands.previewAccess.mockImplementationOnce(() => ok(previewOf(2)));
    edit.turn("crew", true);
    const drop = edit.look();
    await rest();
    edit.turn("met", true);
    drop?.();
    edit.look();
    await rest();
    late({ status: "ok", data: previewOf(1) });
    await rest();
    expect(edit.preview).toEqual(previewOf(2));
  });

  it("shows no preview of another choice", async () => {
    commands.previewAccess.mockImplementation(() => ok(previewOf(1)));
    edit.turn("crew", true);
    edit.look();
    await rest();
    edit.turn("met", true);
    expect(edit.preview).toBeUndefined();
  });

  it("says why it couldn't, keeps the choice, and asks again", async () => {
    commands.previewAccess.mockImplementationOnce(() => refused("disk_full"));
    edit.turn("crew", true);
    edit.look();
    await rest();
    expect(edit.unseen).toContain("disk is full");
    expect(edit.looking).toBe(false);
    commands.previewAccess.mockImplementationOnce(() => ok(previewOf(1)));
    edit.lookAgain();
    edit.look();
    await rest();
    expect(edit.unseen).toBeUndefined();
    expect(edit.preview).toEqual(previewOf(1));
    expect(edit.request.template_ids).toEqual(["crew", "ops"]);
  });
});

describe("saving", () => {
  it("saves nothing that wasn't previewed", async () => {
    commands.previewAccess.mockImplementation(() => ok(previewOf(1)));
    const save = vi.fn((request: EditAccess) => Promise.resolve(request));
    expect(await edit.submit(save)).toBeUndefined();
    edit.turn("crew", true);
    expect(await edit.submit(save)).toBeUndefined();
    edit.look();
    await rest();
    edit.levels = { b: "view" };
    expect(await edit.submit(save)).toBeUndefined();
    edit.look();
    await rest();
    expect(await edit.submit(save)).toEqual({
      grants: [{ resource_id: "b", level: "view" }],
      template_ids: ["crew", "ops"],
    });
    expect(save).toHaveBeenCalledOnce();
  });

  it("says why it was refused, and loses nothing", async () => {
    commands.previewAccess.mockImplementation(() => ok(previewOf(1)));
    edit.turn("ops", false);
    edit.look();
    await rest();
    expect(await edit.submit(() => Promise.reject(new Error()))).toBeUndefined();
    expect(edit.unsaved).toContain("Something went wrong");
    expect(edit.saving).toBe(false);
    expect(edit.request.template_ids).toEqual([]);
    expect(edit.preview).toEqual(previewOf(1));
  });
});

it("says why it couldn't be read", async () => {
  commands.listTemplates.mockImplementation(() => refused("disk_full"));
  edit = new AccessEdit("svc");
  await edit.open();
  expect(edit.unread).toContain("disk is full");
  expect(edit.templates).toBeUndefined();
  expect(edit.differs).toBe(false);
});
