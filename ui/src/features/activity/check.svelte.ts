import { commands, type CheckReport } from "../../backend/bindings";
import { answer, problemOf } from "../../backend/call";
import { problemText } from "../../backend/words";
import { Watched } from "./watched.svelte";

/** A check of the log, from its start to what it found. */
export class Check {
  open = $state(false);
  report = $state.raw<CheckReport>();
  /** Why it came to no end, in words. */
  failure = $state<string>();
  readonly work = new Watched(
    () => answer(commands.checkProgress()),
    () => answer(commands.stopCheck()),
  );
  #asked = 0;

  /** Opens its dialog and begins. */
  async start(): Promise<void> {
    const mine = (this.#asked += 1);
    this.open = true;
    this.report = undefined;
    this.failure = undefined;
    try {
      const report = await this.work.run(() => answer(commands.checkChain()));
      if (mine === this.#asked) this.report = report;
    } catch (failure) {
      const problem = problemOf(failure);
      if (mine === this.#asked && problem.code !== "stopped") this.failure = problemText(problem);
    }
  }

  /** Closes its dialog; a check under way ends. */
  close(): void {
    this.#asked += 1;
    this.open = false;
    this.work.stop();
  }
}
