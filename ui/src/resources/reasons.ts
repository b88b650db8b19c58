import type { AccessView } from "../backend/bindings";
import { levelWord } from "../backend/words";

/** Why an owner has a level of a resource: *through template “Ops”; its own: view*, the lower ones with their level. */
export function reasonWords({ level, through }: Pick<AccessView, "level" | "through">): string {
  return through
    .map((source) => {
      const words = source.role
        ? "as system administrator"
        : source.template === null
          ? "its own"
          : `through template “${source.template.name}”`;
      // What is in force is said already, beside the reason.
      return source.level === level ? words : `${words}: ${levelWord(source.level)}`;
    })
    .join("; ");
}
