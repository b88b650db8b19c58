import { answer, problemOf } from "../../backend/call";
import { commands, type GeneratedKey, type KeyView } from "../../backend/bindings";
import { problemAt } from "../../backend/form.svelte";
import { problemText } from "../../backend/words";
import { isoDay, plusDays } from "../../kit/dates";

/** How long the old key works, as it is offered. */
export type Overlap = "7" | "30" | "1" | "other" | "0";

/** The longest that is allowed, days. */
export const LONGEST_OVERLAP = 90;

/** When the old key would stop: a day, or no later than its key. */
export type OldEnds = { on: string } | { withKey: true };

/** The day on which an old key stops that works for so many more days. */
export function oldEnds(days: number, now: Date, expiresAt: string | null, zone: string): OldEnds {
  const on = plusDays(isoDay(now.toISOString(), zone), days);
  return expiresAt !== null && on >= isoDay(expiresAt, zone) ? { withKey: true } : { on };
}

/** New key, the old one until a deadline: what the rotate dialog asks. */
export class RotateForm {
  how = $state<Overlap>("7");
  other = $state("");
  reason = $state("");
  busy = $state(false);
  otherError = $state<string>();
  reasonError = $state<string>();
  whole = $state<string>();
  readonly key: KeyView;

  constructor(key: KeyView) {
    this.key = key;
  }

  /** Somebody has what is the key until now. */
  get held(): boolean {
    return this.key.handed_out !== "never" || this.key.rotating_until !== null;
  }

  /** Days that are chosen; nothing while they are no number in bounds. */
  get days(): number | undefined {
    if (!this.held) return 0;
    if (this.how !== "other") return Number(this.how);
    const typed = this.other.trim();
    const days = /^\d{1,3}$/.test(typed) ? Number(typed) : NaN;
    return days <= LONGEST_OVERLAP ? days : undefined;
  }

  leaveOther(): void {
    const wrong = this.days === undefined;
    const problem = problemAt("overlap_days", "invalid_overlap_days", { limit: String(LONGEST_OVERLAP) });
    this.otherError = wrong ? problemText(problem) : undefined;
  }

  /** The key with its new text; nothing where it was refused. */
  async submit(): Promise<GeneratedKey | undefined> {
    if (this.busy) return undefined;
    this.reasonError = undefined;
    this.whole = undefined;
    this.leaveOther();
    const days = this.days;
    if (days === undefined) return undefined;
    this.busy = true;
    try {
      const { key_id } = this.key;
      return await answer(commands.rotateKey({ key_id, overlap_days: days, reason: this.reason.trim() }));
    } catch (failure) {
      const problem = problemOf(failure);
      if (problem.field === "reason") this.reasonError = problemText(problem);
      else this.whole = problemText(problem);
      return undefined;
    } finally {
      this.busy = false;
    }
  }
}
