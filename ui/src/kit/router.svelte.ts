import { readRoute, type Route } from "./routes";

/** What an entry of the browser's history carries, so that we know whether there is something to go back to. */
interface Entry {
  place: number;
}

function placeOf(state: unknown): number {
  return (state as Entry | null)?.place ?? 0;
}

/** Where the window is: an address after the #, so that back and forward work. */
class Router {
  #route = $state.raw<Route>(readRoute(globalThis.location?.hash ?? ""));
  #place = $state(placeOf(globalThis.history?.state));
  #last = $state(0);

  constructor() {
    if (typeof window === "undefined") return;
    this.#last = this.#place;
    const read = () => {
      // An address that was set from outside (a plain link) has no place yet: it is a step ahead.
      if (history.state === null) history.replaceState({ place: this.#place + 1 } satisfies Entry, "");
      this.#place = placeOf(history.state);
      this.#last = Math.max(this.#last, this.#place);
      this.#route = readRoute(location.hash);
    };
    window.addEventListener("popstate", read);
  }

  get path(): string {
    return this.#route.path;
  }

  get segments(): string[] {
    return this.#route.segments;
  }

  get query(): URLSearchParams {
    return this.#route.query;
  }

  get canBack(): boolean {
    return this.#place > 0;
  }

  get canForward(): boolean {
    return this.#place < this.#last;
  }

  /** Goes to an address ("/keys/7Hq2?x=1"). Replacing leaves no step back. */
  go(path: string, { replace = false }: { replace?: boolean } = {}): void {
    const hash = `#${path}`;
    if (hash === location.hash) return;
    if (replace) {
      history.replaceState({ place: this.#place } satisfies Entry, "", hash);
    } else {
      this.#place += 1;
      this.#last = this.#place;
      history.pushState({ place: this.#place } satisfies Entry, "", hash);
    }
    this.#route = readRoute(hash);
  }

  back(): void {
    if (this.canBack) history.back();
  }

  forward(): void {
    if (this.canForward) history.forward();
  }
}

export const router = new Router();
