import { answer } from "../../backend/call";
import { commands, type AircraftRef, type AircraftScope } from "../../backend/bindings";
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

/** Which aircraft a key shall be for. */
export class AircraftChoice {
  /** Every aircraft, and any added later. */
  whole = $state(true);
  /** Chosen ones, in the order of choosing. Kept while the whole fleet is chosen, to come back to. */
  chips = $state.raw<readonly AircraftChip[]>([]);
  /** What the last paste came to, for those who don't see the chips appear. */
  said = $state("");

  /** Chosen texts that name no aircraft. */
  unknown = $derived(this.chips.filter((chip) => chip.aircraft_id === null));
  /** As the wire takes it. */
  scope: AircraftScope = $derived(
    this.whole
      ? { kind: "whole_fleet" }
      : { kind: "only", aircraft_ids: this.chips.flatMap((chip) => chip.aircraft_id ?? []) },
  );

  /** Takes up what a key has. */
  take(scope: AircraftScope, aircraft: readonly AircraftRef[]): void {
    this.whole = scope.kind === "whole_fleet";
    this.chips = aircraft.map((one) => ({
      text: one.registration,
      aircraft_id: one.aircraft_id,
      retired: one.retired,
    }));
  }

  /** Adds one that was picked from the fleet. */
  add(chip: AircraftChip): void {
    if (!this.#has(chip)) this.chips = [...this.chips, chip];
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

  clear(): void {
    this.chips = [];
    this.said = "All removed";
  }

  #has(chip: AircraftChip): boolean {
    const same = comparable(chip.text);
    return this.chips.some((one) => comparable(one.text) === same);
  }
}
