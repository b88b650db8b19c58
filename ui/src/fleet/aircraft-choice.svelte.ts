import { answer } from "../backend/call";
import {
  commands,
  type AircraftRef,
  type AircraftScope,
  type GroupRef,
  type GroupView,
} from "../backend/bindings";
import { unknownLine } from "./scope-words";
import { comparable, splitRegistrations } from "./registrations";

/** One aircraft that was chosen, or a text that names none. */
export type AircraftChip = {
  /** Its registration, or what was typed. */
  text: string;
  /** Its id; `null` where no aircraft in service has that registration. */
  aircraft_id: string | null;
  /** Out of service since it was chosen. */
  retired?: boolean;
};

/** Which aircraft a key, an account or a fleet group shall be for. */
export class AircraftChoice {
  /** Every aircraft, and any added later. */
  whole = $state(true);
  /** Chosen ones, in the order of choosing. Kept while the whole fleet is chosen, to come back to. */
  chips = $state.raw<readonly AircraftChip[]>([]);
  /** Chosen fleet groups, in the order of choosing. */
  groups = $state.raw<readonly GroupRef[]>([]);
  /** The fleet groups that there are, as far as they have been read. */
  known = $state.raw<readonly GroupView[]>([]);
  /** What the last paste came to, for those who don't see the chips appear. */
  said = $state("");

  /** Chosen texts that name no aircraft. */
  unknown = $derived(this.chips.filter((chip) => chip.aircraft_id === null));
  /** What is wrong with them, in words. */
  wrong = $derived(this.whole || this.unknown.length === 0 ? undefined : unknownLine(this.unknown));
  /** A chosen group that isn't there any more. */
  deleted = $derived(this.whole ? undefined : this.groups.find((group) => group.deleted));
  /** Ids of the chosen aircraft. */
  ids = $derived(this.chips.flatMap((chip) => chip.aircraft_id ?? []));
  /** Nothing is chosen. */
  empty = $derived(this.chips.length + this.groups.length === 0);
  /** As the wire takes it. */
  scope: AircraftScope = $derived(
    this.whole
      ? { kind: "whole_fleet" }
      : { kind: "only", aircraft_ids: this.ids, group_ids: this.groups.map(({ group_id }) => group_id) },
  );
  #held = $derived.by(() => {
    const chosen = new Set(this.groups.map(({ group_id }) => group_id));
    const held = this.known.filter(({ group_id }) => chosen.has(group_id));
    return new Set(held.flatMap(({ aircraft }) => aircraft.map(({ aircraft_id }) => aircraft_id)));
  });
  /** How many aircraft the chosen groups hold now, together. */
  inGroups = $derived(this.#held.size);
  /** How many aircraft are chosen now; `null` for the whole fleet. */
  reach = $derived(this.whole ? null : new Set([...this.ids, ...this.#held]).size);

  /** Takes up what a key or an account has. */
  take(scope: AircraftScope, aircraft: readonly AircraftRef[], groups: readonly GroupRef[]): void {
    this.whole = scope.kind === "whole_fleet";
    this.chips = aircraft.map((one) => ({
      text: one.registration,
      aircraft_id: one.aircraft_id,
      retired: one.retired,
    }));
    this.groups = groups;
  }

  /** Reads which groups there are, and with that what the chosen ones hold now. What can't be read isn't offered. */
  async readGroups(): Promise<void> {
    const read = await answer(commands.listGroups()).catch(() => undefined);
    if (read) this.know(read.groups);
  }

  /** Takes up which groups there are: a chosen one that isn't among them was deleted. */
  know(known: readonly GroupView[]): void {
    this.known = known;
    this.groups = this.groups.map((chosen) => {
      const there = known.find(({ group_id }) => group_id === chosen.group_id);
      return there ? refOf(there) : { ...chosen, aircraft: 0, deleted: true };
    });
  }

  /** Adds one that was picked from the fleet. */
  add(chip: AircraftChip): void {
    if (!this.#has(chip)) this.chips = [...this.chips, chip];
  }

  /** Adds a fleet group. */
  addGroup(group: GroupView): void {
    if (this.groups.some(({ group_id }) => group_id === group.group_id)) return;
    this.groups = [...this.groups, refOf(group)];
    this.said = `${group.name} added`;
  }

  /** Adds every registration in a text; those that name no aircraft stay in sight as wrong. */
  async addText(text: string): Promise<void> {
    const texts = splitRegistrations(text);
    if (texts.length === 0) return;
    const resolved = await answer(commands.resolveRegistrations(texts));
    const found = resolved.map<AircraftChip>((one) => ({
      text: one.aircraft?.registration ?? one.text,
      aircraft_id: one.aircraft?.aircraft_id ?? null,
    }));
    const before = this.chips.length;
    for (const chip of found) this.add(chip);
    const wrong = found.filter((chip) => chip.aircraft_id === null).length;
    const added = this.chips.length - before - wrong;
    this.said = `${Math.max(added, 0)} added${wrong > 0 ? `, ${wrong} not in the fleet` : ""}`;
  }

  remove(chip: AircraftChip): void {
    this.chips = this.chips.filter((one) => one !== chip);
    this.said = `${chip.text} removed`;
  }

  removeGroup(group: GroupRef): void {
    this.groups = this.groups.filter((one) => one !== group);
    this.said = `${group.name} removed`;
  }

  /** Takes out the last that was chosen. */
  removeLast(): void {
    const [chip, group] = [this.chips.at(-1), this.groups.at(-1)];
    if (chip) this.remove(chip);
    else if (group) this.removeGroup(group);
  }

  /** Takes out every aircraft; groups stay. */
  clear(): void {
    this.chips = [];
    this.said = "All removed";
  }

  #has(chip: AircraftChip): boolean {
    const same = comparable(chip.text);
    return this.chips.some((one) => comparable(one.text) === same);
  }
}

function refOf({ group_id, name, aircraft }: GroupView): GroupRef {
  return { group_id, name, aircraft: aircraft.length, deleted: false };
}
