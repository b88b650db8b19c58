import { expect } from "vitest";

import { story } from "./desk";
import { becomes, gone, sees } from "./looking";

for (const [address, command, words, then] of [
  ["/keys", "list_keys", "Couldn't read the keys; nothing changed.", "No keys yet."],
  [
    "/accounts",
    "list_accounts",
    "Couldn't read the service accounts; nothing changed.",
    "No service accounts yet.",
  ],
  ["/access", "list_resources", "Couldn't read the resources; nothing changed.", "Flight watch"],
  ["/fleet", "list_aircraft", "Couldn't read the fleet; nothing changed.", "Choose a CSV"],
  ["/activity", "list_events", "Couldn't read the log; nothing changed.", "Added the resource"],
  ["/settings", "workspace", "Couldn't read the vault; nothing changed.", "Workspace name"],
] as const) {
  story(`trouble: ${command} fails once`, async (desk) => {
    await desk.vault();
    await desk.refuse(command, "io");
    await desk.start(address);
    await sees(desk.text(words));
    await desk.button("Try again").click();
    await gone(desk.text(words));
    if (then === "Workspace name") await sees(desk.field(then));
    else await sees(desk.text(then));
  });
}

story("trouble: a list that takes its time says that it is being read", async (desk) => {
  await desk.vault();
  await desk.key();
  await desk.hold("list_keys");
  await desk.start("/keys");
  await sees(desk.text("Reading the keys…"));
  await desk.letGo("list_keys");
  await sees(desk.row("ops-feed"));
  await gone(desk.text("Reading the keys…"));
});

story("trouble: a verb that is refused leaves everything as it was, and says why", async (desk) => {
  await desk.vault();
  const { key } = await desk.key();
  await desk.start(`/keys/${key.key_id}`);
  const drawer = desk.drawer("Key ops-feed");
  await desk.refuse("disable_key", "disk_full");
  await desk.button("More", drawer).click();
  await desk.page.getByRole("menuitem", { name: /^Disable/ }).click();
  await sees(desk.said("The disk is full; nothing changed. Free some space, then try again."));
  await sees(desk.row("ops-feed").getByText("Active"));

  await desk.refuse("revoke_key", "conflict");
  await desk.button("Revoke", drawer).click();
  const revoke = desk.dialog("Revoke ops-feed?");
  await revoke.getByLabel("Type ops-feed to go on").fill("ops-feed");
  await desk.button("Revoke", revoke).click();
  await sees(revoke.getByText(/^This was changed meanwhile, so nothing was written\./));
  await desk.button("Cancel", revoke).click();
  await gone(revoke);
  expect(await desk.ask("key", { keyId: key.key_id })).toMatchObject({ state: "active" });
});

story("trouble: a key that couldn't be generated can be generated again, once", async (desk) => {
  await desk.vault();
  const account = await desk.account();
  await desk.start(`/keys/new?owner=${account.account_id}`);
  await desk.field("Key name").fill("ops-feed");
  await desk.button("Open Flights").click();
  await desk.page.getByRole("checkbox", { name: "Flights", exact: true }).check();
  await desk.refuse("generate_key", "disk_full");
  await desk.button("Generate key").click();
  await sees(desk.text("The disk is full; nothing changed. Free some space, then try again."));
  await desk.hold("generate_key");
  await desk.button("Generate key").click();
  await becomes(
    () =>
      desk
        .button(/^Generate key/)
        .last()
        .getAttribute("aria-busy"),
    "true",
  );
  await desk.press("Control+Enter");
  await desk.letGo("generate_key");
  await sees(desk.dialog("Copy your key now"));
  expect(await desk.ask("workspace")).toMatchObject({ keys: 1 });
});
