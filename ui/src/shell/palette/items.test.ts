import { expect, it } from "vitest";

import type { Fit } from "../../backend/bindings";
import type { Icon } from "../../kit/icon";
import { inOrder } from "./items";

const line = (id: string, fit: Fit) => ({
  fit,
  item: { id, label: id, icon: undefined as unknown as Icon, run: () => undefined },
});

it("puts the group with the best fit first, and otherwise leaves them in their order", () => {
  const groups = inOrder([
    { label: "Selected", items: [line("revoke", "within"), line("renew", "start")] },
    { label: "Commands", items: [] },
    { label: "Pages", items: [line("keys", "start")] },
    { label: "Keys", items: [line("ops-feed", "exact"), line("old-ops-feed", "within")] },
  ]);
  expect(groups.map(({ label }) => label)).toEqual(["Keys", "Selected", "Pages"]);
  expect(groups[1]?.items.map(({ id }) => id)).toEqual(["renew", "revoke"]);
});
