import { expect } from "vitest";

import { PASSWORD, VAULT, story, type Desk } from "./desk";
import { becomes, focused, gone, sees } from "./looking";

const OTHER_PASSWORD = "another long password";

async function unlock(desk: Desk, password = PASSWORD): Promise<void> {
  await desk.field("Master password").fill(password);
  await desk.button("Unlock").click();
}

story("unlock: a wrong password is refused in words, and the vault stays as it is", async (desk) => {
  await desk.vault();
  await desk.ask("lock_vault");
  await desk.start();
  await focused(desk.field("Master password"));
  await desk.button("Unlock").click();
  await sees(desk.text("Type the master password."));
  await unlock(desk, "not the password");
  await sees(desk.text(/^That isn't this vault's master password\./));
  await focused(desk.field("Master password"));
  expect(await desk.field("Master password").inputValue()).toBe("");
  await unlock(desk);
  await sees(desk.text("No keys yet."));
});

story("unlock: the recovery code sets a new password, and is spent by it", async (desk) => {
  const code = await desk.vault();
  await desk.ask("lock_vault");
  await desk.start();
  await desk.button("Use the recovery code…").click();
  await sees(desk.heading(`Recover ${VAULT}`));
  await desk.field("New master password").fill(OTHER_PASSWORD);
  await desk.field("Repeat new master password").fill(OTHER_PASSWORD);
  for (const [typed, refusal] of [
    ["ABCDE", /^That can't be a recovery code/],
    [`${code.slice(0, -1)}${code.endsWith("0") ? "1" : "0"}`, /^That can't be a recovery code/],
  ] as const) {
    await desk.field("Recovery code").fill(typed);
    await desk.button("Unlock and set the password").click();
    await sees(desk.text(refusal));
  }
  await desk.field("Recovery code").fill(code.toLowerCase().replaceAll("-", " "));
  await desk.button("Unlock and set the password").click();
  await sees(desk.heading("Store the recovery code"));
  await desk.button("I have stored it").click();
  await sees(desk.text("No keys yet."));
  await desk.press("Control+l");
  await unlock(desk);
  await sees(desk.text(/^That isn't this vault's master password\./));
  await unlock(desk, OTHER_PASSWORD);
  await sees(desk.text("No keys yet."));
  await desk.press("Control+l");
  await desk.button("Use the recovery code…").click();
  await desk.field("Recovery code").fill(code);
  await desk.field("New master password").fill(PASSWORD);
  await desk.field("Repeat new master password").fill(PASSWORD);
  await desk.button("Unlock and set the password").click();
  await sees(desk.text(/^That recovery code doesn't open this vault\./));
});

story("unlock: a folder that is no vault, and one that has gone", async (desk) => {
  await desk.willChooseFolder(desk.folder);
  await desk.start();
  await desk.button("Open a vault").click();
  await sees(desk.text(/That folder is no Keytower vault\./));
  await desk.willChooseFolder(`${desk.folder}/nowhere.keytower`);
  await desk.button("Open another vault…").click();
  await sees(desk.text(/The vault's folder isn't there\./));
});

story("unlock: vaults that were open before are listed, opened from there, and taken off", async (desk) => {
  await desk.vault();
  await desk.ask("close_vault");
  await desk.start();
  await desk.button(new RegExp(`^${VAULT}`)).click();
  await sees(desk.heading(`Unlock ${VAULT}`));
  await desk.button("Other vault…").click();
  await desk.button(`Take ${VAULT} off the list`).click();
  await gone(desk.heading("Opened before"));
});

story("idle: it locks after the time, and what was half typed and asked is there again", async (desk) => {
  await desk.vault();
  await desk.account();
  await desk.start("/keys/new");
  await desk.hold("keep_draft");
  const kept = desk.page.waitForResponse(
    (response) =>
      /invoke\/keep_draft$/.test(response.url()) &&
      (response.request().postData()?.includes("half-typed") ?? false),
  );
  await desk.field("Key name").fill("half-typed");
  await desk.letGo("keep_draft");
  await kept;
  await desk.pass(15 * 60 - 1);
  await sees(desk.field("Key name"));
  await desk.pass(15 * 60);
  await sees(desk.heading(`Unlock ${VAULT}`), desk.text("Locked after 15 minutes without input."));
  expect(await desk.everythingInThePage()).not.toContain("half-typed");
  await unlock(desk);
  await sees(desk.heading("Generate key"), desk.text("What you had typed is back."));
  await becomes(() => desk.field("Key name").inputValue(), "half-typed");
});

story("clock: set back, nothing revives, and a person is told until they accept it", async (desk) => {
  await desk.vault();
  const { key } = await desk.key({ days: 30 });
  await desk.turnClockDays(31);
  await desk.account("svc-later");
  await desk.turnClockDays(-20);
  await desk.start(`/keys/${key.key_id}`);
  await sees(desk.text("The computer's clock stands before the newest event in this vault."));
  await sees(desk.row("ops-feed").getByText("Expired", { exact: true }));
  await desk.button("Accept the computer's clock").click();
  const dialog = desk.dialog("Accept the computer's clock?");
  await desk.button("Accept the clock", dialog).click();
  await gone(dialog, desk.text("The computer's clock stands before the newest event in this vault."));
  await desk.page.reload();
  await gone(desk.row("ops-feed").getByText("Expired", { exact: true }));
});

story("locked: every command is refused, and answers nothing", async (desk) => {
  await desk.vault();
  const { key } = await desk.key();
  await desk.ask("lock_vault");
  const keyId = key.key_id;
  const query = {
    text: "",
    states: [],
    owner_ids: [],
    resource_ids: [],
    aircraft_ids: [],
    group_ids: [],
    personnel_ids: [],
  };
  const calls: [string, object][] = [
    [
      "list_keys",
      {
        query: {
          ...query,
          expires_within_days: null,
          ends: null,
          attention: [],
          not_conforming: false,
          unused: null,
          sort: "name",
          descending: false,
        },
        offset: 0,
        limit: 9,
      },
    ],
    ["key", { keyId }],
    ["list_accounts", {}],
    ["list_resources", {}],
    ["workspace", {}],
    ["draft", {}],
    ["identify_key", { text: `ktw_${keyId}` }],
    ["disable_key", { keyId }],
    ["revoke_key", { keyId }],
    ["copy_key_id", { keyId }],
    ["copy_account_id", {}],
    ["confirm_stored", {}],
    ["discard_key", {}],
    ["save_shown", {}],
    ["replace_recovery_code", { password: PASSWORD }],
    ["re_encrypt_vault", { password: PASSWORD }],
    ["change_password", { oldPassword: PASSWORD, newPassword: OTHER_PASSWORD }],
  ];
  for (const [command, args] of calls) {
    expect(await desk.attempt(command, args), command).toEqual({
      refused: { code: "locked", field: null, params: {} },
    });
  }
});
