import {
  commands,
  type AccessPreview,
  type EditAccess,
  type ResourceView,
  type TemplateView,
} from "../../backend/bindings";
import { answer, problemOf } from "../../backend/call";
import { problemText } from "../../backend/words";
import { fromGrants, toGrants, type Levels } from "../../resources/resource-tree";
import { accessRequest, sameAccess } from "./access-words";

/** So long a choice rests before it is asked what it would do, in milliseconds. */
export const REST = 200;

/** Other access for an account: what is chosen, and what it would do to its keys before it is saved. */
export class AccessEdit {
  /** All templates and resources; `undefined` until they are read. */
  templates = $state.raw<readonly TemplateView[]>();
  resources = $state.raw<readonly ResourceView[]>();
  templateIds = $state.raw<readonly string[]>([]);
  levels = $state.raw<Levels>({});
  /** Why it couldn't be read, previewed or saved, in words. */
  unread = $state<string>();
  unseen = $state<string>();
  unsaved = $state<string>();
  saving = $state(false);
  // What the account has; nothing until it is read.
  #has = $state.raw<EditAccess>();
  #seen = $state.raw<{ request: EditAccess; preview: AccessPreview }>();
  #tries = $state(0);
  readonly accountId: string;

  constructor(accountId: string) {
    this.accountId = accountId;
  }

  /** What is chosen. */
  request: EditAccess = $derived(accessRequest(toGrants(this.levels), this.templateIds));
  /** Whether that is something else than it has. */
  differs = $derived(this.#has !== undefined && !sameAccess(this.#has, this.request));
  /** What exactly that would do; `undefined` where nothing differs, and until it is known. */
  preview = $derived(
    this.differs && sameAccess(this.#seen?.request, this.request) ? this.#seen?.preview : undefined,
  );
  /** What it would do is being asked. */
  looking = $derived(this.differs && this.preview === undefined && this.unseen === undefined);

  /** Reads what it has as of now, and what there is to choose from. */
  async open(): Promise<void> {
    this.unread = undefined;
    try {
      const [detail, templates, resources] = await Promise.all([
        answer(commands.account(this.accountId)),
        answer(commands.listTemplates()),
        answer(commands.listResources()),
      ]);
      this.levels = fromGrants(detail.grants);
      this.templateIds = detail.templates.map(({ template_id }) => template_id);
      this.#has = this.request;
      this.resources = resources;
      this.templates = templates;
    } catch (failure) {
      this.unread = problemText(problemOf(failure));
    }
  }

  /** Gives it a template, or takes it away. */
  turn(templateId: string, on: boolean): void {
    const others = this.templateIds.filter((id) => id !== templateId);
    this.templateIds = on ? [...others, templateId] : others;
  }

  /** Asks what the choice would do once it rests. To be called in an effect: what it returns drops the question. */
  look(): (() => void) | undefined {
    const request = this.request;
    void this.#tries;
    this.unseen = undefined;
    this.unsaved = undefined;
    if (!this.differs) return undefined;
    let wanted = true;
    const ask = async () => {
      try {
        const preview = await answer(commands.previewAccess(this.accountId, request));
        if (wanted) this.#seen = { request, preview };
      } catch (failure) {
        if (wanted) this.unseen = problemText(problemOf(failure));
      }
    };
    const timer = setTimeout(() => void ask(), REST);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }

  /** Asks once more what it would do. */
  lookAgain(): void {
    this.#tries += 1;
  }

  /** Saves what was previewed; what was saved, or nothing where that can't be, or was refused. */
  async submit<T>(save: (request: EditAccess) => Promise<T>): Promise<T | undefined> {
    if (this.saving || this.preview === undefined) return undefined;
    this.saving = true;
    this.unsaved = undefined;
    try {
      return await save(this.request);
    } catch (failure) {
      this.unsaved = problemText(problemOf(failure));
      return undefined;
    } finally {
      this.saving = false;
    }
  }
}
