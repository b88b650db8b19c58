import { expect, test } from "vitest";

import type { NotConforming, Policy } from "../../../backend/bindings";
import { keysWords, whyWords } from "./breaching";

const POLICY = { owners: "people", lifetime: { kind: "limited", maximum_days: 90 } } as Policy;

function alike(keys: number, ...names: string[]): NotConforming {
  const first = names.map((name) => ({ key_id: name, name, owner: "svc-ops" }));
  return { breaches: ["owner", "beyond_maximum"], keys, first };
}

test("each reason is a sentence", () => {
  expect(whyWords(alike(1, "a"), POLICY)).toBe(
    "It belongs to a service account; keys are people's here. It lives longer than 90 days.",
  );
});

test("a few are named, and the others counted", () => {
  expect(keysWords(alike(1, "a"))).toBe("a of svc-ops");
  expect(keysWords(alike(2, "a", "b"))).toBe("a of svc-ops and b of svc-ops");
  expect(keysWords(alike(1200, "a", "b"))).toBe("a of svc-ops, b of svc-ops and 1,198 more");
});
