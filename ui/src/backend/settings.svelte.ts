import { commands, type Settings } from "./bindings";
import { answer } from "./call";

/** What is set for this computer. */
class SettingsStore {
  value = $state.raw<Settings>({
    theme: "system",
    lock_after_minutes: 10,
    clipboard_seconds: 45,
    notifications: true,
    background: false,
  });

  async load(): Promise<void> {
    this.#take(await answer(commands.settings()));
  }

  /** Sets some of it, at once and for the next start. */
  async save(changes: Partial<Settings>): Promise<void> {
    this.#take(await answer(commands.saveSettings({ ...this.value, ...changes })));
  }

  /** Has the system start Keytower with the person's session, or no longer: it keeps running then, too. */
  async startWithSession(enabled: boolean): Promise<void> {
    this.#take(await answer(commands.setStartsWithSession(enabled)));
  }

  #take(value: Settings): void {
    this.value = value;
    if (value.theme === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = value.theme;
  }
}

export const settings = new SettingsStore();
