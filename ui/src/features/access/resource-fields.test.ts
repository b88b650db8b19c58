import { describe, expect, it } from "vitest";
import type { ResourceView } from "../../backend/bindings";
import { checkResource, draftOf, fieldsOf, placed } from "./resource-fields";

const flights: ResourceView = {
  resource_id: "1",
  title: "Flights",
  group: "Flights",
  description: "",
  levels: [
    { level: "view", code: "GRAPHQL_FLIGHT" },
    { level: "modify", code: "GRAPHQL_FLIGHT_EDIT" },
  ],
  retired: false,
  keys: 0,
  owners: 0,
};

describe("a resource's fields", () => {
  it("sends the levels that have a code", () => {
    const draft = { ...draftOf(flights), modify_all: " FLIGHT_ALL " };
    expect(fieldsOf(draft).levels).toEqual([...flights.levels, { level: "modify_all", code: "FLIGHT_ALL" }]);
    expect(fieldsOf({ ...draft, modify: "" }).levels.map(({ level }) => level)).toEqual([
      "view",
      "modify_all",
    ]);
  });

  it("needs a title, a group and a level", () => {
    expect(checkResource(draftOf(), "title", [])?.code).toBe("required");
    expect(checkResource(draftOf(), "group", [])?.code).toBe("required");
    expect(checkResource(draftOf(), "description", [])).toBeUndefined();
    expect(checkResource(draftOf(), "view", [])?.code).toBe("no_levels");
    expect(checkResource(draftOf(), "modify", [])).toBeUndefined();
    expect(checkResource({ ...draftOf(), modify: "A" }, "view", [])).toBeUndefined();
  });

  it("refuses codes that are none, or taken by another, or twice in one resource", () => {
    expect(checkResource({ ...draftOf(), view: "TWO WORDS" }, "view", [])?.code).toBe(
      "invalid_permission_code",
    );
    expect(checkResource({ ...draftOf(), view: "GRAPHQL_FLIGHT" }, "view", [flights])?.code).toBe(
      "permission_code_taken",
    );
    expect(checkResource({ ...draftOf(), view: "A", modify: "A" }, "modify", [])?.code).toBe(
      "permission_code_taken",
    );
    expect(checkResource({ ...draftOf(), view: "crew:read/all.v2" }, "view", [flights])).toBeUndefined();
  });

  it("puts a refusal about a level at its field", () => {
    const draft = { ...draftOf(), view: "A", modify_all: "B" };
    const problem = { code: "permission_code_taken" as const, field: "levels", params: {} };
    expect(placed(problem, draft).field).toBe("view");
    expect(placed({ ...problem, params: { level: "modify_all" } }, draft).field).toBe("modify_all");
    expect(placed({ ...problem, params: { code: "B" } }, draft).field).toBe("modify_all");
    expect(placed({ ...problem, field: "levels.1.code" }, draft).field).toBe("modify_all");
    expect(placed({ ...problem, field: "title" }, draft).field).toBe("title");
    const inUse = { code: "level_in_use" as const, field: "levels", params: { keys: "3" } };
    expect(placed(inUse, draft, flights).field).toBe("modify");
  });
});
