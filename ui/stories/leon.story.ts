// An administrator of Leon does their work here, by its steps, under its policy.

import { expect } from "vitest";

import { PERSON, story } from "./desk";
import { gone, sees } from "./looking";
import { editOf, keyOf, offered, panel, rows, take, worksLike } from "./products";

story(
  "Leon: no aircraft chosen is the whole fleet, one added later included; three things can change",
  async (desk) => {
    await desk.vault({ aircraft: 3 });
    await worksLike(desk, "Leon");
    await panel(desk);
    expect(await rows(desk)).toEqual(["name", "description", "rights", "scope"]);
    await desk.field("Key name").fill("Fuel app");
    await desk.field("Description").fill("Reads flights for the fuel supplier");
    // Nothing ticked is refused, and says what to do.
    await desk.button("Generate key").click();
    await sees(desk.text("Choose at least one resource: a key without any lets nobody in."));
    await desk.button("Open Flights").click();
    await desk.page.getByRole("checkbox", { name: "Flights", exact: true }).check();
    await sees(desk.text(/may view Flights, for the whole fleet, without an end\./));
    const text = await take(desk, "Copy your refresh token now");
    const key = await keyOf(desk, text);
    expect(key).toMatchObject({ owner: PERSON, expires_at: null, scope: { kind: "whole_fleet" } });

    // An aircraft that is added later is included.
    const fields = {
      registration: "SP-NEW",
      icao_address: "",
      aircraft_type: "B738",
      operator: "",
      tags: [],
    };
    await desk.ask("add_aircraft", { fields });
    await desk.start(`/keys/${key.key_id}`);
    const drawer = desk.drawer("Key Fuel app");
    await sees(drawer.getByText("Whole fleet (4, and any added later)"));
    const wanted = { resource: { kind: "code", code: "GRAPHQL_FLIGHT" }, aircraft: "SP-NEW", address: "" };
    expect(await desk.ask("verify_key", { text, request: wanted })).toMatchObject({ valid: true });

    // Only chosen aircraft, where that is said.
    await panel(desk);
    await desk.field("Key name").fill("One aircraft");
    await desk.button("Open Flights").click();
    await desk.page.getByRole("checkbox", { name: "Flights", exact: true }).check();
    await desk.page.getByRole("radio", { name: /^Only/ }).check();
    await desk.button("Generate key").click();
    await sees(desk.text("Choose at least one aircraft or group, or the whole fleet."));
    await desk.page.getByRole("combobox", { name: "Registration" }).fill("SP-NEW");
    await desk.press("Enter");
    await sees(desk.button("Remove SP-NEW"));
    const one = await keyOf(desk, await take(desk, "Copy your refresh token now"));
    expect(one.reach).toBe(1);

    // Name, description and resources can change; the aircraft stay as they were chosen.
    await desk.go(`/keys/${key.key_id}`);
    await desk.button("More", drawer).click();
    await desk.page.getByRole("menuitem", { name: /^Edit/ }).click();
    const dialog = desk.dialog("Edit Fuel app");
    await sees(dialog.getByText(/\(Leon\) keeps the rest as it was generated: aircraft, networks/));
    await gone(dialog.getByRole("group", { name: "Aircraft" }));
    await desk.field("Key name", dialog).fill("Fuel supplier");
    await desk.button("Save", dialog).click();
    await gone(dialog);
    const locked = await desk.attempt("edit_key", {
      request: {
        ...(await editOf(desk, key.key_id)),
        scope: { kind: "only", aircraft_ids: [(await desk.aircraft("SP-NEW")).aircraft_id], group_ids: [] },
      },
    });
    expect(locked).toMatchObject({ refused: { code: "locked_by_policy", field: "scope" } });

    // It is revoked, and stays listed; nothing else ends it, and it can't be shown again.
    const renamed = desk.drawer("Key Fuel supplier");
    await sees(desk.button("Revoke", renamed));
    await gone(desk.button("Renew", renamed), desk.button("Show", renamed));
    expect((await offered(desk, renamed)).join()).not.toMatch(/Disable|Expire now|Delete|Renew/);
    await desk.button("Revoke", renamed).click();
    const asked = desk.dialog("Revoke Fuel supplier?");
    await asked.getByRole("textbox").fill("Fuel supplier");
    await desk.button("Revoke", asked).click();
    await gone(asked);
    expect(await desk.attempt("delete_key", { keyId: key.key_id })).toMatchObject({
      refused: { code: "not_by_policy" },
    });
    await desk.go("/keys?state=revoked");
    await sees(desk.row("Fuel supplier"));
  },
);
