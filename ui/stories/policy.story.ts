import { expect } from "vitest";

import type { Policy, PolicyPreset, WorkspaceView } from "../src/backend/bindings";
import { story, type Desk } from "./desk";
import { inBothThemes } from "./look";
import { becomes, gone, sees } from "./looking";

/** Sets a product's rules, or those with some others, without the page. */
async function setPolicy(desk: Desk, preset: PolicyPreset, rules: Partial<Policy> = {}): Promise<void> {
  const presets = await desk.ask<Policy[]>("policy_presets");
  const policy = { ...presets.find((one) => one.preset === preset), ...rules };
  await desk.ask("change_policy", { policy });
}

async function policyOf(desk: Desk): Promise<Policy> {
  return (await desk.ask<WorkspaceView>("workspace")).policy;
}

story(
  "policy: a preset is chosen, says which keys don't follow it, and changes none of them",
  async (desk) => {
    await desk.vault();
    await desk.key({ name: "ops-feed" });
    await desk.start("/settings");
    await desk.button("Change policy…").click();
    await sees(desk.heading("Policy"));
    await desk.page.getByText("Leon", { exact: true }).click();
    const outcome = desk.page.getByRole("group", { name: "What this changes" });
    await sees(desk.text("1 key doesn't follow it any more, and goes on as it is.", outcome));
    await sees(
      desk.text(
        "It belongs to a service account; keys are people's here. ops-feed of svc-opscontrol",
        outcome,
      ),
    );
    await desk.button("Save policy").click();
    await sees(desk.said("The policy was saved. No key was changed."));
    await gone(outcome);
    expect((await policyOf(desk)).preset).toBe("leon");
    await desk.go("/keys?policy=not_conforming");
    await desk.row("ops-feed").click();
    const drawer = desk.drawer("Key ops-feed");
    await sees(
      desk.text("Doesn't follow it. It belongs to a service account; keys are people's here.", drawer),
    );
    await desk.go("/activity");
    await sees(desk.text(/Changed the policy: preset, owners, how long keys live/));
  },
);

story("policy: a rule that contradicts another is said at its place, and nothing is saved", async (desk) => {
  await desk.vault();
  await desk.start("/settings/policy");
  await desk.field("Longest life").fill("90");
  const outcome = desk.page.getByRole("group", { name: "What this changes" });
  await sees(desk.text("It can't be saved yet: what is wrong is said at the rule.", outcome));
  await sees(desk.text(/That is beyond the longest life of 90 days\. Give fewer days/));
  await desk.press("Control+Enter");
  await expect.poll(() => desk.button("Save policy").isDisabled()).toBe(true);
  await desk.field("Usual life").fill("-1");
  await sees(desk.text("Write a number of days, like 180."));
  await desk.field("Usual life").fill("60");
  await desk.field("Also offered").fill("30, a week");
  await sees(desk.text("Write numbers of days with commas between them, like 180, 30."));
  await desk.field("Also offered").fill("30");
  for (const way of ["Expire now", "Revoke"]) await desk.page.getByRole("checkbox", { name: way }).uncheck();
  await sees(desk.text("No key could be ended. Let keys be revoked, expired, or deleted at once."));
  await desk.page.getByRole("checkbox", { name: "Revoke" }).check();
  await sees(desk.text("Every key that follows the policy now follows it then, too.", outcome));
  await desk.button("Save policy").click();
  await sees(desk.said("The policy was saved. No key was changed."));
  const { lifetime, endings } = await policyOf(desk);
  expect(lifetime).toMatchObject({ maximum_days: 90, default_days: 60, offered_days: [30] });
  expect(endings).toEqual(["disable", "revoke"]);
  await desk.go("/keys/new");
  await sees(desk.page.getByRole("radio", { name: "60 days recommended" }));
  await sees(desk.page.getByRole("radio", { name: "30 days" }));
});

story(
  "policy: changes are discarded, and rules that differ from their product's are said to",
  async (desk) => {
    await desk.vault();
    await desk.start("/settings/policy");
    await desk.page.getByRole("switch", { name: "Somebody has to be named who approved a key" }).click();
    const differs = desk.text(/^Some rules differ from Keytower's\./);
    await sees(differs);
    await desk.button("Bring its rules back").click();
    await gone(differs, desk.button("Discard changes"));
    await desk.page.getByText("Leon", { exact: true }).click();
    await desk.button("Discard changes").click();
    await gone(desk.button("Discard changes"));
    expect(await policyOf(desk)).toMatchObject({ preset: "keytower", approval_required: false });
    // Without an end, neither that nor a renewal period can be asked for.
    await desk.page.getByRole("radio", { name: "No end" }).check();
    const asked = (name: string) => desk.page.getByRole("checkbox", { name: `Ask for: ${name}` });
    await becomes(() => asked("Expiry").isChecked(), false);
    await becomes(() => asked("Renewal period").isDisabled(), true);
    await desk.page.getByRole("radio", { name: "Keys have an end" }).check();
    await becomes(() => asked("Expiry").isChecked(), true);
  },
);

story(
  "policy: where API keys are off, nothing is generated, the way back is shown, and keys can be stopped",
  async (desk) => {
    await desk.vault();
    await desk.key({ name: "ops-feed" });
    await setPolicy(desk, "keytower", { is_on: false });
    await desk.start("/keys");
    await sees(desk.text("API keys are switched off here: none is generated, changed or renewed."));
    await desk.button("Generate key").click();
    await sees(desk.heading("API keys are switched off here."));
    await sees(desk.text(/A system administrator switches them on in Settings, under Policy/));
    await desk.go("/keys");
    await desk.row("ops-feed").click();
    const drawer = desk.drawer("Key ops-feed");
    await sees(desk.text("API keys are off: it can't be changed.", drawer));
    await gone(desk.button("Renew", drawer), desk.button("Rotate", drawer));
    await desk.button("More", drawer).click();
    await desk.page.getByRole("menuitem", { name: /^Disable/ }).click();
    await sees(desk.said(/Stopped\. You can enable it again\./));
    await desk.button("Dismiss").click();
    await desk.button("Open the policy").click();
    await desk.page.getByRole("switch", { name: "API keys are on" }).click();
    await desk.button("Save policy").click();
    await sees(desk.said("The policy was saved. No key was changed."));
    await desk.go("/keys/new");
    await sees(desk.field("Key name"));
  },
);

story("policy: what isn't asked for isn't there, and what is locked says so", async (desk) => {
  await desk.vault();
  await desk.key({ name: "ops-feed" });
  await setPolicy(desk, "keytower", {
    asked: ["owner", "name", "expiry", "approval"],
    editable: ["name", "approval"],
    approval_required: true,
  });
  await desk.start("/keys/new");
  await sees(desk.field("Key name"));
  await gone(desk.field("Description"), desk.page.getByRole("group", { name: "Resources" }));
  await sees(
    desk.text(
      "The key may do all that its owner may and is for the whole fleet, as far as its owner is: this vault's policy (Keytower) asks for nothing else.",
    ),
  );
  await desk.page.getByRole("combobox", { name: "Owner", exact: true }).fill("svc-opscontrol");
  await desk.page
    .getByRole("option", { name: /svc-opscontrol/ })
    .first()
    .click();
  await desk.field("Key name").fill("second");
  await desk.button("Generate key").click();
  await sees(desk.text("Say who approved it: this vault's policy asks for that."));
  await desk.field("Approved by").fill("Jan Nowak");
  await desk.button("Generate key").click();
  await sees(desk.dialog("Copy your key now"));
  await desk.button("I have stored it").click();
  await sees(desk.text("second is ready."));
  await desk.button("More", desk.drawer("Key second")).click();
  await desk.page.getByRole("menuitem", { name: /^Edit/ }).click();
  const dialog = desk.dialog("Edit second");
  await sees(
    desk.field("Key name", dialog),
    desk.text(/keeps the rest as it was generated: description, resources/, dialog),
  );
  await gone(desk.field("Description", dialog));
});

inBothThemes("policy", async (desk, look) => {
  await desk.vault();
  await desk.key({ name: "ops-feed" });
  await desk.start("/settings/policy");
  await sees(desk.heading("Works like"));
  await look("policy");
  await desk.page.getByText("Account preferences", { exact: true }).click();
  await sees(desk.text("1 key doesn't follow it any more, and goes on as it is."));
  await look("policy-changed");
});
