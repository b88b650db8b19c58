import { beforeEach, expect, it, vi } from "vitest";

import type { GenerateDraft } from "./draft";
import { keepDraft, keptDraft } from "./kept-draft";

const kept: string[] = [];
let waiting: (() => void)[] = [];

vi.mock("../../backend/bindings", () => ({
  commands: {
    keepDraft: (draft: string | null) =>
      new Promise((resolve) => {
        waiting.push(() => {
          kept.push(draft ?? "nothing");
          resolve({ status: "ok", data: null });
        });
      }),
    draft: () => Promise.resolve({ status: "ok", data: kept.at(-1) ?? null }),
  },
}));

function named(name: string): GenerateDraft {
  return {
    form: "generate_key",
    owner_id: "",
    name,
    description: "",
    all: false,
    levels: {},
    whole: true,
    aircraft: [],
    groups: [],
    networks: [],
    expiry: "default",
    date: "",
    renewal_days: null,
    reminders: { personnel: [], own: false, days: "" },
    approved_by: "",
    reason: "",
    replaces: null,
  };
}

/** Lets the one command that has come end. */
async function letGo(): Promise<void> {
  await vi.waitFor(() => expect(waiting).toHaveLength(1));
  waiting.shift()?.();
}

beforeEach(() => {
  kept.length = 0;
  waiting = [];
});

it("writes one after the other, and a read waits for them all", async () => {
  keepDraft(null);
  keepDraft(named("half"));
  keepDraft(named("whole"));
  const read = keptDraft();
  for (let command = 0; command < 3; command += 1) await letGo();
  expect((await read)?.name).toBe("whole");
  expect(kept).toHaveLength(3);
  expect(kept[0]).toBe("nothing");
});
