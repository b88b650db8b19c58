import { answer, problemOf } from "../../backend/call";
import { commands, type KeyRow, type KeySelection, type KeyView } from "../../backend/bindings";
import { problemText } from "../../backend/words";
import { workspace } from "../../backend/workspace.svelte";
import { plural } from "../../kit/numbers";
import { RowSelection } from "../../kit/row-selection.svelte";
import { toast } from "../../kit/toasts.svelte";
import { WindowedList } from "../../kit/windowed-list.svelte";
import { fromAddress, sameKeys, START, toAddress, toQuery, type Filters } from "./filters";
import { KeyActions } from "./key-actions.svelte";
import { ManyKeys } from "./many.svelte";
import { OpenKey } from "./open-key.svelte";
import { WhichKey } from "./which-key.svelte";

/** The inventory as it is filtered and sorted now. */
export class KeyList {
  /** What is set. */
  filters = $state.raw<Filters>(START);
  /** Keys in the workspace, whatever is set; `undefined` until the first answer. */
  total = $state<number>();
  /** The rows that the filters find. */
  rows = new WindowedList<KeyRow>(async (offset, limit) => {
    const page = await answer(commands.listKeys(toQuery(this.filters), offset, limit));
    this.total = page.total;
    return page;
  });
  /** Those that are selected for a verb over many. */
  readonly selection = new RowSelection(
    () => this.rows.count ?? 0,
    (from, to) => this.#idsBetween(from, to),
  );

  /** What is selected, as the wire takes it. */
  get selected(): KeySelection {
    const { all, ids } = this.selection.selected;
    return {
      query: toQuery(this.filters),
      selected: { kind: all ? "all_but" : "only", key_ids: ids },
    };
  }

  /** Shows what other filters find. A selection is of the keys that are shown: another choice of them clears it. */
  show(filters: Filters): void {
    const kept = sameKeys(filters, this.filters);
    this.filters = filters;
    if (!kept && this.selection.size > 0) {
      this.selection.clear();
      toast("The list shows other keys now, so none is selected.");
    }
    void this.reload();
  }

  /** Reads anew; what the list doesn't show any more isn't selected any more. */
  async reload(): Promise<void> {
    this.selection.moved();
    await this.rows.reload();
    const { selected, filters } = this;
    if (selected.selected.key_ids.length === 0) return;
    try {
      const gone = await answer(commands.goneKeys(selected));
      if (filters === this.filters) this.selection.forget(gone);
    } catch {
      // The list itself says that it couldn't be read; a verb looks again.
    }
  }

  #idsBetween(from: number, to: number): string[] | Promise<string[]> {
    const ids: string[] = [];
    for (let place = from; place < to; place++) {
      const row = this.rows.rowAt(place);
      if (row === undefined) return this.#readIds(from, to);
      ids.push(row.key_id);
    }
    return ids;
  }

  async #readIds(from: number, to: number): Promise<string[]> {
    try {
      return await answer(commands.keyIds(toQuery(this.filters), from, to - from));
    } catch (failure) {
      toast(problemText(problemOf(failure)), "bad");
      return [];
    }
  }
}

/** The keys page: the list, the key in the drawer, what is done to it. */
export class KeysPage {
  readonly list = new KeyList();
  readonly open = new OpenKey();
  readonly which = new WhichKey();
  readonly actions = new KeyActions((keyId, key) => this.changed(keyId, key));
  readonly many = new ManyKeys(
    () => this.list.selected,
    () => this.#manyChanged(),
  );
  #address: string | undefined;

  /** Shows what an address asks for; nothing is read twice for the same one. */
  follow(params: URLSearchParams): void {
    const filters = fromAddress(params);
    const address = toAddress(filters);
    if (address === this.#address) return;
    this.#address = address;
    this.list.show(filters);
  }

  /** The address of a key, or of the list, with these filters. */
  addressOf = (keyId?: string, filters: Filters = this.list.filters): string =>
    `/keys${keyId === undefined ? "" : `/${keyId}`}${toAddress(filters)}`;

  /** A key was changed or, without one, deleted. */
  changed(keyId: string, key: KeyView | undefined): void {
    this.which.take(keyId, key);
    if (key) this.open.take(key);
    else void this.open.read(keyId);
    this.#readAround();
  }

  /** A key may have been changed: reads it and all that shows it. */
  reread(keyId: string): void {
    void this.open.read(keyId);
    this.#readAround();
  }

  /** Puts the key ids of those selected into the clipboard. */
  async copySelected(): Promise<void> {
    const { size } = this.list.selection;
    try {
      await answer(commands.copyKeyIds(this.list.selected));
      toast(`${plural(size, "key id", "key ids")} copied. They are public, not the keys.`);
    } catch (failure) {
      toast(problemText(problemOf(failure)), "bad");
    }
  }

  #manyChanged(): void {
    const open = this.open.key;
    if (open) void this.open.read(open.key_id);
    this.#readAround();
  }

  #readAround(): void {
    void this.list.reload();
    // Its counts stand beside the page; where they can't be read they stay as they were.
    workspace.refresh().catch(() => undefined);
  }
}
