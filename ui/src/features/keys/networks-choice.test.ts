import { expect, it, vi } from "vitest";

import { NetworksChoice } from "./networks-choice.svelte";

let answers: (() => void)[] = [];

vi.mock("../../backend/bindings", () => ({
  commands: {
    readNetworks: (texts: string[]) =>
      new Promise((resolve) => {
        const read = texts.map((text) => {
          const wrong = text.endsWith("!");
          const problem = wrong ? { code: "invalid_network", field: null, params: {} } : null;
          return { text, network: wrong ? null : text.toLowerCase(), problem };
        });
        const broken = { status: "error", error: { code: "io", field: null, params: {} } };
        answers.push(() => resolve(texts.includes("broken") ? broken : { status: "ok", data: read }));
      }),
  },
}));

async function answered<T>(asked: Promise<T>): Promise<T> {
  for (let turn = 0; turn < 9; turn += 1) {
    await Promise.resolve();
    answers.forEach((answer) => answer());
    answers = [];
  }
  return asked;
}

const KEY = "ktw_7Hq2mXc9LpR4tZ0a_mP9sC3kZ7dQ0hJ5gV8xN2aF6uW1yE4oB7iT3rL9cKx01z2Hf8";

it("takes each once as it is kept, keeps what is wrong in sight, and no key", async () => {
  const choice = new NetworksChoice();
  await answered(choice.addText(`2001:DB8::/32, 2001:db8::/32 what! ${KEY}`));
  expect(choice.texts).toEqual(["2001:db8::/32", "what!"]);
  expect(choice.wrong.map((chip) => chip.text)).toEqual(["what!"]);
  choice.correct(choice.chips[1]!, "2001:db8::/32");
  expect(choice.texts).toEqual(["2001:db8::/32"]);
});

it("has all that was typed once it is settled, also what was still being read", async () => {
  const choice = new NetworksChoice();
  const before = choice.addText("10.0.0.0/8");
  choice.typed = "203.0.113.7";
  await answered(choice.settle());
  await before;
  expect(choice.texts).toEqual(["10.0.0.0/8", "203.0.113.7"]);
  expect(choice.typed).toBe("");
});

it("isn't settled by what can't be read, which stays in the field", async () => {
  const choice = new NetworksChoice();
  choice.typed = "broken";
  await expect(answered(choice.settle())).rejects.toMatchObject({ problem: { code: "io" } });
  expect(choice.typed).toBe("broken");
  choice.typed = "203.0.113.7";
  await answered(choice.settle());
  expect(choice.texts).toEqual(["203.0.113.7"]);
});
