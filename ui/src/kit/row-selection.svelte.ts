/** Ids of the rows from one place up to, not including, another; at once where they have been read. */
export type IdsBetween = (from: number, to: number) => string[] | Promise<string[]>;

/**
 * Which rows of a list are selected: by id, because rows change their places and only some have been read; and all
 * that there are, now or later, without naming them.
 */
export class RowSelection {
  #all = $state(false);
  /** Those selected; where all are, those left out. */
  #named = $state.raw<ReadonlySet<string>>(new Set());
  /** The place that extending starts from. */
  #anchor: number | undefined;
  /** What extending has added since, so that it can be taken back. */
  #added: readonly string[] = [];
  // Rows that are still being read are overtaken by whatever is selected meanwhile.
  #turn = 0;
  #count: () => number;
  #idsBetween: IdsBetween;

  /** Of a list with so many rows. */
  constructor(count: () => number, idsBetween: IdsBetween) {
    this.#count = count;
    this.#idsBetween = idsBetween;
  }

  /** How many are selected. */
  get size(): number {
    return this.#all ? Math.max(0, this.#count() - this.#named.size) : this.#named.size;
  }

  /** Whether every row is. */
  get everything(): boolean {
    return this.size > 0 && this.size === this.#count();
  }

  has = (id: string): boolean => this.#all !== this.#named.has(id);

  /** Selects a row, or no longer. */
  toggle(id: string, place: number): void {
    this.#begin(place);
    this.#put([id], !this.has(id));
    if (this.size === 0) this.#set(false, new Set());
  }

  /** Selects from where selecting began, or else from `start`, to a row; what was reached before is taken back. */
  extend(to: number, start: number): void {
    this.#anchor ??= start;
    const turn = (this.#turn += 1);
    const ids = this.#idsBetween(Math.min(this.#anchor, to), Math.max(this.#anchor, to) + 1);
    if (Array.isArray(ids)) {
      this.#reach(ids);
      return;
    }
    void ids.then((read) => {
      if (turn === this.#turn) this.#reach(read);
    });
  }

  selectAll(): void {
    this.#begin();
    this.#set(true, new Set());
  }

  clear(): void {
    this.#begin();
    this.#set(false, new Set());
  }

  /** Rows have other places now: extending starts anew. */
  moved(): void {
    this.#begin();
  }

  /** These rows have gone from the list. */
  forget(ids: readonly string[]): void {
    if (ids.length > 0) this.#set(this.#all, without(this.#named, ids));
  }

  /** What is selected, or with `all` what is left out, by id. */
  get selected(): { all: boolean; ids: string[] } {
    return { all: this.#all, ids: [...this.#named] };
  }

  #begin(anchor?: number): void {
    this.#turn += 1;
    this.#anchor = anchor;
    this.#added = [];
  }

  #reach(ids: readonly string[]): void {
    this.#put(this.#added, false);
    this.#added = ids.filter((id) => !this.has(id));
    this.#put(this.#added, true);
  }

  #put(ids: readonly string[], on: boolean): void {
    if (ids.length === 0) return;
    this.#set(this.#all, on === this.#all ? without(this.#named, ids) : new Set([...this.#named, ...ids]));
  }

  #set(all: boolean, named: ReadonlySet<string>): void {
    this.#all = all;
    this.#named = named;
  }
}

function without(ids: ReadonlySet<string>, gone: readonly string[]): Set<string> {
  const left = new Set(ids);
  for (const id of gone) left.delete(id);
  return left;
}
