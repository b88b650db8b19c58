import { answer, problemOf } from "../../backend/call";
import { commands, type Cliff, type KeyView } from "../../backend/bindings";
import { problemAt } from "../../backend/form.svelte";
import { problemText } from "../../backend/words";
import { isoDay } from "./days";

/** Same key, later end: what the renew dialog asks. */
export class RenewForm {
  how = $state<"period" | "date">("period");
  date = $state("");
  reason = $state("");
  busy = $state(false);
  dateError = $state<string>();
  reasonError = $state<string>();
  whole = $state<string>();
  /** Many other keys end on that day. */
  cliff = $state.raw<Cliff | null>(null);
  #asked = 0;
  readonly key: KeyView;

  constructor(key: KeyView) {
    this.key = key;
    // Where today plus its own period would be refused, another date may still be allowed.
    if (key.renewal.until === null && key.renewal.latest !== null) this.how = "date";
  }

  /** Says whether many keys end on the day that is chosen; what can't be read yet is no such day. */
  async look(): Promise<void> {
    const mine = (this.#asked += 1);
    const until = this.how === "date" ? isoDay(this.date) : null;
    const draft = await answer(commands.checkRenewal(this.key.key_id, until)).catch(() => undefined);
    if (mine === this.#asked) this.cliff = draft?.cliff ?? null;
  }

  /** Ends on another day. */
  useDay(isoDay: string): void {
    this.how = "date";
    this.date = isoDay;
    this.dateError = undefined;
  }

  leaveReason(): void {
    const missing = this.key.renewal.reason_required && this.reason.trim() === "";
    this.reasonError = missing ? problemText(problemAt("reason", "reason_required")) : undefined;
  }

  /** The renewed key; nothing where it was refused. */
  async submit(): Promise<KeyView | undefined> {
    if (this.busy) return undefined;
    this.dateError = undefined;
    this.whole = undefined;
    this.leaveReason();
    if (this.how === "date" && this.date.trim() === "") {
      this.dateError = problemText(problemAt("until", "required"));
    }
    if (this.dateError ?? this.reasonError) return undefined;
    this.busy = true;
    try {
      const until = this.how === "date" ? isoDay(this.date) : null;
      return await answer(commands.renewKey({ key_id: this.key.key_id, until, reason: this.reason.trim() }));
    } catch (failure) {
      const problem = problemOf(failure);
      if (problem.field === "until" && this.how === "date") this.dateError = problemText(problem);
      else if (problem.field === "reason") this.reasonError = problemText(problem);
      else this.whole = problemText(problem);
      return undefined;
    } finally {
      this.busy = false;
    }
  }
}
