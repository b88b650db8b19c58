import { expect, it } from "vitest";

import { reminderDays } from "./reminder-words";

it.each([
  [[15, 7, 0], "15 and 7 days before, and when it expires"],
  [[0], "when it expires"],
  [[1], "1 day before"],
  [[1, 0], "1 day before, and when it expires"],
  [[30, 15, 1], "30, 15 and 1 days before"],
  [[], ""],
])("says %j as %s", (days, words) => expect(reminderDays(days)).toBe(words));
