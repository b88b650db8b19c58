/** What to do at a key: "mod+n" (Ctrl, or ⌘ on a Mac), "alt+arrowleft", "escape", "?", "/". */
export type Hotkeys = Record<string, (event: KeyboardEvent) => void>;

/** Whether keys typed here become text. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  ) {
    return true;
  }
  if (!(target instanceof HTMLInputElement)) return false;
  return !["button", "checkbox", "radio", "submit", "reset", "file"].includes(target.type);
}

/** Whether Ctrl, or ⌘ on a Mac, is held. */
export function isMod(event: Pick<MouseEvent, "ctrlKey" | "metaKey">): boolean {
  return event.ctrlKey || event.metaKey;
}

/** The name of a pressed key, as {@link Hotkeys} spells it. */
export function nameOf(
  event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">,
): string {
  const key = event.key.toLowerCase();
  // Shift is part of a character that needs it ("?"), and a modifier of everything else.
  const character = key.length === 1 && !/[a-z0-9]/.test(key);
  return [
    isMod(event) ? "mod" : "",
    event.altKey ? "alt" : "",
    event.shiftKey && !character ? "shift" : "",
    key,
  ]
    .filter((part) => part !== "")
    .join("+");
}

/** Whether something modal (a dialog, a menu, an open list) has the keyboard. */
export function modalIsOpen(): boolean {
  return (
    document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]') !== null
  );
}

/** Listens; returns what stops listening. Keys of a single character are left alone while somebody types. */
export function hotkey(target: Window | HTMLElement, keys: Hotkeys): () => void {
  const listen = (event: Event) => {
    if (!(event instanceof KeyboardEvent) || event.defaultPrevented || event.isComposing) return;
    const name = nameOf(event);
    const run = keys[name];
    if (!run || (name.length === 1 && isTyping(event.target))) return;
    event.preventDefault();
    run(event);
  };
  target.addEventListener("keydown", listen);
  return () => target.removeEventListener("keydown", listen);
}
