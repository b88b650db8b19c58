import { expect } from "vitest";

import { copyElsewhere, pasted } from "./clipboard";
import { PASSWORD, story, VAULT } from "./desk";
import { linkTo } from "./links";
import { becomes, focused, gone, sees } from "./looking";
import { line, lines, marked, palette } from "./palette";

story(
  "palette: keys, service accounts, aircraft and resources are found by what they are called",
  async (desk) => {
    await desk.vault({ aircraft: 20 });
    const { key } = await desk.key();
    await desk.key({ name: "old-ops-feed", account: "svc-fuel" });
    await desk.start("/settings");
    const { dialog, field } = await palette(desk);

    await field.fill("ops-feed");
    await becomes(async () => (await lines(dialog)).slice(0, 2), ["ops-feed", "old-ops-feed"]);
    await sees(line(dialog, "Filter the keys by “ops-feed”"));
    await field.fill("svc-fuel");
    await becomes(async () => (await lines(dialog)).slice(0, 2), ["svc-fuel", "old-ops-feed"]);
    await field.fill("spkta");
    await becomes(() => lines(dialog), ["SP-KTA"]);
    await field.fill("flight watch");
    await becomes(async () => (await lines(dialog))[0], "Flight watch");
    await field.fill(key.key_id.slice(0, 6));
    await becomes(async () => (await lines(dialog))[0], "ops-feed");
    await sees(dialog.getByText("2 lines"));
    await field.fill("nothing is called so");
    await sees(
      dialog.getByText("Nothing is called that. Try a part of a name, a key id, or a registration."),
    );

    for (const [text, address] of [
      ["ops-feed", `#/keys/${key.key_id}`],
      ["spkta", "#/fleet/"],
      ["svc-fuel", "#/accounts/"],
      ["flight watch", "#/access/"],
    ] as const) {
      if (!(await dialog.isVisible())) await palette(desk);
      await field.fill(text);
      // Not a moment's wait: Enter means what was typed, and not what is listed yet.
      await desk.press("Enter");
      await gone(dialog);
      await becomes(async () => desk.page.url().includes(address), true);
    }
    await palette(desk);
    await sees(dialog.getByRole("group", { name: "Chosen before" }));
    expect((await lines(dialog)).slice(2, 6)).toEqual(["Flight watch", "svc-fuel", "SP-KTA", "ops-feed"]);
    await desk.press("Escape");
    await gone(dialog);
    await desk.press("Control+l");
    await sees(desk.heading(`Unlock ${VAULT}`));
    expect(await desk.everythingInThePage()).not.toContain("svc-fuel");
    await desk.field("Master password").fill(PASSWORD);
    await desk.press("Enter");
    await sees(desk.drawer("Flight watch"));
    await palette(desk);
    await gone(dialog.getByRole("group", { name: "Chosen before" }));
  },
);

story("palette: what is selected comes first, each verb with its line, and runs from there", async (desk) => {
  await desk.vault({ aircraft: 3 });
  const { key } = await desk.key();
  await desk.start(`/keys/${key.key_id}`);
  await sees(desk.drawer("Key ops-feed"));
  const { dialog, field } = await palette(desk);
  await sees(dialog.getByRole("group", { name: "ops-feed" }));
  expect(await lines(dialog)).toEqual(
    expect.arrayContaining([
      "Edit",
      "Disable",
      "Revoke",
      "Replace…",
      "Expire now",
      "Copy key id",
      "Copy link",
    ]),
  );
  expect(await marked(field)).toBe("Edit");
  await sees(
    line(dialog, "Disable").getByText("stops now, can be undone"),
    line(dialog, "Revoke").getByText("stops for good; applications and services that use it stop working"),
    line(dialog, "Expire now").getByText("ends it at once, for good: use it if the key may be compromised"),
  );

  await field.fill("disab");
  await desk.press("Enter");
  await gone(dialog);
  await sees(desk.said("Stopped. You can enable it again."), desk.row("ops-feed").getByText("Disabled"));

  await palette(desk);
  await field.fill("revoke");
  await desk.press("Enter");
  await sees(desk.dialog("Revoke ops-feed?"));
  await desk.press("Escape");
  await gone(desk.dialog("Revoke ops-feed?"));
  expect(await desk.ask("key", { keyId: key.key_id })).toMatchObject({ state: "disabled" });

  const account = await desk.account();
  for (const [address, name, verbs] of [
    [
      `/accounts/${account.account_id}`,
      "svc-opscontrol",
      ["Edit", "Change access", "Generate key", "Disable"],
    ],
    ["/fleet", "SP-KTA", ["Edit", "Retire"]],
    ["/access", "Airports", ["Edit", "Retire"]],
  ] as const) {
    await desk.go(address);
    if (address === "/fleet") await desk.row(name, "Fleet").click();
    if (address === "/access") await desk.page.getByRole("link", { name: /^Airports/ }).click();
    await sees(desk.button("Edit", desk.drawer(name)));
    await palette(desk);
    await sees(dialog.getByRole("group", { name, exact: true }));
    expect((await lines(dialog)).slice(0, verbs.length)).toEqual(verbs);
    await desk.press("Enter");
    await sees(desk.button("Save", desk.drawer(name)));
  }
});

story("palette: commands lead to what they name, wherever one is", async (desk) => {
  await desk.vault();
  await desk.key({ days: 5 });
  await desk.start("/keys");
  await sees(desk.row("ops-feed"));
  const run = async (text: string) => {
    const { dialog, field } = await palette(desk);
    await field.fill(text);
    await desk.press("Enter");
    await gone(dialog);
  };
  for (const [text, title] of [
    ["new service", "New service account"],
    ["add aircraft", "Add aircraft"],
    ["add resource", "Add resource"],
    ["change master", "Change master password"],
    ["recovery", "New recovery code"],
    ["which key is this", "Which key is this?"],
    ["keys of the keyb", "Keys of the keyboard"],
  ] as const) {
    await run(text);
    await sees(desk.dialog(title));
    await desk.press("Escape");
    await gone(desk.dialog(title));
  }
  await run("end this week");
  await sees(desk.text("within 7 days"), desk.row("ops-feed"));
  await run("not handed");
  await sees(desk.text("Nothing matches."));
  await run("expire soon");
  await sees(desk.row("ops-feed"));
  await run("import csv");
  await sees(desk.heading("Import aircraft"));
  await run("generate");
  await sees(desk.heading("Generate key"));
  await run("service accounts");
  await sees(desk.heading("Service accounts"));
  await run("theme dark");
  await becomes(() => desk.page.evaluate(() => document.documentElement.dataset.theme), "dark");
  await run("lock");
  await sees(desk.heading(`Unlock ${VAULT}`));
});

story("palette: 10,000 characters are answered with words, quickly", async (desk) => {
  await desk.vault();
  await desk.key();
  await desk.start("/keys");
  await sees(desk.row("ops-feed"));
  const { dialog, field } = await palette(desk);
  for (const text of [
    "a".repeat(10_000),
    "ops ".repeat(2_500),
    "🛩️".repeat(3_334),
    "%2F<img src=x>".repeat(715),
  ]) {
    await field.fill(text);
    await sees(dialog.getByText("Too long: use at most 200 characters."));
    await field.fill("ops");
    await becomes(async () => (await lines(dialog))[0], "ops-feed");
  }
  await field.fill("<img src=x onerror=alert(1)>");
  await sees(dialog.getByText(/^Nothing is called that\./));
});

story("palette: by keyboard alone, over a drawer, and not over a dialog", async (desk) => {
  await desk.vault();
  const { key } = await desk.key();
  await desk.start(`/keys/${key.key_id}`);
  await desk.row("ops-feed").focus();
  const { dialog, field } = await palette(desk);
  const all = await lines(dialog);
  const first = all[0] ?? "";
  expect(await marked(field)).toBe(first);
  await desk.press("ArrowUp");
  expect(await marked(field)).toBe(all.at(-1));
  await desk.press("ArrowDown");
  expect(await marked(field)).toBe(first);
  await desk.press("End");
  expect(await marked(field)).toBe(all.at(-1));
  await desk.press("Home", "ArrowDown");
  expect(await marked(field)).toBe(all[1]);
  await sees(dialog.getByText(`${all.length} lines`));
  await desk.press("Escape");
  await gone(dialog);
  await focused(desk.row("ops-feed"));
  await sees(desk.drawer("Key ops-feed"));

  await desk.button("Search or run a command").click();
  await sees(dialog);
  await desk.press("Control+k");
  await gone(dialog);
  await focused(desk.button("Search or run a command"));

  await desk.button("Revoke", desk.drawer("Key ops-feed")).click();
  await sees(desk.dialog("Revoke ops-feed?"));
  await desk.press("Control+k", "Control+Shift+v", "F2");
  await gone(dialog, desk.dialog("Edit ops-feed"));
});

story("keyboard: F2 edits what is open, and the row that has the focus, on every list", async (desk) => {
  await desk.vault({ aircraft: 3 });
  const { key } = await desk.key();
  await desk.key({ name: "other", days: 30 });
  await desk.start(`/keys/${key.key_id}`);
  await sees(desk.button("Revoke", desk.drawer("Key ops-feed")));
  await desk.press("F2");
  await sees(desk.dialog("Edit ops-feed"));
  await desk.press("Escape");
  await gone(desk.dialog("Edit ops-feed"));
  await desk.row("other").focus();
  await desk.press("F2");
  await sees(desk.dialog("Edit other"));
  await desk.press("Escape");

  await desk.go("/accounts");
  await desk.row("svc-opscontrol", "Service accounts").focus();
  await desk.press("F2");
  const account = desk.drawer("svc-opscontrol");
  await becomes(() => account.getByLabel("Account name").inputValue(), "svc-opscontrol");
  await desk.button("Cancel", account).click();
  await desk.press("F2");
  await sees(desk.button("Save", account));

  await desk.go("/fleet");
  await desk.row("SP-KTB", "Fleet").focus();
  await desk.press("F2");
  await becomes(() => desk.drawer("SP-KTB").getByLabel("Registration").inputValue(), "SP-KTB");

  await desk.go("/access");
  await desk.page.getByRole("link", { name: /^Airports/ }).focus();
  await desk.press("F2");
  await becomes(() => desk.drawer("Airports").getByLabel("Title").inputValue(), "Airports");
});

story(
  "keyboard: Ctrl+Shift+V says which key is in the clipboard, whose text never enters the window",
  async (desk) => {
    await desk.takeClipboard();
    await desk.vault();
    const { key_text, key } = await desk.key();
    await desk.start("/settings");
    await sees(desk.heading("Settings"));
    const dialog = desk.dialog("Search and commands");
    const field = dialog.getByRole("combobox");

    await copyElsewhere(`${key_text}\n`);
    await desk.press("Control+Shift+v");
    await sees(
      dialog.getByText("In the clipboard:"),
      dialog.getByText(/This is ops-feed of svc-opscontrol, active\./),
      line(dialog, "Disable now"),
    );
    expect(await field.inputValue()).toBe(`ktw_${key.key_id}_••••`);
    expect(await desk.everythingInThePage()).not.toContain(key_text.slice(21));
    await desk.press("Enter");
    await gone(dialog);
    await sees(desk.drawer("Key ops-feed"));

    await copyElsewhere("a shopping list");
    await desk.press("Control+Shift+v");
    await sees(dialog.getByText(/^The clipboard holds neither a key nor a key id\./));
    expect(await desk.everythingInThePage()).not.toContain("shopping");
    await copyElsewhere(`ktw_${key.key_id}`);
    await desk.press("Control+Shift+v");
    await sees(dialog.getByText("Only the key id was given, which is public."));
    await desk.press("Escape");
    await gone(dialog);

    await desk.button("Copy link").click();
    await sees(desk.said("Link copied. It opens this key in Keytower, and nothing else."));
    expect(await pasted()).toBe(await linkTo(desk, key.key_id));
  },
);
