import { router } from "../kit/router.svelte";
import {
  commands,
  type BackupSecret,
  type BackupView,
  type Problem,
  type RestorePlace,
  type RestorePreview,
} from "./bindings";
import { answer, problemOf } from "./call";
import { session } from "./session.svelte";

/** Restoring a backup: which was chosen, and what restoring it would do once it was opened. */
class Restore {
  /** The dialog is open. */
  open = $state(false);
  backup = $state.raw<BackupView>();
  preview = $state.raw<RestorePreview>();
  /** What is wrong with the chosen file. */
  problem = $state.raw<Problem>();
  /** A file is being asked for, and read. */
  choosing = $state(false);
  #restoring = false;

  constructor() {
    session.notices.on((notice) => {
      // What was opened was forgotten with the vault that was locked.
      if (notice.kind === "locked" && !this.#restoring) this.preview = undefined;
    });
  }

  /** Asks for a backup; the dialog then says what it is, or what is wrong with it. */
  async choose(): Promise<void> {
    if (this.choosing) return;
    this.choosing = true;
    try {
      const backup = await answer(commands.chooseBackup());
      if (backup === null) return;
      this.#take(backup, undefined);
    } catch (error) {
      this.#take(undefined, problemOf(error));
    } finally {
      this.choosing = false;
    }
  }

  /** Opens it. Throws the refusal. */
  async unlock(secret: BackupSecret): Promise<void> {
    if (!this.backup) return;
    this.preview = await answer(commands.openBackup(this.backup.path, secret));
  }

  /** Puts it in its place; the window then asks for the password of what was restored. Throws the refusal. */
  async restore(place: RestorePlace): Promise<void> {
    this.#restoring = true;
    try {
      const status = await answer(commands.restoreBackup(place));
      this.open = false;
      this.#take(undefined, undefined, false);
      session.take(status);
      // What was asked of one vault means nothing in another.
      router.go("/", { replace: true });
    } finally {
      this.#restoring = false;
    }
  }

  /** It isn't restored after all. */
  close(): void {
    this.#take(undefined, undefined, false);
    void commands.closeBackup();
  }

  #take(backup: BackupView | undefined, problem: Problem | undefined, open = true): void {
    this.backup = backup;
    this.problem = problem;
    this.preview = undefined;
    this.open = open;
  }
}

export const restore = new Restore();
