import { answer } from "../../backend/call";
import {
  commands,
  type AccountView,
  type AircraftView,
  type GroupView,
  type PersonView,
  type ResourceView,
} from "../../backend/bindings";
import { partyId } from "../../people/pickable";

/** Somebody whom keys may remind. */
type Party = { party_id: string; name: string; note: string };

const CHUNK = 500;

/** What the inventory can be filtered by, with the names that its chips need. */
export class FilterChoices {
  accounts = $state.raw<readonly AccountView[]>([]);
  resources = $state.raw<readonly ResourceView[]>([]);
  groups = $state.raw<readonly GroupView[]>([]);
  #people = $state.raw<readonly PersonView[]>([]);
  /** People, those who left among them, then service accounts. */
  parties: readonly Party[] = $derived([
    ...this.#people.map(({ person_id, name, email, left_at }) => ({
      party_id: partyId("person", person_id),
      name,
      note: left_at === null ? email : "left",
    })),
    ...this.accounts.map(({ account_id, name, organisation }) => ({
      party_id: account_id,
      name,
      note: organisation,
    })),
  ]);
  /** Aircraft that the typed text finds. */
  aircraft = $state.raw<readonly AircraftView[]>([]);
  #registrations = $state.raw<Readonly<Record<string, string>>>({});
  #asked = 0;

  /** Reads accounts, people, resources and fleet groups. Without them a chip says how many it means. */
  async read(): Promise<void> {
    const accounts = answer(commands.listAccounts()).catch(() => []);
    const resources = answer(commands.listResources()).catch(() => []);
    const groups = answer(commands.listGroups()).then(
      (all) => all.groups,
      () => [],
    );
    const people = answer(commands.listPeople()).catch(() => []);
    [this.accounts, this.resources, this.groups] = [await accounts, await resources, await groups];
    this.#people = await people;
  }

  /** Looks for aircraft by what is typed. */
  async findAircraft(text: string): Promise<void> {
    const mine = (this.#asked += 1);
    const rows = await this.#page(text, 0, 50);
    if (mine === this.#asked) this.aircraft = rows;
  }

  /** Finds out the registrations of aircraft that an address names. */
  async nameAircraft(ids: readonly string[]): Promise<void> {
    const unnamed = () => ids.some((id) => !(id in this.#registrations));
    for (let offset = 0; unnamed(); offset += CHUNK) {
      const rows = await this.#page("", offset, CHUNK);
      if (rows.length === 0) return;
    }
  }

  ownerWords(ids: readonly string[]): string {
    return this.#words(ids, "account", (id) => this.accounts.find((one) => one.account_id === id)?.name);
  }

  resourceWords(ids: readonly string[]): string {
    return this.#words(ids, "resource", (id) => this.resources.find((one) => one.resource_id === id)?.title);
  }

  aircraftWords(ids: readonly string[]): string {
    return this.#words(ids, "aircraft", (id) => this.#registrations[id]);
  }

  groupWords(ids: readonly string[]): string {
    return this.#words(ids, "group", (id) => this.groups.find((one) => one.group_id === id)?.name);
  }

  partyWords(ids: readonly string[]): string {
    return this.#words(ids, "name", (id) => this.parties.find((one) => one.party_id === id)?.name);
  }

  #words(ids: readonly string[], noun: string, nameOf: (id: string) => string | undefined): string {
    const names = ids.map(nameOf);
    if (ids.length > 2 || names.includes(undefined))
      return `${ids.length} ${noun}${ids.length > 1 && noun !== "aircraft" ? "s" : ""}`;
    return names.join(", ");
  }

  async #page(text: string, offset: number, limit: number): Promise<AircraftView[]> {
    const query = { text, include_retired: true, sort: "registration", descending: false } as const;
    const rows = await answer(commands.listAircraft(query, offset, limit)).then(
      (page) => page.rows,
      () => [],
    );
    const named = rows.map((one) => [one.aircraft_id, one.registration] as const);
    this.#registrations = { ...this.#registrations, ...Object.fromEntries(named) };
    return rows;
  }
}
