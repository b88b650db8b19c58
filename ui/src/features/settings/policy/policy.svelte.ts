import {
  commands,
  type Ending,
  type KeyField,
  type Policy,
  type PolicyPreview,
  type Problem,
} from "../../../backend/bindings";
import { answer, problemOf } from "../../../backend/call";
import { problemAt } from "../../../backend/form.svelte";
import { Look } from "../../../backend/look.svelte";
import { problemText } from "../../../backend/words";
import { workspace } from "../../../backend/workspace.svelte";
import { inOrder, joinDays, readDays } from "./days-list";

/** A field of the policy that problems are shown at, by its name on the wire. */
export type PolicyField =
  | "maximum_days"
  | "default_days"
  | "offered_days"
  | "grace_days"
  | "asked"
  | "editable"
  | "approval_required"
  | "endings"
  | "deletion"
  | "reminder_days";

/** What is typed about days, as it stands in the fields. */
type Typed = { maximum: string; usual: string; offered: string; grace: string; reminders: string };

/** Other rules for keys: what is chosen, what it would do, and how it is saved. */
export class PolicyForm {
  presets = $state.raw<readonly Policy[]>([]);
  /** All but what is typed. */
  rules = $state.raw<Policy>();
  typed = $state<Typed>({ maximum: "", usual: "", offered: "", grace: "", reminders: "" });
  /** Why the presets couldn't be read, in words. */
  failure = $state<string>();
  busy = $state(false);
  /** What is wrong with the whole. */
  whole = $state<string>();
  #refused = $state.raw<{ of: string; problem: Problem }>();

  readonly look = new Look<Policy, PolicyPreview>(
    () => (this.changed ? this.policy : undefined),
    (policy) => answer(commands.previewPolicy(policy)),
  );

  async open(): Promise<void> {
    this.failure = undefined;
    try {
      this.presets = await answer(commands.policyPresets());
      this.reset();
    } catch (failure) {
      this.failure = problemText(problemOf(failure));
    }
  }

  /** Back to what is in force. */
  reset(): void {
    if (workspace.policy) this.take(workspace.policy);
  }

  /** Takes all rules of a policy. */
  take(policy: Policy): void {
    this.whole = undefined;
    this.rules = policy;
    const limits = policy.lifetime.kind === "limited" ? policy.lifetime : undefined;
    const kept = this.typed;
    this.typed = {
      maximum: limits ? String(limits.maximum_days) : kept.maximum || "365",
      usual: limits ? String(limits.default_days) : kept.usual || "180",
      offered: limits ? joinDays(limits.offered_days) : kept.offered || "180, 30",
      grace: String(limits?.grace_days ?? (kept.grace || "14")),
      reminders: joinDays(policy.reminder_days),
    };
  }

  /** Sets some rules. */
  set(rules: Partial<Policy>): void {
    if (this.rules) this.rules = { ...this.rules, ...rules };
  }

  /** Keys have an end, or none; and what no longer can be asked then isn't. */
  limit(limited: boolean): void {
    if (!this.rules) return;
    if (!limited) {
      this.set({ lifetime: { kind: "endless" } });
      this.#leaveOut("expiry", "renewal_period");
      return;
    }
    const days = { maximum_days: 365, default_days: 180, offered_days: [], custom: true, grace_days: null };
    this.set({ lifetime: { kind: "limited", ...days } });
    if (!this.rules.asked.includes("expiry")) this.flip("asked", "expiry");
  }

  /** Keys can be renewed, or not. */
  renew(renewed: boolean): void {
    const lifetime = this.rules?.lifetime;
    if (lifetime?.kind !== "limited") return;
    this.set({ lifetime: { ...lifetime, grace_days: renewed ? 14 : null } });
    if (!renewed) this.#leaveOut("renewal_period");
  }

  custom(any: boolean): void {
    const lifetime = this.rules?.lifetime;
    if (lifetime?.kind === "limited") this.set({ lifetime: { ...lifetime, custom: any } });
  }

  /** Adds a field to a list of them, or takes it out. */
  flip(list: "asked" | "editable", field: KeyField): void {
    const fields = this.rules?.[list];
    if (fields) this.set({ [list]: flipped(fields, field) });
  }

  flipEnding(ending: Ending): void {
    if (this.rules) this.set({ endings: flipped(this.rules.endings, ending) });
  }

  #leaveOut(...fields: KeyField[]): void {
    if (!this.rules) return;
    const stays = (field: KeyField) => !fields.includes(field);
    this.set({ asked: this.rules.asked.filter(stays), editable: this.rules.editable.filter(stays) });
  }

  /** What is chosen; nothing while what is typed are no numbers of days. */
  get policy(): Policy | undefined {
    const { rules } = this;
    if (!rules || this.#mistyped !== undefined) return undefined;
    const { lifetime } = rules;
    return inOrder({
      ...rules,
      lifetime:
        lifetime.kind === "endless"
          ? lifetime
          : {
              ...lifetime,
              maximum_days: Number(this.typed.maximum),
              default_days: Number(this.typed.usual),
              offered_days: readDays(this.typed.offered) ?? [],
              grace_days: lifetime.grace_days === null ? null : Number(this.typed.grace),
            },
      reminder_days: readDays(this.typed.reminders) ?? rules.reminder_days,
    });
  }

  /** The first field in which no days stand. */
  get #mistyped(): PolicyField | undefined {
    const one = (text: string) => readDays(text)?.length === 1;
    const limits = this.rules?.lifetime.kind === "limited" ? this.rules.lifetime : undefined;
    if (limits && !one(this.typed.maximum)) return "maximum_days";
    if (limits && !one(this.typed.usual)) return "default_days";
    if (limits && readDays(this.typed.offered) === undefined) return "offered_days";
    if (limits && limits.grace_days !== null && !one(this.typed.grace)) return "grace_days";
    return limits && readDays(this.typed.reminders) === undefined ? "reminder_days" : undefined;
  }

  /** It isn't what is in force. */
  get changed(): boolean {
    if (!workspace.policy || !this.rules) return false;
    return (
      this.policy === undefined || JSON.stringify(this.policy) !== JSON.stringify(inOrder(workspace.policy))
    );
  }

  /** The preset whose rules these are to the letter. */
  get exactly(): boolean {
    const preset = this.presets.find((one) => one.preset === this.rules?.preset);
    // Whether keys are on is no product's rule.
    const as = this.policy && preset && { ...preset, is_on: this.policy.is_on };
    return as !== undefined && JSON.stringify(inOrder(as)) === JSON.stringify(this.policy);
  }

  /** What is wrong with a field. */
  error(field: PolicyField): string | undefined {
    if (field === this.#mistyped) return this.#mistypedWords(field);
    const refused =
      this.#refused && this.#refused.of === JSON.stringify(this.policy) ? [this.#refused.problem] : [];
    const problems = [...refused, ...(this.look.preview?.problems ?? [])];
    const problem = problems.find((one) => one.field === field) ?? this.#default(field);
    return problem && problemText(problem);
  }

  #mistypedWords(field: PolicyField): string {
    const several = field === "offered_days" || field === "reminder_days";
    return several
      ? "Write numbers of days with commas between them, like 180, 30."
      : "Write a number of days, like 180.";
  }

  #default(field: PolicyField): Problem | undefined {
    return field === "maximum_days" && Number(this.typed.maximum) === 0
      ? problemAt(field, "required")
      : undefined;
  }

  /** It can be saved: what it would do was shown, and nothing is wrong with it. */
  get ready(): boolean {
    return this.changed && this.look.preview?.problems.length === 0;
  }

  /** Whether it is in force now. */
  async save(): Promise<boolean> {
    const { policy } = this;
    if (this.busy || !this.ready || policy === undefined) return false;
    this.busy = true;
    this.whole = undefined;
    try {
      workspace.view = await answer(commands.changePolicy(policy));
      this.reset();
      return true;
    } catch (failure) {
      const problem = problemOf(failure);
      this.#refused = { of: JSON.stringify(policy), problem };
      this.whole = problemText(problem);
      return false;
    } finally {
      this.busy = false;
    }
  }
}

function flipped<T>(values: readonly T[], value: T): T[] {
  return values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
}
