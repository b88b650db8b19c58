import { expect } from "vitest";

import { type AccountDetail, type TemplateView } from "../src/backend/bindings";
import { story, type Desk } from "./desk";
import { inBothThemes } from "./look";
import { becomes, focused, gone, sees } from "./looking";

/** A template of these resources at *view*, made without the page. */
async function template(desk: Desk, name: string, titles: string[]): Promise<TemplateView> {
  const all = await desk.ask<{ resource_id: string; title: string }[]>("list_resources");
  const grants = all
    .filter(({ title }) => titles.includes(title))
    .map(({ resource_id }) => ({ resource_id, level: "view" }));
  return desk.ask("create_template", { fields: { name, description: "", grants } });
}

/** Gives an account templates, and nothing by itself. */
async function give(desk: Desk, account: string, ...templates: TemplateView[]): Promise<AccountDetail> {
  const { account_id } = await desk.account(account);
  const template_ids = templates.map(({ template_id }) => template_id);
  const request = { grants: [], template_ids, scope: { kind: "whole_fleet" } };
  return desk.ask("edit_access", { ownerId: account_id, request });
}

story("templates: none yet, refused, created, found again", async (desk) => {
  await desk.vault();
  await desk.start("/access/templates");
  await sees(desk.text("No templates yet."));
  await desk.button("New template").first().click();
  const dialog = desk.dialog("New template");
  await desk.button("Create template", dialog).click();
  await sees(dialog.getByText("Fill this in."), dialog.getByText("Tick at least one resource."));
  await focused(desk.field("Name", dialog));
  await desk.field("Name", dialog).fill("Ops");
  await desk.button("Open Flights", dialog).click();
  await dialog.getByRole("checkbox", { name: "Flight watch", exact: true }).check();
  await desk.button("Create template", dialog).click();
  await gone(dialog);
  await sees(desk.drawer("Ops").getByText("Flight watch"), desk.said("Ops created."));
  await desk.button("New template").first().click();
  await desk.field("Name", dialog).fill("OPS");
  await dialog.getByRole("checkbox", { name: "All of Company", exact: true }).check();
  await desk.button("Create template", dialog).click();
  await sees(dialog.getByText("Another has that name already. Choose another name."));
  await desk.press("Escape");
  await gone(dialog);
  await desk.press("Control+k");
  await desk.page.getByRole("combobox", { name: "Search or run a command" }).fill("Ops");
  await sees(desk.page.getByRole("option", { name: /^Ops/ }).first());
});

story("access: given through a template, and what that narrows is named before it is saved", async (desk) => {
  await desk.vault();
  const { key } = await desk.key({ resources: ["Flights", "Flight watch"] });
  await template(desk, "Ops", ["Flights"]);
  await desk.start("/accounts");
  const row = desk.row("svc-opscontrol", "Service accounts");
  await row.getByRole("button", { name: "Access of svc-opscontrol" }).click();
  const dialog = desk.dialog("Access of svc-opscontrol");
  await becomes(() => desk.button("Save", dialog).isDisabled(), true);
  await dialog.getByRole("checkbox", { name: "Ops", exact: true }).check();
  await dialog.getByRole("checkbox", { name: "Flights", exact: true }).uncheck();
  await sees(dialog.getByText("No key that works changes by this."));
  await dialog.getByRole("checkbox", { name: "Flight watch", exact: true }).uncheck();
  const changes = dialog.getByRole("list", { name: "Keys that change" });
  await sees(dialog.getByText("1 key may do less"), changes.getByText("ops-feed"));
  await sees(changes.getByText("Flight watch: nothing, not view"));
  expect(await desk.ask("owner_access", { ownerId: key.owner_id })).toMatchObject({ templates: [] });
  await desk.button("Save", dialog).click();
  await gone(dialog);
  const drawer = desk.drawer("svc-opscontrol");
  await sees(drawer.getByText("through template “Ops”"), desk.said("svc-opscontrol's access saved."));
  await gone(drawer.getByText("Flight watch", { exact: true }));
  await desk.go(`/keys/${key.key_id}`);
  await sees(desk.drawer("Key ops-feed").getByText("nothing now, not view"));
  await desk.press("F2");
  const edit = desk.dialog("Edit ops-feed");
  await edit.getByRole("checkbox", { name: "Airports", exact: true }).check();
  await sees(edit.getByText("Airports (view) is granted to it too."));
  await desk.button("Save", edit).click();
  await gone(edit);
  const owner = await desk.ask<AccountDetail>("account", { accountId: key.owner_id });
  expect(owner.holds.access.map(({ title }) => title)).toEqual(["Airports", "Flights"]);
  await desk.go(`/accounts/${key.owner_id}`);
  await sees(drawer.getByText(/changed its access: resources and templates/));
});

story(
  "access: a template that accounts have stays, and a change of it says which keys follow",
  async (desk) => {
    await desk.vault();
    await desk.key({ resources: ["Flights", "Flight watch"] });
    const ops = await template(desk, "Ops", ["Flights", "Flight watch"]);
    await give(desk, "svc-opscontrol", ops);
    await desk.start(`/access/templates/${ops.template_id}`);
    const drawer = desk.drawer("Ops");
    await sees(drawer.getByText("1 service account or person has it. Take it from them first."));
    await sees(drawer.getByRole("link", { name: /svc-opscontrol/ }));
    await desk.button("Edit", drawer).click();
    const dialog = desk.dialog("Edit Ops");
    await dialog.getByRole("checkbox", { name: "Flight watch", exact: true }).uncheck();
    await sees(
      dialog.getByText("1 service account or person has this template."),
      dialog.getByText("1 key may do less"),
    );
    await dialog.getByRole("checkbox", { name: "Flight watch", exact: true }).check();
    await gone(dialog.getByText("1 key may do less"));
    await dialog.getByRole("checkbox", { name: "Flight watch", exact: true }).uncheck();
    await sees(dialog.getByText("Flight watch: nothing, not view"));
    await desk.button("Save", dialog).click();
    await gone(dialog);
    await gone(drawer.getByText("Flight watch", { exact: true }));
    await give(desk, "svc-opscontrol");
    await desk.page.reload();
    await desk.button("Delete", drawer).click();
    const confirm = desk.dialog("Delete Ops?");
    await desk.button("Delete", confirm).click();
    await sees(desk.said("Ops deleted."), desk.text("No templates yet."));
    await desk.go("/activity");
    await sees(desk.text("deleted the access template"));
  },
);

story("who has what: a matrix with its reasons, and who could use one resource", async (desk) => {
  await desk.vault();
  await desk.key({ name: "own", account: "svc-own", resources: ["Flights"] });
  const ops = await template(desk, "Ops", ["Flights", "Flight watch"]);
  await give(desk, "svc-ops", ops);
  await desk.account("svc-nothing");
  await desk.start("/access/who");
  const matrix = desk.page.getByRole("grid", { name: "Who has what" });
  const row = (name: string) => matrix.getByRole("row").filter({ hasText: name });
  await sees(row("svc-nothing"));
  await sees(row("svc-ops").getByLabel("view, through template “Ops”").first());
  await sees(row("svc-own").getByLabel("view, its own").first());
  await becomes(() => row("svc-nothing").getByRole("img").count(), 0);
  const { resource_id } = (await desk.ask<{ resource_id: string; title: string }[]>("list_resources")).find(
    ({ title }) => title === "Flight watch",
  ) ?? { resource_id: "" };
  await desk.go(`/access/who?resource=${resource_id}`);
  const holders = desk.page.getByRole("grid", { name: "Who could use Flight watch" });
  await sees(holders.getByText("svc-ops"), desk.text(/2 of 4 service accounts and people/));
  await gone(holders.getByText("svc-own"));
  await desk.field("Filter service accounts and people").fill("nobody");
  await sees(desk.text("Nothing matches."));
  await desk.button("Clear filters").click();
  await sees(row("svc-own"));
});

inBothThemes("access", async (desk, look) => {
  await desk.vault();
  const { key } = await desk.key({ resources: ["Flights", "Flight watch"] });
  await desk.start("/access/templates");
  await sees(desk.text("No templates yet."));
  await look("templates-empty");
  const ops = await template(desk, "Ops", ["Flights", "Duties"]);
  await give(desk, "svc-opscontrol", ops);
  await give(desk, "svc-crew", ops);
  await desk.go("/access/who");
  await sees(desk.page.getByLabel("view, through template “Ops”").first());
  await look("who-has-what");
  await desk.go(`/access/templates/${ops.template_id}`);
  await sees(desk.drawer("Ops").getByRole("link", { name: /svc-crew/ }));
  await look("template-drawer");
  await desk.button("Edit", desk.drawer("Ops")).click();
  const edit = desk.dialog("Edit Ops");
  await edit.getByRole("checkbox", { name: "Flights", exact: true }).uncheck();
  await sees(edit.getByText("1 key may do less"));
  await look("template-dialog");
  await desk.press("Escape");
  await gone(edit);
  await desk.go(`/keys/${key.key_id}`);
  await sees(desk.drawer("Key ops-feed").getByText("nothing now, not view"));
  await look("key-narrowed");
  await desk.go(`/accounts/${key.owner_id}`);
  const drawer = desk.drawer("svc-opscontrol");
  await sees(
    drawer.getByText("through template “Ops”").first(),
    drawer.getByRole("list", { name: "Keys of svc-opscontrol" }),
  );
  await look("account-access");
  await desk.button("Change access of svc-opscontrol", drawer).click();
  const dialog = desk.dialog("Access of svc-opscontrol");
  await dialog.getByRole("checkbox", { name: "Ops", exact: true }).uncheck();
  await sees(dialog.getByText("1 key may do less"));
  await look("access-dialog");
});
