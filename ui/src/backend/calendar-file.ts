import { plural } from "../kit/numbers";
import { toast } from "../kit/toasts.svelte";
import { commands } from "./bindings";
import { answer, problemOf } from "./call";
import { problemText } from "./words";

/** Saves the ends of all keys as a calendar, where the person says, and says how that went. */
export async function saveCalendar(): Promise<void> {
  try {
    const saved = await answer(commands.saveCalendar());
    if (saved)
      toast(
        `${plural(saved.ends, "expiry", "expiries")} saved. Importing a newer file later updates them.`,
        "good",
      );
  } catch (failure) {
    toast(problemText(problemOf(failure)), "bad");
  }
}
