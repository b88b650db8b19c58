/** What succeeded is said once and quietly; what failed stays until it is read. */
export type ToastTone = "good" | "bad";

/** What a toast offers to do: *Undo*. */
export interface ToastAction {
  label: string;
  run: () => void;
}

export interface Toast {
  id: number;
  text: string;
  tone: ToastTone;
  actions: readonly ToastAction[];
}

const QUIET_FOR = 6000;
/** One that offers something stays longer; what it offers is to be had elsewhere too. */
const OFFER_FOR = 15_000;

class ToastList {
  items = $state<Toast[]>([]);
  #next = 1;

  add(text: string, tone: ToastTone, actions: readonly ToastAction[]): void {
    const id = this.#next++;
    // The same failure twice is one failure.
    this.items = [...this.items.filter((item) => item.text !== text), { id, text, tone, actions }];
    if (tone === "good") setTimeout(() => this.dismiss(id), actions.length > 0 ? OFFER_FOR : QUIET_FOR);
  }

  dismiss(id: number): void {
    this.items = this.items.filter((item) => item.id !== id);
  }

  clear(): void {
    this.items = [];
  }
}

export const toasts = new ToastList();

export function toast(text: string, tone: ToastTone = "good", ...actions: ToastAction[]): void {
  toasts.add(text, tone, actions);
}
