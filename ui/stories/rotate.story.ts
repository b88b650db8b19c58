import { expect } from "vitest";
import type { GeneratedKey, Identified } from "../src/backend/bindings";
import { type Desk, story } from "./desk";
import { inBothThemes } from "./look";
import { focused, gone, sees } from "./looking";

async function rotating(desk: Desk, days = 7): Promise<{ old: GeneratedKey; fresh: GeneratedKey }> {
  const old = await desk.key({ name: "ops-feed" });
  const request = { key_id: old.key.key_id, overlap_days: days, reason: "" };
  const fresh = await desk.ask<GeneratedKey>("rotate_key", { request });
  await desk.ask("confirm_stored");
  return { old, fresh };
}

const identify = (desk: Desk, { key_text }: GeneratedKey) =>
  desk.ask<Identified>("identify_key", { text: key_text });

story(
  "rotate: a new key is shown once, and the old one works until a day or until it is retired",
  async (desk) => {
    await desk.vault();
    const old = await desk.key({ name: "ops-feed" });
    await desk.start(`/keys/${old.key.key_id}`);
    const drawer = desk.drawer("Key ops-feed");
    await desk.button("Rotate", drawer).click();
    const dialog = desk.dialog("Rotate ops-feed");
    await sees(dialog.getByText(/^Both work until/), dialog.getByText(/, 10:00$/));
    await dialog.getByRole("radio", { name: "Not any more" }).check();
    await sees(dialog.getByText(/^The old key stops at once/));
    await dialog.getByRole("radio", { name: "Other…" }).check();
    await desk.field("Days", dialog).fill("91");
    await desk.button("Rotate", dialog).click();
    await sees(dialog.getByText("Give a number of days from 0 to 90."));
    await focused(desk.field("Days", dialog));
    await desk.field("Days", dialog).fill("14");
    await dialog.getByRole("textbox", { name: /^Reason or ticket/ }).fill("OPS-118");
    await desk.button("Rotate", dialog).click();

    const once = desk.dialog("Copy your key now");
    const shown = (await once.locator("code").first().innerText()).trim();
    expect(shown.slice(0, 20)).toBe(`ktw_${old.key.key_id}`);
    expect(shown).not.toBe(old.key_text);
    await desk.button("I have stored it", once).click();
    await gone(once);
    await sees(
      desk.text("ops-feed has a new key."),
      drawer.getByText("Rotating").first(),
      drawer.getByText(/^Old key works until/),
      drawer.getByText(/rotated the key; the old one was to work until/),
    );
    expect(await desk.everythingInThePage()).not.toContain(shown.slice(21));
    expect(await identify(desk, old)).toMatchObject({ kind: "known", whole: true });

    await desk.button("Retire the old one now", drawer).click();
    const retire = desk.dialog("Retire the old key of ops-feed?");
    await desk.button("Retire", retire).click();
    await gone(retire);
    await gone(drawer.getByText(/^Old key works until/));
    expect(await identify(desk, old)).toMatchObject({ kind: "retired" });
  },
);

story(
  "rotate: closed without the new key the old one goes on, and interrupted it is rotated again",
  async (desk) => {
    await desk.vault();
    const old = await desk.key({ name: "ops-feed" });
    await desk.start(`/keys/${old.key.key_id}`);
    const drawer = desk.drawer("Key ops-feed");
    await desk.button("Rotate", drawer).click();
    await desk.button("Rotate", desk.dialog("Rotate ops-feed")).click();
    const once = desk.dialog("Copy your key now");
    await sees(once);
    await desk.press("Escape");
    const nobody = desk.dialog("Nobody has this key");
    await sees(nobody.getByText("Then the old key goes on as if nothing had been done."));
    await desk.button("Discard it", nobody).click();
    await gone(once);
    await sees(desk.text("Nobody has the new key: it is as it was before."));
    expect(await identify(desk, old)).toMatchObject({ kind: "known", old_until: null });

    await desk.ask("rotate_key", { request: { key_id: old.key.key_id, overlap_days: 7, reason: "" } });
    await desk.ask("close_key");
    await desk.start(`/keys/${old.key.key_id}`);
    await sees(drawer.getByText(/The one before it works until/));
    await desk.button("Rotate", drawer).click();
    await desk.button("Rotate", desk.dialog("Rotate ops-feed")).click();
    await desk.button("I have stored it", once).click();
    await sees(drawer.getByText(/^Old key works until/));
  },
);

story(
  "rotate: an old key that is presented is told from the new one, and from a retired one",
  async (desk) => {
    await desk.vault();
    const { old, fresh } = await rotating(desk);
    await desk.start("/keys");
    await desk.button("Which key is this?").click();
    const dialog = desk.dialog("Which key is this?");
    const look = async ({ key_text }: GeneratedKey) => {
      await dialog.getByLabel("Key or key id", { exact: true }).fill(key_text);
      await desk.button("Look it up", dialog).click();
    };
    await look(old);
    await sees(
      dialog.getByText(/This is ops-feed of svc-opscontrol, active and rotating\./),
      dialog.getByText(/It is the old key of a rotation, and works until/),
    );
    await look(fresh);
    await gone(dialog.getByText(/It is the old key of a rotation/));
    await desk.ask("retire_old_secret", { keyId: old.key.key_id });
    await look(old);
    await sees(dialog.getByText(/This is an old key of ops-feed of svc-opscontrol: the key was rotated/));
  },
);

story("rotate: while the old key works, and once the key has ended, it is refused in words", async (desk) => {
  await desk.vault();
  const { old } = await rotating(desk);
  const request = { key_id: old.key.key_id, overlap_days: 7, reason: "" };
  expect(await desk.attempt("rotate_key", { request })).toMatchObject({
    refused: { code: "rotating_already" },
  });
  await desk.start(`/keys/${old.key.key_id}`);
  const drawer = desk.drawer("Key ops-feed");
  await sees(desk.button("Retire the old one now", drawer));
  await gone(desk.button("Rotate", drawer));
  await desk.ask("revoke_key", { keyId: old.key.key_id });
  expect(await desk.attempt("rotate_key", { request })).toMatchObject({ refused: { code: "key_revoked" } });
});

inBothThemes("rotating", async (desk, look) => {
  await desk.vault();
  const { key } = await desk.key({ name: "ops-feed" });
  await desk.start(`/keys/${key.key_id}`);
  await desk.button("Rotate", desk.drawer("Key ops-feed")).click();
  await sees(desk.dialog("Rotate ops-feed").getByText(/^Both work until/));
  await look("rotate-dialog");
  await desk.button("Rotate", desk.dialog("Rotate ops-feed")).click();
  await desk.button("I have stored it", desk.dialog("Copy your key now")).click();
  await sees(desk.drawer("Key ops-feed").getByText(/^Old key works until/));
  await look("key-rotating");
});
