import { answer, problemOf } from "../../backend/call";
import { commands, type GeneratedKey, type KeyView } from "../../backend/bindings";
import { problemText } from "../../backend/words";

/** What is asked before a key is shown again: the master password, each time. */
export class ShowForm {
  password = $state("");
  busy = $state(false);
  passwordError = $state<string>();
  whole = $state<string>();
  readonly key: KeyView;

  constructor(key: KeyView) {
    this.key = key;
  }

  /** The key with its text; nothing where it was refused. What was typed stays until it was right. */
  async submit(): Promise<GeneratedKey | undefined> {
    if (this.busy) return undefined;
    this.whole = undefined;
    this.passwordError = this.password === "" ? "Type the master password." : undefined;
    if (this.passwordError) return undefined;
    this.busy = true;
    try {
      const shown = await answer(commands.revealKey(this.key.key_id, this.password));
      this.password = "";
      return shown;
    } catch (failure) {
      const problem = problemOf(failure);
      if (problem.code === "wrong_password") this.passwordError = problemText(problem);
      else this.whole = problemText(problem);
      return undefined;
    } finally {
      this.busy = false;
    }
  }
}
