import { router } from "./router.svelte";

class Wishes {
  #wish = $state<string>();

  /** Goes to an address, and wishes for something that its page does. */
  make(address: string, wish: string): void {
    router.go(address);
    this.#wish = wish;
  }

  /** Whether somebody wished for this; it counts as granted then. To be asked in an effect. */
  grants(wish: string): boolean {
    if (this.#wish !== wish) return false;
    this.#wish = undefined;
    return true;
  }

  /** Takes back what nobody granted. */
  clear(): void {
    this.#wish = undefined;
  }
}

/** What is asked for from elsewhere in the window, until the page that does it is there. */
export const wishes = new Wishes();
