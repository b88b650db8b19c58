import { answer, problemOf } from "../../backend/call";
import { commands, type Identified, type KeyView } from "../../backend/bindings";
import { problemText } from "../../backend/words";
import { MayIt } from "./may-it.svelte";

/** *Which key is this?*: what is presented, and what it turned out to be. */
export class WhichKey {
  open = $state(false);
  text = $state("");
  found = $state.raw<Identified>();
  refused = $state<string>();
  busy = $state(false);
  /** What it may, once it is known what it is. */
  readonly may = new MayIt();
  #asked = 0;

  /** Opens the dialog; a text that was pasted elsewhere is looked up at once. */
  show(text = ""): void {
    this.close();
    this.open = true;
    this.text = text;
    if (text !== "") void this.look();
  }

  /** Closes it and empties the field: a key isn't kept. */
  close(): void {
    this.#asked += 1;
    this.open = false;
    this.text = "";
    this.found = undefined;
    this.may.forget();
    this.refused = undefined;
    this.busy = false;
  }

  /** The text was changed: what was said was about another one. */
  typed(): void {
    this.#asked += 1;
    this.found = undefined;
    this.may.forget();
    this.refused = undefined;
    this.busy = false;
  }

  async look(): Promise<void> {
    const text = this.text.trim();
    if (text === "") return;
    const mine = (this.#asked += 1);
    this.busy = true;
    this.refused = undefined;
    try {
      const found = await answer(commands.identifyKey(text));
      if (mine !== this.#asked) return;
      this.found = found;
      void this.may.present(text);
    } catch (failure) {
      if (mine === this.#asked) this.refused = problemText(problemOf(failure));
    } finally {
      if (mine === this.#asked) this.busy = false;
    }
  }

  /** Takes up what a verb made of the key that was found. */
  take(keyId: string, key: KeyView | undefined): void {
    const found = this.found;
    if (found === undefined || !("key" in found) || found.key.key_id !== keyId) return;
    if (key === undefined) this.close();
    else {
      this.found = { ...found, key };
      this.may.again();
    }
  }
}
