import type { Code } from "../../backend/bindings";

/** A step that leads on from a vault that couldn't be opened. */
export type Step = "again" | "other" | "relocate" | "forget" | "recover" | "restore";

/** What can be done about it, the likeliest first. */
export function stepsFor(code: Code): Step[] {
  switch (code) {
    case "vault_missing":
      return ["relocate", "again", "forget"];
    case "not_a_vault":
      return ["other", "forget"];
    case "vault_parameters":
    case "vault_damaged":
      return ["restore", "again", "other"];
    case "vault_newer":
      return ["again", "other"];
    case "vault_in_use":
    case "vault_read_only":
    case "disk_full":
    case "io":
      return ["again", "other"];
    case "wrong_password":
      return ["recover"];
    default:
      return ["again"];
  }
}

/** What the button of a step says. */
export const STEP_WORDS: Record<Step, string> = {
  again: "Try again",
  other: "Open another vault…",
  relocate: "Open it from its new place…",
  forget: "Take it off the list",
  recover: "Use the recovery code…",
  restore: "Restore a backup…",
};

/** A heading that tells the troubles apart at a glance. */
export function troubleTitle(code: Code): string | undefined {
  const titles: Partial<Record<Code, string>> = {
    vault_damaged: "Damaged",
    not_a_vault: "Not a vault",
    vault_newer: "Made by a newer Keytower",
    vault_parameters: "This vault's protection was altered",
    vault_in_use: "In use elsewhere",
    vault_read_only: "Read-only",
    vault_missing: "Not where it was",
    disk_full: "No space left",
  };
  return titles[code];
}
