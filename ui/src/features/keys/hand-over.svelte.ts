import { answer, problemOf } from "../../backend/call";
import { commands, type CopyWhat, type KeyView, type Notice } from "../../backend/bindings";
import { problemText } from "../../backend/words";

/** What became of a key that was shown: somebody has it, nobody has it yet, or it was discarded. */
export type Outcome = "taken" | "left" | "discarded";

/** What the clipboard is known to hold. */
export type Clipboard =
  | { holds: "nothing of ours" }
  /** Something with the key in it; `announced` is how long it was when it was copied. */
  | { holds: "key"; empties_at: number; announced: number }
  | { holds: "account id"; displaced: boolean }
  | { holds: "emptied" }
  | { holds: "something else" };

/** Whole seconds that are left, never below none. */
export function secondsLeft(until: number, now: number): number {
  return Math.max(0, Math.ceil((until - now) / 1000));
}

/** What is said of the clipboard. */
export function clipboardWords(clipboard: Clipboard, now: number): string {
  switch (clipboard.holds) {
    case "nothing of ours":
      return "";
    case "key":
      return `Copied. The clipboard empties in ${secondsLeft(clipboard.empties_at, now)} s`;
    case "account id":
      return clipboard.displaced
        ? "Account id copied. The clipboard no longer holds the key"
        : "Account id copied";
    case "emptied":
      return "Emptied. Copy again if needed";
    case "something else":
      return "The clipboard holds something else now";
  }
}

/** How a key that is shown once leaves the program: what was done with it, and where that stands. */
export class HandOver {
  clipboard = $state.raw<Clipboard>({ holds: "nothing of ours" });
  /** Where it was saved. */
  saved = $state<string>();
  /** What was refused last, in words. */
  refused = $state<string>();
  /** It was copied or saved: somebody may have it. */
  left = $state(false);
  busy = $state(false);
  /** It is being said to be stored. */
  ending = $state(false);
  #clock: () => number;
  #now = $state(0);

  constructor(clock: () => number) {
    this.#clock = clock;
    this.#now = clock();
  }

  /** Looks at the clock again. */
  tick(): void {
    this.#now = this.#clock();
  }

  get words(): string {
    return clipboardWords(this.clipboard, this.#now);
  }

  async copy(what: CopyWhat): Promise<void> {
    // Asked before, because the notice that the key was replaced may come before the answer.
    const displaced = this.clipboard.holds === "key";
    await this.#try(
      async () => {
        const copied = await answer(commands.copyShown(what));
        this.tick();
        if (what === "account_id") {
          this.clipboard = { holds: "account id", displaced };
          return;
        }
        const seconds = copied.empties_in_seconds ?? 0;
        this.clipboard = { holds: "key", empties_at: this.#now + seconds * 1000, announced: seconds };
        this.left = true;
      },
      what === "account_id"
        ? "The clipboard refused. Try again, or select the account id and copy it."
        : "The clipboard refused. The key is still here: try again, or save as .txt.",
    );
  }

  async save(): Promise<void> {
    await this.#try(async () => {
      const file = await answer(commands.saveShown());
      if (file === null) return;
      this.saved = file.path;
      this.left = true;
    });
  }

  /** The key, when it is done with; nothing where that was refused. */
  stored(): Promise<KeyView | undefined> {
    return this.#try(async () => {
      this.ending = true;
      return answer(commands.confirmStored()).finally(() => (this.ending = false));
    });
  }

  discard(): Promise<KeyView | undefined> {
    return this.#try(() => answer(commands.discardKey()));
  }

  notice(notice: Notice): void {
    if (this.clipboard.holds !== "key") return;
    if (notice.kind === "clipboard_emptied") this.clipboard = { holds: "emptied" };
    if (notice.kind === "clipboard_replaced") this.clipboard = { holds: "something else" };
  }

  async #try<T>(act: () => Promise<T>, clipboardRefused?: string): Promise<T | undefined> {
    if (this.busy) return undefined;
    this.busy = true;
    this.refused = undefined;
    try {
      return await act();
    } catch (failure) {
      const problem = problemOf(failure);
      const ofClipboard = problem.code === "clipboard_refused" && clipboardRefused;
      this.refused = ofClipboard ? clipboardRefused : problemText(problem);
      return undefined;
    } finally {
      this.busy = false;
    }
  }
}
