/** What can be asked for a key from a page that isn't the keys'. */
export type KeyStep = "renew" | "revoke" | "expire" | "delete";

interface Asked {
  step: KeyStep;
  keyId: string;
  /** Called once it was done, beside whoever hears of changed keys. */
  done: () => void;
}

/** A step on a key that any page may ask for: its dialog opens over that page. */
class KeySteps {
  /** What is asked for and hasn't been taken up. */
  asked = $state.raw<Asked>();

  ask(step: KeyStep, keyId: string, done: () => void = () => undefined): void {
    this.asked = { step, keyId, done };
  }

  /** Takes up what is asked for. */
  take(): Asked | undefined {
    const { asked } = this;
    this.asked = undefined;
    return asked;
  }
}

export const keySteps = new KeySteps();
