import { expect } from "vitest";

import type { GeneratedKey } from "../src/backend/bindings";
import { story, type Desk } from "./desk";
import { inBothThemes } from "./look";
import { becomes, gone, sees } from "./looking";

/** Three keys of 2 March, four months later: one used lately, one long ago, one never. */
async function keys(desk: Desk): Promise<{ feed: GeneratedKey; old: GeneratedKey; idle: GeneratedKey }> {
  await desk.vault();
  const feed = await desk.key({ name: "ops-feed", days: 365 });
  const old = await desk.key({ name: "old-probe", days: 365 });
  const idle = await desk.key({ name: "idle-sync", days: 365 });
  await desk.turnClockDays(120);
  return { feed, old, idle };
}

function list({ feed, old }: Awaited<ReturnType<typeof keys>>): string {
  return [
    "Key id,Last accessed,IP address,Requests",
    `ktw_${feed.key.key_id},2026-06-28T09:14:07Z,192.0.2.7,812`,
    `ktw_${old.key.key_id},2026-03-05 10:00,,3`,
  ].join("\n");
}

async function choose(desk: Desk, content: string, name = "uses.csv"): Promise<void> {
  await desk.page
    .getByLabel(/Choose (a CSV|another file)/)
    .setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(content) });
}

/** Drops a file on the page that is open. */
async function drop(desk: Desk, name: string, content: string): Promise<void> {
  const dropped = await desk.page.evaluateHandle(
    ([name, text]) => {
      const data = new DataTransfer();
      data.items.add(new File([text ?? ""], name ?? ""));
      return data;
    },
    [name, content],
  );
  for (const event of ["dragenter", "dragover", "drop"]) {
    await desk.page.dispatchEvent("main", event, { dataTransfer: dropped });
  }
}

async function importUses(desk: Desk, content: string): Promise<void> {
  const preview = await desk.ask<{ import_id: string }>("preview_uses_import", {
    fileName: "uses.csv",
    contentBase64: Buffer.from(content).toString("base64"),
  });
  await desk.ask("confirm_uses_import", { importId: preview.import_id });
}

const row = (desk: Desk, words: string | RegExp) => desk.row(words, "Rows of the file");

async function names(desk: Desk): Promise<string[]> {
  return desk.page.getByRole("grid", { name: "Keys" }).getByRole("rowheader").allInnerTexts();
}

async function filterByUse(desk: Desk, which: string): Promise<void> {
  await desk.button("Filter").click();
  const panel = desk.page.getByRole("dialog", { name: "Filter" });
  await desk.button("Last used", panel).click();
  await panel.getByRole("checkbox", { name: which, exact: true }).click();
  await desk.press("Escape");
  await gone(panel);
}

story("uses: a vault that was told nothing shows no use and promises none", async (desk) => {
  const { feed } = await keys(desk);
  await desk.start(`/keys/${feed.key.key_id}`);
  const drawer = desk.drawer(/ops-feed/);
  await sees(drawer.getByText("Use isn't reported to this vault."), drawer.getByText("Unknown"));
  await desk.go("/keys");
  await gone(drawer);
  expect(await desk.page.getByRole("columnheader", { name: "Last used" }).count()).toBe(0);
  await desk.button("Filter").click();
  const panel = desk.page.getByRole("dialog", { name: "Filter" });
  await sees(desk.button("Expires within", panel));
  expect(await desk.button("Last used", panel).count()).toBe(0);
});

story("uses: imported from the menu, they are listed, sorted and filtered by", async (desk) => {
  const made = await keys(desk);
  await desk.start("/keys");
  await desk.button("More about keys").click();
  await desk.page.getByRole("menuitem", { name: /^Import last uses…/ }).click();
  await sees(desk.heading("Import last uses"));
  await choose(desk, list(made));
  await sees(
    desk.text("2 will be added, 0 changed, 0 refused."),
    desk.text(/^Known as of Sun 28 Jun 2026, 11:14.* 1 key of which no use is known/),
    desk.text("1 time doesn't say a zone: read as Europe/Warsaw, this vault's."),
    desk.text("Key id ← Key id, Last used ← Last accessed, Address ← IP address."),
    desk.text("Left out: Requests."),
    row(desk, "ops-feed").getByText("Sun 28 Jun 2026, 11:14 from 192.0.2.7"),
  );
  await desk.button("Take 2 last uses").click();
  await sees(desk.said("2 last uses taken."));
  await sees(
    desk.row("ops-feed").getByText("28 Jun 2026"),
    desk.row("old-probe").getByText("5 Mar 2026"),
    desk.row("idle-sync").getByText("never"),
  );
  await desk.page.getByRole("columnheader", { name: "Last used" }).getByRole("button").click();
  await becomes(() => names(desk), ["idle-sync", "old-probe", "ops-feed"]);
  await filterByUse(desk, "Never used");
  await becomes(() => names(desk), ["idle-sync"]);
  await filterByUse(desk, "Not used for 90 days");
  await becomes(() => names(desk), ["idle-sync", "old-probe"]);
  await desk.button("Remove the used filter").click();

  await desk.row("ops-feed").click();
  const drawer = desk.drawer(/ops-feed/);
  await sees(
    drawer.getByText("Sun 28 Jun 2026, 11:14"),
    drawer.getByText("192.0.2.7"),
    drawer.getByText("as of 28 Jun 2026"),
  );
  await desk.row("idle-sync").click();
  await sees(desk.drawer(/idle-sync/).getByText("as of 28 Jun 2026"));
  await desk.go("/activity");
  await sees(desk.text("Imported the last uses of 2 keys"));
});

story("uses: rows that are wrong say why, and a whole key is neither shown nor kept", async (desk) => {
  const made = await keys(desk);
  const key = made.feed.key_text;
  const id = made.idle.key.key_id;
  const file = [
    "key_id,last_used,ip",
    `${key},2026-06-01T09:00Z,`,
    "ops-feed,2026-06-01T09:00Z,",
    "AAAAAAAAAAAAAAAA,2026-06-01T09:00Z,",
    `${id},yesterday,`,
    `${id},2026-07-01T09:00Z,`,
    `${id},2026-03-01T09:00Z,`,
    `${id},2026-06-01T09:00Z,the office`,
    `${id},2026-06-02T09:00Z`,
    `${id},never,`,
  ].join("\n");
  await desk.start("/fleet");
  await drop(desk, "uses.csv", file);
  await sees(
    desk.heading("Import last uses"),
    desk.text("0 will be added, 0 changed, 8 refused, 1 left as they are."),
  );
  await sees(
    row(desk, /A whole key stands in this row\. It wasn't kept\./),
    row(desk, /That isn't a key id\./),
    row(desk, /No key here has that id\./),
    row(desk, /That isn't a date with a time\./),
    row(desk, /That is still to come\./),
    row(desk, /The key wasn't there yet: it was generated on/),
    row(desk, /That isn't an IPv4 or IPv6 address\./),
    row(desk, /The row has too few or too many fields\./),
    row(desk, /It tells no use\./),
    desk.text("Nothing to do: no row tells a later use than is known."),
  );
  expect(await desk.everythingInThePage()).not.toContain(key.slice(21));
  expect(await desk.button("Take 0 last uses").isDisabled()).toBe(true);
  await choose(desk, "name,when\nx,y\n");
  await sees(desk.text(/^No column is a key id; the headers are name, when\. Name one Key id/));
  await choose(desk, "key_id,name\nx,y\n");
  await sees(desk.text(/^No column is a time; the headers are key_id, name\. Name one Last used/));
  await choose(desk, "");
  await sees(desk.text("The file is empty. Choose a CSV with a row of headers and a row per key."));
});

story("uses: an older file changes nothing, and a preview that is gone is made anew", async (desk) => {
  const made = await keys(desk);
  await importUses(desk, list(made));
  await desk.start("/keys/import");
  await choose(desk, list(made));
  await sees(
    desk.text("0 will be added, 0 changed, 0 refused, 2 left as they are."),
    row(desk, "ops-feed").getByText(/^As late a use is known/),
  );
  const id = made.old.key.key_id;
  await choose(desk, `key_id,time\n${id},2026-06-20T09:00Z\n${id},2026-06-21T09:00Z\n`);
  await sees(
    desk.text("0 will be added, 1 changed, 0 refused, 1 left as they are."),
    row(desk, /Line 3 tells as late a use of this key\./),
  );
  await importUses(desk, `key_id,time\n${id},2026-06-27T09:00Z\n`);
  await desk.button("Take 1 last use").click();
  await sees(
    desk.text(/^The preview had been put away, and nothing was written\./),
    desk.text("0 will be added, 0 changed, 0 refused, 2 left as they are."),
  );
});

story("uses: only a key that may be in use asks for its name before it is revoked", async (desk) => {
  const made = await keys(desk);
  await importUses(desk, list(made));
  await desk.start(`/keys/${made.feed.key.key_id}`);
  const revoke = async (name: string) => {
    await desk
      .button("Revoke…", desk.drawer(name))
      .or(desk.button("Revoke", desk.drawer(name)))
      .click();
    return desk.dialog(`Revoke ${name}?`);
  };
  const used = await revoke("ops-feed");
  await sees(used.getByLabel("Type ops-feed to go on"));
  await desk.press("Escape");
  await desk.go(`/keys/${made.idle.key.key_id}`);
  const unused = await revoke("idle-sync");
  await sees(unused.getByText(/^It was never used, as of Sun 28 Jun 2026, 11:14\./));
  expect(await unused.getByRole("textbox").count()).toBe(0);
  await desk.button("Revoke", unused).click();
  await sees(desk.said("idle-sync is revoked, for good."));
});

story("uses: the account id is copied beside the key id", async (desk) => {
  const { feed } = await keys(desk);
  await desk.takeClipboard();
  await desk.start(`/keys/${feed.key.key_id}`);
  const drawer = desk.drawer(/ops-feed/);
  await sees(drawer.getByText(feed.account_id));
  await desk.button("Copy account id", drawer).click();
  await sees(desk.said(/^Account id copied\./));
});

inBothThemes("last uses", async (desk, look) => {
  const made = await keys(desk);
  const wrong = `\nnonsense,2026-06-01T09:00Z,,1\n${made.feed.key_text},2026-06-01T09:00Z,,1`;
  await desk.start("/keys/import");
  await sees(desk.heading("Drop a list of last uses here"));
  await look("uses-drop");
  await choose(desk, list(made) + wrong);
  await sees(desk.text("2 will be added, 0 changed, 2 refused."));
  await look("uses-preview");
  await importUses(desk, list(made));
  await desk.start("/keys?sort=last_used");
  await sees(desk.row("ops-feed").getByText("28 Jun 2026"));
  await look("uses-listed");
  await filterByUse(desk, "Not used for 90 days");
  await desk.row("old-probe").click();
  await sees(desk.drawer(/old-probe/).getByText("as of 28 Jun 2026"));
  await look("uses-drawer");
});

const pictures = process.env.KEYTOWER_PICTURES;
if (pictures !== undefined) {
  for (const scheme of ["light", "dark"] as const) {
    for (const [width, height] of [
      [1100, 720],
      [1400, 900],
    ] as const) {
      story(
        `picture: uses ${scheme} ${width}`,
        async (desk) => {
          const made = await keys(desk);
          const shoot = async (name: string) => {
            await desk.page.mouse.move(0, 0);
            await desk.page.screenshot({ path: `${pictures}/uses-${name}-${scheme}-${width}.png` });
          };
          await desk.start("/keys/import");
          await choose(
            desk,
            `${list(made)}\nnonsense,2026-06-01T09:00Z,,1\n${made.feed.key_text},2026-06-01T09:00Z,,1`,
          );
          await sees(desk.text("2 will be added, 0 changed, 2 refused."));
          await shoot("preview");
          await importUses(desk, list(made));
          await desk.start("/keys");
          await sees(desk.row("ops-feed").getByText("28 Jun 2026"));
          await shoot("list");
          await desk.row("old-probe").click();
          await sees(desk.drawer(/old-probe/).getByText("as of 28 Jun 2026"));
          await shoot("drawer");
          await desk
            .drawer(/old-probe/)
            .getByText("as of 28 Jun 2026")
            .scrollIntoViewIfNeeded();
          await shoot("drawer-use");
        },
        { width, height, scheme },
      );
    }
  }
}
