import { toast } from "../kit/toasts.svelte";
import { commands, type BackupSchedule, type BackupStatus } from "./bindings";
import { answer, problemOf } from "./call";
import { session } from "./session.svelte";
import { problemText } from "./words";

/** What this computer knows of the open vault's backups. */
class Backups {
  status = $state.raw<BackupStatus>();
  /** One is being made by hand. */
  busy = $state(false);

  constructor() {
    session.notices.on((notice) => {
      if (notice.kind === "backup_changed") void this.refresh().catch(() => undefined);
    });
  }

  /** Reads it anew. */
  async refresh(): Promise<void> {
    this.status = await answer(commands.backupStatus());
  }

  /** Forgets it, when the vault was locked. */
  clear(): void {
    this.status = undefined;
  }

  /** Asks where, and makes one. */
  async make(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      const made = await answer(commands.backUpNow());
      if (made === null) return;
      toast("Backed up, and checked by opening the file.");
      await this.refresh();
    } catch (error) {
      toast(`The vault wasn't backed up. ${problemText(problemOf(error))}`, "bad");
    } finally {
      this.busy = false;
    }
  }

  /** Asks for a folder; undefined where none was chosen. */
  async chooseFolder(): Promise<string | undefined> {
    return (await answer(commands.chooseBackupFolder())) ?? undefined;
  }

  /** Has them made unasked from now on, or no longer. */
  async setSchedule(schedule: BackupSchedule | null): Promise<void> {
    this.status = await answer(commands.setBackupSchedule(schedule));
  }

  /** The failure was read. */
  async dismiss(): Promise<void> {
    this.status = await answer(commands.dismissBackupFailure());
  }
}

export const backups = new Backups();
