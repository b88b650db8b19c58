import { answer } from "../../backend/call";
import { commands, type AircraftView, type GroupView, type ResourceView } from "../../backend/bindings";
import { ownerChoices, type OwnerChoice } from "./owner-choice";

/** Somebody whom keys may remind. */
type Party = { party_id: string; name: string; note: string };

const CHUNK = 500;

/** What the inventory can be filtered by, with the names that its chips need. */
export class FilterChoices {
  /** Service accounts, and people, those who left among them. */
  owners = $state.raw<readonly OwnerChoice[]>([]);
  resources = $state.raw<readonly ResourceView[]>([]);
  groups = $state.raw<readonly GroupView[]>([]);
  /** Whom keys may remind: people, then service accounts. */
  parties: readonly Party[] = $derived(
    [...this.owners.filter(({ person }) => person), ...this.owners.filter(({ person }) => !person)].map(
      ({ ownerId, name, note, stopped }) => ({
        party_id: ownerId,
        name,
        note: stopped === "left" ? "left" : note,
      }),
    ),
  );
  /** Aircraft that the typed text finds. */
  aircraft = $state.raw<readonly AircraftView[]>([]);
  #registrations = $state.raw<Readonly<Record<string, string>>>({});
  #asked = 0;

  /** Reads owners, resources and fleet groups. Without them a chip says how many it means. */
  async read(): Promise<void> {
    const accounts = answer(commands.listAccounts()).catch(() => []);
    const people = answer(commands.listPeople()).catch(() => []);
    const resources = answer(commands.listResources()).catch(() => []);
    const groups = answer(commands.listGroups()).then(
      (all) => all.groups,
      () => [],
    );
    this.owners = ownerChoices(await accounts, await people);
    [this.resources, this.groups] = [await resources, await groups];
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
    return this.#words(ids, "owner", (id) => this.owners.find(({ ownerId }) => ownerId === id)?.name);
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
