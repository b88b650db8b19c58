import { answer, problemOf } from "../../backend/call";
import {
  commands,
  type AskedResource,
  type Level,
  type ResourceView,
  type Verification,
} from "../../backend/bindings";
import { problemText } from "../../backend/words";

const ASK_AFTER = 150;
/** The choice by which a resource isn't asked about. */
export const NOT_ASKED = "Not asked";

/** *May it…?*: what is asked of a presented key, and the answer. */
export class MayIt {
  /** What can be asked about; nothing until it has been read. */
  resources = $state.raw<readonly ResourceView[]>([]);
  /** A resource's line in the list. */
  resource = $state(NOT_ASKED);
  level = $state<Level>("view");
  /** A registration. */
  aircraft = $state("");
  address = $state("");
  verified = $state.raw<Verification>();
  /** Why the address is none. */
  wrongAddress = $state<string>();
  /** Why there is no answer. */
  refused = $state<string>();
  #text = "";
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** The lines of the list: titles, with their group where another has the same. */
  readonly lines = $derived.by(() => {
    const titles = this.resources.map(({ title }) => title);
    const twice = new Set(titles.filter((title, index) => titles.indexOf(title) !== index));
    return this.resources.map((resource) => ({
      resource,
      line: twice.has(resource.title) ? `${resource.title} (${resource.group})` : resource.title,
    }));
  });
  readonly options = $derived([NOT_ASKED, ...this.lines.map(({ line }) => line)]);
  readonly chosen = $derived(this.lines.find(({ line }) => line === this.resource)?.resource);
  /** Only the levels that the resource has. */
  readonly levels = $derived(this.chosen?.levels.map(({ level }) => level) ?? []);

  /** Asks about what is presented; what it may is asked anew of another. */
  async present(text: string): Promise<void> {
    this.forget();
    this.#text = text;
    const resources = answer(commands.listResources());
    await this.#ask();
    try {
      this.resources = await resources;
    } catch (failure) {
      this.refused = problemText(problemOf(failure));
    }
  }

  /** Nothing is presented any more. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#asked += 1;
    this.#text = "";
    this.resource = NOT_ASKED;
    this.level = "view";
    this.aircraft = "";
    this.address = "";
    this.verified = undefined;
    this.wrongAddress = undefined;
    this.refused = undefined;
  }

  /** A resource was chosen: of its levels, the lowest is asked first. */
  choose(): void {
    const first = this.levels[0];
    if (first !== undefined && !this.levels.includes(this.level)) this.level = first;
    this.changed();
  }

  /** Something else is asked: the answer comes after a pause. */
  changed(): void {
    this.#asked += 1;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(), ASK_AFTER);
  }

  /** The key has changed: the same is asked again. */
  again(): void {
    if (this.#text !== "") void this.#ask();
  }

  get #request(): AskedResource {
    const resource = this.chosen;
    return resource === undefined
      ? { kind: "any" }
      : { kind: "resource", resource_id: resource.resource_id, level: this.level };
  }

  async #ask(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#text === "") return;
    const mine = (this.#asked += 1);
    const request = { resource: this.#request, aircraft: this.aircraft.trim(), address: this.address.trim() };
    try {
      const verified = await answer(commands.verifyKey(this.#text, request));
      if (mine !== this.#asked) return;
      this.verified = verified;
      this.wrongAddress = undefined;
      this.refused = undefined;
    } catch (failure) {
      if (mine !== this.#asked) return;
      const problem = problemOf(failure);
      // What was said before was about another question.
      this.verified = undefined;
      if (problem.field === "address") this.wrongAddress = problemText(problem);
      else this.refused = problemText(problem);
    }
  }
}
