// The other system that checks this workspace's keys, where one does: what ends here goes on working there.

import { toast, type ToastAction } from "../kit/toasts.svelte";
import { commands } from "./bindings";
import { answer, problemOf } from "./call";
import { problemText } from "./words";
import { workspace } from "./workspace.svelte";

/** The other system that checks the keys, if one does. */
export function otherSystem(): { name: string; address: string } | undefined {
  const by = workspace.view?.checked_by;
  return by?.kind === "another_system" ? by : undefined;
}

/** What has to be said where a key ends: "Recorded here. Also remove it in Leon, or it keeps working there." */
export function alsoThere(name: string, keys = 1): string {
  return keys === 1
    ? `Recorded here. Also remove it in ${name}, or it keeps working there.`
    : `Recorded here. Also remove them in ${name}, or they keep working there.`;
}

/** Opens its address in the browser; says why where that can't be done. */
export async function openOtherSystem(): Promise<void> {
  try {
    await answer(commands.openCheckingSystem());
  } catch (failure) {
    toast(problemText(problemOf(failure)), "bad");
  }
}

/** Says that keys have ended, and, where another system checks them, that they haven't there. */
export function toastEnded(done: string, keys = 1, undo?: ToastAction): void {
  const system = otherSystem();
  const undoing = undo ? [undo] : [];
  if (!system) {
    toast(done, "good", ...undoing);
    return;
  }
  const open = { label: `Open ${system.name}`, run: () => void openOtherSystem() };
  toast(`${done} ${alsoThere(system.name, keys)}`, "good", open, ...undoing);
}
