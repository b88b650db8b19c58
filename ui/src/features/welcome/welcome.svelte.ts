import { commands, type CreateVault, type Problem, type RecentVault } from "../../backend/bindings";
import { answer, problemOf } from "../../backend/call";
import { problemText } from "../../backend/words";
import { session } from "../../backend/session.svelte";
import { router } from "../../kit/router.svelte";
import { toast } from "../../kit/toasts.svelte";

/** A recovery code that waits to be stored. */
interface ShownCode {
  code: string;
  vault: string;
  /** Where to go once it is stored. */
  then: string | undefined;
  /** Keys that could be shown again can't be any more. */
  sealLost: boolean;
}

/** What went wrong with a vault, and with which. */
interface Trouble {
  problem: Problem;
  /** Its folder; undefined where none was chosen. */
  path: string | undefined;
}

/** Everything before a vault is open: choosing, creating, unlocking, recovering. */
class Welcome {
  /** What is asked while no vault is taken up. */
  view = $state<"start" | "create">("start");
  /** The recovery code is asked for instead of the password. */
  recovering = $state(false);
  recent = $state.raw<RecentVault[]>([]);
  trouble = $state.raw<Trouble>();
  /** The folder that is being opened. */
  opening = $state<string>();
  /** Sample data is being made. */
  sampling = $state(false);
  /** Shown once; the window shows nothing else until it is said to be stored. */
  code = $state.raw<ShownCode>();
  /** The vault was locked before its recovery code was said to be stored. */
  codeLost = $state(false);

  constructor() {
    session.notices.on((notice) => {
      // Whoever comes back to a locked window isn't known to be the one who may see the code.
      if (notice.kind !== "locked" || !this.code) return;
      this.code = undefined;
      this.codeLost = true;
    });
  }

  async loadRecent(): Promise<void> {
    try {
      this.recent = await answer(commands.recentVaults());
    } catch (error) {
      this.trouble = { problem: problemOf(error), path: undefined };
    }
  }

  async forget(path: string): Promise<void> {
    try {
      this.recent = await answer(commands.forgetVault(path));
      if (this.trouble?.path === path) this.trouble = undefined;
    } catch (error) {
      this.trouble = { problem: problemOf(error), path };
    }
  }

  /** Asks for a folder, then takes it up. */
  async choose(): Promise<void> {
    this.trouble = undefined;
    try {
      const path = await answer(commands.chooseVault());
      if (path !== null) await this.open(path);
    } catch (error) {
      this.trouble = { problem: problemOf(error), path: undefined };
    }
  }

  async open(path: string): Promise<void> {
    if (this.opening !== undefined) return;
    this.opening = path;
    this.trouble = undefined;
    this.codeLost = false;
    try {
      session.take(await answer(commands.openVault(path)));
    } catch (error) {
      this.trouble = { problem: problemOf(error), path };
    } finally {
      this.opening = undefined;
    }
  }

  /** Leaves the vault that is held for another; where that can't be opened, it says so, and this one stays. */
  async leaveFor(path: string): Promise<void> {
    await this.open(path);
    if (this.trouble === undefined) {
      // What was asked of one vault means nothing in another.
      router.go("/", { replace: true });
    } else {
      toast(problemText(this.trouble.problem), "bad");
      this.trouble = undefined;
    }
  }

  /** Opens sample data: at the first page, whatever was looked at before. */
  async openSample(): Promise<void> {
    if (this.sampling) return;
    this.sampling = true;
    this.trouble = undefined;
    try {
      const status = await answer(commands.openSample());
      router.go("/", { replace: true });
      session.take(status);
    } catch (error) {
      this.trouble = { problem: problemOf(error), path: undefined };
    } finally {
      this.sampling = false;
    }
  }

  /** Leaves sample data for a vault that is kept. */
  async createInstead(): Promise<void> {
    await this.other();
    this.view = "create";
  }

  /** Creates a vault; its recovery code is then shown. Throws the refusal. */
  async create(request: CreateVault): Promise<void> {
    const { recovery_code } = await answer(commands.createVault(request));
    this.code = { code: recovery_code, vault: request.name, then: "/fleet?first=1", sealLost: false };
    this.view = "start";
    this.codeLost = false;
    await session.refresh();
  }

  async unlock(password: string): Promise<void> {
    session.take(await answer(commands.unlockVault(password)));
    this.#sayCodeLost();
  }

  async unlockWithKeyring(): Promise<void> {
    session.take(await answer(commands.unlockVaultWithKeyring()));
    this.#sayCodeLost();
  }

  /** Unlocks with the recovery code; the new code is then shown. Throws the refusal. */
  async recover(recoveryCode: string, newPassword: string, vault: string): Promise<void> {
    const { recovery_code, seal_lost } = await answer(commands.recoverVault(recoveryCode, newPassword));
    this.code = { code: recovery_code, vault, then: undefined, sealLost: seal_lost };
    this.recovering = false;
    await session.refresh();
  }

  /** The code is stored: on to the vault. */
  stored(): void {
    if (this.code?.then) router.go(this.code.then, { replace: true });
    this.code = undefined;
  }

  /** Puts the vault away, to choose another. */
  async other(): Promise<void> {
    this.recovering = false;
    this.codeLost = false;
    this.view = "start";
    try {
      session.take(await answer(commands.closeVault()));
      // What was asked of one vault means nothing in another.
      router.go("/", { replace: true });
    } catch (error) {
      toast(problemText(problemOf(error)), "bad");
      await session.refresh();
    }
  }

  #sayCodeLost(): void {
    if (!this.codeLost) return;
    this.codeLost = false;
    router.go("/settings");
    toast("The recovery code of this vault was never stored. Make a new one here: New recovery code…", "bad");
  }
}

export const welcome = new Welcome();
