import { expect } from "vitest";

import type { AircraftScope, GroupView, KeyView, OwnerAccess } from "../src/backend/bindings";
import { story, type Desk } from "./desk";
import { inBothThemes } from "./look";
import { becomes, focused, gone, sees } from "./looking";
import { palette, line } from "./palette";
import { shown } from "./panel";

/** For which aircraft a service account is, chosen without its dialog. */
async function narrow(desk: Desk, account: string, scope: AircraftScope): Promise<void> {
  const { account_id } = await desk.account(account);
  const { grants, templates } = await desk.ask<OwnerAccess>("owner_access", { ownerId: account_id });
  const template_ids = templates.map(({ template_id }) => template_id);
  await desk.ask("edit_access", { ownerId: account_id, request: { grants, template_ids, scope } });
}

async function only(desk: Desk, ...registrations: string[]): Promise<AircraftScope> {
  const aircraft = await Promise.all(registrations.map((one) => desk.aircraft(one)));
  return { kind: "only", aircraft_ids: aircraft.map(({ aircraft_id }) => aircraft_id), group_ids: [] };
}

/** The field in which aircraft and groups are chosen. */
function picker(within: ReturnType<Desk["dialog"]> | Desk["page"]) {
  return within.getByRole("combobox", { name: "Registration" });
}

story("groups: aircraft are tagged, a group goes by the tag, and a key for it follows", async (desk) => {
  await desk.vault({ aircraft: 5 });
  await desk.start("/fleet");
  await desk.row("SP-KTA", "Fleet").click();
  const first = desk.drawer("SP-KTA");
  await desk.button("Edit", first).click();
  await first.getByRole("textbox", { name: /^Tags/ }).fill("Turboprop, wet  lease");
  await desk.button("Save", first).click();
  await sees(first.getByText("turboprop", { exact: true }), first.getByText("wet lease", { exact: true }));
  await desk.row("SP-KTB", "Fleet").click();
  const second = desk.drawer("SP-KTB");
  await desk.button("Edit", second).click();
  await desk.button("Add turboprop", second).click();
  await becomes(() => second.getByRole("textbox", { name: /^Tags/ }).inputValue(), "turboprop");
  await desk.button("Save", second).click();
  await desk.press("Escape");
  await sees(desk.row("SP-KTB", "Fleet").getByText("turboprop"));
  await desk.field("Filter aircraft").fill("wet lease");
  await sees(desk.text("1 found"));

  await desk.page.getByRole("link", { name: "Groups", exact: true }).click();
  await sees(desk.text("No groups yet."));
  await desk.button("New group").first().click();
  const dialog = desk.dialog("New fleet group");
  await desk.field("Name", dialog).fill("Turboprops");
  await dialog.getByText("All that have a tag", { exact: true }).click();
  await desk.field("Tag", dialog).fill("tur");
  await dialog.getByRole("option", { name: /^turboprop/ }).click();
  await sees(dialog.getByText("2 aircraft have it today."));
  await desk.button("Create group", dialog).click();
  const drawer = desk.drawer("Turboprops");
  await sees(desk.said("Turboprops created."), drawer.getByRole("link", { name: "SP-KTB" }));
  await sees(drawer.getByText("turboprop", { exact: true }));
  await drawer.getByRole("link", { name: "SP-KTA" }).click();
  await sees(first.getByRole("link", { name: "Turboprops" }));
  await desk.press("Alt+ArrowLeft");
  await sees(drawer);

  await desk.go("/fleet");
  await desk.field("Filter aircraft").fill("");
  await desk.row("SP-KTE", "Fleet").click();
  const fifth = desk.drawer("SP-KTE");
  await desk.button("Edit", fifth).click();
  await desk.button("Add turboprop", fifth).click();
  await sees(fifth.getByText("It joins Turboprops (nothing names it)."));
  await desk.button("Cancel", fifth).click();

  const owner = await desk.account();
  await desk.go(`/keys/new?owner=${owner.account_id}`);
  await desk.field("Key name").fill("prop-feed");
  await desk.button("Open Flights").click();
  await desk.page.getByRole("checkbox", { name: "Flights", exact: true }).check();
  await desk.page.getByRole("radio", { name: "Only some" }).check();
  await picker(desk.page).fill("turbo");
  await sees(desk.page.getByRole("option", { name: /Turboprops/ }));
  await desk.press("ArrowDown", "Enter");
  await sees(desk.text("Only 2 aircraft today: Turboprops (2)."), desk.text("Turboprops (2 aircraft today)"));
  await picker(desk.page).fill("SP-KTE");
  await desk.press("Enter");
  await sees(desk.text("Only 3 aircraft today: Turboprops (2) and 1 more."));
  await desk.button("Remove SP-KTE").click();
  await sees(desk.text("Only 2 aircraft today: Turboprops (2)."));
  await desk.button("Generate key").click();
  const { dialog: once } = await shown(desk);
  await desk.button("I have stored it", once).click();
  await gone(once);
  const key = desk.drawer("Key prop-feed");
  await sees(key.getByText("2 aircraft today"), key.getByRole("link", { name: "Turboprops" }));

  await desk.tag("SP-KTC", "turboprop");
  await desk.page.reload();
  await sees(key.getByText("3 aircraft today"));
  await desk.press("Escape");
  await desk.row("prop-feed").getByText("3 · Turboprops").click();
  await key.getByRole("link", { name: "Turboprops" }).click();
  await sees(drawer.getByRole("link", { name: "SP-KTC" }), drawer.getByRole("link", { name: /prop-feed/ }));
  await desk.key({ name: "whole" });
  await desk.button("Show in Keys", drawer).click();
  await sees(desk.row("prop-feed"), desk.text("Fleet group"));
  await gone(desk.row("whole"));
});

story(
  "groups: what is typed half survives a lock, and a group that is deleted then is said",
  async (desk) => {
    await desk.vault({ aircraft: 3 });
    const group = await desk.group("Long haul", ["SP-KTA"]);
    const owner = await desk.account();
    await desk.start(`/keys/new?owner=${owner.account_id}`);
    await desk.page.getByRole("radio", { name: "Only some" }).check();
    // A space in it is part of its name, and doesn't end a registration.
    await picker(desk.page).pressSequentially("long haul");
    await desk.press("Enter");
    await sees(desk.text("Only 1 aircraft today: Long haul (1)."));
    await becomes(async () => (await desk.ask<string | null>("draft"))?.includes("Long haul"), true);
    await desk.ask("delete_group", { groupId: group.group_id });
    await desk.page.reload();
    await sees(desk.text("Long haul was deleted: it holds nothing."));
    await desk.button("Generate key").click();
    await sees(desk.text("Long haul was deleted. Take it out."));
    await desk.button("Remove Long haul").click();
    await desk.button("Generate key").click();
    await sees(desk.text("Choose at least one aircraft or group, or the whole fleet."));
  },
);

story(
  "groups: an owner that is for less narrows its keys, which is shown before it is saved",
  async (desk) => {
    await desk.vault({ aircraft: 5 });
    const group = await desk.group("Turboprops", ["SP-KTA", "SP-KTB"]);
    const { key } = await desk.key({ name: "prop-feed", groups: [group] });
    await desk.start(`/accounts/${key.owner_id}`);
    const drawer = desk.drawer("svc-opscontrol");
    await sees(drawer.getByText("Whole fleet (5, and any added later)"));
    await desk.button("Change access of svc-opscontrol", drawer).click();
    const dialog = desk.dialog("Access of svc-opscontrol");
    await dialog.getByRole("radio", { name: "Only some" }).check();
    await desk.button("Save", dialog).click();
    await sees(dialog.getByText("Choose at least one aircraft or group, or the whole fleet."));
    await focused(picker(dialog));
    await picker(dialog).fill("SP-KTA ");
    await sees(dialog.getByText("1 key may do less"), dialog.getByText("Aircraft: 2 → 1: loses SP-KTB"));
    expect(await desk.ask("account", { accountId: key.owner_id })).toMatchObject({
      holds: { scope: { kind: "whole_fleet" } },
    });
    await desk.button("Save", dialog).click();
    await gone(dialog);
    await sees(drawer.getByText("SP-KTA", { exact: true }), drawer.getByText(/changed its access: aircraft/));

    await desk.go(`/keys/${key.key_id}`);
    const narrowed = desk.drawer("Key prop-feed");
    await sees(narrowed.getByText("Its owner is for 1 of them now, and so is the key."));
    await desk.press("F2");
    const edit = desk.dialog("Edit prop-feed");
    await picker(edit).fill("SP-KTC ");
    await sees(edit.getByText("svc-opscontrol isn't for SP-KTC yet: it is added to its aircraft too."));
    await desk.button("Cancel", edit).click();
    await gone(edit);

    await desk.go(`/keys/new?owner=${key.owner_id}`);
    await desk.field("Key name").fill("other");
    await sees(desk.text("svc-opscontrol is only for 1 aircraft today, and so is the key."));
    await sees(desk.text("all that its owner is for (1 aircraft today)"));
    await desk.page.getByRole("radio", { name: "Only some" }).check();
    await picker(desk.page).fill("SP-KTD ");
    await picker(desk.page).fill("Turboprops");
    await desk.press("Enter");
    await sees(
      desk.text(
        "svc-opscontrol isn't for group Turboprops and SP-KTD yet: they are added to its aircraft too.",
      ),
    );
  },
);

story("groups: another choice and deleting one say first what that does to keys", async (desk) => {
  await desk.vault({ aircraft: 5 });
  const group = await desk.group("Spare", ["SP-KTA", "SP-KTB"]);
  const { key } = await desk.key({ name: "spare-feed", groups: [group] });
  await narrow(desk, "svc-fuel", { kind: "only", aircraft_ids: [], group_ids: [group.group_id] });
  await desk.start(`/fleet/groups/${group.group_id}`);
  const drawer = desk.drawer("Spare");
  await desk.button("Edit", drawer).click();
  const edit = desk.dialog("Edit Spare");
  await desk.button("Remove SP-KTB", edit).click();
  await sees(
    edit.getByText("1 key and 1 owner name it."),
    edit.getByText("1 key may do less"),
    edit.getByText("Aircraft: 2 → 1: loses SP-KTB"),
  );
  await desk.button("Save", edit).click();
  await gone(edit, drawer.getByRole("link", { name: "SP-KTB" }));

  await desk.button("Delete", drawer).click();
  const confirm = desk.dialog("Delete Spare?");
  await sees(
    confirm.getByText(
      /^1 key and 1 owner name it; they get no aircraft by it any more\. Nothing else stands in\./,
    ),
    confirm.getByText("Aircraft: 1 → 0: loses SP-KTA"),
  );
  await focused(desk.button("Cancel", confirm));
  await desk.button("Delete", confirm).click();
  await sees(desk.said("Spare deleted."), desk.text("No groups yet."));
  await desk.go(`/keys/${key.key_id}`);
  const open = desk.drawer("Key spare-feed");
  await sees(open.getByText("no aircraft today"), open.getByText("deleted", { exact: true }));
  const { scope, reach } = await desk.ask<KeyView>("key", { keyId: key.key_id });
  expect({ scope, reach }).toEqual({
    scope: { kind: "only", aircraft_ids: [], group_ids: [group.group_id] },
    reach: 0,
  });
  await desk.press("F2");
  const keyEdit = desk.dialog("Edit spare-feed");
  await sees(keyEdit.getByText("No aircraft today. Spare was deleted: it holds nothing."));
  // It may stay; and what it was for can be edited beside it.
  await desk.field("Key name", keyEdit).fill("spare-feed-2");
  await desk.button("Save", keyEdit).click();
  await gone(keyEdit);
  await desk.go("/activity");
  await sees(desk.text("deleted the fleet group"), desk.text("changed aircraft of the fleet group"));
});

story("groups: what is wrong is said where it is, and a look that fails stops saving", async (desk) => {
  await desk.vault({ aircraft: 3 });
  const taken = await desk.group("Turboprops", ["SP-KTA"]);
  await desk.start("/fleet/groups");
  await desk.button("New group").click();
  const dialog = desk.dialog("New fleet group");
  const create = desk.button("Create group", dialog);
  await create.click();
  await sees(dialog.getByText("Fill this in."));
  await focused(desk.field("Name", dialog));
  await desk.field("Name", dialog).fill("turboPROPS");
  await create.click();
  await sees(dialog.getByText("Another has that name already. Choose another name."));
  await desk.field("Name", dialog).fill("x".repeat(101));
  await create.click();
  await sees(dialog.getByText("Too long: use at most 100 characters."));
  await desk.field("Name", dialog).fill("Wet lease");
  await picker(dialog).fill("XX-YYY ");
  await sees(dialog.getByText("XX-YYY isn't in the fleet. Correct it or take it out."));
  await create.click();
  await sees(dialog);
  await dialog.getByText("All that have a tag", { exact: true }).click();
  await create.click();
  await sees(dialog.getByText("Fill this in."), dialog.getByText(/^No aircraft has a tag yet/));
  await desk.field("Tag", dialog).fill("wet, lease");
  await sees(dialog.getByText(/^A comma or a semicolon stands between tags/));
  await desk.field("Tag", dialog).fill("wet lease");
  await sees(dialog.getByText("No aircraft have it today."));
  await create.click();
  await sees(desk.drawer("Wet lease").getByText(/^It holds no aircraft today/));

  await desk.refuse("preview_group", "disk_full");
  await desk.go(`/fleet/groups/${taken.group_id}`);
  await desk.key({ name: "prop-feed", groups: [taken] });
  await desk.page.reload();
  await desk.button("Delete", desk.drawer("Turboprops")).click();
  const confirm = desk.dialog("Delete Turboprops?");
  await sees(confirm.getByText(/^Couldn't tell what this does to keys/));
  expect(await desk.button("Delete", confirm).isDisabled()).toBe(true);
});

story("groups: by keyboard, and from the palette", async (desk) => {
  await desk.vault({ aircraft: 3 });
  await desk.group("Turboprops", ["SP-KTA"]);
  await desk.start("/overview");
  const { dialog, field } = await palette(desk);
  await field.fill("new fleet group");
  await sees(line(dialog, "New fleet group"));
  await desk.press("Enter");
  await focused(desk.field("Name", desk.dialog("New fleet group")));
  await desk.press("Escape");
  await gone(desk.dialog("New fleet group"));
  await desk.row("Turboprops", "Groups").focus();
  await desk.press("F2");
  await sees(desk.dialog("Edit Turboprops"));
  await desk.press("Escape");
  await gone(desk.dialog("Edit Turboprops"));
  await desk.field("Filter groups").fill("nothing");
  await sees(desk.text("Nothing matches."));
  await desk.button("Clear filters").click();
  await sees(desk.row("Turboprops", "Groups"));
  await desk.go("/overview");
  const again = await palette(desk);
  await again.field.fill("turboprops");
  await sees(line(again.dialog, /Turboprops/).first());
  await desk.press("Enter");
  await sees(desk.drawer("Turboprops").getByRole("link", { name: "SP-KTA" }));
  await desk.go("/fleet/groups/nowhere");
  await sees(desk.text("No such group here."));
});

inBothThemes("fleet groups", async (desk, look) => {
  await desk.vault({ aircraft: 20 });
  await desk.start("/fleet/groups");
  await sees(desk.text("No groups yet."));
  await look("groups-empty");
  for (const registration of ["SP-KTA", "SP-KTB", "SP-KTC"]) await desk.tag(registration, "turboprop");
  const turboprops = await desk.group("Turboprops", { tag: "turboprop" });
  const spare: GroupView = await desk.group("Spare", ["SP-KTD"]);
  const { key } = await desk.key({
    name: "prop-feed",
    groups: [turboprops, spare],
    aircraft: ["SP-KTE", "SP-KTF"],
  });
  await desk.start(`/fleet/groups/${turboprops.group_id}`);
  const drawer = desk.drawer("Turboprops");
  await sees(drawer.getByRole("link", { name: /prop-feed/ }));
  await look("group-drawer");
  await desk.button("Edit", drawer).click();
  const edit = desk.dialog("Edit Turboprops");
  await edit.getByText("Aircraft chosen here", { exact: true }).click();
  await picker(edit).fill("SP-KTA ");
  await sees(edit.getByText("Aircraft: 6 → 4: loses SP-KTB and SP-KTC"));
  await look("group-dialog");
  await edit.getByText("All that have a tag", { exact: true }).click();
  await desk.field("Tag", edit).click();
  await sees(edit.getByRole("option", { name: /turboprop/ }));
  await look("group-tag");
  await desk.press("Escape", "Escape");
  await gone(edit);
  await desk.button("Delete", drawer).click();
  const confirm = desk.dialog("Delete Turboprops?");
  await sees(confirm.getByText("Aircraft: 6 → 3: loses SP-KTA, SP-KTB and SP-KTC"));
  await look("group-delete");
  await desk.press("Escape");
  await gone(confirm);
  await desk.ask("delete_group", { groupId: spare.group_id });
  await narrow(desk, "svc-opscontrol", await only(desk, "SP-KTA", "SP-KTB", "SP-KTE"));
  await desk.go(`/keys/${key.key_id}`);
  await sees(desk.drawer("Key prop-feed").getByText("Its owner is for 3 of them now, and so is the key."));
  await look("key-groups");
  await desk.go(`/accounts/${key.owner_id}`);
  const account = desk.drawer("svc-opscontrol");
  await sees(account.getByText("SP-KTE"), account.getByRole("list", { name: "Keys of svc-opscontrol" }));
  await look("account-aircraft");
  await desk.button("Change access of svc-opscontrol", account).click();
  const dialog = desk.dialog("Access of svc-opscontrol");
  await desk.button("Remove SP-KTB", dialog).click();
  await sees(dialog.getByText("1 key may do less"));
  await look("account-aircraft-dialog");
  await desk.press("Escape");
  await gone(dialog);
  await desk.go(`/keys/new?owner=${key.owner_id}`);
  await desk.page.getByRole("radio", { name: "Only some" }).check();
  await picker(desk.page).fill("turbo");
  await sees(desk.page.getByRole("option", { name: /Turboprops/ }));
  await desk.press("ArrowDown", "Enter");
  await sees(desk.text("svc-opscontrol isn't for group Turboprops yet: it is added to its aircraft too."));
  await picker(desk.page).click();
  await sees(desk.page.getByRole("option", { name: /^SP-KTA/ }));
  await look("generate-groups");
});
