import { SvelteMap } from "svelte/reactivity";

/** Part of a list whose order and length somebody else keeps. */
export interface Window<T> {
  /** Rows in the whole list. */
  matching: number;
  /** Those from the asked offset on. */
  rows: T[];
}

export const CHUNK = 100;

/** A list of any length of which only what is looked at is held, in chunks. */
export class WindowedList<T> {
  /** Rows in the whole list; `undefined` until the first answer. */
  count = $state<number>();
  /** Why the last question failed. */
  failure = $state.raw<unknown>();
  #chunks = new SvelteMap<number, T[]>();
  #asked = new Set<number>();
  #seen = { from: 0, to: 1 };
  // Answers to questions from before the last reload are about another list.
  #generation = 0;
  #fetch: (offset: number, limit: number) => Promise<Window<T>>;

  constructor(fetch: (offset: number, limit: number) => Promise<Window<T>>) {
    this.#fetch = fetch;
  }

  /** The row at a place, where it has been read. */
  rowAt = (index: number): T | undefined => this.#chunks.get(Math.floor(index / CHUNK))?.[index % CHUNK];

  /** The first row read that is meant. */
  find(meant: (row: T) => boolean): T | undefined {
    for (const rows of this.#chunks.values()) {
      const row = rows.find(meant);
      if (row !== undefined) return row;
    }
    return undefined;
  }

  /** Says which rows are looked at: `from` up to, not including, `to`. */
  need = (from: number, to: number): void => {
    this.#seen = { from, to };
    for (const chunk of this.#chunksSeen()) {
      if (!this.#asked.has(chunk)) void this.#read(chunk);
    }
  };

  /** Asks anew. What is shown stays until the answer is there, so that nothing flickers. */
  async reload(): Promise<void> {
    this.#generation += 1;
    this.#asked.clear();
    const generation = this.#generation;
    const chunks = this.#chunksSeen();
    const stale = new Set(this.#chunks.keys());
    await Promise.all(chunks.map((chunk) => this.#read(chunk)));
    if (generation !== this.#generation || this.failure !== undefined) return;
    for (const chunk of stale) {
      if (!this.#asked.has(chunk)) this.#chunks.delete(chunk);
    }
    // The list may have become shorter than the place that was looked at.
    if (this.count !== undefined && this.#seen.from >= this.count) this.need(0, 1);
  }

  #chunksSeen(): number[] {
    const first = Math.floor(this.#seen.from / CHUNK);
    const last = Math.floor(Math.max(this.#seen.to - 1, this.#seen.from) / CHUNK);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  }

  async #read(chunk: number): Promise<void> {
    const generation = this.#generation;
    this.#asked.add(chunk);
    try {
      const window = await this.#fetch(chunk * CHUNK, CHUNK);
      if (generation !== this.#generation) return;
      this.#chunks.set(chunk, window.rows);
      this.count = window.matching;
      this.failure = undefined;
    } catch (failure) {
      if (generation !== this.#generation) return;
      this.#asked.delete(chunk);
      this.failure = failure;
    }
  }
}
