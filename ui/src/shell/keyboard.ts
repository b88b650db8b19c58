import { session } from "../backend/session.svelte";
import { modalIsOpen, type Hotkeys } from "../kit/hotkeys";
import { router } from "../kit/router.svelte";
import { selection } from "../kit/selection.svelte";
import { pages } from "./pages";
import type { Palette } from "./palette/palette.svelte";

/** All keys of the keyboard, for the dialog behind `?`. */
export const KEYS: { keys: string[]; does: string }[] = [
  { keys: ["Ctrl", "K"], does: "Search, and run commands" },
  { keys: ["Ctrl", "N"], does: "Generate a key" },
  { keys: ["Ctrl", "F"], does: "Go to the filter field (also /)" },
  { keys: ["Ctrl", "Shift", "V"], does: "Say which key is in the clipboard" },
  { keys: ["Ctrl", "L"], does: "Lock" },
  { keys: ["Ctrl", `1–${pages.length}`], does: pages.map(({ label }) => label).join(", ") },
  { keys: ["Alt", "←"], does: "Back" },
  { keys: ["Alt", "→"], does: "Forward" },
  { keys: ["↑", "↓"], does: "Move in a list (also Home, End, Page Up, Page Down)" },
  { keys: ["Enter"], does: "Open the row that has the focus" },
  { keys: ["F2"], does: "Edit what is selected" },
  { keys: ["Space"], does: "In the list of keys: select it, or no longer (also Ctrl and a click)" },
  { keys: ["Shift", "↑"], does: "Select from there on (also ↓, Home, End, Shift and a click)" },
  { keys: ["Ctrl", "A"], does: "Select all that the list shows" },
  { keys: ["Ctrl", "C"], does: "On a key's row: copy its key id, or those of the selected" },
  { keys: ["Ctrl", "Enter"], does: "Submit the form" },
  { keys: ["Esc"], does: "Clear the selection; back out of a drawer, a dialog, a menu" },
  { keys: ["?"], does: "This list" },
];

function focusFilter(): void {
  const field = document.querySelector<HTMLInputElement>("[data-filter-field]");
  field?.focus();
  field?.select();
}

/** What the window's keys do while a vault is open. Only locking works over a dialog. */
export function windowKeys({ showKeys, palette }: { showKeys: () => void; palette: Palette }): Hotkeys {
  const free = (run: () => void) => () => {
    if (!modalIsOpen()) run();
  };
  const keys: Hotkeys = {
    "mod+l": () => void session.lock(),
    "mod+k": free(() => palette.show()),
    "mod+shift+v": free(() => palette.askClipboard()),
    f2: free(() => selection.run("edit")),
    "mod+n": free(() => router.go("/keys/new")),
    "mod+f": free(focusFilter),
    "/": free(focusFilter),
    "?": free(showKeys),
    "alt+arrowleft": free(() => router.back()),
    "alt+arrowright": free(() => router.forward()),
  };
  pages.forEach((page, index) => {
    keys[`mod+${index + 1}`] = free(() => router.go(`/${page.name}`));
  });
  return keys;
}
