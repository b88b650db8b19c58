import { commands, type PasswordStrength } from "./bindings";

const PAUSE = 150;

/** How hard the password being typed is to guess, asked shortly after the last key. */
export class Strength {
  value = $state.raw<PasswordStrength | undefined>(undefined);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  check(password: string): void {
    clearTimeout(this.#timer);
    const asked = ++this.#asked;
    if (password === "") {
      this.value = undefined;
      return;
    }
    this.#timer = setTimeout(async () => {
      const outcome = await commands.passwordStrength(password);
      // An answer to an older text says nothing about the one that stands there now.
      if (asked === this.#asked && outcome.status === "ok") this.value = outcome.data;
    }, PAUSE);
  }
}
