import { answer, problemOf } from "../../backend/call";
import {
  commands,
  type Expiry,
  type GenerateKey,
  type GeneratedKey,
  type KeyDraft,
  type KeyField,
  type KeyView,
  type Problem,
  type ResourceView,
  type Rights,
} from "../../backend/bindings";
import { problemText } from "../../backend/words";
import { allowsOwner } from "../../backend/policy-words";
import { workspace } from "../../backend/workspace.svelte";
import { dayShort } from "../../kit/dates";
import { AircraftChoice } from "../../fleet/aircraft-choice.svelte";
import { alsoFor } from "../../fleet/scope-words";
import { isoDay } from "./days";
import { asAsked, isBlank, type GenerateDraft } from "./draft";
import { ASKED_AS, fieldOf, FIELDS, NO_DRAFT, type Field } from "./generate-fields";
import { ownerChoices, type OwnerChoice } from "./owner-choice";
import { keepDraft, keptDraft } from "./kept-draft";
import { successorOf } from "./successor";
import { NetworksChoice } from "./networks-choice.svelte";
import { toGrants, type Levels } from "../../resources/resource-tree";
import { RemindersChoice } from "./reminders-choice.svelte";
import { summary, type Part } from "./summary";

const CHECK_AFTER = 150;
const KEEP_AFTER = 400;

/** What is given where the policy asks for it, and what is taken where it doesn't. */
function asked<T>(field: KeyField, given: T, otherwise: T): T {
  return workspace.asks(field) ? given : otherwise;
}

function isAsked(field: Field): boolean {
  return workspace.asks(ASKED_AS[field]);
}

/** The generate panel: what is typed, what Rust says of it, and the draft that survives a lock. */
export class GenerateForm {
  /** Service accounts, and people, those who left among them. */
  owners = $state.raw<readonly OwnerChoice[]>([]);
  resources = $state.raw<readonly ResourceView[]>([]);
  /** Why the panel couldn't be made ready. */
  failure = $state<string>();
  ready = $state(false);

  ownerId = $state("");
  name = $state("");
  description = $state("");
  allOfOwner = $state(false);
  levels = $state.raw<Levels>({});
  aircraft = new AircraftChoice();
  networks = new NetworksChoice();
  expiry = $state<GenerateDraft["expiry"]>("default");
  date = $state("");
  /** As typed; `null` for as long as is usual. */
  #renewalDays = $state<string | null>(null);
  reminders = new RemindersChoice();
  approvedBy = $state("");
  reason = $state("");
  /** The key it replaces. */
  replaced = $state.raw<KeyView>();
  /** It was there already when the panel was opened. */
  restored = $state(false);

  busy = $state(false);
  /** What is wrong with the whole. */
  whole = $state<string>();
  #draft = $state.raw<KeyDraft>();
  #left = $state.raw<ReadonlySet<Field>>(new Set());
  /** Fields that were left before the answer to what was typed into them has come. */
  #leaving = new Set<Field>();
  #stale = false;
  #pressed = $state(false);
  #asked = 0;
  #checkTimer: ReturnType<typeof setTimeout> | undefined;
  #keepTimer: ReturnType<typeof setTimeout> | undefined;
  #over = false;
  /** Everything was chosen because of who owns it, and not by hand. */
  #allForOwner = false;

  /** Those whom the policy lets own keys. */
  allowedOwners = $derived(
    this.owners.filter(({ ownerId }) => workspace.policy && allowsOwner(workspace.policy, ownerId)),
  );
  owner = $derived(this.owners.find(({ ownerId }) => ownerId === this.ownerId));
  rights: Rights = $derived(
    this.allOfOwner || !workspace.asks("resources")
      ? { kind: "all_of_owner" }
      : { kind: "chosen", grants: toGrants(this.levels) },
  );
  #wireExpiry: Expiry = $derived(
    this.expiry === "custom"
      ? { kind: "on", date: isoDay(this.date) }
      : /^\d+$/.test(this.expiry)
        ? { kind: "days", days: Number(this.expiry) }
        : { kind: "default" },
  );
  request: GenerateKey = $derived({
    owner_id: this.ownerId,
    name: asked("name", this.name, ""),
    description: asked("description", this.description, ""),
    rights: this.rights,
    scope: asked("aircraft", this.aircraft.scope, { kind: "whole_fleet" }),
    networks: asked("networks", this.networks.texts, []),
    expiry: asked("expiry", this.#wireExpiry, { kind: "default" }),
    renewal_days: asked(
      "renewal_period",
      /^\d{1,6}$/.test(this.renewalDays.trim()) ? Number(this.renewalDays) : 0,
      workspace.defaultDays,
    ),
    reminders: {
      personnel: asked("personnel", this.reminders.wire.personnel, []),
      days: asked("reminder_days", this.reminders.wire.days, null),
    },
    approved_by: asked("approval", this.approvedBy, ""),
    reason: asked("approval", this.reason, ""),
    replaces: this.replaced?.key_id ?? null,
  });
  kept: GenerateDraft = $derived({
    form: "generate_key",
    owner_id: workspace.asks("owner") ? this.ownerId : "",
    name: this.name,
    description: this.description,
    all: this.allOfOwner,
    levels: this.levels,
    whole: this.aircraft.whole,
    aircraft: this.aircraft.chips.map(({ text, aircraft_id }) => ({ text, aircraft_id })),
    groups: [...this.aircraft.groups],
    networks: this.networks.texts,
    expiry: this.expiry,
    date: this.date,
    renewal_days: this.#renewalDays,
    reminders: this.reminders.kept,
    approved_by: this.approvedBy,
    reason: this.reason,
    replaces: this.replaced?.key_id ?? null,
  });

  /** Days that a renewal adds, as typed. */
  get renewalDays(): string {
    return this.#renewalDays ?? String(workspace.defaultDays);
  }

  set renewalDays(days: string) {
    this.#renewalDays = days;
  }

  /** The end it would get, where the expiry is in order. */
  get expiresAt(): string | null {
    return this.#draft?.expires_at ?? null;
  }

  /** Many keys end on that day already. */
  get cliff(): KeyDraft["cliff"] {
    return this.#draft?.cliff ?? null;
  }

  /** Ends on another day. */
  useDay(isoDay: string): void {
    this.expiry = "custom";
    this.date = isoDay;
  }

  get newlyGranted(): KeyDraft["newly_granted"] {
    return this.#draft?.newly_granted ?? [];
  }

  /** What its owner gains in aircraft, in words. */
  get alsoFor(): string {
    return alsoFor(this.owner?.name, this.#draft?.new_aircraft ?? [], this.#draft?.new_groups ?? []);
  }

  /** How many aircraft it would be for today, as far as that is known; `null` for the whole fleet. */
  get reach(): number | null {
    return this.#draft === undefined || !this.aircraft.whole ? this.aircraft.reach : this.#draft.reach;
  }

  /** The sentence of what is chosen so far. */
  get sentence(): Part[] {
    const parts = summary({
      person: this.owner?.person ?? false,
      owner: this.owner?.name,
      all: this.rights.kind === "all_of_owner",
      grants: this.resources
        .filter((resource) => resource.resource_id in this.levels)
        .map((resource) => ({ title: resource.title, level: this.levels[resource.resource_id] ?? "view" })),
      whole: this.aircraft.whole,
      registrations: this.aircraft.chips.filter((chip) => chip.aircraft_id !== null).map((chip) => chip.text),
      groups: this.aircraft.groups.map(({ name }) => name),
      reach: this.reach,
      networks: this.networks.chips.length - this.networks.wrong.length,
      endless: workspace.policy?.lifetime.kind === "endless",
      until: this.expiresAt === null ? undefined : dayShort(this.expiresAt, workspace.zone),
      reminded: this.reminders.personnel.map(({ name }) => name),
      when: this.reminders.when,
    });
    // What isn't asked for leads nowhere.
    return parts.map((part) => (part.field && isAsked(part.field) ? part : { text: part.text }));
  }

  /** Reads what the panel offers, then takes up the key to be replaced or what was half typed. */
  async open(params: URLSearchParams): Promise<void> {
    this.failure = undefined;
    const replaces = params.get("replaces");
    try {
      const [accounts, people, resources] = await Promise.all([
        answer(commands.listAccounts()),
        answer(commands.listPeople()),
        answer(commands.listResources()),
      ]);
      this.owners = ownerChoices(accounts, people);
      this.resources = resources;
      const asks = (field: KeyField) => workspace.asks(field);
      const kept = await keptDraft();
      const draft = kept && asAsked(kept, asks);
      const resumed = draft && !isBlank(draft) && (replaces === null || draft.replaces === replaces);
      const replaced = replaces ?? (resumed ? draft.replaces : null);
      if (replaced !== null) this.replaced = await answer(commands.key(replaced));
      if (resumed) {
        this.#take(draft);
        this.restored = true;
      } else if (this.replaced) {
        this.#take(asAsked(successorOf(this.replaced, resources), asks));
      }
      const owner = params.get("owner");
      // Where the policy doesn't ask, it is a key of one's own.
      if (!workspace.asks("owner")) this.ownerId = workspace.view?.actor_id ?? "";
      else if (owner !== null && this.ownerId === "") {
        this.ownerId = owner;
        this.ownerChosen();
      }
      this.ready = true;
    } catch (failure) {
      this.failure = problemText(problemOf(failure));
    }
  }

  /** An owner was chosen: what a system administrator's key is mostly for is everything, and that is chosen then. */
  ownerChosen(): void {
    const untouched = Object.keys(this.levels).length === 0;
    if (this.owner?.holdsAll && untouched && !this.allOfOwner) {
      this.allOfOwner = true;
      this.#allForOwner = true;
    } else if (!this.owner?.holdsAll && this.#allForOwner) {
      this.allOfOwner = false;
      this.#allForOwner = false;
    }
  }

  /** Something was typed or chosen: asks Rust and keeps the draft, each after a pause. */
  changed(): void {
    if (this.#over) return;
    // An answer to what was typed before is stale from now on.
    this.#asked += 1;
    this.#stale = true;
    clearTimeout(this.#checkTimer);
    this.#checkTimer = setTimeout(() => void this.#check(), CHECK_AFTER);
    clearTimeout(this.#keepTimer);
    this.#keepTimer = setTimeout(() => this.keep(), KEEP_AFTER);
  }

  /** Keeps what is half typed, now. */
  keep(): void {
    clearTimeout(this.#keepTimer);
    if (this.#over || !this.ready) return;
    keepDraft(isBlank(this.kept) ? null : this.kept);
  }

  /** Forgets what is half typed. */
  forget(): void {
    this.#over = true;
    clearTimeout(this.#keepTimer);
    clearTimeout(this.#checkTimer);
    keepDraft(null);
  }

  /** A field was left: from now on its mistakes are shown, those of what stands in it now. */
  leave(field: Field): void {
    if (this.#left.has(field)) return;
    this.#leaving.add(field);
    if (!this.#stale) this.#show();
  }

  #show(): void {
    this.#stale = false;
    this.#left = new Set([...this.#left, ...this.#leaving]);
    this.#leaving.clear();
  }

  /** What is wrong with a field, once it was left or *Generate key* was pressed. */
  error(field: Field): string | undefined {
    return this.#pressed || this.#left.has(field) ? this.#wrong(field) : undefined;
  }

  /** The first field that is wrong, in the order of the panel. */
  get firstWrong(): Field | undefined {
    return FIELDS.find((field) => this.#wrong(field) !== undefined);
  }

  /** What is to be filled in next, when the panel opens. */
  get firstEmpty(): Field | undefined {
    if (this.ownerId === "" && isAsked("owner_id")) return "owner_id";
    return this.name === "" && isAsked("name") ? "name" : undefined;
  }

  /** Generates; nothing where something is wrong, which is then shown. */
  async submit(): Promise<GeneratedKey | undefined> {
    if (this.busy) return undefined;
    this.busy = true;
    this.whole = undefined;
    try {
      await this.networks.settle();
      await this.#check();
      this.#pressed = true;
      const elsewhere = this.#draft?.problems.find((problem) => this.#rowOf(problem) === undefined);
      if (elsewhere) this.whole = this.#words(elsewhere);
      if (elsewhere || this.firstWrong) return undefined;
      const generated = await answer(commands.generateKey(this.request));
      this.forget();
      return generated;
    } catch (failure) {
      this.#refuse(problemOf(failure));
      return undefined;
    } finally {
      this.busy = false;
    }
  }

  /** The row at which a problem is shown; none where it belongs to the whole, or isn't asked for. */
  #rowOf(problem: Problem): Field | undefined {
    const field = fieldOf(problem);
    return field !== undefined && isAsked(field) ? field : undefined;
  }

  #words(problem: Problem): string {
    // Nothing can be chosen then: its owner lacks it.
    if (problem.code === "no_resources" && this.rights.kind === "all_of_owner")
      return `${this.owner?.name ?? "The owner"} has no access yet, so this key could do nothing. Give access first: the key icon in the list of service accounts, or of people.`;
    return problemText(problem);
  }

  #wrong(field: Field): string | undefined {
    if (!isAsked(field)) return undefined;
    const { wrong, deleted } = this.aircraft;
    if (field === "scope" && wrong !== undefined) return wrong;
    if (field === "scope" && deleted !== undefined) return `${deleted.name} was deleted. Take it out.`;
    if (field === "networks" && this.networks.wrong.length > 0) return this.networks.wrongTold;
    const problem = this.#draft?.problems.find((one) => fieldOf(one) === field);
    return problem && this.#words(problem);
  }

  async #check(): Promise<void> {
    clearTimeout(this.#checkTimer);
    const mine = (this.#asked += 1);
    try {
      const draft = await answer(commands.checkKey(this.request));
      if (mine !== this.#asked) return;
      this.#draft = draft;
      this.#show();
    } catch (failure) {
      if (mine === this.#asked) this.#refuse(problemOf(failure));
    }
  }

  #refuse(problem: Problem): void {
    if (this.#rowOf(problem) === undefined) this.whole = this.#words(problem);
    else this.#draft = { ...NO_DRAFT, ...this.#draft, problems: [problem] };
  }

  #take(draft: GenerateDraft): void {
    this.ownerId = draft.owner_id;
    this.name = draft.name;
    this.description = draft.description;
    this.allOfOwner = draft.all;
    this.levels = draft.levels;
    this.aircraft.whole = draft.whole;
    this.aircraft.chips = draft.aircraft;
    this.aircraft.groups = draft.groups;
    this.networks.typed = draft.networks.join(" ");
    this.networks.settle().catch(() => undefined);
    this.expiry = draft.expiry;
    this.date = draft.date;
    this.#renewalDays = draft.renewal_days;
    this.reminders.takeKept(draft.reminders);
    this.approvedBy = draft.approved_by;
    this.reason = draft.reason;
  }
}
