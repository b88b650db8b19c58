import { listen } from "@tauri-apps/api/event";

import { commands, type Notice, type SessionStatus } from "./bindings";

/** At most one sign of life in this time is passed on to the lock timer. */
const TOUCH_EVERY = 10_000;

type Hear = (notice: Notice) => void;

/** The vault that is taken up, and whether it is open. */
class Session {
  #status = $state.raw<SessionStatus>({ state: "closed" });
  /** Sample data was open and is gone: nobody was asked to lock it, so somebody has to be told. */
  sampleGone = $state(false);
  #hearers = new Set<Hear>();
  #touched = 0;
  /** How many statuses were taken. */
  #taken = 0;

  /** Notices from the program: locked, clipboard emptied. `on` returns what stops listening. */
  readonly notices = {
    on: (hear: Hear): (() => void) => {
      this.#hearers.add(hear);
      return () => this.#hearers.delete(hear);
    },
  };

  get status(): SessionStatus {
    return this.#status;
  }

  /** Whether the keyring opens this vault. */
  get keyringUnlock(): boolean {
    return this.#status.state !== "closed" && this.#status.keyring;
  }

  /** The recovery code opens the vault, and not the keys that can be shown again. */
  get recoveryCodeIsOlder(): boolean {
    return this.#status.state === "open" && this.#status.recovery_code_is_older;
  }

  /** Sample data is open: made up, and kept nowhere. */
  get isSample(): boolean {
    return this.#status.state === "open" && this.#status.sample;
  }

  /** Takes a status that a command answered. */
  take(status: SessionStatus): void {
    this.#taken += 1;
    this.sampleGone = status.state === "closed" && (this.sampleGone || this.isSample);
    this.#status = status;
  }

  /** Asks the program what it holds. Where it doesn't answer, the status stays as it is. */
  async refresh(): Promise<void> {
    const taken = this.#taken;
    const outcome = await commands.sessionStatus();
    if (outcome.status !== "ok") return;
    // What a command answered meanwhile may be newer than this: asked once more, it is as it is.
    if (taken === this.#taken) this.take(outcome.data);
    else await this.refresh();
  }

  async lock(): Promise<void> {
    const outcome = await commands.lockVault();
    if (outcome.status === "ok") this.take(outcome.data);
    else await this.refresh();
  }

  /** Starts listening to the program and to whoever sits here; once, at the start. */
  async start(): Promise<void> {
    await listen<Notice>("notice", ({ payload }) => {
      if (payload.kind === "locked") void this.refresh();
      for (const hear of this.#hearers) hear(payload);
    });
    for (const name of ["keydown", "pointerdown", "pointermove", "wheel"] as const) {
      window.addEventListener(name, () => this.#touch(), { passive: true, capture: true });
    }
    await this.refresh();
  }

  #touch(): void {
    const now = performance.now();
    if (this.#status.state !== "open" || now - this.#touched < TOUCH_EVERY) return;
    this.#touched = now;
    void commands.touch();
  }
}

export const session = new Session();
