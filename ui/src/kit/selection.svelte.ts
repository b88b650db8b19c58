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
  #selected = $state.raw<Selected>();

  /** What the page on show says is selected. */
  get selected(): Selected | undefined {
    return this.#selected;
  }

  /** Says what is selected, in an effect: what it returns takes it back. */
  offer(selected: Selected): () => void {
    this.#selected = selected;
    return () => {
      if (this.#selected === selected) this.#selected = undefined;
    };
  }

  /** Does what is called so, where it is offered. */
  run(id: string): void {
    this.#selected?.verbs.find((verb) => verb.id === id)?.run();
  }
}

/** Filled by whatever is open on the page; read by the command palette and by F2. */
export const selection = new Selection();
