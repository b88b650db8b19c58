import { expect } from "vitest";

import type { KeyView } from "../src/backend/bindings";
import { story, type Desk } from "./desk";
import { inBothThemes } from "./look";
import { becomes, gone, sees } from "./looking";
import { paste, shown } from "./panel";

const WRONG = "10.1.2.3/8 has host bits: did you mean 10.0.0.0/8, or 10.1.2.3?";

async function panel(desk: Desk): Promise<void> {
  const account = await desk.account();
  await desk.start(`/keys/new?owner=${account.account_id}`);
  await desk.field("Key name").fill("ops-feed");
  await desk.button("Open Flights").click();
  await desk.page.getByRole("checkbox", { name: "Flights", exact: true }).check();
}

story(
  "networks: many are pasted, each mistake is told at its chip, and one press corrects it",
  async (desk) => {
    await desk.vault();
    await panel(desk);
    const field = desk.field("Address or network");
    const summary = desk.page.getByRole("complementary", { name: "In plain words" });
    await paste(field, "203.0.113.7/32\n10.1.2.3/8; 203.0.113.7, fe80::1%eth0\n2001:DB8::/32 vpn.example");
    await sees(
      desk.button("Remove 203.0.113.7"),
      desk.button("Remove 2001:db8::/32"),
      desk.text(WRONG),
      desk.text(/^fe80::1%eth0 names a zone/),
      desk.text(/^vpn\.example is neither an address nor a network/),
    );
    await desk.button("Generate key").click();
    await sees(desk.text("3 of these are no networks. Correct them or take them out."));
    expect(await field.getAttribute("aria-invalid")).toBe("true");
    await desk.button("Use 10.0.0.0/8").click();
    await gone(desk.text(WRONG));
    await desk.button("Remove fe80::1%eth0").click();
    await desk.button("Remove vpn.example").click();
    await sees(summary.getByRole("button", { name: "3 networks" }));

    await desk.button("Generate key").click();
    const { key } = await shown(desk);
    const keyId = key.slice(4, 20);
    const kept = await desk.ask<KeyView>("key", { keyId });
    expect(kept.networks).toEqual(["10.0.0.0/8", "203.0.113.7", "2001:db8::/32"]);
  },
);

story(
  "networks: of a key that is there they are seen, taken away, and any address is let in again",
  async (desk) => {
    await desk.vault();
    const { key } = await desk.key({ networks: ["203.0.113.0/24"] });
    await desk.start(`/keys/${key.key_id}`);
    const drawer = desk.drawer("Key ops-feed");
    await sees(drawer.getByText("203.0.113.0/24"));
    await desk.press("F2");
    const dialog = desk.dialog("Edit ops-feed");
    await desk.field("Address or network", dialog).fill("10.1.2.3/8");
    await desk.button("Save", dialog).click();
    await sees(
      dialog.getByText(WRONG),
      dialog.getByText("One of these is no network. Correct it or take it out."),
    );
    await desk.button("Use 10.1.2.3", dialog).click();
    await desk.button("Save", dialog).click();
    await gone(dialog);
    await sees(drawer.getByText("10.1.2.3", { exact: true }));
    await desk.press("F2");
    for (const network of ["203.0.113.0/24", "10.1.2.3"])
      await desk.button(`Remove ${network}`, dialog).click();
    await desk.button("Save", dialog).click();
    await gone(dialog);
    await sees(drawer.getByText("Any address"));
    await becomes(async () => (await desk.ask<KeyView>("key", { keyId: key.key_id })).networks, []);
  },
);

story("networks: what is half typed comes back, and a key that is pasted there is left out", async (desk) => {
  await desk.vault();
  const { key_text } = await desk.key({ name: "other" });
  await panel(desk);
  const field = desk.field("Address or network");
  await paste(field, `203.0.113.7 10.1.2.3/8 ${key_text}`);
  await sees(desk.button("Remove 203.0.113.7"), desk.text(WRONG));
  expect(await desk.everythingInThePage()).not.toContain(key_text.slice(21));
  await becomes(() => desk.ask<string | null>("draft"), /203\.0\.113\.7/);
  await desk.start("/keys/new");
  await sees(desk.button("Remove 203.0.113.7"), desk.text(WRONG));
});

inBothThemes("networks of a key, right and wrong", async (desk, look) => {
  await desk.vault();
  await panel(desk);
  await paste(desk.field("Address or network"), "203.0.113.0/24 10.1.2.3/8");
  await sees(desk.text(WRONG));
  await look("generate-networks");
});
