// An error that appears while the mouse is held on a button would move the button from under it.
let last: Promise<void> = Promise.resolve();

if (typeof window !== "undefined") {
  window.addEventListener(
    "pointerdown",
    () => {
      last = new Promise((resolve) => {
        const done = () => setTimeout(resolve, 0);
        window.addEventListener("pointerup", done, { once: true, capture: true });
        window.addEventListener("pointercancel", done, { once: true, capture: true });
      });
    },
    { capture: true },
  );
}

/** Waits until no button of the mouse is held; to be awaited before something appears that moves the page. */
export function released(): Promise<void> {
  return last;
}
