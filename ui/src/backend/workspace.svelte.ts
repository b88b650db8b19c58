import { commands, type KeyField, type Policy, type WorkspaceView } from "./bindings";
import { answer } from "./call";
import { allowsOwner } from "./policy-words";

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

  /** What it asks of its keys, once it is read. */
  get policy(): Policy | undefined {
    return this.view?.policy;
  }

  /** The longest life of a key in days; none where keys have no end. */
  get maximumDays(): number | undefined {
    const lifetime = this.policy?.lifetime;
    return lifetime?.kind === "limited" ? lifetime.maximum_days : undefined;
  }

  /** The life of a key, and what renewing adds, where nothing else is chosen. */
  get defaultDays(): number {
    const lifetime = this.policy?.lifetime;
    return lifetime?.kind === "limited" ? lifetime.default_days : 180;
  }

  /** Whether something is asked when a key is generated. */
  asks(field: KeyField): boolean {
    return this.policy?.asked.includes(field) ?? false;
  }

  /** Whether something of a key may change later. */
  edits(field: KeyField): boolean {
    return this.policy?.editable.includes(field) ?? false;
  }

  /** Whether a key can be generated for an owner. */
  generatesFor(ownerId: string): boolean {
    const { policy } = this;
    if (!policy?.is_on) return false;
    return policy.asked.includes("owner") ? allowsOwner(policy, ownerId) : ownerId === this.view?.actor_id;
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
