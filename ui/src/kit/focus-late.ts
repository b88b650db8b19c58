/** Takes the focus into what came late into a dialog; whoever has moved it since keeps it. */
export function focusLate(body: HTMLElement | null | undefined): void {
  // The dialog itself looks for something to focus in the frame before.
  requestAnimationFrame(() => {
    const at = document.activeElement;
    if (at === document.body || at?.matches("[data-dialog]"))
      body?.querySelector<HTMLElement>("input, button, a[href]")?.focus();
  });
}
