import { answer } from "../../backend/call";
import { commands, type KeyRow, type KeyView } from "../../backend/bindings";
import { workspace } from "../../backend/workspace.svelte";
import { WindowedList } from "../../kit/windowed-list.svelte";
import { fromAddress, START, toAddress, toQuery, type Filters } from "./filters";
import { KeyActions } from "./key-actions.svelte";
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
}

/** The keys page: the list, the key in the drawer, what is done to it. */
export class KeysPage {
  readonly list = new KeyList();
  readonly open = new OpenKey();
  readonly which = new WhichKey();
  readonly actions = new KeyActions((keyId, key) => this.changed(keyId, key));
  #address: string | undefined;

  /** Shows what an address asks for; nothing is read twice for the same one. */
  follow(params: URLSearchParams): void {
    const filters = fromAddress(params);
    const address = toAddress(filters);
    if (address === this.#address) return;
    this.#address = address;
    this.list.filters = filters;
    void this.list.rows.reload();
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

  #readAround(): void {
    void this.list.rows.reload();
    // Its counts stand beside the page; where they can't be read they stay as they were.
    workspace.refresh().catch(() => undefined);
  }
}
