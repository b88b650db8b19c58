import { expect } from "vitest";

import { PASSWORD, story, VAULT, type Desk } from "./desk";
import { linkTo } from "./links";
import { becomes, gone, sees } from "./looking";
import { generate } from "./panel";

async function unlock(desk: Desk): Promise<void> {
  await desk.field("Master password").fill(PASSWORD);
  await desk.press("Enter");
}

story("links: one selects its key at once, and nothing else happens", async (desk) => {
  await desk.vault();
  const { key } = await desk.key();
  const link = await linkTo(desk, key.key_id);
  await desk.start("/settings");
  await sees(desk.heading("Settings"));
  await desk.openLink(link);
  await sees(desk.drawer("Key ops-feed"));
  await gone(desk.page.getByRole("dialog"));
  expect(await desk.ask("link")).toBeNull();
  expect(await desk.ask("key", { keyId: key.key_id })).toMatchObject({ state: "active" });

  await desk.openLink(link.replace(key.key_id, "0000000000000000"));
  await sees(desk.text("There is no key of that id here; it may have been deleted."));
});

story("links: one that comes while the vault is locked waits until it is unlocked", async (desk) => {
  await desk.vault();
  const { key } = await desk.key();
  const link = await linkTo(desk, key.key_id);
  await desk.start("/settings");
  await desk.press("Control+l");
  await sees(desk.heading(`Unlock ${VAULT}`));
  await desk.openLink(link);
  await sees(desk.text("A link leads to a key in this vault. It is shown once the vault is unlocked."));
  expect(await desk.everythingInThePage()).not.toContain("ops-feed");
  await unlock(desk);
  await sees(desk.drawer("Key ops-feed"));

  await desk.press("Control+l");
  await sees(desk.heading(`Unlock ${VAULT}`));
  await desk.openLink(link.replace(key.key_id, "0000000000000000"));
  await desk.button("Forget the link").click();
  await gone(desk.button("Forget the link"));
  await unlock(desk);
  await sees(desk.drawer("Key ops-feed"));

  await desk.press("Control+l");
  await sees(desk.heading(`Unlock ${VAULT}`));
  await desk.openLink(link);
  await sees(desk.button("Forget the link"));
  await desk.button("Other vault…").click();
  await gone(desk.button("Forget the link"));
  expect(await desk.ask("link")).toBeNull();
});

story("links: one to another vault says which, and offers to open it", async (desk) => {
  await desk.vault({ name: "Other" });
  const { key } = await desk.key({ name: "other-feed" });
  const link = await linkTo(desk, key.key_id);
  await desk.vault();
  await desk.start("/keys");
  await desk.openLink(link);
  await sees(desk.text(/A link leads to a key in another vault, Other\. It is shown/));
  await desk.button("Lock, and open Other").click();
  await sees(
    desk.heading("Unlock Other"),
    desk.text("A link leads to a key in this vault. It is shown once the vault is unlocked."),
  );
  await unlock(desk);
  await sees(desk.drawer("Key other-feed"));

  const unknown = link.replace(/acct_\w+/, "acct_00000000");
  await desk.openLink(unknown);
  await sees(desk.text(/another vault, with the account id acct_00000000/));
  await desk.button("Forget the link").click();
  await gone(desk.button("Forget the link"));

  await desk.ask("close_vault");
  await desk.start();
  await desk.openLink(link);
  await sees(desk.text(/A link leads to a key in another vault, Other\./));
  await desk.button("Open Other", desk.page.getByRole("note")).click();
  await sees(desk.heading("Unlock Other"));
});

story("links: a forged one does nothing, wherever one is, and says so", async (desk) => {
  await desk.vault();
  const { key } = await desk.key();
  const link = await linkTo(desk, key.key_id);
  await desk.start("/settings");
  await sees(desk.heading("Settings"));
  for (const forged of [
    `${link}/revoke`,
    `${link}?action=revoke`,
    link.replace("open", "revoke"),
    link.replace("acct_", ""),
    "keytower://open/../../etc/passwd",
    "KEYTOWER:x",
    `keytower://open/${"a".repeat(100_000)}`,
  ]) {
    await desk.openLink(forged);
    await sees(desk.text("That link is none of Keytower's, or not whole, so nothing was opened."));
    expect(desk.page.url()).toContain("#/settings");
    await desk.button("Forget the link").click();
    await gone(desk.button("Forget the link"));
    await becomes(() => desk.ask("link"), null);
  }
  // What isn't a link at all is none of its business.
  await desk.openLink("--help");
  await desk.openLink(`https://example.com/${link}`);
  expect(await desk.ask("link")).toBeNull();
  expect(await desk.ask("key", { keyId: key.key_id })).toMatchObject({ state: "active" });
});

story("links: one that comes while a key is being shown leaves the dialog alone", async (desk) => {
  await desk.vault();
  const { key } = await desk.key({ name: "other" });
  const link = await linkTo(desk, key.key_id);
  const { dialog } = await generate(desk);
  await desk.openLink(link);
  await becomes(() => desk.page.getByText("A link to a key was opened.").count(), 1);
  await sees(desk.button("Copy key", dialog));
  await desk.button("I have stored it", dialog).click();
  await gone(dialog);
  await desk.button("Show key").click();
  await sees(desk.drawer("Key other"));
});
