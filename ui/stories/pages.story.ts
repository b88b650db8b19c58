import { expect } from "vitest";

import { story, type Desk } from "./desk";
import { fleetCsv } from "./fleet";
import { becomes, gone, sees } from "./looking";

async function importFile(desk: Desk, content: string | Buffer, name = "fleet.csv"): Promise<void> {
  await desk.go("/fleet/import");
  await sees(desk.heading("Import aircraft"));
  await desk.page
    .getByLabel(/Choose (a CSV|another file)/)
    .setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(content) });
}

story("service accounts: new, refused, edited, disabled, enabled", async (desk) => {
  await desk.vault();
  await desk.key({ name: "fuel-feed", account: "svc-fuel" });
  await desk.start("/accounts");
  await desk.button("New service account").click();
  const dialog = desk.dialog("New service account");
  await desk.button("Create service account", dialog).click();
  await sees(dialog.getByText("Fill this in.").first());
  await dialog.getByLabel("Account name").fill("SVC-FUEL");
  await dialog.getByLabel("Contact e-mail").fill("nobody");
  await desk.button("Create service account", dialog).click();
  await sees(dialog.getByText(/^That isn't an e-mail address\./));
  await dialog.getByLabel("Contact e-mail").fill("ops@example.com");
  await desk.button("Create service account", dialog).click();
  await sees(dialog.getByText("Another has that name already. Choose another name."));
  await dialog.getByLabel("Account name").fill("svc-crew");
  await desk.button("Create service account", dialog).click();
  await gone(dialog);
  const drawer = desk.drawer("svc-crew");
  await desk.button("Edit", drawer).click();
  await drawer.getByLabel(/^Organisation/).fill("Crew Ltd");
  await desk.button("Save", drawer).click();
  await sees(drawer.getByText("Crew Ltd").first());

  await desk.row("svc-fuel", "Service accounts").click();
  const fuel = desk.drawer("svc-fuel");
  await desk.button("Disable", fuel).click();
  const asked = desk.dialog("Disable svc-fuel?");
  await sees(asked.getByText(/This stops all its keys now/));
  await desk.button("Disable", asked).click();
  await sees(desk.row("svc-fuel", "Service accounts").getByText("Disabled"));
  await desk.go("/keys");
  await sees(desk.row("fuel-feed").getByText(/disabled/i));
  await desk.page.goBack();
  await desk.button("Enable", fuel).click();
  await sees(desk.row("svc-fuel", "Service accounts").getByText("Enabled"));
});

story("access: add, refused, edit, retire, restore", async (desk) => {
  await desk.vault();
  await desk.key();
  await desk.start("/access");
  await desk.button("Add resource").click();
  const dialog = desk.dialog("Add resource");
  await desk.button("Add resource", dialog).click();
  await sees(dialog.getByText("Fill this in.").first());
  await sees(dialog.getByText("Give the resource at least one level, with its code.").first());
  await dialog.getByLabel("Title").fill("Slots");
  await dialog.getByLabel("Group").fill("Flights");
  await dialog.getByLabel(/^View/).fill("GRAPHQL_FLIGHT");
  await desk.button("Add resource", dialog).click();
  await sees(dialog.getByText(/^Another resource has that permission code\./));
  await dialog.getByLabel(/^View/).fill("SLOTS_SEE");
  await desk.button("Add resource", dialog).click();
  await gone(dialog);
  const drawer = desk.drawer("Slots");
  await desk.button("Edit", drawer).click();
  await drawer.getByLabel(/^Description/).fill("Airport slots");
  await desk.button("Save", drawer).click();
  await sees(drawer.getByText("Airport slots").first());
  await desk.button("Retire", drawer).click();
  await desk.button("Retire", desk.dialog("Retire Slots?")).click();
  await sees(desk.button("Restore", drawer));
  await desk.button("Restore", drawer).click();
  await sees(desk.button("Retire", drawer));
});

story("fleet: add, refused, edit, retire, restore, find", async (desk) => {
  await desk.vault({ aircraft: 5 });
  await desk.start("/fleet");
  await desk.button("Add aircraft").click();
  const dialog = desk.dialog("Add aircraft");
  const add = desk.button("Add aircraft", dialog);
  for (const [field, typed, refusal] of [
    ["Registration", "x!", /^That isn't a registration/],
    ["Registration", "spkta", /^Another aircraft has that registration/],
  ] as const) {
    await dialog.getByLabel(field).fill(typed);
    await add.click();
    await sees(dialog.getByText(refusal));
  }
  await dialog.getByLabel("Registration").fill("SP-NEW");
  await dialog.getByLabel(/^ICAO address/).fill("XYZ");
  await add.click();
  await sees(dialog.getByText(/^That isn't an ICAO 24-bit address/));
  await dialog.getByLabel(/^ICAO address/).fill("48C2A1");
  await add.click();
  await gone(dialog);
  const drawer = desk.drawer("SP-NEW");
  await desk.button("Edit", drawer).click();
  await drawer.getByLabel(/^Operator/).fill("Nordwind South");
  await desk.button("Save", drawer).click();
  await sees(drawer.getByText("Nordwind South"));
  await desk.button("Retire", drawer).click();
  await desk.button("Retire", desk.dialog("Retire SP-NEW?")).click();
  await sees(desk.button("Restore", drawer));
  await gone(desk.row("SP-NEW", "Fleet"));
  await desk.button("Restore", drawer).click();
  await sees(desk.row("SP-NEW", "Fleet"));
  await desk.field("Filter aircraft").fill("south");
  await sees(desk.text("1 found"));
});

story(
  "import: dropped anywhere, with semicolons, a byte order mark and a line break in quotes",
  async (desk) => {
    await desk.vault();
    await desk.start("/keys");
    await sees(desk.text("No keys yet."));
    const csv = [
      "\uFEFFRegistration;Type;Operator;Remark",
      'SP-KTA;B738;Nordwind;"on\r\ntwo lines"',
      'SP-KTB;A320;"Ost;West";',
      "",
    ].join("\r\n");
    const dropped = await desk.page.evaluateHandle((text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], "flotte.csv", { type: "text/csv" }));
      return data;
    }, csv);
    for (const event of ["dragenter", "dragover", "drop"]) {
      await desk.page.dispatchEvent("main", event, { dataTransfer: dropped });
    }
    await sees(desk.text("flotte.csv"), desk.text("2 will be added, 0 changed, 0 refused."));
    await sees(desk.row("SP-KTB", "Rows of the file").getByText("Ost;West"));
    await desk.button("Add 2 aircraft").click();
    await sees(desk.said("2 aircraft added."));
  },
);

story("import: what can't be read is refused in words", async (desk) => {
  await desk.vault();
  await desk.start("/fleet");
  for (const [content, refusal] of [
    ["", /^The file is empty\./],
    ["Colour,Size\nred,1\n", /^No column is a registration/],
    [
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 0xff, 0xfe, 0]),
      /^(The file isn't text|No column is a registration)/,
    ],
  ] as const) {
    await importFile(desk, content);
    await sees(desk.text(refusal));
  }
  expect(await desk.ask("workspace")).toMatchObject({ aircraft: 0 });
});

story("import: rows that are refused say why; twice the same changes nothing", async (desk) => {
  await desk.vault();
  await desk.start("/fleet");
  const csv = [
    "Registration,Type,Operator",
    "SP-KTA,B738,Nordwind",
    "sp kta,A320,Nordwind",
    "!!,B738,Nordwind",
    "SP-KTB,B738,=HYPERLINK(1)",
    ",B738,",
  ].join("\n");
  await importFile(desk, csv);
  await sees(desk.text(/will be added, 0 changed, \d refused\./));
  await sees(desk.row("!!", "Rows of the file").getByText(/^That isn't a registration/));
  await desk.button(/^Add \d aircraft$/).click();
  await sees(desk.row("SP-KTA", "Fleet"));
  await importFile(desk, csv);
  await sees(desk.text(/^0 will be added, 0 changed, \d refused, \d left as they are\.$/));
  await sees(desk.text("Nothing to do: what wasn't refused is in the fleet already."));
  expect(await desk.button(/^Add 0 aircraft$/).isDisabled()).toBe(true);
});

story("import: 100,000 rows are shown and scrolled without drawing them all", async (desk) => {
  await desk.vault();
  await desk.start("/fleet");
  const rows = Array.from(
    { length: 100_000 },
    (_, index) => `K${index.toString(36).toUpperCase().padStart(5, "0")},B738`,
  );
  await importFile(desk, ["Registration,Type", ...rows].join("\n"));
  await sees(desk.text("100,000 will be added, 0 changed, 0 refused."));
  const grid = desk.page.getByRole("grid", { name: "Rows of the file" });
  await becomes(() => grid.getAttribute("aria-rowcount"), "100001");
  await grid.getByRole("row").nth(1).focus();
  await desk.press("End");
  await sees(grid.getByRole("row").filter({ hasText: "100,001" }));
  expect(await grid.getByRole("row").count()).toBeLessThan(120);
  await desk.button("Cancel").click();
  expect(await desk.ask("workspace")).toMatchObject({ aircraft: 0 });
});

story("fleet: a list of many is filtered", async (desk) => {
  await desk.vault();
  await desk.importFleet(fleetCsv(500));
  await desk.start("/fleet");
  await desk.field("Filter aircraft").fill("SP-KTC");
  await sees(desk.text("1 found"), desk.row("SP-KTC", "Fleet"));
  await desk.field("Filter aircraft").fill("nothing like it");
  await sees(desk.text("Nothing matches."));
});
