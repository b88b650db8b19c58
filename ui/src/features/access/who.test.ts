import { describe, expect, it } from "vitest";
import type { AccessCell, Level, ResourceView, Through } from "../../backend/bindings";
import {
  columnsOf,
  fromAddress,
  isOwn,
  START,
  toAddress,
  toldWords,
  toQuery,
  withResource,
  type WhoFilter,
} from "./who";

function resource(title: string, group: string, more: Partial<ResourceView> = {}): ResourceView {
  return {
    resource_id: title.toLowerCase(),
    title,
    group,
    description: "",
    levels: [
      { level: "view", code: title },
      { level: "modify", code: `${title}_EDIT` },
    ],
    retired: false,
    keys: 0,
    owners: 0,
    ...more,
  };
}

const own = (level: Level): Through => ({ role: false, template: null, level });
const by = (name: string, level: Level): Through => ({
  role: false,
  template: { template_id: name, name },
  level,
});
const cell = (level: Level, ...through: Through[]): AccessCell => ({ resource_id: "r", level, through });

const flights = resource("Flights", "Ops");
const ops = { template_id: "t1", name: "Ops" };

describe("the address", () => {
  const filter: WhoFilter = { text: "fuel & co", resource: "flights", level: "modify", template: "t1" };

  it("keeps what is set, and says nothing of what isn't", () => {
    expect(toAddress(START)).toBe("/access/who");
    const address = toAddress(filter);
    expect(address).toBe("/access/who?text=fuel+%26+co&resource=flights&level=modify&template=t1");
    expect(fromAddress(new URLSearchParams(address.split("?")[1]))).toEqual(filter);
  });

  it("leaves out a level that is none, or that is of no resource", () => {
    expect(fromAddress(new URLSearchParams("resource=flights&level=rule")).level).toBeNull();
    expect(fromAddress(new URLSearchParams("level=modify"))).toEqual(START);
    expect(fromAddress(new URLSearchParams("resource="))).toEqual(START);
    expect(toAddress({ ...START, level: "modify" })).toBe("/access/who");
  });

  it("is asked for without the spaces around", () => {
    expect(toQuery({ ...filter, text: " fuel " })).toEqual({
      text: "fuel",
      resource_id: "flights",
      level: "modify",
      template_id: "t1",
    });
    expect(toQuery({ ...filter, resource: null }).level).toBeNull();
  });

  it("keeps a level only for a resource that has it", () => {
    expect(withResource(filter, resource("Crew", "Ops")).level).toBe("modify");
    const seen = resource("Crew", "Ops", { levels: [{ level: "view", code: "CREW" }] });
    expect(withResource(filter, seen)).toEqual({ ...filter, resource: "crew", level: null });
    expect(withResource(filter, undefined)).toEqual({ ...filter, resource: null, level: null });
  });
});

it("tells what decides: its own, unless a template gives more", () => {
  expect(isOwn(cell("modify", by("Ops", "modify"), own("view")))).toBe(false);
  expect(isOwn(cell("modify", by("Ops", "modify"), own("modify")))).toBe(true);
});

it("has a column for what is in use, and for what is retired but still held", () => {
  const columns = columnsOf([
    resource("Slots", "Ops"),
    resource("Old", "Ops", { retired: true, owners: 1 }),
    resource("Gone", "Ops", { retired: true }),
    resource("Crew", "Crew"),
  ]);
  expect(columns.map(({ name, resources }) => [name, resources.map(({ title }) => title)])).toEqual([
    ["Crew", ["Crew"]],
    ["Ops", ["Old", "Slots"]],
  ]);
});

describe("what is told", () => {
  const told = (matching: number, filter: Partial<WhoFilter>) =>
    toldWords(matching, 1284, { ...START, ...filter }, [flights], [ops]);

  it("counts all where nothing is asked", () => {
    expect(told(1284, {})).toBe("1,284 service accounts and people.");
    expect(toldWords(1, 1, START, [], [])).toBe("1 service account or person.");
  });

  it("says what was asked", () => {
    expect(told(12, { resource: "flights", level: "modify" })).toBe(
      "12 of 1,284 service accounts and people can modify Flights.",
    );
    // Without a level, the lowest that the resource has.
    expect(told(12, { resource: "flights" })).toBe(
      "12 of 1,284 service accounts and people can view Flights.",
    );
    expect(told(2, { resource: "flights", template: "t1", text: " fuel " })).toBe(
      "2 of 1,284 service accounts and people can view Flights, have template Ops and match “fuel”.",
    );
    expect(told(1, { template: "t1", text: "fuel" })).toBe(
      "1 of 1,284 service accounts and people has template Ops and matches “fuel”.",
    );
  });

  it("doesn't name what isn't here", () => {
    expect(told(0, { resource: "x", template: "y" })).toBe(
      "0 of 1,284 service accounts and people can use that resource and have that template.",
    );
  });
});
