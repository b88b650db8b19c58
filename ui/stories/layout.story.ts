import type { Locator } from "playwright-core";

import { PERSON, story } from "./desk";
import { furnished } from "./furnished";
import { fits } from "./look";
import { gone, sees } from "./looking";
import { generate } from "./panel";

// The smallest window, two usual ones, and one that is zoomed to 200 %: half the width in CSS pixels.
for (const [width, height, zoomed] of [
  [900, 600, false],
  [1100, 720, false],
  [1400, 900, false],
  [700, 450, true],
] as const) {
  story(
    `layout: ${zoomed ? "1400×900 at 200 %" : `${width}×${height}`}`,
    async (desk) => {
      const fit = async (where: string, actions: Locator[]) => {
        if (zoomed) for (const action of actions) await action.scrollIntoViewIfNeeded();
        await fits(desk, `${where}, ${width}×${height}`, actions);
      };
      await desk.start();
      const ways = ["Create a vault", "Open a vault", "Look around with sample data"];
      await fit(
        "welcome",
        ways.map((way) => desk.button(way)),
      );
      await desk.button("Create a vault").click();
      await fit("create", [desk.button("Create vault")]);
      const keyId = await furnished(desk);
      await desk.start("/keys");
      await sees(desk.row("ops-feed"));
      await fit("keys", [desk.button("Generate key"), desk.button("Which key is this?")]);
      await desk.go(`/keys/${keyId}`);
      await sees(desk.drawer("Key ops-feed"));
      await desk.press("Control+k");
      await sees(desk.dialog("Search and commands"));
      await fit("palette", [desk.page.getByRole("option", { name: /^Edit/ })]);
      await desk.press("Escape");
      await gone(desk.dialog("Search and commands"));
      const verbs = ["Renew", "Rotate", "Revoke", "More"].map((verb) =>
        desk.button(verb, desk.drawer("Key ops-feed")),
      );
      await fit("key drawer", await there(verbs));
      await desk.go("/keys");
      await gone(desk.drawer("Key ops-feed"));
      await desk.row("ops-feed").focus();
      await desk.press("Control+a");
      const over = ["Renew…", "Disable…", "Enable…", "Revoke…", "Expire now…", "Clear selection"];
      await fit("keys selected", await there(over.map((verb) => desk.button(verb))));
      await desk.go("/overview");
      await sees(desk.text(/^crew-sync expires/));
      await fit("overview", [desk.button("Generate key"), desk.button("Renew crew-sync")]);
      await desk.go("/keys/new");
      await sees(desk.field("Key name"));
      await fit("generate", [desk.button("Generate key"), desk.button("Cancel")]);
      await desk.go("/accounts");
      await sees(desk.row("svc-fuel", "Service accounts"));
      await fit("accounts", [desk.button("New service account")]);
      await desk.go("/access");
      await sees(desk.page.getByRole("link", { name: /^Flight watch/ }));
      await fit("access", [desk.button("Add resource")]);
      await desk.go("/access/templates");
      await sees(desk.text("No templates yet."));
      await fit("templates", [desk.button("New template").first()]);
      await desk.go("/access/who");
      await sees(desk.page.getByLabel("view, its own").first());
      await fit("who has what", [desk.page.getByRole("combobox", { name: "Who could use" })]);
      await desk.go("/fleet");
      await sees(desk.row("SP-KTA", "Fleet"));
      await fit("fleet", [desk.button("Import CSV"), desk.button("Add aircraft")]);
      await desk.go("/people");
      await desk.row("Holds this vault", "People").click();
      const holder = desk.drawer(PERSON);
      await fit("person drawer", await there(["Edit", "Left…"].map((verb) => desk.button(verb, holder))));
      await desk.button("Edit", holder).click();
      const person = desk.dialog(`Edit ${PERSON}`);
      await fit("person dialog", [desk.button("Save", person), desk.button("Cancel", person)]);
      await desk.press("Escape");
      await gone(person);
      await desk.go("/people");
      await fit("people", [desk.button("Add person")]);
      const turboprops = await desk.group("Turboprops", ["SP-KTA", "SP-KTB"]);
      await desk.go("/fleet/groups");
      await sees(desk.row("Turboprops", "Groups"));
      await fit("groups", [desk.button("New group")]);
      await desk.go(`/fleet/groups/${turboprops.group_id}`);
      const group = desk.drawer("Turboprops");
      await sees(group.getByText("No key names it yet."));
      await fit("group drawer", await there([desk.button("Edit", group), desk.button("Delete", group)]));
      await desk.button("Edit", group).click();
      await fit("group dialog", [desk.button("Save", desk.dialog("Edit Turboprops"))]);
      await desk.press("Escape");
      await gone(desk.dialog("Edit Turboprops"));
      await desk.go("/activity");
      await sees(desk.row("Disabled the key", "Activity"));
      await fit("activity", [desk.button("Check"), desk.button("Export")]);
      await desk.row("Disabled the key", "Activity").click();
      await sees(desk.drawer(/^Event /));
      await fit("event drawer", await there([desk.button("Follow", desk.drawer(/^Event /))]));
      await desk.go("/settings");
      await sees(desk.heading("Settings"));
      await fit("settings", []);
      const { dialog } = await generate(desk, "another");
      const leave = ["Copy key", "Save as .txt", "I have stored it"].map((way) => desk.button(way, dialog));
      await fit("show once", leave);
    },
    { width, height },
  );
}

/** Those that are offered. */
async function there(locators: Locator[]): Promise<Locator[]> {
  const shown = await Promise.all(locators.map((locator) => locator.isVisible()));
  return locators.filter((_, index) => shown[index]);
}
