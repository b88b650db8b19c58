import { expect, test } from "vitest";
import { ownerPath, personOf, personOwner } from "./owners";

test("a person and a service account of the same characters lead to their own pages", () => {
  const person = personOwner("9Hq2mXc9LpR4tZ0a");
  expect(person).toBe("person_9Hq2mXc9LpR4tZ0a");
  expect(personOf(person)).toBe("9Hq2mXc9LpR4tZ0a");
  expect(personOf("9Hq2mXc9LpR4tZ0a")).toBeUndefined();
  expect(ownerPath(person)).toBe("/people/9Hq2mXc9LpR4tZ0a");
  expect(ownerPath("9Hq2mXc9LpR4tZ0a")).toBe("/accounts/9Hq2mXc9LpR4tZ0a");
});
