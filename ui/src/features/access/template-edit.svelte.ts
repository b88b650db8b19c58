import type { Grant, TemplateView } from "../../backend/bindings";
import { Form } from "../../backend/form.svelte";
import { AccessLook } from "../../resources/access-look.svelte";
import { fromGrants, toGrants, type Levels } from "../../resources/resource-tree";
import { checkTemplate, draftOf, type TemplateDraft } from "./template-fields";
import type { Templates } from "./templates.svelte";

/** A template that is being created or changed. */
export class TemplateEdit {
  readonly form: Form<TemplateDraft>;
  /** The template as it is; without one, it is new. */
  readonly before: TemplateView | undefined;
  /** What the ticked levels would do to the keys of whoever has it; nobody has a new one. */
  readonly look: AccessLook<{ id: string; grants: Grant[] }>;
  #templates: Pick<Templates, "all" | "preview" | "create" | "edit">;

  constructor(templates: Pick<Templates, "all" | "preview" | "create" | "edit">, before?: TemplateView) {
    this.#templates = templates;
    this.before = before;
    this.form = new Form(draftOf(before), (draft, field) => {
      const others = (templates.all ?? []).filter((other) => other.template_id !== before?.template_id);
      return checkTemplate(draft, field, others);
    });
    const has = JSON.stringify(toGrants(fromGrants(before?.grants ?? [])));
    this.look = new AccessLook(
      () => {
        const grants = toGrants(this.form.fields.grants);
        // Nothing ticked is refused anyway, in words of its own.
        if (before === undefined || grants.length === 0 || JSON.stringify(grants) === has) return undefined;
        return { id: before.template_id, grants };
      },
      ({ id, grants }) => templates.preview(id, grants),
    );
  }

  /** Ticks these, and no others. */
  tick(levels: Levels): void {
    this.form.fields.grants = levels;
    this.form.typed("grants");
  }

  /** Saves; what was saved, or nothing where something is wrong or has yet to be shown. */
  async save(): Promise<TemplateView | undefined> {
    if (!this.look.ready) return undefined;
    const { before } = this;
    return this.form.submit((draft) =>
      before === undefined ? this.#templates.create(draft) : this.#templates.edit(before.template_id, draft),
    );
  }
}
