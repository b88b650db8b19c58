import { beforeEach, describe, expect, it, vi } from "vitest";

const { commands } = vi.hoisted(() => ({
  commands: { copyShown: vi.fn(), saveShown: vi.fn(), confirmStored: vi.fn(), discardKey: vi.fn() },
}));
vi.mock("../../backend/bindings", () => ({ commands }));

import { HandOver, secondsLeft } from "./hand-over.svelte";

const ok = (data: unknown) => Promise.resolve({ status: "ok", data });
const refused = (code: string) =>
  Promise.resolve({ status: "error", error: { code, field: null, params: {} } });

let now = 0;
let hand: HandOver;

beforeEach(() => {
  now = 1_000_000;
  hand = new HandOver(() => now);
  commands.copyShown.mockImplementation((what: string) =>
    ok({ empties_in_seconds: what === "account_id" ? null : 45 }),
  );
});

it("counts whole seconds, never below none", () => {
  expect(secondsLeft(45_000, 0)).toBe(45);
  expect(secondsLeft(45_000, 7_001)).toBe(38);
  expect(secondsLeft(45_000, 60_000)).toBe(0);
});

describe("copying", () => {
  it("counts down, then says that it is emptied when it is told so", async () => {
    await hand.copy("key");
    expect(hand.words).toBe("Copied. The clipboard empties in 45 s");
    now += 7_000;
    hand.tick();
    expect(hand.words).toBe("Copied. The clipboard empties in 38 s");
    hand.notice({ kind: "clipboard_emptied" });
    expect(hand.words).toBe("Emptied. Copy again if needed");
    expect(hand.left).toBe(true);
  });

  it("says that something else was copied", async () => {
    await hand.copy("key_and_account_id");
    hand.notice({ kind: "clipboard_replaced" });
    expect(hand.words).toBe("The clipboard holds something else now");
  });

  it("says that the account id displaced the key, which is then no news", async () => {
    await hand.copy("key");
    await hand.copy("account_id");
    expect(hand.words).toBe("Account id copied. The clipboard no longer holds the key");
    hand.notice({ kind: "clipboard_replaced" });
    expect(hand.words).toBe("Account id copied. The clipboard no longer holds the key");
  });

  it("doesn't take the account id for the key", async () => {
    await hand.copy("account_id");
    expect(hand.words).toBe("Account id copied");
    expect(hand.left).toBe(false);
  });

  it("says what to do when the clipboard refuses", async () => {
    commands.copyShown.mockImplementation(() => refused("clipboard_refused"));
    await hand.copy("key");
    expect(hand.refused).toBe("The clipboard refused. The key is still here: try again, or save as .txt.");
    expect(hand.left).toBe(false);
    expect(hand.busy).toBe(false);
  });
});

describe("saving", () => {
  it("says where", async () => {
    commands.saveShown.mockImplementation(() => ok({ path: "/home/ops/key.txt" }));
    await hand.save();
    expect(hand.saved).toBe("/home/ops/key.txt");
    expect(hand.left).toBe(true);
  });

  it("hands nothing out where nothing was chosen, or the file exists", async () => {
    commands.saveShown.mockImplementation(() => ok(null));
    await hand.save();
    expect(hand.left).toBe(false);
    commands.saveShown.mockImplementation(() => refused("file_exists"));
    await hand.save();
    expect(hand.left).toBe(false);
    expect(hand.refused).toContain("Choose another name");
  });
});
