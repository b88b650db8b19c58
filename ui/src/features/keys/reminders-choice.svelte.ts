import type { Reminders, RemindersView } from "../../backend/bindings";
import { workspace } from "../../backend/workspace.svelte";
import type { Party } from "../../people/pickable";
import { reminderDays } from "../../people/reminder-words";

/** What is kept of a choice. */
export type KeptReminders = { personnel: Party[]; own: boolean; days: string };

/** Who is reminded of a key, and when. */
export class RemindersChoice {
  personnel = $state.raw<readonly Party[]>([]);
  /** On days of its own, and not on those of the workspace. */
  own = $state(false);
  /** Those days as typed, apart by commas or spaces. */
  days = $state("");

  #texts = $derived(this.days.split(/[\s,;]+/u).filter(Boolean));

  wire: Reminders = $derived({
    personnel: this.personnel.map(({ party_id }) => party_id),
    days: this.own ? this.#texts : null,
  });

  kept: KeptReminders = $derived({ personnel: [...this.personnel], own: this.own, days: this.days });

  /** The workspace's days in words. */
  get usual(): string {
    return reminderDays(workspace.view?.reminder_days ?? []);
  }

  /** When, in words, as far as what is typed can be read. */
  get when(): string {
    if (!this.own) return this.usual;
    const days = this.#texts.filter((text) => /^\d+$/.test(text)).map(Number);
    return reminderDays([...new Set(days)].sort((one, next) => next - one));
  }

  /** Takes up what a key has. */
  take(view: RemindersView): void {
    this.personnel = view.personnel;
    this.own = view.own_days;
    this.days = view.own_days ? view.days.join(", ") : "";
  }

  takeKept({ personnel, own, days }: KeptReminders): void {
    this.personnel = personnel;
    this.own = own;
    this.days = days;
  }
}
