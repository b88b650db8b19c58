import { lstat, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "vitest";

import { pasted } from "./clipboard";
import { PASSWORD, PERSON, story, VAULT, type Desk } from "./desk";
import { becomes, focused, gone, sees } from "./looking";

/** The rows of the log that are in sight. */
const row = (desk: Desk, words: string | RegExp) => desk.row(words, "Activity");

story(
  "activity: what happened, newest first, with before and after, and the way to the thing",
  async (desk) => {
    await desk.vault();
    const { key } = await desk.key({ approvedBy: "Jan Nowak", reason: "OPS-118" });
    await desk.ask("edit_key", {
      request: {
        key_id: key.key_id,
        name: "ops-feed-2",
        description: "",
        rights: key.rights,
        scope: key.scope,
        networks: key.networks,
        renewal_days: 30,
        reminders: { personnel: [], days: null },
        approved_by: "Jan Nowak",
        reason: "OPS-119",
      },
    });
    await desk.start("/keys");
    await desk.page.getByRole("link", { name: "Activity" }).click();
    await sees(desk.heading("Activity"));
    const newest = row(desk, "Changed name, renewal period and reason or ticket").first();
    await sees(
      newest.getByText("ops-feed-2"),
      newest.getByText(PERSON),
      newest.getByText("Mon 2 Mar 2026, 10:00"),
    );
    await newest.click();
    const drawer = desk.drawer(/^Event /);
    await sees(drawer.getByRole("row", { name: "Name ops-feed ops-feed-2" }));
    await sees(drawer.getByRole("row", { name: "Renewal period 180 days 30 days" }));
    await sees(drawer.getByRole("row", { name: "Reason or ticket OPS-118 OPS-119" }));
    await drawer.getByRole("link", { name: "ops-feed-2" }).click();
    await sees(desk.drawer("Key ops-feed-2").getByText("Jan Nowak"));
    await desk.page.goBack();
    await sees(drawer);
    await desk.press("Escape");
    await gone(drawer);
  },
);

story("activity: one thing is followed from where it is, also once it was deleted", async (desk) => {
  await desk.vault({ aircraft: 3 });
  const { key } = await desk.key();
  await desk.key({ name: "other" });
  await desk.start(`/keys/${key.key_id}`);
  await desk.drawer("Key ops-feed").getByRole("link", { name: "Follow in Activity" }).click();
  await sees(desk.text("Key ops-feed"));
  await becomes(() => desk.page.getByRole("grid", { name: "Activity" }).getAttribute("aria-rowcount"), "3");
  await gone(row(desk, "other"));
  for (const command of ["revoke_key", "delete_key"]) await desk.ask(command, { keyId: key.key_id });
  await desk.page.reload();
  await sees(row(desk, "Deleted the key").getByText("ops-feed"));
  await row(desk, "Deleted the key").click();
  await sees(desk.drawer(/^Event /).getByText("deleted since"));
  expect(
    await desk
      .drawer(/^Event /)
      .getByRole("link", { name: "ops-feed" })
      .count(),
  ).toBe(0);
  await desk.button("Remove the key filter").click();
  await sees(row(desk, "other").first());

  for (const [address, name] of [
    ["/accounts", "svc-opscontrol"],
    ["/fleet", "SP-KTA"],
  ] as const) {
    await desk.start(address);
    await desk.row(name, address === "/fleet" ? "Fleet" : "Service accounts").click();
    await desk.drawer(name).getByRole("link", { name: "Follow in Activity" }).click();
    await sees(row(desk, /(Created the service account|Added the aircraft)/).getByText(name));
  }
});

story(
  "activity: the filter finds by words, kind, person and day; a pasted key stays out of it",
  async (desk) => {
    await desk.vault({ aircraft: 2 });
    const { key, key_text } = await desk.key();
    await desk.turnClockDays(20);
    await desk.ask("disable_key", { keyId: key.key_id });
    await desk.start("/activity");
    const count = () => desk.page.getByRole("grid", { name: "Activity" }).getAttribute("aria-rowcount");
    await sees(row(desk, "Disabled the key"));
    const field = desk.field("Filter activity");
    await field.fill("ops-feed disabled");
    await becomes(count, "2");
    await field.fill("nothing of the kind");
    await sees(desk.text("Nothing matches."));
    await desk.button("Clear filters").click();
    await becomes(() => field.inputValue(), "");
    await field.fill(key_text);
    await becomes(() => field.inputValue(), `ktw_${key.key_id}`);
    await becomes(count, "4");
    expect(await desk.everythingInThePage()).not.toContain(key_text.slice(21));
    await field.press("Escape");

    await desk.button("Filter").click();
    const menu = desk.page.getByRole("dialog", { name: "Filter" });
    await desk.button("What happened", menu).click();
    await menu.getByRole("checkbox", { name: "Keys: stopped or ended" }).check();
    await becomes(count, "2");
    await desk.button("What happened: back to all filters", menu).click();
    await desk.button("When", menu).click();
    await menu.getByRole("checkbox", { name: "The last 7 days" }).check();
    await becomes(count, "2");
    await desk.press("Escape");
    await desk.button("Remove the what happened filter").click();
    await becomes(count, "2");
    await desk.button("Remove the when filter").click();
    await desk.button("Filter").click();
    await desk.button("Who", menu).click();
    await menu.getByRole("checkbox", { name: PERSON }).check();
    await sees(desk.text(`Who ${PERSON}`));
    await desk.press("Escape");
    await desk.page.reload();
    await sees(desk.text(`Who ${PERSON}`));
  },
);

story("activity: a check finds all intact, and says what this computer had seen", async (desk) => {
  await desk.vault();
  await desk.key();
  await desk.start("/activity");
  await desk.button("Check").click();
  const dialog = desk.dialog("Check the log");
  await sees(dialog.getByText("Nothing was altered."));
  await sees(dialog.getByText(/^All \d+ events since Mon 2 Mar 2026 follow one another/));
  await sees(dialog.getByText(/^This computer had seen event \d+ before, and it is still there\.$/));
  await desk.button("Close", dialog).last().click();
  await gone(dialog);
  await focused(desk.button("Check"));
});

story("activity: a check names the key that was changed around Keytower, and leads to it", async (desk) => {
  await desk.vault();
  const { key } = await desk.key();
  await desk.tamper("UPDATE api_key SET expires_at = expires_at + 86400000");
  await desk.start("/activity");
  await desk.button("Check").click();
  const dialog = desk.dialog("Check the log");
  await sees(dialog.getByText("Key ops-feed isn't as its newest event left it."));
  await sees(dialog.getByText(/^Keep a copy of the vault's folder as it is now/));
  await desk.willSaveTo(join(desk.folder, "evidence.jsonl"));
  await desk.button("Export the log…", dialog).click();
  await sees(desk.said(/events saved to/));
  await desk.button("Open it", dialog).click();
  await sees(desk.drawer("Key ops-feed"));
  expect(desk.page.url()).toContain(key.key_id);
});

story(
  "activity: an altered event, a cut one and a damaged one are named; the rest stays readable",
  async (desk) => {
    await desk.vault();
    const { key } = await desk.key();
    await desk.key({ name: "other" });
    const dialog = desk.dialog("Check the log");
    const check = async (words: string) => {
      await desk.start("/activity");
      await desk.button("Check").click();
      await sees(dialog.getByText(words));
    };
    const { rows } = await desk.ask<{ rows: { event: { seq: number } }[] }>("list_events", {
      query: {
        text: "",
        kinds: [],
        subject: { kind: "key", id: key.key_id },
        actor: null,
        since: null,
        until: null,
      },
      offset: 0,
      limit: 1,
    });
    const seq = rows[0]?.event.seq ?? 0;
    await desk.tamper("DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)");
    await check("The newest events are missing.");
    await desk.tamper(`UPDATE event SET changes = '{' WHERE seq = ${seq}`);
    await check(`Event ${seq} can't be read.`);
    await desk.button(`Show event ${seq}`, dialog).click();
    await sees(desk.drawer(`Event ${seq}`).getByText(/^This event can't be read/));
    await sees(row(desk, `Event ${seq} can't be read`), row(desk, "Generated the key").first());
    await desk.start(`/keys/${key.key_id}`);
    await sees(
      desk.drawer("Key ops-feed").getByText(`Event ${seq} can't be read. Check the log in Activity.`),
    );

    await desk.tamper(`UPDATE event SET changes = '[]' WHERE seq = ${seq}`);
    await check(`The log was altered at event ${seq}.`);
    await desk.tamper(`DELETE FROM event WHERE seq >= ${seq}`);
    await desk.ask("accept_copy").catch(() => undefined);
  },
);

story("activity: a check that takes its time says how far it is, and can be cancelled", async (desk) => {
  await desk.vault();
  await desk.start("/activity");
  await desk.hold("check_chain");
  await desk.button("Check").click();
  const dialog = desk.dialog("Check the log");
  await sees(dialog.getByText("Checking the log…"));
  await desk.answer("check_progress", { done: 120_000, of: 300_000 });
  await sees(dialog.getByText("Checking the log… 120,000 of 300,000 events"));
  await desk.button("Cancel", dialog).click();
  await gone(dialog);
  await desk.letGo("check_chain");
  await desk.button("Check").click();
  await sees(dialog.getByText("Nothing was altered."));
});

story("activity: an export holds what the filter shows, for its owner alone", async (desk) => {
  await desk.vault();
  await desk.key();
  await desk.start("/activity?what=keys");
  await sees(row(desk, "Generated the key"));
  const path = join(desk.folder, "activity.csv");
  await desk.willSaveTo(path);
  await desk.button("Export").click();
  await desk.page.getByRole("menuitem", { name: /^CSV/ }).click();
  await sees(desk.said(`2 events saved to ${path}.`));
  const lines = (await readFile(path, "utf8")).trimEnd().split("\r\n");
  expect(lines).toHaveLength(3);
  expect(lines[0]).toMatch(/^\uFEFFseq,at,actor,origin,kind,/);
  expect(lines[1]).toContain("2026-03-02T10:00:00.000+01:00");
  expect((await lstat(path)).mode & 0o777).toBe(0o600);
  const json = join(desk.folder, "activity.jsonl");
  await desk.willSaveTo(json);
  await desk.button("Export").click();
  await desk.page.getByRole("menuitem", { name: /^JSON Lines/ }).click();
  await sees(desk.said(`2 events saved to ${json}.`));
  const events = (await readFile(json, "utf8"))
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as { kind: string });
  expect(events.map(({ kind }) => kind)).toEqual(["key_generated", "key_handed_out"]);
});

story("activity: an export is refused in words, and leaves what was there", async (desk) => {
  await desk.vault();
  await desk.start("/activity");
  await sees(row(desk, "Created the vault").or(row(desk, "Added the resource")).first());
  const there = join(desk.folder, "there.csv");
  await writeFile(there, "mine");
  await symlink(there, join(desk.folder, "link.csv"));
  for (const [name, mayReplace, words] of [
    ["there.csv", false, /A file of that name is there already/],
    ["link.csv", true, /That is a link, or no ordinary file/],
    ["gone/x.csv", true, /That folder isn't there any more/],
  ] as const) {
    await desk.willSaveTo(join(desk.folder, name), mayReplace);
    await desk.button("Export").click();
    await desk.page.getByRole("menuitem", { name: /^CSV/ }).click();
    await sees(desk.said(words));
  }
  expect(await readFile(there, "utf8")).toBe("mine");
  expect((await readdir(desk.folder)).filter((name) => name.endsWith(".tmp"))).toEqual([]);
});

story("activity: evidence and a hand-over note are copied, and hold no secret", async (desk) => {
  await desk.takeClipboard();
  await desk.vault();
  const { key, key_text } = await desk.key({ approvedBy: "Jan Nowak", reason: "OPS-118" });
  await desk.start(`/keys/${key.key_id}`);
  const copy = async (item: string, said: string) => {
    await desk.button("More").click();
    await desk.page.getByRole("menuitem", { name: item }).click();
    await sees(desk.said(said));
  };
  await copy("Copy evidence", "Evidence about ops-feed copied. It holds no secret.");
  await becomes(pasted, /Approved by: {7}Jan Nowak\nReason or ticket: {2}OPS-118\n/);
  expect(await pasted()).toContain(`ktw_${key.key_id} (public, not the key)`);
  expect(await pasted()).not.toContain(key_text.slice(21));
  await copy("Copy hand-over note", "Hand-over note of ops-feed copied. It holds no secret.");
  await becomes(pasted, /^API key ops-feed of svc-opscontrol\n/);
  expect(await pasted()).toContain(`turn to ${PERSON} (${VAULT})`);
  expect(await pasted()).not.toContain(key_text.slice(21));
});

story("approval: asked when a key is generated, kept over a lock, shown, found and changed", async (desk) => {
  await desk.vault();
  const account = await desk.account();
  await desk.start(`/keys/new?owner=${account.account_id}`);
  await desk.field("Key name").fill("ops-feed");
  await desk.button("Open Flights").click();
  await desk.page.getByRole("checkbox", { name: "Flights", exact: true }).check();
  await desk.field("Approved by").fill("Jan Nowak");
  await desk.field("Reason or ticket").fill("n".repeat(501));
  await desk.press("Tab");
  await sees(desk.text("Too long: use at most 500 characters."));
  await desk.field("Reason or ticket").fill("OPS-118, the wall display");
  await desk.press("Tab");
  await gone(desk.text("Too long: use at most 500 characters."));
  await becomes(
    () => desk.ask<string | null>("draft").then((kept) => kept ?? ""),
    /OPS-118, the wall display/,
  );
  await desk.press("Control+l");
  await desk.field("Master password").fill(PASSWORD);
  await desk.button("Unlock").click();
  await becomes(() => desk.field("Reason or ticket").inputValue(), "OPS-118, the wall display");
  await desk.button("Generate key").click();
  const once = desk.dialog("Copy your key now");
  await desk.button("I have stored it", once).click();
  await gone(once);
  const drawer = desk.drawer("Key ops-feed");
  await sees(drawer.getByText("Jan Nowak"), drawer.getByText("OPS-118, the wall display"));
  await desk.field("Filter keys").fill("ops-118");
  await sees(desk.row("ops-feed"));
  await desk.field("Filter keys").fill("ops-119");
  await sees(desk.text("Nothing matches."));
  await desk.press("Escape");
  await sees(desk.row("ops-feed"));
  await desk.press("F2");
  const edit = desk.dialog("Edit ops-feed");
  await edit.getByLabel("Approved by").fill("Ewa Zych");
  await desk.button("Save", edit).click();
  await sees(drawer.getByText("Ewa Zych"));
});
