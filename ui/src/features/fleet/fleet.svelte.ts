import type { AircraftSort, AircraftView, KeyPage, Problem } from "../../backend/bindings";
import { commands } from "../../backend/bindings";
import { answer } from "../../backend/call";
import { problemAt } from "../../backend/form.svelte";
import { workspace } from "../../backend/workspace.svelte";
import { WindowedList } from "../../kit/windowed-list.svelte";
import { sameRegistration, sentOf, type AircraftDraft } from "./aircraft-fields";

const KEYS_SHOWN = 50;
const SCAN = 1000;

/** The fleet as its page shows it: filtered, sorted, one aircraft opened. */
export class Fleet {
  text = $state("");
  includeRetired = $state(false);
  sort = $state<AircraftSort>("registration");
  descending = $state(false);
  /** Aircraft in the workspace, retired ones included; `undefined` until the first answer. */
  total = $state<number>();
  opened = $state.raw<AircraftView>();
  /** Why the opened aircraft isn't shown. */
  openFailure = $state.raw<unknown>();
  missing = $state(false);
  /** Keys that reach the opened aircraft. */
  keys = $state.raw<KeyPage>();
  // The text that the list was last asked with: what is shown belongs to it.
  #asked = $state("");
  // An answer about an aircraft that was opened before isn't shown at the next.
  #wanted: string | undefined;

  list = new WindowedList<AircraftView>(async (offset, limit) => {
    const text = this.text.trim();
    const page = await answer(
      commands.listAircraft(
        { text, include_retired: this.includeRetired, sort: this.sort, descending: this.descending },
        offset,
        limit,
      ),
    );
    this.total = page.total;
    this.#asked = text;
    return page;
  });

  /** The list is narrowed by words. */
  get filtered(): boolean {
    return this.#asked !== "";
  }

  async reload(): Promise<void> {
    await this.list.reload();
  }

  /** Reads anew what is shown, after something else changed it. */
  async reread(): Promise<void> {
    await Promise.all([this.reload(), this.#wanted && this.open(this.#wanted)]);
  }

  /** Sorts by a column; by the same one again, the other way round. */
  sortBy(sort: AircraftSort): void {
    this.descending = this.sort === sort ? !this.descending : sort === "keys";
    this.sort = sort;
    void this.reload();
  }

  clearFilters(): void {
    this.text = "";
    void this.reload();
  }

  showRetired(include: boolean): void {
    this.includeRetired = include;
    void this.reload();
  }

  /** Opens an aircraft by its address; `undefined` closes it. */
  async open(id: string | undefined): Promise<void> {
    this.#wanted = id;
    this.openFailure = undefined;
    this.missing = false;
    if (id === undefined) {
      this.opened = undefined;
      this.keys = undefined;
      return;
    }
    if (this.opened?.aircraft_id !== id) {
      this.opened = this.list.find((row) => row.aircraft_id === id);
      this.keys = undefined;
    }
    try {
      if (this.opened === undefined) {
        const found = await this.#scan(id);
        if (this.#wanted !== id) return;
        this.opened = found;
        this.missing = found === undefined;
      }
      const keys = await answer(commands.listKeys(reaching(id), 0, KEYS_SHOWN));
      if (this.#wanted === id) this.keys = keys;
    } catch (failure) {
      if (this.#wanted === id) this.openFailure = failure;
    }
  }

  /** Whether another aircraft has a registration, said while its field is being left. */
  async registrationTaken(registration: string, ownId?: string): Promise<Problem | undefined> {
    const [found] = await answer(commands.resolveRegistrations([registration]));
    const other = found?.aircraft;
    if (!other || other.aircraft_id === ownId || !sameRegistration(other.registration, registration))
      return undefined;
    return problemAt("registration", "registration_taken");
  }

  async add(draft: AircraftDraft): Promise<AircraftView> {
    return this.#changed(await answer(commands.addAircraft(sentOf(draft))));
  }

  async edit(id: string, draft: AircraftDraft): Promise<AircraftView> {
    return this.#changed(await answer(commands.editAircraft(id, sentOf(draft))));
  }

  async retire(id: string): Promise<AircraftView> {
    return this.#changed(await answer(commands.retireAircraft(id)));
  }

  async restore(id: string): Promise<AircraftView> {
    return this.#changed(await answer(commands.restoreAircraft(id)));
  }

  async #changed(aircraft: AircraftView): Promise<AircraftView> {
    this.opened = aircraft;
    await Promise.all([this.reload(), workspace.refresh()]);
    return aircraft;
  }

  // An address can name an aircraft that the list doesn't show: it is looked for in the whole fleet.
  async #scan(id: string): Promise<AircraftView | undefined> {
    const query = { text: "", include_retired: true, sort: "registration", descending: false } as const;
    for (let offset = 0; ;) {
      const page = await answer(commands.listAircraft(query, offset, SCAN));
      offset += page.rows.length;
      const found = page.rows.find((row) => row.aircraft_id === id);
      if (found !== undefined || page.rows.length === 0 || offset >= page.matching) return found;
    }
  }
}

function reaching(aircraftId: string) {
  return {
    text: "",
    states: ["active", "expiring", "not_handed_out", "rotating", "disabled", "owner_disabled"],
    owner_ids: [],
    resource_ids: [],
    aircraft_ids: [aircraftId],
    group_ids: [],
    personnel_ids: [],
    expires_within_days: null,
    ends: null,
    attention: [],
    not_conforming: false,
    unused: null,
    sort: "name",
    descending: false,
  } satisfies Parameters<typeof commands.listKeys>[0];
}
