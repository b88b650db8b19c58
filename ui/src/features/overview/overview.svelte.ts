import { tick } from "svelte";

import { commands, type Overview } from "../../backend/bindings";
import { answer, problemOf } from "../../backend/call";
import { keySteps } from "../../backend/key-steps.svelte";
import { problemText } from "../../backend/words";
import { workspace } from "../../backend/workspace.svelte";
import { router } from "../../kit/router.svelte";
import { toast } from "../../kit/toasts.svelte";
import type { Line, Step } from "./attention";

/** The vault at a glance. */
export class OverviewPage {
  /** `undefined` until the first answer. */
  view = $state.raw<Overview>();
  failure = $state.raw<unknown>();
  /** What a step is being done to. */
  busy = $state<string>();
  #asked = 0;

  async read(): Promise<void> {
    const mine = (this.#asked += 1);
    try {
      const view = await answer(commands.overview());
      if (mine !== this.#asked) return;
      this.view = view;
      this.failure = undefined;
    } catch (failure) {
      if (mine === this.#asked) this.failure = failure;
    }
  }

  /** Does a step, or leads to where it is done. */
  step(step: Step, line: Line): void {
    switch (step) {
      case "renew":
      case "revoke":
      case "expire":
      case "delete":
        keySteps.ask(step, line.id, () => void this.#done());
        return;
      case "replace":
        router.go(`/keys/new?replaces=${line.id}`);
        return;
      case "enable":
        void this.#enable(line);
        return;
    }
  }

  async #enable({ id, name }: Line): Promise<void> {
    if (this.busy !== undefined) return;
    this.busy = id;
    try {
      await answer(commands.enableAccount(id));
      toast(`${name} enabled: its keys work again.`, "good");
      await this.#done();
    } catch (failure) {
      toast(problemText(problemOf(failure)), "bad");
    } finally {
      this.busy = undefined;
    }
  }

  async #done(): Promise<void> {
    await this.read();
    await tick();
    // What had the focus may have gone with what was done.
    if (document.activeElement === document.body) {
      document.querySelector<HTMLElement>("main h1[tabindex]")?.focus();
    }
    // The counts beside the page; where they can't be read they stay as they were.
    workspace.refresh().catch(() => undefined);
  }
}
