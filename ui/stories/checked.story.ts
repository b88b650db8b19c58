import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "vitest";

import { story, type Desk } from "./desk";
import { inBothThemes } from "./look";
import { becomes, gone, sees } from "./looking";
import { shown } from "./panel";

const ADDRESS = "https://leon.example/settings/api-keys";
const ALSO = "Recorded here. Also remove it in Leon, or it keeps working there.";

async function underLeon(desk: Desk): Promise<string> {
  await desk.vault();
  const { key } = await desk.key({ name: "ops-feed" });
  await desk.ask("edit_checked_by", {
    checkedBy: { kind: "another_system", name: "Leon", address: ADDRESS },
  });
  return key.key_id;
}

async function disable(desk: Desk): Promise<void> {
  await desk.button("More", desk.drawer("ops-feed")).click();
  await desk.page.getByRole("menuitem", { name: /^Disable/ }).click();
}

/** The addresses that the browser was sent to. */
async function opened(desk: Desk): Promise<string[]> {
  const notes = await readFile(join(desk.folder, "opened"), "utf8").catch(() => "");
  return notes.split("\n").filter((line) => line !== "");
}

story(
  "checked by: another system is named in the settings, with an address that can be opened",
  async (desk) => {
    await desk.vault();
    await desk.start("/settings");
    const section = desk.page.getByRole("region", { name: "Who checks your keys" });
    await sees(section.getByText(/nothing asks this vault whether one is good/));
    await section.getByRole("radio", { name: "Another system" }).check();
    await sees(section.getByText(/says that it has to be removed there too/));
    await desk.button("Save", section).click();
    await sees(section.getByText("Fill this in").first());
    await desk.field("Its name", section).fill("Leon");
    for (const [address, words] of [
      ["leon.example", /^That isn't an address that a browser opens\./],
      ["javascript:alert(1)", /^That isn't an address that a browser opens\./],
      ["https://ops:word@leon.example", /^A name or a password stands before the @\./],
    ] as const) {
      await desk.field("Its address", section).fill(address);
      await desk.button("Save", section).click();
      await sees(section.getByText(words));
    }
    await desk.field("Its address", section).fill(ADDRESS);
    await desk.button("Save", section).click();
    await sees(desk.said("Leon checks the keys."));
    await gone(desk.button("Save", section));
    await desk.button("Open Leon", section).click();
    await becomes(() => opened(desk), [ADDRESS]);
    await desk.go("/activity");
    await sees(desk.text("Changed who checks the keys"));

    await desk.go("/settings");
    await section.getByRole("radio", { name: "Nobody yet" }).check();
    await desk.button("Save", section).click();
    await sees(desk.said("Nobody checks the keys yet."));
    expect(await desk.attempt("open_checking_system")).toHaveProperty("refused.code", "not_found");
  },
);

story("checked by: ending a key says before and after that it works on there", async (desk) => {
  const keyId = await underLeon(desk);
  await desk.start(`/keys/${keyId}`);
  const drawer = desk.drawer("ops-feed");
  await sees(drawer.getByText("Checked by"), desk.button("Open Leon", drawer));

  await disable(desk);
  await sees(desk.said(`Disabled. ${ALSO}`));
  await desk.button("Undo").click();
  await sees(desk.said("ops-feed works again."));

  await desk.button("Revoke", drawer).click();
  const dialog = desk.dialog("Revoke ops-feed?");
  await sees(dialog.getByText(ALSO));
  await desk.button("Open Leon", dialog).click();
  await becomes(() => opened(desk), [ADDRESS]);
  await dialog.getByLabel("Type ops-feed to go on").fill("ops-feed");
  await desk.button("Revoke", dialog).click();
  await sees(desk.said(`ops-feed is revoked, for good. ${ALSO}`));
  await desk
    .button("Open Leon", desk.page.getByRole("log", { name: "Messages" }))
    .first()
    .click();
  await becomes(() => opened(desk), [ADDRESS, ADDRESS]);
});

story("checked by: many keys at once say so too", async (desk) => {
  await underLeon(desk);
  await desk.key({ name: "fuel-feed" });
  await desk.start("/keys");
  await sees(desk.row("ops-feed"));
  for (const name of ["ops-feed", "fuel-feed"]) {
    await desk.page.getByRole("checkbox", { name: `Select ${name}`, exact: true }).click();
  }
  const bar = desk.page.getByRole("region", { name: "Selected keys" });
  await bar
    .getByRole("button", { name: /^Revoke/ })
    .or(desk.button("More", bar))
    .first()
    .click();
  const dialog = desk.dialog("Revoke 2 keys?");
  const also = "Recorded here. Also remove them in Leon, or they keep working there.";
  await sees(dialog.getByText(also));
  await dialog.getByLabel("Type 2 to go on").fill("2");
  await desk.button("Revoke 2 keys", dialog).click();
  await sees(desk.said(`2 revoked. ${also}`));
});

story("checked by: a new key has to be entered there", async (desk) => {
  const keyId = await underLeon(desk);
  await desk.start(`/keys/${keyId}`);
  await desk
    .drawer("ops-feed")
    .getByRole("button", { name: /^Rotate/ })
    .click();
  await desk
    .dialog(/^Rotate/)
    .getByRole("button", { name: /^Rotate/ })
    .click();
  await sees((await shown(desk)).dialog.getByText("Also enter it in Leon, which checks it."));
});

story("checked by: without a browser the address is said", async (desk) => {
  const keyId = await underLeon(desk);
  await desk.start(`/keys/${keyId}`);
  await desk.refuse("open_checking_system", "browser_refused", { address: ADDRESS });
  await desk.button("Open Leon", desk.drawer("ops-feed")).click();
  await sees(desk.said(`No browser could be started. Open ${ADDRESS} yourself.`));
});

inBothThemes("another system checks", async (desk, look) => {
  const keyId = await underLeon(desk);
  await desk.start("/settings");
  await sees(desk.button("Open Leon"));
  await look("checked-settings");
  await desk.go(`/keys/${keyId}`);
  const drawer = desk.drawer("ops-feed");
  await sees(desk.button("Open Leon", drawer));
  await desk.button("Revoke", drawer).click();
  await sees(desk.dialog("Revoke ops-feed?"));
  await look("checked-revoke");
});

const pictures = process.env.KEYTOWER_PICTURES;
if (pictures !== undefined) {
  for (const scheme of ["light", "dark"] as const) {
    for (const [width, height] of [
      [1100, 720],
      [1400, 900],
    ] as const) {
      story(
        `picture: checked ${scheme} ${width}`,
        async (desk) => {
          const keyId = await underLeon(desk);
          const shoot = async (name: string) => {
            await desk.page.mouse.move(0, 0);
            await desk.page.screenshot({ path: `${pictures}/checked-${name}-${scheme}-${width}.png` });
          };
          await desk.start("/settings");
          await desk.button("Open Leon").scrollIntoViewIfNeeded();
          await shoot("settings");
          await desk.start(`/keys/${keyId}`);
          const drawer = desk.drawer("ops-feed");
          await disable(desk);
          await sees(desk.said(`Disabled. ${ALSO}`));
          await shoot("toast");
          await desk.button("Undo").click();
          await desk.button("Revoke", drawer).click();
          await sees(desk.dialog("Revoke ops-feed?"));
          await shoot("revoke");
          await desk.press("Escape");
          await drawer.getByRole("button", { name: /^Rotate/ }).click();
          await desk
            .dialog(/^Rotate/)
            .getByRole("button", { name: /^Rotate/ })
            .click();
          await sees((await shown(desk)).dialog.getByText("Also enter it in Leon, which checks it."));
          await shoot("show-once");
        },
        { width, height, scheme },
      );
    }
  }
}
