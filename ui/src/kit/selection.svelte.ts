import { untrack } from "svelte";

import type { Icon } from "./icon";

/** Something that can be done to what is selected. */
export interface Verb {
  /** By this it is asked for: "edit". */
  id: string;
  label: string;
  /** What it does, said wherever it is offered. */
  line?: string;
  icon: Icon;
  danger?: boolean;
  run: () => void;
}

/** What is selected on the page, and what can be done to it, in the order in which it is offered. */
export interface Selected {
  name: string;
  verbs: Verb[];
}

class Selection {
  // What is open stays selected beneath what is selected besides.
  #offered = $state.raw<readonly Selected[]>([]);

  /** What the page on show says is selected, the latest of several. */
  get selected(): Selected | undefined {
    return this.#offered.at(-1);
  }

  /** Says what is selected, in an effect: what it returns takes it back. */
  offer(selected: Selected): () => void {
    this.#offered = [...untrack(() => this.#offered), selected];
    return () => (this.#offered = this.#offered.filter((one) => one !== selected));
  }

  /** Does what is called so, where it is offered. */
  run(id: string): void {
    const verbs = this.#offered.toReversed().flatMap((selected) => selected.verbs);
    verbs.find((verb) => verb.id === id)?.run();
  }
}

/** Filled by whatever is open on the page; read by the command palette and by F2. */
export const selection = new Selection();
