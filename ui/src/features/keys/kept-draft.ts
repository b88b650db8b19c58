// The vault's one draft. Commands may overtake one another, so each write waits for the one before, and a
// read for them all: what was typed last is what is kept.

import { answer } from "../../backend/call";
import { commands } from "../../backend/bindings";
import { readDraft, writeDraft, type GenerateDraft } from "./draft";

let last: Promise<unknown> = Promise.resolve();

/** Keeps what is half typed, or forgets it. It stays unsaid when that fails: the panel still holds it. */
export function keepDraft(draft: GenerateDraft | null): void {
  const text = draft && writeDraft(draft);
  last = last.then(() => answer(commands.keepDraft(text))).catch(() => undefined);
}

/** What was kept; nothing where there is none that this version reads. */
export async function keptDraft(): Promise<GenerateDraft | undefined> {
  await last;
  return readDraft(await answer(commands.draft()));
}
