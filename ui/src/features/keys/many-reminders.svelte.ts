import type { KeyVerb } from "../../backend/bindings";
import type { Party } from "../../people/pickable";
import { RemindersChoice } from "./reminders-choice.svelte";

/** What many keys shall remind: whom, when, or somebody in another's place. */
export class ManyReminders {
  /** Whom they remind is changed. */
  who = $state(false);
  /** When they remind is changed. */
  when = $state(false);
  choice = new RemindersChoice();
  /** At most one. */
  from = $state.raw<readonly Party[]>([]);
  /** At most one. */
  to = $state.raw<readonly Party[]>([]);

  /** As the wire takes it; nothing until enough is chosen. */
  wire(verb: "remind" | "replace_person"): KeyVerb | undefined {
    if (verb === "replace_person") {
      const [from, to] = [this.from[0], this.to[0]];
      return from && to && { kind: verb, from_id: from.party_id, to_id: to.party_id };
    }
    if (!this.who && !this.when) return undefined;
    const { personnel, days } = this.choice.wire;
    return {
      kind: verb,
      personnel: this.who ? personnel : null,
      days: !this.when ? { kind: "keep" } : days === null ? { kind: "workspace" } : { kind: "own", days },
    };
  }
}
