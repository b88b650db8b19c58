// An administrator of an account page does their work here, by its steps, under its policy.

import { expect } from "vitest";

import type { Identified, KeyPage } from "../src/backend/bindings";
import { PERSON, story } from "./desk";
import { becomes, gone, sees } from "./looking";
import { keyOf, panel, rows, worksLike } from "./products";

story(
  "account preferences: nothing is asked, and after deletion nothing but Activity knows the key",
  async (desk) => {
    await desk.vault();
    await worksLike(desk, "Account preferences");
    await panel(desk);
    expect(await rows(desk)).toEqual([]);
    await sees(desk.text(/is named after its date and time, may do all that its owner may/));
    await desk.button("Generate key").click();
    const dialog = desk.dialog("Copy your key now");
    const { account_id } = await desk.ask<{ account_id: string }>("workspace");
    await sees(dialog.getByText(account_id), desk.button("Copy key and account id", dialog));
    const text = (await dialog.locator("code").first().textContent()) ?? "";
    await desk.button("I have stored it", dialog).click();
    await gone(dialog);
    const key = await keyOf(desk, text);
    expect(key.name).toMatch(/^Key of 2026-03-02 10:00:\d\d$/);
    expect(key).toMatchObject({ owner: PERSON, expires_at: null });
    await desk.go("/keys");
    const headers = desk.page.getByRole("grid", { name: "Keys" }).getByRole("columnheader");
    await becomes(() => headers.nth(1).textContent(), /Generated/);

    await desk.row("Key of").click();
    const drawer = desk.drawer(/^Key Key of/);
    await gone(desk.button("Revoke", drawer), desk.button("Show", drawer));
    await desk.button("Delete", drawer).click();
    const asked = desk.dialog(/^Delete Key of/);
    await sees(asked.getByText(/It ends at once, for ever/));
    await asked.getByRole("textbox").fill(key.name);
    await desk.button("Delete", asked).click();
    await gone(asked);

    // List, search and verification don't know it; Activity says when it went.
    await desk.go("/keys");
    await gone(desk.row("Key of"));
    expect(await desk.attempt("key", { keyId: key.key_id })).toMatchObject({
      refused: { code: "not_found" },
    });
    const query = {
      text: key.key_id,
      states: [],
      owner_ids: [],
      resource_ids: [],
      aircraft_ids: [],
      group_ids: [],
    };
    const rest = {
      expires_within_days: null,
      ends: null,
      attention: [],
      not_conforming: false,
      sort: "name",
    };
    const listed = await desk.ask<KeyPage>("list_keys", {
      query: { ...query, ...rest, personnel_ids: [], unused: null, descending: false },
      offset: 0,
      limit: 9,
    });
    expect(listed.matching).toBe(0);
    await desk.press("Control+k");
    await desk.page.getByRole("combobox", { name: /Search/ }).fill(key.key_id);
    await gone(desk.page.getByRole("option", { name: /^Key of/ }));
    await desk.press("Escape");
    const verified = await desk.ask<{ code: string | null }>("verify_key", {
      text,
      request: { resource: { kind: "any" }, aircraft: "", address: "" },
    });
    expect(JSON.stringify(verified)).toContain("not_found");
    const found = await desk.ask<Identified>("identify_key", { text });
    expect(found.kind).toBe("deleted");
    await desk.go("/activity");
    await sees(desk.text(/Deleted the key/).first());
  },
);
