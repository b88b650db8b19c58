// What an account has, and through what.

import type { AccessView, Through } from "../../backend/bindings";
import { levelWord } from "../../backend/words";

/** A piece of a reason; a name is somebody's own text. */
export type Piece = { text: string; name?: true };

/** *through template Ops*, *its own*; where several give it, the lower ones with their level: *through Ops; its own: view*. */
export function sourceWords({ level, through }: Pick<AccessView, "level" | "through">): Piece[] {
  const parts: Piece[][] = [];
  for (const source of through) {
    // What is in force is said already, beside the title.
    const less: Piece[] = source.level === level ? [] : [{ text: `: ${levelWord(source.level)}` }];
    if (source.template === null) {
      parts.push([{ text: "its own" }, ...less]);
      continue;
    }
    const together = through.filter((other) => other.template !== null && other.level === source.level);
    // Templates that give the same are said once, where the first of them stands.
    if (together[0] !== source) continue;
    const alone = together.length === through.length;
    const noun = !alone ? "" : together.length === 1 ? "template " : "templates ";
    parts.push([{ text: `through ${noun}` }, ...names(together), ...less]);
  }
  return parts.flatMap((part, index) => (index === 0 ? part : [{ text: "; " }, ...part]));
}

function names(sources: Through[]): Piece[] {
  return sources.flatMap(({ template }, index) => {
    const name: Piece = { text: template?.name ?? "", name: true };
    if (index === 0) return [name];
    return [{ text: index === sources.length - 1 ? " and " : ", " }, name];
  });
}
