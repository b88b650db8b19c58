import type { Locator } from "playwright-core";
import { expect } from "vitest";

import { pasted } from "./clipboard";
import { PASSWORD, PERSON, VAULT, story, type Desk } from "./desk";
import { fleetCsv } from "./fleet";
import { focused, gone, sees } from "./looking";
import { paste, shown } from "./panel";

const CSV = { name: "fleet.csv", mimeType: "text/csv", buffer: Buffer.from(fleetCsv(20)) };
const KEY = /^ktw_[0-9A-Za-z]{16}_[0-9A-Za-z]{49}$/;

/** Neither the key nor any name may be found in what was written. */
async function nothingIsReadable(desk: Desk, key: string): Promise<void> {
  const files = await desk.written();
  const vault = files.filter(({ path }) => path.startsWith(desk.vaultFolder));
  expect(vault.length).toBeGreaterThanOrEqual(2);
  for (const { path, content } of files) {
    expect(content.includes(key), `the key in ${path}`).toBe(false);
    expect(content.includes(key.slice(21)), `the secret in ${path}`).toBe(false);
  }
  for (const { path, content } of vault) {
    for (const name of ["ops-feed", "svc-opscontrol", "OpsControl", PERSON, "SP-KTA", PASSWORD]) {
      expect(content.includes(name), `${name} in ${path}`).toBe(false);
    }
  }
}

story("first run: from nothing to a copied key", async (desk) => {
  const { page } = desk;
  await desk.takeClipboard();
  await desk.start();
  await sees(desk.heading("Keep every API key accounted for."));
  await sees(desk.text("An encrypted file on this computer. No account, no network."));
  await desk.button("Create a vault").click();

  await focused(desk.field("Vault name"));
  await desk.field("Vault name").fill(VAULT);
  await desk.field("Your name").fill(PERSON);
  await page.getByRole("radio", { name: "Leon" }).check();
  await desk.field("Master password").fill(PASSWORD);
  await desk.field("Repeat master password").fill(PASSWORD);
  await sees(desk.text("Nobody can reset this. Store it first."));
  await desk.button("Create vault").click();

  await sees(desk.heading("Store the recovery code"));
  await sees(desk.text(/^([0-9A-Z]{5}-)+[0-9A-Z]{1,5}$/));
  await desk.button("I have stored it").click();

  await sees(desk.heading("Drop your fleet list here"));
  await page.getByLabel("Choose a CSV").setInputFiles(CSV);
  await sees(desk.text("20 will be added, 0 changed, 0 refused."));
  await sees(desk.text(/Registration ← \$Registration, .*Type ← \$ICAO Type/));
  await desk.button("Add 20 aircraft").click();
  await sees(desk.said("20 aircraft added."));

  await sees(desk.heading("Generate key"));
  await page.getByRole("combobox", { name: "Owner", exact: true }).fill("svc-opscontrol");
  await page.getByRole("option", { name: 'Create "svc-opscontrol"' }).click();
  const account = page.getByRole("group", { name: "New service account" });
  await account.getByLabel("Organisation").fill("OpsControl");
  await account.getByLabel("Contact e-mail").fill("ops@example.com");
  await desk.button("Create service account", account).click();
  await gone(account);
  await desk.field("Key name").fill("ops-feed");
  await desk.button("Open Flights").click();
  await page.getByRole("checkbox", { name: "Flights", exact: true }).check();
  await page.getByRole("checkbox", { name: "Flight watch", exact: true }).check();
  await sees(desk.text(/are granted to it too\.$/));
  await page.getByRole("radio", { name: "Only some" }).check();
  await paste(page.getByRole("combobox", { name: "Registration" }), "SP-KTA, SP-KTB\nspktc");
  await sees(desk.button("Remove SP-KTA"), desk.button("Remove SP-KTB"), desk.button("Remove SP-KTC"));
  await sees(desk.text(/Sat 29 Aug 2026|29 Aug 2026/));
  await desk.button("Generate key").click();

  const { dialog, key } = await shown(desk);
  await sees(desk.text("It can't be shown again, not even to you. Treat it like a password.", dialog));
  expect(key).toMatch(KEY);
  await focused(desk.button("Copy key", dialog));
  await desk.button("Copy key", dialog).click();
  await sees(desk.text(/^Copied\. The clipboard empties in \d+ s$/, dialog));
  expect(await pasted()).toBe(key);
  await desk.button("I have stored it", dialog).click();
  await gone(dialog);

  const drawer = desk.drawer("Key ops-feed");
  await sees(drawer.getByText("ops-feed is ready."));
  await sees(desk.row("ops-feed"));
  expect(await desk.everythingInThePage()).not.toContain(key.slice(21));
  await nothingIsReadable(desk, key);
});

story("first run: by keyboard alone", async (desk) => {
  const { page } = desk;
  // Listened for from the start: the browser takes a while to hand the question over instead of asking it.
  page.on("filechooser", (chooser) => void chooser.setFiles(CSV));
  await desk.takeClipboard();
  await desk.start();
  await tabTo(desk, desk.button("Create a vault"));
  await desk.press("Enter");

  await focused(desk.field("Vault name"));
  await page.keyboard.type(VAULT);
  await tabTo(desk, desk.field("Your name"));
  await page.keyboard.type(PERSON);
  await tabTo(desk, page.getByRole("radio", { name: "Leon" }));
  await desk.press("ArrowDown");
  await focused(page.getByRole("radio", { name: "My own API" }));
  await desk.press("ArrowUp");
  await tabTo(desk, desk.field("Master password"));
  await page.keyboard.type(PASSWORD);
  await tabTo(desk, desk.field("Repeat master password"));
  await page.keyboard.type(PASSWORD);
  await desk.press("Enter");

  await focused(desk.heading("Store the recovery code"));
  await tabTo(desk, desk.button("I have stored it"));
  await desk.press("Enter");

  await sees(desk.heading("Drop your fleet list here"));
  await tabTo(desk, page.getByLabel("Choose a CSV"));
  await desk.press("Enter");
  await sees(desk.text("20 will be added, 0 changed, 0 refused."));
  await tabTo(desk, desk.button("Add 20 aircraft"));
  await desk.press("Enter");

  const owner = page.getByRole("combobox", { name: "Owner", exact: true });
  await focused(owner);
  await page.keyboard.type("svc-opscontrol");
  await sees(page.getByRole("option", { name: 'Create "svc-opscontrol"' }));
  await desk.press("Enter");
  const account = page.getByRole("group", { name: "New service account" });
  await focused(account.getByLabel("Organisation"));
  await page.keyboard.type("OpsControl");
  await desk.press("Tab");
  await page.keyboard.type("ops@example.com");
  await desk.press("Enter");
  await gone(account);
  await focused(owner);
  await tabTo(desk, desk.field("Key name"));
  await page.keyboard.type("ops-feed");
  await tabTo(desk, desk.button("Open Flights"));
  await desk.press("Enter");
  await tabTo(desk, page.getByRole("checkbox", { name: "Flights", exact: true }));
  await desk.press("Space");
  await tabTo(desk, page.getByRole("radio", { name: /^Whole fleet/ }));
  await desk.press("ArrowRight");
  await tabTo(desk, page.getByRole("combobox", { name: "Registration" }));
  await page.keyboard.type("SP-KTA ");
  await sees(desk.button("Remove SP-KTA"));
  await page.keyboard.type("SP-KTB ");
  await sees(desk.button("Remove SP-KTB"));
  await desk.press("Control+Enter");

  const { dialog, key } = await shown(desk);
  await focused(desk.button("Copy key", dialog));
  await desk.press("Enter");
  await sees(desk.text(/^Copied\. The clipboard empties in \d+ s$/, dialog));
  expect(await pasted()).toBe(key);
  await tabTo(desk, desk.button("I have stored it", dialog));
  await desk.press("Enter");
  await gone(dialog);
  const drawer = desk.drawer("Key ops-feed");
  await sees(drawer.getByText("ops-feed is ready."));
  await focused(drawer);
  await desk.press("Escape");
  await gone(drawer);
  await desk.press("Control+l");
  await focused(desk.field("Master password"));
  expect(await pasted()).toBe("");
});

/** Tab until it has the focus. */
async function tabTo(desk: Desk, target: Locator): Promise<void> {
  await sees(target);
  for (let step = 0; step < 60; step += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await desk.press("Tab");
  }
  throw new Error(`Tab doesn't lead to ${target}`);
}
