import type { KeyPage, ResourceView } from "../../backend/bindings";
import { commands } from "../../backend/bindings";
import { answer } from "../../backend/call";
import { workspace } from "../../backend/workspace.svelte";
import { groupResources } from "../../resources/grouped";
import { filterResources } from "./catalogue";
import { fieldsOf, type ResourceDraft } from "./resource-fields";

const KEYS_SHOWN = 50;

/** The resource catalogue as its page shows it: searched, grouped, one resource opened. */
export class Catalogue {
  text = $state("");
  showRetired = $state(false);
  /** All of them; `undefined` until the first answer. */
  all = $state.raw<ResourceView[]>();
  failure = $state.raw<unknown>();
  shown = $derived(filterResources(this.all ?? [], this.text, this.showRetired));
  groups = $derived(groupResources(this.shown));
  /** Resources that can be granted. */
  inUse = $derived((this.all ?? []).filter((resource) => !resource.retired).length);
  openedId = $state<string>();
  opened = $derived(this.all?.find((resource) => resource.resource_id === this.openedId));
  /** Keys that have the opened resource. */
  keys = $state.raw<KeyPage>();
  keysFailure = $state.raw<unknown>();

  async reload(): Promise<void> {
    try {
      this.all = await answer(commands.listResources());
      this.failure = undefined;
    } catch (failure) {
      this.failure = failure;
    }
  }

  /** Opens a resource by its address; `undefined` closes it. */
  async open(id: string | undefined): Promise<void> {
    if (this.openedId !== id) this.keys = undefined;
    this.openedId = id;
    this.keysFailure = undefined;
    if (id === undefined) return;
    try {
      const keys = await answer(commands.listKeys(having(id), 0, KEYS_SHOWN));
      if (this.openedId === id) this.keys = keys;
    } catch (failure) {
      if (this.openedId === id) this.keysFailure = failure;
    }
  }

  /** Reads anew what is shown, after something else changed it. */
  async reread(): Promise<void> {
    await Promise.all([this.reload(), this.open(this.openedId)]);
  }

  async add(draft: ResourceDraft): Promise<ResourceView> {
    return this.#changed(await answer(commands.addResource(fieldsOf(draft))));
  }

  async edit(id: string, draft: ResourceDraft): Promise<ResourceView> {
    return this.#changed(await answer(commands.editResource(id, fieldsOf(draft))));
  }

  async retire(id: string): Promise<ResourceView> {
    return this.#changed(await answer(commands.retireResource(id)));
  }

  async restore(id: string): Promise<ResourceView> {
    return this.#changed(await answer(commands.restoreResource(id)));
  }

  async #changed(resource: ResourceView): Promise<ResourceView> {
    await Promise.all([this.reload(), workspace.refresh()]);
    return resource;
  }
}

function having(resourceId: string) {
  return {
    text: "",
    states: ["active", "expiring", "not_handed_out", "rotating", "disabled", "owner_disabled"],
    owner_ids: [],
    resource_ids: [resourceId],
    aircraft_ids: [],
    group_ids: [],
    personnel_ids: [],
    expires_within_days: null,
    ends: null,
    attention: [],
    not_conforming: false,
    unused: null,
    sort: "name",
    descending: false,
  } satisfies Parameters<typeof commands.listKeys>[0];
}
