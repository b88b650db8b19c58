import { describe, expect, it } from "vitest";
import type { GrantView, Level, TemplateView } from "../../backend/bindings";
import { checkTemplate, draftOf, fieldsOf, filterTemplates, grantsWords } from "./template-fields";

const grant = (title: string, level: Level): GrantView => ({
  resource_id: title.toLowerCase(),
  title,
  group: "Flights",
  level,
  in_force: level,
  codes: [],
});

function template(name: string, grants: GrantView[] = [], description = ""): TemplateView {
  return { template_id: name, name, description, grants, holders: [], keys: 0 };
}

const ops = template("Ops", [grant("Flights", "modify"), grant("Airports", "view")], "For the ops desk");

describe("a template's fields", () => {
  it("are sent as they were read", () => {
    expect(fieldsOf(draftOf(ops))).toEqual({
      name: "Ops",
      description: "For the ops desk",
      grants: [
        { resource_id: "airports", level: "view" },
        { resource_id: "flights", level: "modify" },
      ],
    });
  });

  it("need a name that no other has, and something ticked", () => {
    expect(checkTemplate(draftOf(), "name", [])?.code).toBe("required");
    expect(checkTemplate(draftOf(), "grants", [])).toMatchObject({ code: "no_resources", field: "grants" });
    expect(checkTemplate(draftOf(), "description", [])).toBeUndefined();
    expect(checkTemplate({ ...draftOf(ops), name: " oPS " }, "name", [ops])?.code).toBe("name_taken");
    expect(checkTemplate(draftOf(ops), "name", [template("Crew")])).toBeUndefined();
    expect(checkTemplate(draftOf(ops), "grants", [])).toBeUndefined();
  });

  it("have lengths", () => {
    const draft = { ...draftOf(ops), name: "é".repeat(101), description: "é".repeat(300) };
    expect(checkTemplate(draft, "name", [])).toMatchObject({ code: "too_long", params: { limit: "100" } });
    expect(checkTemplate(draft, "description", [])).toBeUndefined();
  });
});

it("counts what it grants by level, lowest first", () => {
  const grants = [grant("A", "modify"), grant("B", "view"), grant("C", "view"), grant("D", "modify_all")];
  expect(grantsWords(grants)).toBe("2 view · 1 modify · 1 modify all");
  expect(grantsWords([grant("A", "modify")])).toBe("1 modify");
});

it("finds by name, description and what is granted", () => {
  const all = [ops, template("Équipage", [grant("Crew", "view")])];
  const found = (text: string) => filterTemplates(all, text).map(({ name }) => name);
  expect(found("equipage")).toEqual(["Équipage"]);
  expect(found("desk airports")).toEqual(["Ops"]);
  expect(found("crew ops")).toEqual([]);
  expect(found(" ")).toHaveLength(2);
});
