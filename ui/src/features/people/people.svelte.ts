import type {
  EditAccess,
  KeyPage,
  OwnerAccess,
  PersonDetail,
  PersonFields,
  PersonView,
} from "../../backend/bindings";
import { commands } from "../../backend/bindings";
import { answer } from "../../backend/call";
import { personOwner } from "../../backend/owners";
import { workspace } from "../../backend/workspace.svelte";
import { KEYS_SHOWN, ownedBy } from "../../people/owned";
import { filterPeople, type PersonSort, sortPeople } from "./list";

/** A person who is opened: what their row says at once, the rest when it has been read. */
export type OpenedPerson = Pick<PersonDetail, "person"> & Partial<PersonDetail>;

/** The people as their page shows them: filtered, sorted, one opened. */
export class People {
  text = $state("");
  sort = $state<PersonSort>("name");
  descending = $state(false);
  /** All of them; `undefined` until the first answer. */
  all = $state.raw<PersonView[]>();
  failure = $state.raw<unknown>();
  shown = $derived(sortPeople(filterPeople(this.all ?? [], this.text), this.sort, this.descending));
  opened = $state.raw<OpenedPerson>();
  /** Keys of their own, of whom is opened. */
  keys = $state.raw<KeyPage>();
  openFailure = $state.raw<unknown>();
  // An answer about somebody who was opened before isn't shown at the next.
  #wanted: string | undefined;

  async reload(): Promise<void> {
    try {
      this.all = await answer(commands.listPeople());
      this.failure = undefined;
    } catch (failure) {
      this.failure = failure;
    }
  }

  /** Sorts by a column; by the same one again, the other way round. */
  sortBy(sort: PersonSort): void {
    this.descending = this.sort === sort && !this.descending;
    this.sort = sort;
  }

  /** Opens a person by their address; `undefined` closes them. */
  async open(id: string | undefined): Promise<void> {
    this.#wanted = id;
    this.openFailure = undefined;
    if (this.opened?.person.person_id !== id) {
      const row = this.all?.find((person) => person.person_id === id);
      this.opened = row && { person: row };
      this.keys = undefined;
    }
    if (id === undefined) return;
    try {
      const [detail, keys] = await Promise.all([
        answer(commands.person(id)),
        answer(commands.listKeys(ownedBy(personOwner(id)), 0, KEYS_SHOWN)),
      ]);
      if (this.#wanted !== id) return;
      this.opened = detail;
      this.keys = keys;
    } catch (failure) {
      if (this.#wanted === id) this.openFailure = failure;
    }
  }

  async add(fields: PersonFields): Promise<PersonView> {
    return this.#changed(await answer(commands.addPerson(fields)));
  }

  async edit(id: string, fields: PersonFields): Promise<PersonView> {
    return this.#changed(await answer(commands.editPerson(id, fields)));
  }

  /** Other grants, templates and aircraft for keys of their own. */
  async editAccess(id: string, request: EditAccess): Promise<OwnerAccess> {
    const holds = await answer(commands.editAccess(personOwner(id), request));
    await this.refresh();
    return holds;
  }

  async left(id: string): Promise<PersonView> {
    return this.#changed(await answer(commands.personLeft(id)));
  }

  async back(id: string): Promise<PersonView> {
    return this.#changed(await answer(commands.personBack(id)));
  }

  async #changed(person: PersonView): Promise<PersonView> {
    await this.refresh();
    return person;
  }

  /** Reads all of it anew, and whoever is opened. */
  async refresh(): Promise<void> {
    await Promise.all([
      this.reload(),
      workspace.refresh(),
      this.#wanted === undefined ? undefined : this.open(this.#wanted),
    ]);
  }
}
