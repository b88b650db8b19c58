import { expect } from "vitest";

import { story } from "./desk";
import { gone, sees } from "./looking";

const TEXTS = {
  markup: '<img src=x onerror="alert(1)"><script>alert(2)</script>',
  "right to left": "مفتاح العمليات",
  emoji: "feed 🛩️👩‍✈️",
} as const;

for (const [kind, text] of Object.entries(TEXTS)) {
  story(`text: ${kind} is text wherever a name is shown`, async (desk) => {
    await desk.vault({ name: kind === "markup" ? "img onerror" : text });
    const { key } = await desk.key({ name: text });
    const owner = await desk.account("svc-opscontrol");
    await desk.ask("edit_account", {
      accountId: owner.account_id,
      fields: { name: owner.name, organisation: text, email: owner.email },
    });
    await desk.ask("add_aircraft", {
      fields: { registration: "SP-KTA", icao_address: "", aircraft_type: text, operator: text, tags: [] },
    });
    await desk.group(text, ["SP-KTA"]);
    await desk.ask("add_resource", {
      fields: { title: text, group: text, description: text, levels: [{ level: "view", code: "X" }] },
    });
    await desk.start(`/keys/${key.key_id}`);
    const drawer = desk.page.getByRole("complementary", { name: `Key ${text}` });
    await sees(desk.row(text), drawer.getByRole("heading", { name: text }), drawer.getByText(text).first());
    await desk.button("Revoke", drawer).click();
    await sees(desk.page.getByRole("heading", { name: `Revoke ${text}?` }));
    await desk.press("Escape");
    await gone(desk.page.getByRole("heading", { name: `Revoke ${text}?` }));
    await desk.go("/accounts");
    await sees(desk.row(text, "Service accounts"));
    await desk.go("/access");
    await sees(desk.page.getByRole("region", { name: text }));
    await desk.go("/fleet");
    await sees(desk.row(text, "Fleet").first());
    await desk.go("/fleet/groups");
    await sees(desk.row(text, "Groups").first());
    expect(await desk.page.locator("img, script:not([src])").count()).toBe(0);
    await desk.press("Control+l");
    await sees(desk.field("Master password"));
  });
}

const LONG = "a".repeat(10_000);

story("text: 10,000 characters are refused with a reason at each field", async (desk) => {
  await desk.vault();
  await desk.start("/accounts");
  await desk.button("New service account").first().click();
  const account = desk.dialog("New service account");
  await account.getByLabel("Account name").fill(LONG);
  await account.getByLabel(/^Organisation/).fill(LONG);
  await account.getByLabel("Contact e-mail").fill(`${LONG}@example.com`);
  await desk.button("Create service account", account).click();
  await sees(account.getByText(/^Too long: use at most \d+ characters\./).first());
  await desk.press("Escape");

  await desk.go("/access");
  await desk.button("Add resource").click();
  const resource = desk.dialog("Add resource");
  for (const field of ["Title", "Group", /^Description/]) await resource.getByLabel(field).fill(LONG);
  await resource.getByLabel(/^View/).fill("OK");
  await desk.button("Add resource", resource).click();
  await sees(resource.getByText(/^Too long: use at most \d+ characters\./).first());
  await desk.press("Escape");

  await desk.go("/fleet");
  await desk.button("Add aircraft").click();
  const aircraft = desk.dialog("Add aircraft");
  await aircraft.getByLabel("Registration").fill(LONG);
  await desk.button("Add aircraft", aircraft).click();
  await sees(aircraft.getByText(/^That isn't a registration/));
  await desk.press("Escape");

  await desk.go("/keys/new");
  await desk.field("Key name").fill(LONG);
  await desk.field("Description").fill(LONG);
  await desk.press("Tab");
  await sees(desk.text(/^Too long: use at most \d+ characters\./));
});

story("text: 10,000 characters as a vault's name, a person's and a password", async (desk) => {
  await desk.start();
  await desk.button("Create a vault").click();
  await desk.field("Vault name").fill(LONG);
  await desk.field("Your name").fill(LONG);
  await desk.field("Master password").fill(LONG);
  await desk.field("Repeat master password").fill(LONG);
  await desk.button("Create vault").click();
  await sees(desk.text("Use at most 1,024 characters."));
  await desk.field("Master password").fill("correct horse battery staple");
  await desk.field("Repeat master password").fill("correct horse battery staple");
  await desk.button("Create vault").click();
  await sees(desk.text(/^Too long: use at most \d+ characters\./));
  expect((await desk.written()).filter(({ path }) => path.includes(".keytower"))).toEqual([]);
});
