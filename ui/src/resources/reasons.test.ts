import { expect, it } from "vitest";
import type { Level, Through } from "../backend/bindings";
import { reasonWords } from "./reasons";

const from = (name: string, level: Level): Through => ({
  role: false,
  template: { template_id: name, name },
  level,
});
const own = (level: Level): Through => ({ role: false, template: null, level });

/** The words for what these sources come to; the first has the highest level. */
const words = (...through: Through[]) => reasonWords({ level: through[0]!.level, through });

it("says the one source", () => {
  expect(words(from("Ops", "modify"))).toBe("through template “Ops”");
  expect(words(own("view"))).toBe("its own");
});

it("says the level of what gives less than is in force, and of nothing else", () => {
  expect(words(from("Ops", "modify"), own("view"))).toBe("through template “Ops”; its own: view");
  expect(words(own("modify_all"), from("Ops", "modify"))).toBe("its own; through template “Ops”: modify");
  expect(words(own("view"), from("Ops", "view"))).toBe("its own; through template “Ops”");
});

it("tells names, which are somebody's own text, from words", () => {
  expect(words(from("its own", "view"), from("Crew", "view"))).toBe(
    "through template “its own”; through template “Crew”",
  );
});
