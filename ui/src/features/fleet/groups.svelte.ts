import type {
  AccessPreview,
  GroupFields,
  GroupMembers,
  GroupView,
  KeyPage,
  TagCount,
} from "../../backend/bindings";
import { commands } from "../../backend/bindings";
import { answer } from "../../backend/call";
import { filterGroups } from "./group-fields";

const KEYS_SHOWN = 50;

/** The fleet groups as their part of the page shows them: searched, one opened, changed. */
export class Groups {
  text = $state("");
  /** All of them, by name; `undefined` until the first answer. */
  all = $state.raw<GroupView[]>();
  /** The tags of aircraft in service, by name. */
  tags = $state.raw<readonly TagCount[]>([]);
  failure = $state.raw<unknown>();
  shown = $derived(filterGroups(this.all ?? [], this.text));
  /** Keys that name the opened group. */
  keys = $state.raw<KeyPage>();
  /** Why those weren't read. */
  keysFailure = $state.raw<unknown>();
  // An answer about a group that was opened before isn't shown at the next.
  #wanted: string | undefined;

  /** The one of an address. */
  find(id: string | undefined): GroupView | undefined {
    return this.all?.find((group) => group.group_id === id);
  }

  /** Those that hold an aircraft now. */
  holding(aircraftId: string): GroupView[] {
    return (this.all ?? []).filter(({ aircraft }) =>
      aircraft.some(({ aircraft_id }) => aircraft_id === aircraftId),
    );
  }

  async reload(): Promise<void> {
    try {
      const { groups, tags } = await answer(commands.listGroups());
      [this.all, this.tags] = [groups, tags];
      this.failure = undefined;
    } catch (failure) {
      this.failure = failure;
    }
  }

  /** Opens a group by its address; `undefined` closes it. */
  async open(id: string | undefined): Promise<void> {
    if (this.#wanted !== id) this.keys = undefined;
    this.#wanted = id;
    this.keysFailure = undefined;
    if (id === undefined) return;
    try {
      const keys = await answer(commands.listKeys(naming(id), 0, KEYS_SHOWN));
      if (this.#wanted === id) this.keys = keys;
    } catch (failure) {
      if (this.#wanted === id) this.keysFailure = failure;
    }
  }

  /** Reads anew what is shown, after something else changed it. */
  async reread(): Promise<void> {
    await Promise.all([this.reload(), this.open(this.#wanted)]);
  }

  async create(fields: GroupFields): Promise<GroupView> {
    return this.#changed(await answer(commands.createGroup(fields)));
  }

  async edit(id: string, fields: GroupFields): Promise<GroupView> {
    return this.#changed(await answer(commands.editGroup(id, fields)));
  }

  /** Takes it away. It leaves the list at once, which is read anew behind it. */
  async delete(id: string): Promise<void> {
    await answer(commands.deleteGroup(id));
    this.all = this.all?.filter((group) => group.group_id !== id);
    void this.reload();
  }

  /** What other members, or its deletion (none), would do to keys. */
  async preview(id: string, members: GroupMembers | null): Promise<AccessPreview> {
    return answer(commands.previewGroup(id, members));
  }

  async #changed(group: GroupView): Promise<GroupView> {
    await this.reread();
    return group;
  }
}

function naming(groupId: string) {
  return {
    text: "",
    states: ["active", "expiring", "not_handed_out", "disabled", "owner_disabled"],
    owner_ids: [],
    resource_ids: [],
    aircraft_ids: [],
    group_ids: [groupId],
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
