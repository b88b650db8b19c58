import { personOf } from "../backend/owners";
import { commands, type SomeoneLeftPreview } from "../backend/bindings";
import { answer, problemOf } from "../backend/call";
import { problemText } from "../backend/words";
import { workspace } from "../backend/workspace.svelte";
import type { Party } from "./pickable";

/** Somebody left: what names them, and who takes over. */
export class SomeoneLeft {
  /** At most one. */
  who = $state.raw<readonly Party[]>([]);
  /** At most one. */
  instead = $state.raw<readonly Party[]>([]);
  /** Record that they left, too. */
  leaves = $state(true);
  preview = $state.raw<SomeoneLeftPreview>();
  busy = $state(false);
  /** Why a preview is shown again. */
  note = $state<string>();
  failure = $state<string>();
  #asked = 0;

  /** Something is handed over. */
  hands = $derived(
    this.preview !== undefined && this.preview.accounts.total + this.preview.reminding.total > 0,
  );
  /** That they left can be recorded, and hasn't been. */
  canLeave = $derived(this.who[0]?.left === false && this.preview?.last_administrator === false);
  /** What is wrong with who takes over. */
  insteadError = $derived(this.preview?.problems[0] && problemText(this.preview.problems[0]));
  ready = $derived.by(() => {
    if (this.preview === undefined || this.insteadError !== undefined) return false;
    return this.hands ? this.instead.length > 0 : this.canLeave && this.leaves;
  });

  constructor(who?: Party) {
    if (who) this.who = [who];
  }

  /** Looks at what names them, as it is now. */
  async look(): Promise<void> {
    const mine = (this.#asked += 1);
    const [who] = this.who;
    this.failure = undefined;
    if (who === undefined) {
      this.preview = undefined;
      return;
    }
    try {
      const preview = await answer(
        commands.previewSomeoneLeft({
          person_id: personOf(who.party_id) ?? "",
          instead_id: this.instead[0] ? (personOf(this.instead[0].party_id) ?? "") : null,
          leaves: this.leaves && !who.left,
        }),
      );
      if (mine !== this.#asked) return;
      this.preview = preview;
      // The last system administrator's keys can be handed over, though they can't leave.
      if (preview.last_administrator && this.leaves) {
        this.leaves = false;
        await this.look();
      }
    } catch (failure) {
      if (mine === this.#asked) this.failure = problemText(problemOf(failure));
    }
  }

  /** Does what was shown; whether it was done. */
  async confirm(): Promise<boolean> {
    if (!this.ready || this.busy || this.preview === undefined) return false;
    this.busy = true;
    this.note = undefined;
    this.failure = undefined;
    try {
      await answer(commands.confirmSomeoneLeft(this.preview.handover_id));
      await workspace.refresh();
      return true;
    } catch (failure) {
      const problem = problemOf(failure);
      if (problem.code === "handover_stale") {
        this.note = problemText(problem);
        await this.look();
      } else {
        this.failure = problemText(problem);
      }
      return false;
    } finally {
      this.busy = false;
    }
  }
}
