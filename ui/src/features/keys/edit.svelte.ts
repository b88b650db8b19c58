import { answer, problemOf } from "../../backend/call";
import {
  commands,
  type EditKey,
  type KeyView,
  type Level,
  type OwnerAccess,
  type Problem,
  type ResourceView,
} from "../../backend/bindings";
import { problemAt } from "../../backend/form.svelte";
import { problemText } from "../../backend/words";
import { AircraftChoice } from "../../fleet/aircraft-choice.svelte";
import { alsoFor } from "../../fleet/scope-words";
import { workspace } from "../../backend/workspace.svelte";
import { ASKED_AS, fieldOf, type Field } from "./generate-fields";
import { NetworksChoice } from "./networks-choice.svelte";
import { RemindersChoice } from "./reminders-choice.svelte";
import { fromGrants, isBeyond, toGrants, type Levels } from "../../resources/resource-tree";

type EditField = Exclude<Field, "owner_id" | "expiry">;

/** What may change about a key: name, description, rights, aircraft, networks, renewal period, reminders, approval, reason. */
export class EditForm {
  resources = $state.raw<readonly ResourceView[]>();
  /** What its owner has access to, and for which aircraft. */
  #access = $state.raw<Levels>({});
  #owner = $state.raw<OwnerAccess>();
  name = $state("");
  description = $state("");
  renewalDays = $state("");
  approvedBy = $state("");
  reason = $state("");
  allOfOwner = $state(false);
  levels = $state.raw<Levels>({});
  aircraft = new AircraftChoice();
  networks = new NetworksChoice();
  reminders = new RemindersChoice();
  busy = $state(false);
  whole = $state<string>();
  #problems = $state.raw<Partial<Record<EditField, Problem>>>({});
  readonly key: KeyView;

  constructor(key: KeyView) {
    this.key = key;
    this.name = key.name;
    this.description = key.description;
    this.renewalDays = String(key.renewal_days);
    this.approvedBy = key.approved_by;
    this.reason = key.reason;
    this.allOfOwner = key.rights.kind === "all_of_owner";
    this.levels = key.rights.kind === "chosen" ? fromGrants(key.rights.grants) : {};
    this.aircraft.take(key.scope, key.aircraft, key.groups);
    this.networks.take(key.networks);
    this.reminders.take(key.reminders);
  }

  async open(): Promise<void> {
    this.whole = undefined;
    try {
      const [resources, owner] = await Promise.all([
        answer(commands.listResources()),
        answer(commands.ownerAccess(this.key.owner_id)),
      ]);
      this.#access = fromGrants(owner.access);
      this.#owner = owner;
      this.resources = resources;
    } catch (failure) {
      this.whole = problemText(problemOf(failure));
    }
  }

  /** What is added to the key and its owner lacks: it is granted to it too. */
  get newlyGranted(): { title: string; level: Level }[] {
    if (this.allOfOwner) return [];
    const had = this.key.rights.kind === "chosen" ? fromGrants(this.key.rights.grants) : this.#access;
    return (this.resources ?? []).flatMap(({ resource_id, title }) => {
      const level = this.levels[resource_id];
      const isNew = level && isBeyond(level, had[resource_id]) && isBeyond(level, this.#access[resource_id]);
      return isNew ? [{ title, level }] : [];
    });
  }

  /** How many aircraft it would be for today: of the whole fleet, what its owner is for. */
  get reach(): number | null {
    return this.aircraft.whole ? (this.#owner?.reach ?? null) : this.aircraft.reach;
  }

  /** What is added to its aircraft and its owner lacks: the owner is for that then too; in words. */
  get alsoFor(): string {
    const owner = this.#owner?.holds_all ? undefined : this.#owner?.scope;
    if (this.aircraft.whole || owner?.kind !== "only") return "";
    const had = this.key.scope.kind === "only" ? this.key.scope : { aircraft_ids: [], group_ids: [] };
    const groups = new Set([...had.group_ids, ...owner.group_ids]);
    const held = this.aircraft.known.filter(({ group_id }) => owner.group_ids.includes(group_id));
    const reached = held.flatMap(({ aircraft }) => aircraft.map(({ aircraft_id }) => aircraft_id));
    const aircraft = new Set([...had.aircraft_ids, ...owner.aircraft_ids, ...reached]);
    return alsoFor(
      this.key.owner,
      this.aircraft.chips
        .filter(({ aircraft_id }) => aircraft_id !== null && !aircraft.has(aircraft_id))
        .map(({ text }) => text),
      this.aircraft.groups.filter(({ group_id }) => !groups.has(group_id)).map(({ name }) => name),
    );
  }

  error(field: EditField): string | undefined {
    const problem = this.#problems[field];
    if (problem?.code === "invalid_registration") return this.aircraft.wrong;
    if (field === "networks" && this.networks.wrong.length > 0) return problem && this.networks.wrongTold;
    return problem && problemText(problem);
  }

  /** A field was left: what the window itself can tell about it. */
  leave(field: EditField): void {
    this.#problems = { ...this.#problems, [field]: this.#check(field) };
  }

  /** The key as it is now; nothing where it was refused. */
  async submit(): Promise<KeyView | undefined> {
    if (this.busy) return undefined;
    this.whole = undefined;
    this.#problems = {};
    try {
      await this.networks.settle();
    } catch (failure) {
      this.whole = problemText(problemOf(failure));
      return undefined;
    }
    for (const field of ["name", "rights", "scope", "networks", "renewal_days"] as const) this.leave(field);
    if (Object.values(this.#problems).some((problem) => problem !== undefined)) return undefined;
    this.busy = true;
    try {
      return await answer(commands.editKey(this.#request()));
    } catch (failure) {
      this.#refuse(problemOf(failure));
      return undefined;
    } finally {
      this.busy = false;
    }
  }

  #request(): EditKey {
    return {
      key_id: this.key.key_id,
      name: this.name,
      description: this.description,
      rights: this.allOfOwner ? { kind: "all_of_owner" } : { kind: "chosen", grants: toGrants(this.levels) },
      scope: this.aircraft.scope,
      networks: this.networks.texts,
      renewal_days: Number(this.renewalDays),
      reminders: this.reminders.wire,
      approved_by: this.approvedBy,
      reason: this.reason,
    };
  }

  #check(field: EditField): Problem | undefined {
    const empty = (text: string) => text.trim() === "";
    if (field === "name" && empty(this.name)) return problemAt(field, "required");
    if (field === "rights" && !this.allOfOwner && Object.keys(this.levels).length === 0) {
      return problemAt(field, "no_resources");
    }
    if (field === "scope" && this.aircraft.wrong !== undefined) {
      return problemAt(field, "invalid_registration");
    }
    if (field === "scope" && !this.aircraft.whole && this.aircraft.empty) {
      return problemAt(field, "no_aircraft");
    }
    if (field === "networks" && this.networks.wrong.length > 0) return problemAt(field, "invalid_network");
    if (field === "renewal_days" && !/^\d+$/.test(this.renewalDays.trim()))
      return problemAt(field, "required");
    return undefined;
  }

  #refuse(problem: Problem): void {
    const field = fieldOf(problem);
    const shown = field !== undefined && workspace.edits(ASKED_AS[field]);
    if (!shown || field === "owner_id" || field === "expiry") this.whole = problemText(problem);
    else this.#problems = { [field]: problem };
  }
}
