import {
  commands,
  type AircraftScope,
  type EditAccess,
  type ResourceView,
  type TemplateView,
} from "../backend/bindings";
import { answer, problemOf } from "../backend/call";
import { problemAt } from "../backend/form.svelte";
import { problemText } from "../backend/words";
import { AircraftChoice } from "../fleet/aircraft-choice.svelte";
import { AccessLook } from "./access-look.svelte";
import { fromGrants, toGrants, type Levels } from "./resource-tree";

/** Other access for a service account or a person: what is chosen, and what it would do to its keys before it is saved. */
export class AccessEdit {
  /** All templates and resources; `undefined` until they are read. */
  templates = $state.raw<readonly TemplateView[]>();
  resources = $state.raw<readonly ResourceView[]>();
  templateIds = $state.raw<readonly string[]>([]);
  levels = $state.raw<Levels>({});
  /** Why it couldn't be read or saved, in words. */
  unread = $state<string>();
  unsaved = $state<string>();
  saving = $state(false);
  /** A system administrator: what they are given changes nothing as long as they are. */
  holdsAll = $state(false);
  // What the owner has; nothing until it is read.
  #has = $state.raw<EditAccess>();
  readonly ownerId: string;

  constructor(ownerId: string) {
    this.ownerId = ownerId;
  }

  readonly aircraft = new AircraftChoice();
  #pressed = $state(false);

  /** What is chosen; the same, in whatever order it was. */
  request: EditAccess = $derived({
    grants: toGrants(this.levels),
    template_ids: this.templateIds.toSorted(),
    scope: inOrder(this.aircraft.scope),
  });
  /** Whether that is something else than it has. */
  differs = $derived(this.#has !== undefined && JSON.stringify(this.#has) !== JSON.stringify(this.request));
  // What stands in the way of asking what the aircraft would do.
  #wrongScope = $derived.by(() => {
    const { whole, wrong, empty } = this.aircraft;
    return wrong ?? (!whole && empty ? problemText(problemAt("scope", "no_aircraft")) : undefined);
  });
  /** What is wrong with the aircraft: what is unknown at once, nothing chosen once it was to be saved. */
  scopeError = $derived(this.#pressed || this.aircraft.wrong !== undefined ? this.#wrongScope : undefined);
  /** What that would do. */
  readonly look = new AccessLook(
    () => (this.differs && this.#wrongScope === undefined ? this.request : undefined),
    (request) => answer(commands.previewAccess(this.ownerId, request)),
  );

  /** Reads what it has as of now, and what there is to choose from. */
  async open(): Promise<void> {
    this.unread = undefined;
    try {
      const [detail, templates, resources] = await Promise.all([
        answer(commands.ownerAccess(this.ownerId)),
        answer(commands.listTemplates()),
        answer(commands.listResources()),
      ]);
      this.levels = fromGrants(detail.grants);
      this.templateIds = detail.templates.map(({ template_id }) => template_id);
      this.aircraft.take(detail.scope, detail.aircraft, detail.groups);
      this.holdsAll = detail.holds_all;
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

  /** Watches what is chosen, in an effect. */
  watch(): (() => void) | undefined {
    this.unsaved = undefined;
    return this.look.watch();
  }

  /** Saves what was previewed; what was saved, or nothing where that can't be, or was refused. */
  async submit<T>(save: (request: EditAccess) => Promise<T>): Promise<T | undefined> {
    this.#pressed = true;
    if (this.saving || this.look.preview === undefined) return undefined;
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

function inOrder(scope: AircraftScope): AircraftScope {
  if (scope.kind === "whole_fleet") return scope;
  const { kind, aircraft_ids, group_ids } = scope;
  return { kind, aircraft_ids: aircraft_ids.toSorted(), group_ids: group_ids.toSorted() };
}
