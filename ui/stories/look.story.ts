import type { WorkspaceView } from "../src/backend/bindings";
import { PASSWORD, PERSON, VAULT } from "./desk";
import { fleetCsv } from "./fleet";
import { furnish, furnished } from "./furnished";
import { gone, sees } from "./looking";
import { inBothThemes } from "./look";
import { generate } from "./panel";

inBothThemes("before a vault is open", async (desk, look) => {
  await desk.start();
  await sees(desk.button("Create a vault"));
  await look("welcome");
  await desk.button("Create a vault").click();
  await desk.field("Vault name").fill(VAULT);
  await desk.field("Your name").fill(PERSON);
  await desk.field("Master password").fill("short");
  await desk.field("Repeat master password").fill("other");
  await desk.press("Tab");
  await sees(
    desk.text("Use at least 12 characters; a few words are easy to keep."),
    desk.text("Guessed at once."),
  );
  await look("create-vault-refused");
  await desk.field("Master password").fill(PASSWORD);
  await desk.field("Repeat master password").fill(PASSWORD);
  await desk.button("Create vault").click();
  await sees(desk.heading("Store the recovery code"));
  await look("recovery-code");
  await desk.button("I have stored it").click();
  await sees(desk.heading("Drop your fleet list here"));
  await look("fleet-empty");
  await desk.press("Control+l");
  await sees(desk.heading(`Unlock ${VAULT}`));
  await desk.field("Master password").fill("wrong password");
  await desk.button("Unlock").click();
  await sees(desk.text(/^That isn't this vault's master password/));
  await look("unlock-refused");
  await desk.button("Use the recovery code…").click();
  await sees(desk.heading(`Recover ${VAULT}`));
  await look("recover");
});

inBothThemes("sample data", async (desk, look) => {
  await desk.ask("open_sample");
  await desk.start("/settings");
  await sees(desk.text("Sample data, in no vault"));
  await look("sample-settings");
  await desk.button("Leave sample data").click();
  await sees(desk.text("The sample data is gone; nothing of it was kept."));
  await look("sample-gone");
});

inBothThemes("keys", async (desk, look) => {
  const keyId = await furnished(desk);
  await desk.start("/keys");
  await sees(desk.row("ops-feed"));
  await look("keys");
  await desk.button("Filter").click();
  await desk.button("State", desk.page.getByRole("dialog", { name: "Filter" })).click();
  await look("keys-filter");
  await desk.press("Escape");
  await desk.go(`/keys/${keyId}`);
  await sees(desk.drawer("Key ops-feed"));
  await look("key-drawer");
  await desk.button("More").click();
  await sees(desk.page.getByRole("menu"));
  await look("key-menu");
  await desk.press("Escape");
  for (const [verb, title, name] of [
    ["Revoke", "Revoke ops-feed?", "revoke-dialog"],
    ["Which key is this?", "Which key is this?", "which-key-dialog"],
    ["Keys of the keyboard", "Keys of the keyboard", "keyboard-dialog"],
  ] as const) {
    await desk.button(verb).click();
    await sees(desk.dialog(title));
    await look(name);
    await desk.press("Escape");
    await gone(desk.dialog(title));
  }
  await desk.press("F2");
  await sees(desk.dialog("Edit ops-feed").getByLabel("Filter resources"));
  await look("edit-dialog");
  await desk.press("Escape");
  await gone(desk.dialog("Edit ops-feed"));
  await desk.turnClockDays(1);
  await desk.page.reload();
  await desk.button("Renew").click();
  await sees(desk.dialog("Renew ops-feed"));
  await look("renew-dialog");
});

inBothThemes("the command palette, and a link", async (desk, look) => {
  const keyId = await furnished(desk);
  const { account_id } = await desk.ask<WorkspaceView>("workspace");
  await desk.start(`/keys/${keyId}`);
  await sees(desk.button("Revoke", desk.drawer("Key ops-feed")));
  const dialog = desk.dialog("Search and commands");
  const field = dialog.getByRole("combobox");
  await desk.press("Control+k");
  await sees(dialog.getByRole("group", { name: "ops-feed" }));
  await look("palette");
  await field.fill("feed");
  await sees(dialog.getByText("fuel-feed"));
  await look("palette-found");
  await field.fill(`ktw_${keyId}`);
  await sees(dialog.getByRole("option", { name: /Disable now/ }));
  await look("palette-key");
  await field.fill("nothing is called so");
  await sees(dialog.getByText(/^Nothing is called that/));
  await look("palette-nothing");
  await desk.press("Escape");
  await gone(dialog);
  await desk.openLink("keytower://open/acct_00000000/key/0000000000000000");
  await sees(desk.button("Forget the link"));
  await look("link-elsewhere");
  await desk.press("Control+l");
  await sees(desk.heading(`Unlock ${VAULT}`));
  await desk.openLink(`keytower://open/${account_id}/key/${keyId}`);
  await sees(desk.text(/^A link leads to a key in this vault\./));
  await look("link-waits");
});

inBothThemes("overview", async (desk, look) => {
  await desk.vault();
  await desk.start("/overview");
  await sees(desk.text("No keys yet."));
  await look("overview-empty");
  await desk.key({ name: "ftl-check", account: "svc-ftl", days: 10 });
  await desk.keys(21, { name: "gate", account: "svc-gates", days: 200 });
  await desk.turnClockDays(22);
  await desk.importFleet(fleetCsv(20));
  await furnish(desk);
  await desk.page.reload();
  await sees(desk.text(/^ftl-check expired/));
  await look("overview");
  await desk.button("Show as table").click();
  await look("overview-table");
});

inBothThemes("many keys selected", async (desk, look) => {
  await furnished(desk);
  await desk.start("/keys");
  await sees(desk.row("ops-feed"));
  await desk.row("fuel-feed").click({ modifiers: ["Control"] });
  await desk.row("old-probe").click({ modifiers: ["Control"] });
  await sees(desk.page.getByRole("region", { name: "Selected keys" }));
  await look("keys-selected");
  for (const [verb, title, name] of [
    ["Disable…", "Disable 2 keys?", "disable-many-dialog"],
    ["Revoke…", "Revoke 2 keys?", "revoke-many-dialog"],
    ["Renew…", "Renew 2 keys", "renew-many-dialog"],
  ] as const) {
    await desk.button(verb).click();
    await sees(desk.dialog(title));
    await look(name);
    await desk.press("Escape");
    await gone(desk.dialog(title));
  }
});

inBothThemes("generating a key", async (desk, look) => {
  await desk.vault({ aircraft: 20 });
  await desk.start("/keys");
  await sees(desk.text("No keys yet."));
  await look("keys-empty");
  await desk.start("/keys/new");
  await desk.button("Open Flights").click();
  await desk.page.getByRole("radio", { name: "Only some" }).check();
  await desk.button("Generate key").click();
  await sees(desk.text("Choose at least one resource: a key without any lets nobody in."));
  await look("generate-refused");
  await desk.page.getByRole("combobox", { name: "Owner", exact: true }).fill("svc-new");
  await desk.page.getByRole("option", { name: 'Create "svc-new"' }).click();
  await sees(desk.page.getByRole("group", { name: "New service account" }));
  await look("generate-new-account");
  await desk.ask("keep_draft", { draft: null });
  await desk.start("/settings");
  await sees(desk.heading("Settings"));
  const { dialog } = await generate(desk);
  await sees(desk.button("Copy key", dialog));
  await look("show-once");
  await desk.press("Escape");
  await sees(desk.dialog("Nobody has this key"));
  await look("nobody-has-it");
});

inBothThemes("activity", async (desk, look) => {
  const keyId = await furnished(desk);
  const { key } = await desk.key({ name: "tail-feed", approvedBy: "Jan Nowak", reason: "OPS-118" });
  const { key_id, rights, scope } = key;
  const described = { name: "tail-feed-2", description: "", renewal_days: 30 };
  const edited = {
    key_id,
    ...described,
    rights,
    scope,
    networks: [],
    reminders: { personnel: [], days: null },
  };
  await desk.ask("edit_key", { request: { ...edited, approved_by: "Jan Nowak", reason: "OPS-119" } });
  await desk.start("/activity");
  await sees(desk.row(/Changed name/, "Activity"));
  await look("activity");
  await desk.button("Filter").click();
  await desk.button("What happened", desk.page.getByRole("dialog", { name: "Filter" })).click();
  await look("activity-filter");
  await desk.press("Escape");
  await desk.row(/Changed name/, "Activity").click();
  await sees(desk.drawer(/^Event /).getByText("What changed"));
  await look("event-drawer");
  await desk.button("Check").click();
  await sees(desk.dialog("Check the log").getByText("Nothing was altered."));
  await look("check-intact");
  await desk.tamper("UPDATE event SET changes = '{' WHERE kind = 'key_disabled'");
  await desk.tamper(`UPDATE api_key SET name = 'x' WHERE key_id = '${keyId}'`);
  await desk.start("/activity");
  await sees(desk.text(/^Event \d+ can't be read$/));
  await look("activity-unreadable");
  await desk.button("Check").click();
  await sees(desk.dialog("Check the log").getByText(/^Event \d+ can't be read\.$/));
  await look("check-unreadable");
});

inBothThemes("service accounts, access, fleet, settings", async (desk, look) => {
  await furnished(desk);
  await desk.start("/accounts");
  await sees(desk.row("svc-fuel", "Service accounts"));
  await look("accounts");
  await desk.row("svc-fuel", "Service accounts").click();
  await sees(desk.drawer("svc-fuel").getByText("fuel-feed"));
  await look("account-drawer");
  await desk.button("New service account").click();
  await sees(desk.dialog("New service account"));
  await look("new-account-dialog");
  await desk.press("Escape");
  await desk.go("/access");
  await sees(desk.page.getByRole("link", { name: /^Flight watch/ }));
  await look("access");
  await desk.page.getByRole("link", { name: /^Airports/ }).click();
  await sees(desk.drawer("Airports").getByText("svc-opscontrol"));
  await look("resource-drawer");
  await desk.button("Add resource").click();
  await sees(desk.dialog("Add resource"));
  await look("add-resource-dialog");
  await desk.press("Escape");
  await desk.go("/fleet");
  await desk.row("SP-KTA", "Fleet").click();
  await sees(desk.drawer("SP-KTA").getByText("fuel-feed"));
  await look("fleet");
  await desk.button("Add aircraft").click();
  await sees(desk.dialog("Add aircraft"));
  await look("add-aircraft-dialog");
  await desk.press("Escape");
  await desk.go("/fleet/import");
  const buffer = Buffer.from(`${fleetCsv(3)}\nnot a registration!,,,\nSP-NEW,B738,,Other`);
  await desk.page
    .getByLabel("Choose a CSV")
    .setInputFiles({ name: "fleet.csv", mimeType: "text/csv", buffer });
  await sees(desk.text("1 will be added, 0 changed, 1 refused, 3 left as they are."));
  await sees(desk.row("SP-NEW", "Rows of the file").getByText("Added"));
  await look("import-preview");
  await desk.go("/settings");
  await sees(desk.text(/^Keytower \d/));
  await look("settings");
  await desk.button("Change master password…").click();
  await sees(desk.dialog("Change master password"));
  await look("change-password-dialog");
});

inBothThemes("backups", async (desk, look) => {
  await furnished(desk);
  await desk.start("/settings");
  const file = `${desk.folder}/mine.keytower-backup`;
  await desk.willSaveTo(file);
  await desk.button("Back up now…").click();
  await sees(desk.text(file));
  await desk.willChooseFolder(desk.folder);
  await desk.page.getByRole("radio", { name: "Weekly" }).click();
  await sees(desk.text(/2026-03-02 1000\.keytower-backup$/));
  await gone(desk.said("Backed up, and checked by opening the file."));
  await look("settings-backup");
  await desk.turnClockDays(3);
  await desk.key({ name: "later" });
  await desk.willChooseFile(file);
  await desk.button("Restore a backup…").click();
  const opened = desk.dialog("Open the backup");
  await desk.field("Master password", opened).fill("not the password");
  await desk.button("Open backup", opened).click();
  await sees(opened.getByText(/^That isn't the master password of when the backup was made/));
  await look("restore-open-refused");
  await desk.field("Master password", opened).fill(PASSWORD);
  await desk.button("Open backup", opened).click();
  await sees(desk.dialog("Restore this backup?"));
  await look("restore-dialog");
  await desk.dialog("Restore this backup?").getByText(`In place of ${VAULT}`, { exact: true }).click();
  await look("restore-in-place");
  await desk.press("Escape");
  await desk.willChooseFile(`${desk.vaultFolder}/header`);
  await desk.button("Restore a backup…").click();
  await sees(desk.dialog("This backup can't be restored"));
  await look("restore-refused");
});

inBothThemes("a lost computer, and a backup that failed", async (desk, look) => {
  await desk.vault();
  await desk.willSaveTo(`${desk.folder}/saved.txt`);
  const { dialog: once } = await generate(desk, "left-behind");
  await desk.button("Save as .txt", once).click();
  await desk.button("I have stored it", once).click();
  await gone(once);
  await desk.go("/settings");
  await desk.button("This computer was lost…").click();
  await sees(desk.dialog("This computer was lost").getByText("left-behind"));
  await look("lost-computer");
  await desk.press("Escape");
  await desk.answer("backup_status", {
    last: null,
    schedule: { folder: "/media/backups", every: "daily", keep: 7 },
    failure: {
      tried_at: "2026-03-05T09:00:00Z",
      folder: "/media/backups",
      problem: { code: "folder_missing", field: null, params: {} },
    },
    running: false,
  });
  await desk.start("/keys");
  await sees(desk.text("The backup that was due couldn't be made."));
  await look("backup-failed");
});
