import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "vitest";

import { story, type Desk } from "./desk";
import { PATIENCE, becomes, gone, sees } from "./looking";
import { generate } from "./panel";

const OPEN = "Look around with sample data";

/** Opens it as the window does. Two years are made meanwhile, by a build that isn't made for speed. */
async function open(desk: Desk): Promise<void> {
  await desk.start();
  await desk.button(OPEN).click();
  await desk.button("Leave sample data").waitFor({ timeout: 6 * PATIENCE });
}

story("sample: opens without a password, says what it is, and is gone once it is left", async (desk) => {
  await desk.start();
  await desk.hold("open_sample");
  await desk.button(OPEN).click();
  await sees(desk.text("Making two years of it…"));
  await desk.letGo("open_sample");
  await desk.button("Leave sample data").waitFor({ timeout: 6 * PATIENCE });
  await sees(desk.text("Sample data: nothing here is real, and nothing is kept."));
  await sees(desk.page.getByRole("navigation", { name: "Pages" }).getByText("Sample data", { exact: true }));
  await desk.go("/keys");
  await sees(desk.heading(/^Keys/), desk.text("1,162"));
  await desk.go("/settings");
  await sees(desk.text("Sample data, in no vault"));
  await gone(desk.button("Change master password…"), desk.text("Unlock with this computer's keyring"));
  await desk.button("Leave sample data").click();
  await sees(desk.text("The sample data is gone; nothing of it was kept."), desk.button(OPEN));
  await gone(desk.heading("Opened before"));
  expect(await desk.written(), "no file but what the story itself asked for").toEqual([]);
});

story("sample: left for a vault of one's own", async (desk) => {
  await open(desk);
  await desk.button("Create a vault…").click();
  await sees(desk.heading("Create a vault"));
  await becomes(() => desk.attempt("workspace").then((answer) => "refused" in answer), true);
});

story("sample: a lock after the time without input ends it, and the window says so", async (desk) => {
  await open(desk);
  await desk.pass(15 * 60);
  await sees(desk.text("The sample data is gone; nothing of it was kept."));
});

story("sample: a key that is saved from it says SAMPLE, in its name and in its first line", async (desk) => {
  await open(desk);
  const { dialog, key } = await generate(desk, "my-own");
  const file = join(desk.folder, "SAMPLE-my-own.txt");
  await desk.willSaveTo(file);
  await desk.button("Save as .txt", dialog).click();
  await sees(dialog.getByText(`Saved as ${file}`));
  const content = await readFile(file, "utf8");
  expect(content.split("\n")[0]).toBe("SAMPLE: a key of sample data, which opens nothing");
  expect(content).toContain(key);
});
