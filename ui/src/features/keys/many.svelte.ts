import { answer, problemOf } from "../../backend/call";
import { toastEnded } from "../../backend/checking";
import {
  commands,
  type Code,
  type KeyChangesPreview,
  type KeySelection,
  type KeyVerb,
} from "../../backend/bindings";
import { problemText } from "../../backend/words";
import { toast } from "../../kit/toasts.svelte";
import { ManyReminders } from "./many-reminders.svelte";
import { doneWords, ENDS, FOR_GOOD, isAsked, isNumber, type ManyVerb } from "./many-words";

// The preview is gone or out of date: what is selected is still known, so it is judged anew.
const JUDGE_ANEW: Partial<Record<Code, string>> = {
  changes_stale: "The keys changed meanwhile, and nothing was written. This is what would change now.",
  changes_gone: "The preview had been put away, and nothing was written. This is what would change now.",
};

/** Work that takes longer says how far it is, milliseconds. */
const SAYS_HOW_FAR_AFTER = 2_000;
const ASKS_EVERY = 500;

/** Something that is to be done to the selected keys: previewed, and done only when it is confirmed. */
export class ManyKeys {
  /** The verb that is being previewed. */
  previewing = $state<ManyVerb>();
  /** The dialog that is open. */
  asking = $state.raw<{ verb: ManyVerb; preview: KeyChangesPreview | undefined }>();
  /** What many keys shall remind, where that is what is changed. */
  reminders = $state.raw(new ManyReminders());
  /** The number, where it has to be typed. */
  typed = $state("");
  reason = $state("");
  reasonError = $state<string>();
  spread = $state(false);
  busy = $state(false);
  /** It is being stopped. */
  stopping = $state(false);
  /** Keys written so far, once it takes long. */
  done = $state<number>();
  /** Why a preview is shown again. */
  note = $state<string>();
  /** Why it wasn't done, in words. */
  failure = $state<string>();
  /** It may be done now. */
  ready = $derived.by(() => {
    const { asking } = this;
    if (asking?.preview === undefined || asking.preview.changing === 0) return false;
    return !FOR_GOOD.includes(asking.verb) || isNumber(this.typed, asking.preview.changing);
  });
  #selection: () => KeySelection;
  #changed: () => void;
  #judged = 0;

  /** `changed` is called after each change. */
  constructor(selection: () => KeySelection, changed: () => void) {
    this.#selection = selection;
    this.#changed = changed;
  }

  /** Shows what a verb would come to. */
  async ask(verb: ManyVerb): Promise<void> {
    if (this.previewing !== undefined) return;
    this.#forget();
    this.previewing = verb;
    try {
      await this.#judge(verb);
    } catch (failure) {
      toast(problemText(problemOf(failure)), "bad");
    } finally {
      this.previewing = undefined;
    }
  }

  /** Ends on one day, or on many. */
  async choose(spread: boolean): Promise<void> {
    const verb = this.asking?.verb;
    if (verb === undefined) return;
    this.spread = spread;
    this.failure = undefined;
    try {
      await this.#judge(verb);
    } catch (failure) {
      this.failure = problemText(problemOf(failure));
    }
  }

  /** Other reminders are chosen: they are judged, once enough is. */
  async rejudge(): Promise<void> {
    const verb = this.asking?.verb;
    if (verb === undefined || this.busy) return;
    this.failure = undefined;
    this.asking = { verb, preview: undefined };
    try {
      await this.#judge(verb);
    } catch (failure) {
      this.failure = problemText(problemOf(failure));
    }
  }

  leaveReason(): void {
    const missing = (this.asking?.preview?.need_reason ?? 0) > 0 && this.reason.trim() === "";
    this.reasonError = missing
      ? problemText({ code: "reason_required", field: "reason", params: {} })
      : undefined;
  }

  /** Does what the preview showed; whether it was done. */
  async confirm(): Promise<boolean> {
    const { asking } = this;
    if (asking?.preview === undefined || !this.ready || this.busy) return false;
    const { verb, preview } = asking;
    this.leaveReason();
    if (this.reasonError !== undefined) return false;
    this.failure = undefined;
    this.note = undefined;
    this.busy = true;
    const follow = setTimeout(() => void this.#follow(preview.changes_id), SAYS_HOW_FAR_AFTER);
    try {
      await answer(commands.confirmKeyChanges(preview.changes_id, this.reason.trim()));
      this.#forget();
      if (ENDS.includes(verb)) {
        toastEnded(doneWords(verb, preview), preview.changing);
      } else {
        toast(doneWords(verb, preview));
      }
      this.#changed();
      return true;
    } catch (failure) {
      await this.#refused(failure, verb);
      return false;
    } finally {
      clearTimeout(follow);
      this.busy = false;
      this.stopping = false;
      this.done = undefined;
    }
  }

  /** Closes the dialog; what is being done is stopped, and nothing of it stays. */
  async close(): Promise<void> {
    const { asking } = this;
    if (asking === undefined) return;
    if (this.busy) this.stopping = true;
    else this.#forget();
    if (asking.preview === undefined) return;
    // Where this fails, the next preview or the vault's lock forgets it.
    await answer(commands.cancelKeyChanges(asking.preview.changes_id)).catch(() => undefined);
  }

  async #judge(verb: ManyVerb): Promise<void> {
    const mine = (this.#judged += 1);
    const what = this.#wire(verb);
    const preview = what && (await answer(commands.previewKeyChanges(this.#selection(), what)));
    if (mine === this.#judged) this.asking = { verb, preview };
  }

  #wire(verb: ManyVerb): KeyVerb | undefined {
    if (isAsked(verb)) return this.reminders.wire(verb);
    return verb === "renew" ? { kind: verb, spread: this.spread } : { kind: verb };
  }

  async #refused(failure: unknown, verb: ManyVerb): Promise<void> {
    const problem = problemOf(failure);
    const why = JUDGE_ANEW[problem.code];
    // Stopped before it began, it is gone.
    if (problem.code === "changes_stopped" || (this.stopping && problem.code === "changes_gone")) {
      this.#forget();
      toast(problemText({ ...problem, code: "changes_stopped" }));
    } else if (why !== undefined) {
      this.typed = "";
      this.note = why;
      await this.#judge(verb).catch((again: unknown) => (this.failure = problemText(problemOf(again))));
      this.#changed();
    } else if (problem.field === "reason") {
      this.reasonError = problemText(problem);
    } else {
      this.failure = problemText(problem);
    }
  }

  async #follow(changesId: string): Promise<void> {
    while (this.busy) {
      const done = await answer(commands.keyChangesDone(changesId)).catch(() => undefined);
      if (this.busy && done !== undefined) this.done = done;
      await new Promise((resolve) => setTimeout(resolve, ASKS_EVERY));
    }
  }

  #forget(): void {
    this.#judged += 1;
    this.asking = undefined;
    this.reminders = new ManyReminders();
    this.typed = "";
    this.reason = "";
    this.reasonError = undefined;
    this.spread = false;
    this.note = undefined;
    this.failure = undefined;
  }
}
