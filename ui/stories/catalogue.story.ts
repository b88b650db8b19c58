import { expect } from "vitest";

import type { ResourceView } from "../src/backend/bindings";
import { story, type Desk } from "./desk";
import { chain, CSV, LIST_JSON, OPENAPI_YAML } from "./documents";
import { inBothThemes } from "./look";
import { gone, sees } from "./looking";

/** Chooses a document on the import's page. */
async function choose(desk: Desk, name: string, content: string): Promise<void> {
  await desk.page
    .getByLabel(/Choose (a file|another file)/)
    .setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(content) });
}

/** Drops a file on the page that is open. */
async function drop(desk: Desk, name: string, content: string): Promise<void> {
  const dropped = await desk.page.evaluateHandle(
    ([name, text]) => {
      const data = new DataTransfer();
      data.items.add(new File([text ?? ""], name ?? ""));
      return data;
    },
    [name, content],
  );
  for (const event of ["dragenter", "dragover", "drop"]) {
    await desk.page.dispatchEvent("main", event, { dataTransfer: dropped });
  }
}

async function resource(desk: Desk, title: string): Promise<ResourceView | undefined> {
  const all = await desk.ask<ResourceView[]>("list_resources");
  return all.find((one) => one.title === title);
}

const row = (desk: Desk, words: string) => desk.row(words, "Rows of the file");

story("catalogue: an OpenAPI document in YAML, from the button to the list", async (desk) => {
  await desk.vault();
  await desk.start("/access");
  await desk.button("Import…").click();
  await sees(desk.heading("Import resources"));
  await choose(desk, "nordwind.yaml", OPENAPI_YAML);
  await sees(desk.text("3 will be added, 1 changed, 1 refused."));
  await sees(
    desk.text(/^OpenAPI: a tag is a group/),
    desk.text(/resources aren't in this document; they stay/),
  );
  await sees(
    row(desk, "Crew members").getByText("view listCrew"),
    row(desk, "/api/v2/flights,").getByText(
      "view flight-api.flights:view, modify flight-api.flights:modify, modify all cancelFlight",
    ),
    row(desk, "read:flights").getByText("view read:flights, modify write:flights"),
    row(desk, "Journey log").getByText("Modify all none → deleteJourneyLog"),
    row(desk, "ops desk").getByText(/^That isn't a permission code/),
  );
  await desk.button("Add 3 and change 1").click();
  await sees(desk.said("3 resources added, 1 changed, 1 refused."));
  await sees(desk.page.getByRole("region", { name: "Scopes of nordwind" }).getByText("See flights; Plan"));
  await desk.go("/activity");
  await sees(desk.text("Crew members").first());
  await desk.go("/access/import");
  await choose(desk, "nordwind.yaml", OPENAPI_YAML);
  await sees(desk.text("0 will be added, 0 changed, 1 refused, 4 left as they are."));
  await sees(desk.text("Nothing to do: what wasn't refused is in the catalogue already."));
  expect(await desk.button("Add 0 resources").isDisabled()).toBe(true);
});

story("catalogue: a JSON list dropped on another page, with rows that are refused", async (desk) => {
  await desk.vault();
  await desk.start("/keys");
  await sees(desk.text("No keys yet."));
  await drop(desk, "resources.json", LIST_JSON);
  await sees(desk.heading("Import resources"), desk.text("1 will be added, 1 changed, 3 refused."));
  await sees(
    row(desk, "Flights and legs").getByText("Title Flights → Flights and legs"),
    row(desk, "Winds").getByText(/^The code WX stands at item 1 already/),
    row(desk, "WX_RAW").getByText("Title: Fill this in."),
    row(desk, "Notices").getByText(/^There is no level “own”/),
  );
  await desk.button("Add 1 and change 1").click();
  await sees(desk.said("1 resource added, 1 changed, 3 refused."));
  const flights = await resource(desk, "Flights and legs");
  expect(flights?.levels.map(({ code }) => code)).toEqual(["GRAPHQL_FLIGHT", "GRAPHQL_FLIGHT_EDIT"]);
});

story("catalogue: a CSV goes to Access by its headings, and a fleet list still to Fleet", async (desk) => {
  await desk.vault();
  await desk.start("/fleet");
  await drop(desk, "list.csv", CSV);
  await sees(
    desk.heading("Import resources"),
    desk.text("1 will be added, 0 changed, 0 refused, 1 left as they are."),
  );
  await sees(desk.text("Title ← Title, Group ← Group, View ← View code, Modify ← Modify code."));
  await sees(desk.text("Left out: Owner."));
  await drop(desk, "fleet.csv", "Registration,Type\nSP-KTA,B738\n");
  await sees(desk.heading("Import aircraft"), desk.text("1 will be added, 0 changed, 0 refused."));
  await desk.button("Cancel").click();
  await desk.press("Control+k");
  await desk.page.getByRole("combobox", { name: "Search or run a command" }).fill("openapi");
  await desk.page.getByRole("option", { name: /Import resources/ }).click();
  await sees(desk.heading("Drop an OpenAPI document or a list here"));
});

story("catalogue: what can't be imported is refused in words, and nothing changes", async (desk) => {
  await desk.vault();
  await desk.start("/access/import");
  const before = await desk.ask("list_resources");
  const reference = (ref: string) =>
    JSON.stringify({ openapi: "3.0.0", paths: { "/flights": { $ref: ref } } });
  for (const [name, content, refusal] of [
    [
      "swagger.yaml",
      "swagger: '2.0'\npaths: {}\n",
      /^This is OpenAPI 2 \(Swagger\), which isn't read\. Convert it/,
    ],
    [
      "dangling.json",
      reference("#/components/pathItems/Gone"),
      /#\/components\/pathItems\/Gone leads nowhere/,
    ],
    ["other.json", reference("flights.yaml#/get"), /flights\.yaml#\/get leads out of the document.*Bundle/],
    ["cycle.json", reference("#/paths/~1flights"), /leads in a circle/],
    ["chain.json", chain(100), /more than 32 references follow one another/],
    ["broken.yaml", "openapi: 3.0.0\npaths: [\n", /at line \d+, column \d+/],
    ["twice.json", '{"openapi": "3.0.0", "openapi": "3.1.0"}', /has “openapi” twice/],
    ["deep.json", "[".repeat(100_000), /nested deeper than 64 levels/],
    ["four.yaml", "openapi: 4.0.0\n", /says it is OpenAPI 4\.0\.0/],
    [
      "fleet.csv",
      "Registration,Type\nSP-KTA,B738\n",
      /^This is neither an OpenAPI document.*imported under Fleet/,
    ],
    ["nothing.json", "[]", /^Nothing in this document becomes a resource/],
    ["empty.json", "", /^The file is empty/],
    [
      "large.yaml",
      `openapi: 3.0.0\n${"#".repeat(10_000_000)}`,
      /large\.yaml is 11 MB; a document may be 8 MB/,
    ],
  ] as const) {
    await choose(desk, name, content);
    await sees(desk.text(refusal));
    await sees(desk.heading("Drop an OpenAPI document or a list here"));
  }
  expect(await desk.ask("list_resources")).toEqual(before);
});

story("catalogue: a preview that no longer holds is made anew, and writes nothing", async (desk) => {
  await desk.vault();
  await desk.start("/access/import");
  await choose(desk, "list.csv", CSV);
  await sees(desk.text("1 will be added, 0 changed, 0 refused, 1 left as they are."));
  const levels = [{ level: "view", code: "WX" }];
  await desk.ask("add_resource", { fields: { title: "Winds", group: "Weather", description: "", levels } });
  await desk.button("Add 1 resource").click();
  await sees(desk.text(/^The resources changed meanwhile, and nothing was written\./));
  await sees(desk.text("0 will be added, 1 changed, 0 refused, 1 left as they are."));
  await desk.button("Change 1 resource").click();
  await sees(desk.said("1 changed."));
});

story(
  "catalogue: a retired resource stays readable on its keys, and retired when it comes again",
  async (desk) => {
    await desk.vault();
    const { key } = await desk.key({ resources: ["Flights"] });
    const flights = await resource(desk, "Flights");
    await desk.ask("retire_resource", { resourceId: flights?.resource_id });
    await desk.start("/access/import");
    await choose(desk, "list.csv", CSV.replace("Flights;Flights;", "Flights, old;Flights;"));
    await sees(desk.text(/^1 resource of it was retired, and stays so/));
    await sees(row(desk, "Flights, old").getByText(/^Retired, and stays so; restore it to grant it again\./));
    await desk.button("Add 1 and change 1").click();
    await sees(desk.said("1 resource added, 1 changed."));
    expect(await resource(desk, "Flights, old")).toMatchObject({ retired: true });
    await desk.go(`/keys/${key.key_id}`);
    await sees(desk.drawer("Key ops-feed").getByText("Flights, old"));
    await desk.go("/access/who");
    const matrix = desk.page.getByRole("grid", { name: "Who has what" });
    await sees(matrix.getByText("Flights, old").first());
  },
);

inBothThemes("catalogue", async (desk, look) => {
  await desk.vault();
  await desk.start("/access/import");
  await sees(desk.heading("Drop an OpenAPI document or a list here"));
  await look("resource-import-empty");
  await choose(desk, "swagger.yaml", "swagger: '2.0'\n");
  await sees(desk.text(/^This is OpenAPI 2/));
  await look("resource-import-refused");
  await choose(desk, "nordwind.yaml", OPENAPI_YAML);
  await sees(row(desk, "Crew members"));
  await look("resource-import-openapi");
  await choose(desk, "resources.json", LIST_JSON);
  await sees(row(desk, "Notices"));
  await desk.page.getByText(/resources aren't in this document/).click();
  await look("resource-import-list");
  await desk.button("Cancel").click();
  await gone(desk.heading("Import resources"));
});
