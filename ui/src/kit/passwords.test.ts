import { describe, expect, it } from "vitest";

import { newPasswordErrors } from "./passwords";

describe("newPasswordErrors", () => {
  it("is content with 12 to 1,024 characters, typed twice", () => {
    for (const password of ["a".repeat(12), "a".repeat(1024), "🗝".repeat(12)]) {
      expect(newPasswordErrors(password, password)).toEqual({});
    }
  });

  it("says what is wrong with each of the two", () => {
    expect(newPasswordErrors("", "")).toEqual({
      password: "Choose a master password.",
      repeat: "Type the password a second time.",
    });
    expect(newPasswordErrors("a".repeat(11), "a".repeat(11)).password).toMatch(/at least 12/);
    expect(newPasswordErrors("a".repeat(1025), "a".repeat(1025)).password).toMatch(/at most 1,024/);
    expect(newPasswordErrors("a".repeat(12), "a".repeat(13)).repeat).toMatch(/differ/);
  });
});
