import { answer } from "./call";
import { commands, type DeliveredReminder, type Reminder } from "./bindings";
import { session } from "./session.svelte";
import { workspace } from "./workspace.svelte";

/** What this computer was reminded of. */
class Reminders {
  /** Newest first; `undefined` until it is read. */
  all = $state.raw<readonly DeliveredReminder[]>();
  /** The list is shown. */
  open = $state(false);
  #asked = 0;

  constructor() {
    session.notices.on((notice) => {
      if (notice.kind === "reminders_delivered") {
        void this.read();
        // Time made them due: states and counts are of another time too.
        workspace.refresh().catch(() => undefined);
      }
      // It mostly leads to a key, which this would hide.
      if (notice.kind === "link_opened") this.open = false;
    });
  }

  /** How many nobody has seen. */
  get unseen(): number {
    return (this.all ?? []).filter(({ seen }) => !seen).length;
  }

  /** Reads them anew. Where that fails, what was read stays: each is a key that the overview tells, too. */
  async read(): Promise<void> {
    const mine = (this.#asked += 1);
    const outcome = await commands.deliveredReminders();
    if (mine === this.#asked && outcome.status === "ok") this.all = outcome.data;
  }

  /** The list was shown: all were seen. */
  async see(): Promise<void> {
    if (this.unseen === 0) return;
    if ((await commands.seeReminders()).status === "ok") await this.read();
  }

  /** Puts one off to tomorrow. Answers when it comes again. */
  async putOff(reminder: Reminder): Promise<string> {
    const againAt = await answer(commands.putReminderOff(reminder));
    await this.read();
    return againAt;
  }

  /** Forgets them, when the vault was locked. */
  clear(): void {
    this.#asked += 1;
    this.all = undefined;
    this.open = false;
  }
}

export const reminders = new Reminders();
