import { describe, expect, it } from "vitest";
import type { Level, Through } from "../../backend/bindings";
import { sourceWords } from "./access-words";

const from = (name: string, level: Level): Through => ({ template: { template_id: name, name }, level });
const own = (level: Level): Through => ({ template: null, level });

/** The words for what these sources come to; the first has the highest level. */
function words(...through: Through[]): string {
  const level = through[0]!.level;
  return sourceWords({ level, through })
    .map(({ text }) => text)
    .join("");
}

describe("why an account has access", () => {
  it("says the one source", () => {
    expect(words(from("Ops", "modify"))).toBe("through template Ops");
    expect(words(own("view"))).toBe("its own");
  });

  it("says the level of what gives less than is in force", () => {
    expect(words(from("Ops", "modify"), own("view"))).toBe("through Ops; its own: view");
    expect(words(own("modify_all"), from("Ops", "modify"))).toBe("its own; through Ops: modify");
    expect(words(from("Ops", "modify"), from("Crew", "view"))).toBe("through Ops; through Crew: view");
  });

  it("says no level where all give the same", () => {
    expect(words(from("Ops", "view"), own("view"))).toBe("through Ops; its own");
    expect(words(own("view"), from("Ops", "view"))).toBe("its own; through Ops");
  });

  it("says templates that give the same at once", () => {
    expect(words(from("Ops", "view"), from("Crew", "view"))).toBe("through templates Ops and Crew");
    expect(words(from("A", "view"), from("B", "view"), from("C", "view"))).toBe(
      "through templates A, B and C",
    );
    expect(words(from("A", "modify"), own("modify"), from("B", "modify"), from("C", "view"))).toBe(
      "through A and B; its own; through C: view",
    );
  });

  it("tells names, which are somebody's own text, from words", () => {
    const pieces = sourceWords({ level: "view", through: [from("its own", "view")] });
    expect(pieces).toEqual([{ text: "through template " }, { text: "its own", name: true }]);
  });
});
