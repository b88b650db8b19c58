import type { KeyView } from "./bindings";

type Hear = (keyId: string, key: KeyView | undefined) => void;

class KeyChanges {
  #hearers = new Set<Hear>();

  /** Hears of each key that was changed elsewhere in the window; `on` returns what stops listening. */
  on(hear: Hear): () => void {
    this.#hearers.add(hear);
    return () => this.#hearers.delete(hear);
  }

  /** Says what became of a key; without it, it was deleted. */
  tell(keyId: string, key: KeyView | undefined): void {
    for (const hear of this.#hearers) hear(keyId, key);
  }
}

/** Between whatever changes a key and the page on show. */
export const keyChanges = new KeyChanges();
