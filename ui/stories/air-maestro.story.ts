// An administrator of Air Maestro does their work here, by its steps, under its policy.

import { expect } from "vitest";

import type { PersonView } from "../src/backend/bindings";
import { story } from "./desk";
import { gone, sees } from "./looking";
import { mailsAfter, mailsGoOut } from "./mail";
import { editOf, keyOf, offered, panel, rows, take, worksLike } from "./products";

story(
  "Air Maestro: accounts without spaces, keys renewed from today, only notifications editable",
  async (desk) => {
    await desk.vault();
    await desk.ask<PersonView>("add_person", {
      fields: { name: "Mia Berg", email: "mia@nordwind.example", role: "none", key_setup: "none" },
    });
    // A template is given to the service account, whose access its keys inherit.
    const resources = await desk.ask<{ resource_id: string; title: string }[]>("list_resources");
    const flights = resources.find(({ title }) => title === "Flights")?.resource_id;
    const template = await desk.ask<{ template_id: string }>("create_template", {
      fields: { name: "Ops", description: "", grants: [{ resource_id: flights, level: "view" }] },
    });
    await worksLike(desk, "Air Maestro");
    await desk.go("/accounts");
    await desk.button("New service account").first().click();
    const account = desk.dialog("New service account");
    await desk.field("Account name", account).fill("svc ops");
    await desk.field("Contact e-mail", account).fill("ops@nordwind.example");
    await desk.button("Create service account", account).click();
    await sees(account.getByText(/Use only letters/));
    await desk.field("Account name", account).fill("svc-ops");
    await desk.button("Create service account", account).click();
    await sees(account.getByText("Use only letters and digits: this vault's policy asks for that."));
    await desk.field("Account name", account).fill("svcops");
    await desk.button("Create service account", account).click();
    await gone(account);
    // A key of an account that has nothing could do nothing.
    const owner = desk.page.getByRole("combobox", { name: "Owner", exact: true });
    await panel(desk);
    await owner.fill("svcops");
    await desk.page.getByRole("option", { name: /^svcops/ }).click();
    await desk.field("Key name").fill("Rostering");
    await desk.button("Generate key").click();
    await sees(desk.text(/^svcops has no access yet, so this key could do nothing\. Give access first/));
    await desk.button("Cancel").click();
    const { account_id } = await desk.account("svcops");
    await desk.ask("edit_access", {
      ownerId: account_id,
      request: { grants: [], template_ids: [template.template_id], scope: { kind: "whole_fleet" } },
    });

    await panel(desk);
    expect(await rows(desk)).toEqual([
      "owner_id",
      "name",
      "expiry",
      "renewal_days",
      "personnel",
      "reminder_days",
    ]);
    await owner.fill("svcops");
    await desk.page.getByRole("option", { name: /^svcops/ }).click();
    await desk.field("Key name").fill("Rostering");
    await desk.page.getByRole("radio", { name: "Custom date…" }).check();
    await desk.field("Date").fill("2027-03-03");
    await desk.button("Generate key").click();
    await sees(desk.text(/The latest day is 2 Mar 2027\./));
    await desk.field("Date").fill("2026-06-01");
    await desk.field("Renewal period, in days").fill("90");
    const text = await take(desk);
    const key = await keyOf(desk, text);
    expect(key).toMatchObject({ owner: "svcops", renewal_days: 90, rights: { kind: "all_of_owner" } });
    expect(key.grants.map(({ title }) => title)).toEqual(["Flights"]);

    // Renewing counts from now, not from its end.
    await desk.turnClockDays(60);
    await desk.start(`/keys/${key.key_id}`);
    const drawer = desk.drawer("Key Rostering");
    await desk.button("Renew", drawer).click();
    const renew = desk.dialog("Renew Rostering");
    await desk.button("Renew", renew).click();
    await gone(renew);
    expect((await keyOf(desk, text)).expires_at).toMatch(/^2026-07-30T/);

    // Who is reminded and when can change, and nothing else.
    await desk.button("More", drawer).click();
    await desk.page.getByRole("menuitem", { name: /^Edit/ }).click();
    const edit = desk.dialog("Edit Rostering");
    await sees(edit.getByText(/\(Air Maestro\) keeps the rest as it was generated: name, description/));
    await gone(desk.field("Key name", edit), edit.getByRole("group", { name: "Resources" }));
    await edit.getByRole("combobox", { name: "Who is reminded" }).fill("mia");
    await desk.page.getByRole("option", { name: /^Mia Berg/ }).click();
    await desk.button("Save", edit).click();
    await gone(edit);
    await sees(drawer.getByRole("link", { name: "Mia Berg" }));
    expect(
      await desk.attempt("edit_key", { request: { ...(await editOf(desk, key.key_id)), name: "Other" } }),
    ).toMatchObject({ refused: { code: "locked_by_policy", field: "name" } });

    // It is expired by hand, for good, and in no other way.
    expect((await offered(desk, drawer)).join()).not.toMatch(/Disable|Revoke|Delete/);
    await desk.button("Expire now", drawer).click();
    const asked = desk.dialog("Expire Rostering now?");
    await desk.button("Expire now", asked).click();
    await gone(asked, desk.button("Renew", drawer));
    expect(await keyOf(desk, text)).toMatchObject({ state: "expired" });

    // The feature is off for a site.
    await desk.go("/settings/policy");
    await desk.page.getByRole("switch", { name: "API keys are on" }).click();
    await desk.button("Save policy").click();
    await sees(desk.said("The policy was saved. No key was changed.").first());
    await desk.go("/keys/new");
    await sees(desk.heading("API keys are switched off here."));
    // The level that lets somebody in is found as it is called.
    await desk.go("/people");
    await desk.row("Mia Berg", "People").click();
    await desk.button("Edit", desk.drawer("Mia Berg")).click();
    const person = desk.dialog("Edit Mia Berg");
    await person.getByLabel("Filter access levels").fill("API");
    await sees(person.getByRole("group", { name: "API key setup" }));
  },
);

story(
  "Air Maestro: the account's contact and the notification personnel are mailed, each told why",
  async (desk) => {
    await desk.vault();
    const fields = { name: "Mia Berg", email: "mia@nordwind.example", role: "none", key_setup: "none" };
    const mia = await desk.ask<PersonView>("add_person", { fields });
    await desk.ask("create_account", {
      fields: { name: "svcops", organisation: "", email: "ops@nordwind.example" },
    });
    const reminders = { personnel: [`person_${mia.person_id}`], days: ["10"] };
    await desk.key({ name: "Rostering", account: "svcops", days: 30, reminders });
    await worksLike(desk, "Air Maestro");
    await mailsGoOut(desk);
    expect(await mailsAfter(desk, 20, 2)).toEqual([
      expect.stringMatching(/^mia@nordwind\.example: Rostering of svcops expires in 10 days/),
      expect.stringMatching(/^ops@nordwind\.example: Rostering of svcops expires in 10 days/),
    ]);
    const why = async (to: string) => {
      const mail = (await desk.mails()).find(({ recipients }) => recipients.includes(to));
      return mail?.parts[0]?.content.match(/You get this[^]*$/)?.[0] ?? "";
    };
    expect(await why("ops@nordwind.example")).toMatch(/contact/);
    expect(await why("mia@nordwind.example")).toMatch(/names you to be reminded/);
  },
);
