import type { AccessPreview, Grant, TemplateView } from "../../backend/bindings";
import { commands } from "../../backend/bindings";
import { answer } from "../../backend/call";
import { workspace } from "../../backend/workspace.svelte";
import { fieldsOf, filterTemplates, type TemplateDraft } from "./template-fields";

/** The access templates as their part of the page shows them: searched, one opened, changed. */
export class Templates {
  text = $state("");
  /** All of them, by name; `undefined` until the first answer. */
  all = $state.raw<TemplateView[]>();
  failure = $state.raw<unknown>();
  shown = $derived(filterTemplates(this.all ?? [], this.text));

  /** The one of an address. */
  find(id: string | undefined): TemplateView | undefined {
    return this.all?.find((template) => template.template_id === id);
  }

  async reload(): Promise<void> {
    try {
      this.all = await answer(commands.listTemplates());
      this.failure = undefined;
    } catch (failure) {
      this.failure = failure;
    }
  }

  async create(draft: TemplateDraft): Promise<TemplateView> {
    return this.#changed(await answer(commands.createTemplate(fieldsOf(draft))));
  }

  async edit(id: string, draft: TemplateDraft): Promise<TemplateView> {
    return this.#changed(await answer(commands.editTemplate(id, fieldsOf(draft))));
  }

  /** Takes away one that nothing has. It leaves the list at once, which is read anew behind it. */
  async delete(id: string): Promise<void> {
    await answer(commands.deleteTemplate(id));
    this.all = this.all?.filter((template) => template.template_id !== id);
    void this.reload();
  }

  /** What granting this would do to the keys of whoever has the template. */
  async preview(id: string, grants: Grant[]): Promise<AccessPreview> {
    return answer(commands.previewTemplate(id, grants));
  }

  async #changed(template: TemplateView): Promise<TemplateView> {
    // Its counts stand beside the page; where they can't be read they stay as they were.
    await Promise.all([this.reload(), workspace.refresh().catch(() => undefined)]);
    return template;
  }
}
