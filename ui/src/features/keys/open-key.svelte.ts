import { answer, problemOf } from "../../backend/call";
import { commands, type KeyView, type Problem } from "../../backend/bindings";

/** The key in the drawer. */
export class OpenKey {
  key = $state.raw<KeyView>();
  problem = $state.raw<Problem>();
  #asked = 0;

  /** Reads it. What was shown of another key goes at once; the same key stays until it was read anew. */
  async read(keyId: string): Promise<void> {
    const mine = (this.#asked += 1);
    if (this.key?.key_id !== keyId) this.key = undefined;
    this.problem = undefined;
    try {
      const key = await answer(commands.key(keyId));
      if (mine === this.#asked) this.key = key;
    } catch (failure) {
      if (mine !== this.#asked) return;
      this.problem = problemOf(failure);
      // What is known not to be there any more isn't shown as if it were.
      if (this.problem.code === "not_found") this.key = undefined;
    }
  }

  /** Takes up a newer reading, where it is of the key that is shown. */
  take(key: KeyView): void {
    if (this.key?.key_id !== key.key_id) return;
    this.#asked += 1;
    this.key = key;
  }
}
