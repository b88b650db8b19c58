// An administrator of Smart Onboarding does their work here, by its steps, under its policy.

import { expect } from "vitest";

import { PASSWORD, PERSON, story } from "./desk";
import { becomes, gone, sees } from "./looking";
import { keyOf, offered, panel, rows, take, worksLike } from "./products";

story("Smart Onboarding: a label is all that is asked, and Show shows the key again later", async (desk) => {
  await desk.vault();
  await worksLike(desk, "Smart Onboarding");
  await panel(desk);
  expect(await rows(desk)).toEqual(["name"]);
  await sees(desk.text("The key is shown now, and again later for the master password."));
  await desk.button("Generate key").click();
  await sees(desk.text("Fill this in."));
  await desk.field("Label").fill("Sandbox");
  const text = await take(desk);
  const key = await keyOf(desk, text);
  expect(key).toMatchObject({ owner: PERSON, expires_at: null, rights: { kind: "all_of_owner" } });
  await desk.go("/keys");
  for (const column of ["Label", "Date generated"])
    await sees(desk.page.getByRole("columnheader", { name: column }).first());

  // Later, after the password was given.
  await desk.turnClockDays(40);
  await desk.start(`/keys/${key.key_id}`);
  const drawer = desk.drawer("Key Sandbox");
  await desk.button("Show", drawer).click();
  const ask = desk.page.getByRole("dialog");
  await desk.field("Master password", ask).fill("not the password");
  await desk.press("Enter");
  await sees(desk.text(/That isn't this vault's master password/));
  await desk.field("Master password", ask).fill(PASSWORD);
  await desk.press("Enter");
  await becomes(() => desk.page.getByRole("dialog").locator("code").first().textContent(), text);
  await desk.press("Escape");
  await sees(desk.text(/showed the key again/, drawer));

  // Nothing of it changes; it is revoked and stays listed.
  await sees(drawer.getByText("Nothing of a key can be edited."));
  expect((await offered(desk, drawer)).join()).not.toMatch(/Edit|Disable|Expire now|Delete|Renew/);
  await desk.button("Revoke", drawer).click();
  const asked = desk.dialog("Revoke Sandbox?");
  await asked.getByRole("textbox").fill("Sandbox");
  await desk.button("Revoke", asked).click();
  await gone(asked, desk.button("Show", drawer));
  await desk.go("/keys?state=revoked");
  await sees(desk.row("Sandbox"));
});
