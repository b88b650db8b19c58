import { commands, type EventRow, type EventView } from "../../backend/bindings";
import { answer, problemOf } from "../../backend/call";
import { problemText } from "../../backend/words";
import { workspace } from "../../backend/workspace.svelte";
import { isoDay } from "../../kit/dates";
import { WindowedList } from "../../kit/windowed-list.svelte";
import { fromAddress, START, toAddress, toQuery, type Filters } from "./filters";

/** The log as it is filtered now, and the event in the drawer. */
export class ActivityPage {
  filters = $state.raw<Filters>(START);
  /** Events in the log, whatever is set; `undefined` until the first answer. */
  total = $state<number>();
  /** The name of what is followed, once it is known. */
  followed = $state<string>();
  opened = $state.raw<EventRow>();
  /** Why the opened event couldn't be asked for, in words. */
  failure = $state<string>();
  #address: string | undefined;
  #asked = 0;
  readonly rows = new WindowedList<EventRow>(async (offset, limit) => {
    const page = await answer(commands.listEvents(this.query, offset, limit));
    this.total = page.total;
    const about = this.filters.about;
    const named = page.rows.find((row) => row.kind === "event");
    if (about && named?.kind === "event") this.followed = named.event.subject.name;
    return page;
  });

  /** What the list asks for. */
  get query() {
    return toQuery(this.filters, isoDay(workspace.now.toISOString(), workspace.zone));
  }

  /** Shows what an address asks for; nothing is read twice for the same one. */
  follow(params: URLSearchParams): void {
    const filters = fromAddress(params);
    const address = toAddress(filters);
    if (address === this.#address) return;
    this.#address = address;
    if (filters.about?.id !== this.filters.about?.id) this.followed = undefined;
    this.filters = filters;
    void this.rows.reload();
  }

  /** The address of an event, or of the list, with these filters. */
  addressOf = (seq?: number, filters: Filters = this.filters): string =>
    `/activity${seq === undefined ? "" : `/${seq}`}${toAddress(filters)}`;

  /** Opens an event: from the list where it has been read, else it is asked for. */
  async open(seq: number): Promise<void> {
    const mine = (this.#asked += 1);
    this.failure = undefined;
    this.opened = this.rows.find((row) => seqOf(row) === seq);
    if (this.opened) return;
    try {
      const row = await answer(commands.event(seq));
      if (mine === this.#asked) this.opened = row;
    } catch (failure) {
      if (mine === this.#asked) this.failure = problemText(problemOf(failure));
    }
  }
}

/** An event's place in the chain. */
export function seqOf(row: EventRow): number {
  return row.kind === "event" ? row.event.seq : row.seq;
}

/** The event, where it can be read. */
export function eventOf(row: EventRow | undefined): EventView | undefined {
  return row?.kind === "event" ? row.event : undefined;
}
