import { describe, expect, it } from "vitest";

import { stepsFor, troubleTitle } from "./troubles";

describe("troubles", () => {
  const codes = [
    "vault_damaged",
    "not_a_vault",
    "vault_newer",
    "vault_in_use",
    "vault_read_only",
    "vault_missing",
  ] as const;

  it("tells them apart and leads on from each", () => {
    expect(new Set(codes.map(troubleTitle)).size).toBe(codes.length);
    for (const code of codes) expect(stepsFor(code).length).toBeGreaterThan(0);
  });

  it("offers a backup where the vault is damaged", () => {
    expect(stepsFor("vault_damaged")).toContain("restore");
    expect(stepsFor("vault_in_use")).not.toContain("restore");
  });

  it("never offers to try a folder again that is no vault", () => {
    expect(stepsFor("not_a_vault")).not.toContain("again");
  });
});
