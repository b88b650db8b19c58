import type { Locator } from "playwright-core";
import { expect } from "vitest";

import { story, type Desk } from "./desk";
import { becomes, gone, sees } from "./looking";

async function ask(desk: Desk): Promise<{ dialog: Locator; look: (text: string) => Promise<void> }> {
  await desk.button("Which key is this?").click();
  const dialog = desk.dialog("Which key is this?");
  await sees(dialog);
  const look = async (text: string) => {
    await dialog.getByLabel("Key or key id", { exact: true }).fill(text);
    await desk.button("Look it up", dialog).click();
  };
  return { dialog, look };
}

story("which key is this: a whole key, its id, altered, rubbish, another vault's, deleted", async (desk) => {
  await desk.vault();
  const { key_text, key } = await desk.key();
  const gone_ = await desk.key({ name: "gone" });
  await desk.ask("revoke_key", { keyId: gone_.key.key_id });
  await desk.ask("delete_key", { keyId: gone_.key.key_id });
  await desk.start("/keys");
  const { dialog, look } = await ask(desk);

  await look(key_text);
  await sees(
    dialog.getByText(
      /This is ops-feed of svc-opscontrol, active\. It may view Flights for the whole fleet\./,
    ),
  );
  await sees(dialog.getByText(/The whole key was given\. If it came from where it shouldn't be/));
  expect(await dialog.getByLabel("Key or key id", { exact: true }).getAttribute("type")).toBe("password");

  await look(`ktw_${key.key_id}`);
  await sees(dialog.getByText("Only the key id was given, which is public."));

  const last = key_text.endsWith("A") ? "B" : "A";
  await look(key_text.slice(0, -1) + last);
  await sees(dialog.getByText(/neither a key nor a key id, or a character is wrong or missing/));

  for (const rubbish of ["hello", "ktw_", "🛩️".repeat(2000), "<img src=x onerror=alert(1)>"]) {
    await look(rubbish);
    await sees(dialog.getByText(/neither a key nor a key id, or a character is wrong or missing/));
  }

  await look(`ktw_${gone_.key.key_id}`);
  await sees(dialog.getByText(/This key was deleted on Mon 2 Mar 2026, 10:00/));
  await desk.press("Escape");
  await gone(dialog);
  await becomes(() => desk.everythingInThePage().then((all) => all.includes(key_text.slice(21))), false);
});

story("which key is this: a leaked key is disabled at once, from there", async (desk) => {
  await desk.vault();
  const { key_text, key } = await desk.key();
  await desk.start("/keys");
  const { dialog, look } = await ask(desk);
  await look(key_text);
  await desk.button("Disable now", dialog).click();
  await sees(desk.said("Stopped. You can enable it again."));
  await sees(dialog.getByText(/This is ops-feed of svc-opscontrol, disabled\. While it worked it could/));
  await desk.button("Open", dialog).click();
  await gone(dialog);
  await sees(desk.drawer("Key ops-feed"));
  expect(await desk.ask("key", { keyId: key.key_id })).toMatchObject({ state: "disabled" });
});

story(
  "which key is this: a whole key typed into the filter is asked about instead, and kept nowhere",
  async (desk) => {
    await desk.vault();
    const { key_text } = await desk.key();
    await desk.start("/keys");
    await desk.field("Filter keys").fill(key_text);
    const dialog = desk.dialog("Which key is this?");
    await sees(dialog.getByText(/This is ops-feed of svc-opscontrol/));
    expect(desk.page.url()).not.toContain("ktw_");
    await desk.press("Escape");
    await gone(dialog);
    expect(await desk.field("Filter keys").inputValue()).toBe("");
    expect(await desk.everythingInThePage()).not.toContain(key_text.slice(21));
  },
);
