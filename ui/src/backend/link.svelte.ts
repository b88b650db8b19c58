import { commands, type LinkView } from "./bindings";
import { session } from "./session.svelte";

/** It can be followed: its workspace is open. */
export type LeadsHere = Extract<LinkView, { kind: "here" | "reminders" }>;

export function leadsHere(leads: LinkView): leads is LeadsHere {
  return leads.kind === "here" || leads.kind === "reminders";
}

/** It leads to the reminders of a workspace, and not to a key. */
export function toReminders(leads: LinkView): boolean {
  return leads.kind === "reminders" || ("to_reminders" in leads && leads.to_reminders);
}

/** The link, `keytower://…`, or the notification that was opened, until it was followed. */
class OpenedLink {
  view = $state.raw<LinkView | null>(null);
  #asked = 0;

  constructor() {
    session.notices.on((notice) => {
      if (notice.kind === "link_opened") void this.read();
    });
  }

  /** Asks where it leads now; to be asked again whenever a vault was opened or locked. */
  async read(): Promise<void> {
    const mine = (this.#asked += 1);
    const outcome = await commands.link();
    if (mine === this.#asked && outcome.status === "ok") this.view = outcome.data;
  }

  /** It was followed, or is not to be. */
  forget(): void {
    this.#asked += 1;
    this.view = null;
    void commands.forgetLink();
  }
}

export const openedLink = new OpenedLink();
