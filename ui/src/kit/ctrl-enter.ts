import { hotkey } from "./hotkeys";

/** Lets Ctrl+Enter submit a form from anywhere in it: `<form {@attach ctrlEnterSubmits}>`. */
export function ctrlEnterSubmits(form: HTMLFormElement): () => void {
  return hotkey(form, { "mod+enter": () => form.requestSubmit() });
}
