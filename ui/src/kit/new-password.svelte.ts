import { newPasswordErrors } from "./passwords";
import { released } from "./released";

type Which = "password" | "repeat";

/** A new master password while it is typed: twice, with what is wrong as soon as a field is left. */
export class NewPasswordState {
  password = $state("");
  repeat = $state("");
  #left = $state({ password: false, repeat: false });
  #refused = $state<string>();

  #wrong = $derived(newPasswordErrors(this.password, this.repeat));

  /** What is to be shown now. */
  errors = $derived({
    password: this.#refused ?? (this.#left.password ? this.#wrong.password : undefined),
    repeat: this.#left.repeat ? this.#wrong.repeat : undefined,
  });

  async leave(which: Which): Promise<void> {
    await released();
    if (this[which] !== "") this.#left[which] = true;
  }

  typed(): void {
    this.#refused = undefined;
  }

  /** Shows what is wrong, left or not; says whether nothing is. */
  check(): boolean {
    this.#left = { password: true, repeat: true };
    return this.#wrong.password === undefined && this.#wrong.repeat === undefined;
  }

  /** What the program said about it. */
  refuse(text: string): void {
    this.#refused = text;
  }

  /** Takes what was typed out of memory. */
  clear(): void {
    this.password = "";
    this.repeat = "";
    this.#left = { password: false, repeat: false };
    this.#refused = undefined;
  }
}
