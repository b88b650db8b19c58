import type { AccessPreview, TemplateView } from "../../backend/bindings";
import { Form } from "../../backend/form.svelte";
import { fromGrants, type Levels } from "../../resources/resource-tree";
import { checkTemplate, choiceOf, draftOf, type TemplateDraft } from "./template-fields";
import type { Templates } from "./templates.svelte";

/** Ticking several in a row asks once. */
const ASKED_AFTER = 200;

/**
 * A template that is being created or changed. Changing what it grants changes keys at once, so that it can be saved
 * only when what is ticked now has been shown with what it would do.
 */
export class TemplateEdit {
  readonly form: Form<TemplateDraft>;
  /** The template as it is; without one, it is new. */
  readonly before: TemplateView | undefined;
  #preview = $state.raw<{ of: string; preview: AccessPreview }>();
  #failure = $state.raw<{ of: string; failure: unknown }>();
  #templates: Pick<Templates, "all" | "preview" | "create" | "edit">;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(templates: Pick<Templates, "all" | "preview" | "create" | "edit">, before?: TemplateView) {
    this.#templates = templates;
    this.before = before;
    this.form = new Form(draftOf(before), (draft, field) => {
      const others = (templates.all ?? []).filter((other) => other.template_id !== before?.template_id);
      return checkTemplate(draft, field, others);
    });
  }

  /** What is ticked differs from what the template grants: what that would do is shown first. */
  get asks(): boolean {
    const { before } = this;
    // Nothing ticked is refused anyway, in words of its own.
    return before !== undefined && !["", choiceOf(fromGrants(before.grants))].includes(this.#choice);
  }

  /** What was shown last; of what is ticked now unless it is `waiting`, or has failed. */
  get preview(): AccessPreview | undefined {
    return this.asks ? this.#preview?.preview : undefined;
  }

  /** Why what is ticked couldn't be shown. */
  get failure(): unknown {
    return this.asks && this.#failure?.of === this.#choice ? this.#failure.failure : undefined;
  }

  /** What is ticked has neither been shown yet, nor failed to be. */
  get waiting(): boolean {
    return !this.ready && this.failure === undefined;
  }

  /** It may be saved, as far as showing goes. */
  get ready(): boolean {
    return !this.asks || this.#preview?.of === this.#choice;
  }

  /** Ticks these, and no others. */
  tick(levels: Levels): void {
    this.form.fields.grants = levels;
    this.form.typed("grants");
    clearTimeout(this.#timer);
    this.#failure = undefined;
    if (!this.ready) this.#timer = setTimeout(() => void this.look(), ASKED_AFTER);
  }

  /** Asks what is ticked now would do. */
  async look(): Promise<void> {
    const { before } = this;
    if (before === undefined) return;
    const of = this.#choice;
    this.#failure = undefined;
    try {
      const levels = $state.snapshot(this.form.fields.grants) as Levels;
      const preview = await this.#templates.preview(before.template_id, levels);
      if (of === this.#choice) this.#preview = { of, preview };
    } catch (failure) {
      if (of === this.#choice) this.#failure = { of, failure };
    }
  }

  /** Saves; what was saved, or nothing where something is wrong or has yet to be shown. */
  async save(): Promise<TemplateView | undefined> {
    if (!this.ready) return undefined;
    const { before } = this;
    return this.form.submit((draft) =>
      before === undefined ? this.#templates.create(draft) : this.#templates.edit(before.template_id, draft),
    );
  }

  /** Asks no more. */
  close(): void {
    clearTimeout(this.#timer);
  }

  get #choice(): string {
    return choiceOf(this.form.fields.grants);
  }
}
