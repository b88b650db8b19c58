import { problemOf } from "./call";
import { problemText } from "./words";

/** So long a choice rests before it is asked what it would do, in milliseconds. */
export const REST = 200;

/**
 * What a choice would do. It can be saved only when exactly that has been shown. Choices are the same where their JSON
 * is.
 */
export class Look<C, P> {
  #answer = $state.raw<{ of: string; preview?: P; failure?: string }>();
  #tries = $state(0);
  #choice: () => C | undefined;
  #ask: (choice: C) => Promise<P>;

  /** `choice` is `undefined` where it does nothing that has to be shown. */
  constructor(choice: () => C | undefined, ask: (choice: C) => Promise<P>) {
    this.#choice = choice;
    this.#ask = ask;
  }

  /** There is something to show. */
  get asks(): boolean {
    return this.#choice() !== undefined;
  }

  /** What exactly the choice would do, once that is known. */
  get preview(): P | undefined {
    return this.#known?.preview;
  }

  /** Why that couldn't be told, in words. */
  get failure(): string | undefined {
    return this.#known?.failure;
  }

  /** It is neither known yet, nor failed to be. */
  get waiting(): boolean {
    return this.asks && this.#known === undefined;
  }

  /** It may be saved, as far as showing goes. */
  get ready(): boolean {
    return !this.asks || this.preview !== undefined;
  }

  /** Asks about the choice once it rests. To be called in an effect: what it returns drops the question. */
  watch(): (() => void) | undefined {
    void this.#tries;
    this.#answer = undefined;
    const choice = this.#choice();
    if (choice === undefined) return undefined;
    const of = JSON.stringify(choice);
    let wanted = true;
    const ask = async () => {
      const answer = await this.#ask(choice).then(
        (preview) => ({ preview }),
        (failure: unknown) => ({ failure: problemText(problemOf(failure)) }),
      );
      if (wanted) this.#answer = { of, ...answer };
    };
    const timer = setTimeout(() => void ask(), REST);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }

  /** Asks once more. */
  again(): void {
    this.#tries += 1;
  }

  // Between a change and its effect, what is known is about another choice.
  get #known() {
    return this.#answer?.of === JSON.stringify(this.#choice()) ? this.#answer : undefined;
  }
}
