import { commands, type Computer } from "../../backend/bindings";
import { answer, problemOf } from "../../backend/call";
import { settings } from "../../backend/settings.svelte";
import { problemText } from "../../backend/words";
import { toast } from "../../kit/toasts.svelte";
import type { Settings } from "../../backend/bindings";

/** What the settings page needs to know besides what is set. */
export class SettingsPage {
  computer = $state.raw<Computer>();
  zones = $state.raw<string[]>([]);
  failure = $state<string>();

  async load(): Promise<void> {
    this.failure = undefined;
    try {
      [this.computer, this.zones] = await Promise.all([
        answer(commands.computer()),
        answer(commands.timeZones()),
      ]);
    } catch (error) {
      this.failure = problemText(problemOf(error));
    }
  }

  /** Sets something for this computer; says only what failed, since what is set can be seen. */
  async set(changes: Partial<Settings>): Promise<void> {
    try {
      await settings.save(changes);
    } catch (error) {
      toast(`The setting wasn't saved. ${problemText(problemOf(error))}`, "bad");
    }
  }
}
