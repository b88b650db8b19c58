import type { AccessRow } from "../../backend/bindings";
import { commands } from "../../backend/bindings";
import { answer } from "../../backend/call";
import { WindowedList } from "../../kit/windowed-list.svelte";
import { fromAddress, START, toAddress, toQuery, type WhoFilter } from "./who";

/** Service accounts and what they have, as they are filtered now. */
export class Who {
  /** What is set. */
  filter = $state.raw<WhoFilter>(START);
  /** What the rows that are shown were asked with: words about them are about this. */
  shown = $state.raw<WhoFilter>(START);
  /** Service accounts in the workspace; `undefined` until the first answer. */
  total = $state<number>();
  #address: string | undefined;

  list = new WindowedList<AccessRow>(async (offset, limit) => {
    const { filter } = this;
    const page = await answer(commands.listAccess(toQuery(filter), offset, limit));
    if (filter === this.filter) {
      this.shown = filter;
      this.total = page.total;
    }
    return page;
  });

  /** Shows what an address asks for; nothing is read twice for the same one. */
  follow(params: URLSearchParams): void {
    const filter = fromAddress(params);
    const address = toAddress(filter);
    if (address === this.#address) return;
    this.#address = address;
    this.filter = filter;
    void this.list.reload();
  }
}
