import { commands, type WorkspaceView } from "./bindings";
import { answer } from "./call";

/** The open workspace: its name, zone and counts. */
class Workspace {
  view = $state.raw<WorkspaceView | undefined>(undefined);

  /** The zone in which days are told. */
  get zone(): string {
    return this.view?.time_zone ?? "UTC";
  }

  /** The instant that states were judged at. */
  get now(): Date {
    return this.view ? new Date(this.view.now) : new Date();
  }

  /** Reads it anew; to be called after each change. */
  async refresh(): Promise<void> {
    this.view = await answer(commands.workspace());
  }

  /** Forgets it, when the vault was locked. */
  clear(): void {
    this.view = undefined;
  }
}

export const workspace = new Workspace();
