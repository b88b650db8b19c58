import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { AccessPreview } from "../backend/bindings";
import { Refusal } from "../backend/call";
import { AccessLook, REST } from "./access-look.svelte";

const previewOf = (widened: number): AccessPreview => ({ owners: 1, narrowed: 0, widened, keys: [] });
const rest = () => vi.advanceTimersByTimeAsync(REST);
const ask = vi.fn<(choice: string[]) => Promise<AccessPreview>>();

let choice: string[] | undefined;
let look: AccessLook<string[]>;

beforeEach(() => {
  vi.useFakeTimers();
  ask.mockReset().mockResolvedValue(previewOf(1));
  choice = ["a"];
  look = new AccessLook(() => choice, ask);
});
afterEach(() => vi.useRealTimers());

it("asks once the choice rests, for exactly that", async () => {
  look.watch()?.();
  choice = ["b"];
  look.watch();
  await vi.advanceTimersByTimeAsync(REST - 1);
  expect(ask).not.toHaveBeenCalled();
  expect([look.asks, look.waiting, look.ready]).toEqual([true, true, false]);
  await vi.advanceTimersByTimeAsync(1);
  expect(ask).toHaveBeenCalledExactlyOnceWith(["b"]);
  expect([look.waiting, look.ready, look.preview]).toEqual([false, true, previewOf(1)]);
});

it("asks nothing where there is nothing to show", async () => {
  choice = undefined;
  expect(look.watch()).toBeUndefined();
  await rest();
  expect(ask).not.toHaveBeenCalled();
  expect([look.asks, look.waiting, look.ready]).toEqual([false, false, true]);
});

it("shows nothing of another choice, and the same for an equal one", async () => {
  look.watch();
  await rest();
  choice = ["b"];
  expect([look.preview, look.ready]).toEqual([undefined, false]);
  choice = ["a"];
  expect([look.preview, look.ready]).toEqual([previewOf(1), true]);
});

it("drops an answer that comes after the choice was changed", async () => {
  let late: (preview: AccessPreview) => void = () => undefined;
  ask.mockImplementationOnce(() => new Promise((resolve) => (late = resolve)));
  const drop = look.watch();
  await rest();
  choice = ["b"];
  drop?.();
  ask.mockResolvedValueOnce(previewOf(2));
  look.watch();
  await rest();
  late(previewOf(1));
  await rest();
  expect(look.preview).toEqual(previewOf(2));
});

it("says why it couldn't be told, until it is asked again", async () => {
  ask.mockRejectedValueOnce(new Refusal({ code: "disk_full", field: null, params: {} }));
  look.watch();
  await rest();
  expect(look.failure).toContain("disk is full");
  expect([look.waiting, look.ready]).toEqual([false, false]);
  look.again();
  look.watch();
  expect([look.failure, look.waiting]).toEqual([undefined, true]);
  await rest();
  expect(look.preview).toEqual(previewOf(1));
});
