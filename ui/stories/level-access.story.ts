// An administrator of Level Access does their work here, by its steps, under its policy.

import { expect } from "vitest";

import type { PersonView } from "../src/backend/bindings";
import { story } from "./desk";
import { becomes, gone, sees } from "./looking";
import { mailsAfter, mailsGoOut } from "./mail";
import { keyOf, offered, panel, rows, take, worksLike } from "./products";

story(
  "Level Access: 180 or 30 days or a day within a year, saved as text, revoked and listed",
  async (desk) => {
    await desk.vault();
    await worksLike(desk, "Level Access");
    await panel(desk);
    expect(await rows(desk)).toEqual(["name", "expiry"]);
    for (const life of [/^180 days/, /^30 days/, /^Custom date/])
      await sees(desk.page.getByRole("radio", { name: life }));
    await desk.field("Key name").fill("Scanner");
    await desk.page.getByRole("radio", { name: "Custom date…" }).check();
    // 366 days are one too many; a year is not.
    await desk.field("Date").fill("2027-03-03");
    await desk.button("Generate key").click();
    await sees(desk.text(/The latest day is 2 Mar 2027\./));
    await desk.field("Date").fill("2026-03-01");
    await sees(desk.text("That day is today or has passed. Choose a later day."));
    await desk.field("Date").fill("2027-03-02");
    await desk.button("Generate key").click();
    const dialog = desk.dialog("Copy your key now");
    await sees(dialog);
    const text = (await dialog.locator("code").first().textContent()) ?? "";
    await desk.willSaveTo(`${desk.folder}/Scanner.txt`);
    await desk.button("Save as .txt", dialog).click();
    await becomes(
      async () =>
        (await desk.written()).some(
          ({ path, content }) => path.endsWith("Scanner.txt") && content.includes(text),
        ),
      true,
    );
    await desk.button("I have stored it", dialog).click();
    await gone(dialog);

    const drawer = desk.drawer("Key Scanner");
    await sees(drawer.getByText("Nothing of a key can be edited."));
    await gone(desk.button("Renew", drawer));
    expect((await offered(desk, drawer)).join()).not.toMatch(/Edit|Disable|Expire now|Delete|Renew/);
    expect(
      await desk.attempt("renew_key", { request: { key_id: text.slice(4, 20), until: null, reason: "" } }),
    ).toMatchObject({
      refused: { code: "not_by_policy" },
    });
    await desk.button("Revoke", drawer).click();
    const asked = desk.dialog("Revoke Scanner?");
    await desk.button("Cancel", asked).click();
    await gone(asked);
    expect(await keyOf(desk, text)).toMatchObject({ state: "active" });
    await desk.button("Revoke", drawer).click();
    await asked.getByRole("textbox").fill("Scanner");
    await desk.button("Revoke", asked).click();
    await gone(asked);
    await desk.go("/keys?state=revoked");
    await sees(desk.row("Scanner"));
  },
);

story(
  "Level Access: every token manager is mailed 15 and 7 days before and when it expires",
  async (desk) => {
    await desk.vault();
    for (const [name, role] of [
      ["Tom Roth", "api_token_manager"],
      ["Eva Lind", "api_token_manager"],
      ["Kim Auditor", "auditor"],
    ] as const) {
      const email = `${name.split(" ")[0]?.toLowerCase()}@nordwind.example`;
      const fields = { name, email, role, key_setup: "none" };
      await desk.ask<PersonView>("add_person", { fields });
    }
    await mailsGoOut(desk);
    await worksLike(desk, "Level Access");
    await panel(desk);
    await desk.field("Key name").fill("Scanner");
    await desk.page.getByRole("radio", { name: /^30 days/ }).check();
    await take(desk);
    const told = async (days: number, count: number) =>
      (await mailsAfter(desk, days, count))
        .filter((line) => !line.startsWith("tom"))
        .map((line) => line.trim());
    const first = await told(15, 2);
    expect(first).toHaveLength(1);
    expect(first[0]).toMatch(/^eva@nordwind\.example: Scanner of Maria Lis expires in 15 days/);
    expect((await told(8, 4)).at(-1)).toMatch(
      /^eva@nordwind\.example: Scanner of Maria Lis expires in 7 days/,
    );
    expect((await told(7, 6)).some((line) => /^eva@nordwind\.example: .*has expired/.test(line))).toBe(true);
    const texts = (await desk.mails()).map(({ parts }) => parts[0]?.content ?? "");
    for (const text of texts) {
      expect(text).toMatch(/API token manager/);
      expect(text).toMatch(/keytower:\/\/open\//);
      expect(text).toContain("Replace it");
      expect(text).not.toContain("Renew it");
    }
  },
);
