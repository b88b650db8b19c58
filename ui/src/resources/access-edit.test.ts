import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { AccessPreview, EditAccess } from "../backend/bindings";

const { commands } = vi.hoisted(() => ({
  commands: { ownerAccess: vi.fn(), listTemplates: vi.fn(), listResources: vi.fn(), previewAccess: vi.fn() },
}));
vi.mock("../backend/bindings", () => ({ commands }));

import { REST } from "./access-look.svelte";
import { AccessEdit } from "./access-edit.svelte";

const ok = (data: unknown) => Promise.resolve({ status: "ok", data });
const refused = (code: string) =>
  Promise.resolve({ status: "error", error: { code, field: null, params: {} } });
const previewOf = (widened: number): AccessPreview => ({ owners: 1, narrowed: 0, widened, keys: [] });
const rest = () => vi.advanceTimersByTimeAsync(REST);

let edit: AccessEdit;

beforeEach(async () => {
  vi.useFakeTimers();
  vi.resetAllMocks();
  commands.ownerAccess.mockImplementation(() =>
    ok({
      grants: [
        { resource_id: "b", level: "view" },
        { resource_id: "a", level: "modify" },
      ],
      templates: [{ template_id: "ops", name: "Ops" }],
      scope: { kind: "only", aircraft_ids: ["x2", "x1"], group_ids: ["g1"] },
      aircraft: [
        { aircraft_id: "x2", registration: "SP-KTB", retired: false },
        { aircraft_id: "x1", registration: "SP-KTA", retired: false },
      ],
      groups: [{ group_id: "g1", name: "Turboprops", aircraft: 12, deleted: false }],
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
    expect(edit.watch()).toBeUndefined();
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

describe("its aircraft", () => {
  it("are the same in whatever order they were chosen", () => {
    edit.aircraft.chips = edit.aircraft.chips.toReversed();
    expect(edit.differs).toBe(false);
    edit.aircraft.whole = true;
    expect(edit.request.scope).toEqual({ kind: "whole_fleet" });
    expect(edit.differs).toBe(true);
  });

  it("aren't asked about where nothing is chosen, which is said once it was to be saved", async () => {
    edit.aircraft.chips = [];
    edit.aircraft.groups = [];
    edit.watch();
    await rest();
    expect(commands.previewAccess).not.toHaveBeenCalled();
    expect(edit.scopeError).toBeUndefined();
    expect(await edit.submit(() => Promise.resolve(1))).toBeUndefined();
    expect(edit.scopeError).toContain("at least one aircraft or group");
  });

  it("aren't asked about where one is none, which is said at once", () => {
    edit.aircraft.add({ text: "XX-YYY", aircraft_id: null });
    expect(edit.look.asks).toBe(false);
    expect(edit.scopeError).toContain("XX-YYY isn't in the fleet");
  });
});

it("asks what that would do to this account", async () => {
  commands.previewAccess.mockImplementation(() => ok(previewOf(1)));
  edit.turn("crew", true);
  edit.watch();
  await rest();
  expect(commands.previewAccess).toHaveBeenCalledExactlyOnceWith("svc", edit.request);
  expect(edit.look.preview).toEqual(previewOf(1));
});

describe("saving", () => {
  it("saves nothing that wasn't previewed", async () => {
    commands.previewAccess.mockImplementation(() => ok(previewOf(1)));
    const save = vi.fn((request: EditAccess) => Promise.resolve(request));
    expect(await edit.submit(save)).toBeUndefined();
    edit.turn("crew", true);
    expect(await edit.submit(save)).toBeUndefined();
    edit.watch();
    await rest();
    edit.levels = { b: "view" };
    expect(await edit.submit(save)).toBeUndefined();
    edit.watch();
    await rest();
    expect(await edit.submit(save)).toEqual({
      grants: [{ resource_id: "b", level: "view" }],
      template_ids: ["crew", "ops"],
      scope: { kind: "only", aircraft_ids: ["x1", "x2"], group_ids: ["g1"] },
    });
    expect(save).toHaveBeenCalledOnce();
  });

  it("says why it was refused, and loses nothing", async () => {
    commands.previewAccess.mockImplementation(() => ok(previewOf(1)));
    edit.turn("ops", false);
    edit.watch();
    await rest();
    expect(await edit.submit(() => Promise.reject(new Error()))).toBeUndefined();
    expect(edit.unsaved).toContain("Something went wrong");
    expect(edit.saving).toBe(false);
    expect(edit.request.template_ids).toEqual([]);
    expect(edit.look.preview).toEqual(previewOf(1));
    edit.watch();
    expect(edit.unsaved).toBeUndefined();
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
