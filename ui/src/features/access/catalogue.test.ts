import { describe, expect, it } from "vitest";
import type { ResourceView } from "../../backend/bindings";
import { groupResources } from "../../resources/grouped";
import { filterResources, groupNames } from "./catalogue";

function resource(group: string, title: string, code: string, retired = false): ResourceView {
  return {
    resource_id: title,
    title,
    group,
    description: "",
    levels: [{ level: "view", code }],
    retired,
    keys: 0,
    owners: 0,
  };
}

const titles = (resources: ResourceView[]) => resources.map(({ title }) => title);

describe("the catalogue", () => {
  const all = [
    resource("Flights", "Flight watch", "GRAPHQL_FLIGHT_WATCH"),
    resource("Crew", "Élan", "CREW_ELAN"),
    resource("Flights", "Airports", "GRAPHQL_AIRPORT"),
    resource("Flights", "Old list", "GRAPHQL_OLD", true),
  ];

  it("finds by title, group and code, without case and accents", () => {
    expect(titles(filterResources(all, "flight_watch", false))).toEqual(["Flight watch"]);
    expect(titles(filterResources(all, "elan crew", false))).toEqual(["Élan"]);
    expect(titles(filterResources(all, "flights", false))).toEqual(["Flight watch", "Airports"]);
  });

  it("leaves retired ones out unless they are asked for", () => {
    expect(titles(filterResources(all, "old", false))).toEqual([]);
    expect(titles(filterResources(all, "old", true))).toEqual(["Old list"]);
  });

  it("groups by name", () => {
    const groups = groupResources(all);
    expect(groups.map(({ name, resources }) => [name, titles(resources)])).toEqual([
      ["Crew", ["Élan"]],
      ["Flights", ["Airports", "Flight watch", "Old list"]],
    ]);
    expect(groupNames(all)).toEqual(["Crew", "Flights"]);
  });
});
