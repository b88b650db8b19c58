import { expect } from "vitest";

import { story } from "./desk";
import { linkTo } from "./links";
import { gone, sees } from "./looking";
import { line, lines, marked, palette } from "./palette";
import { paste } from "./panel";

story("palette: a whole key is masked at once, recognised, and stopped from there", async (desk) => {
  await desk.vault();
  const { key_text, key } = await desk.key();
  const secret = key_text.slice(21);
  await desk.start("/fleet");
  const { dialog, field } = await palette(desk);

  await paste(field, `Key: ${key_text}\n`);
  expect(await field.inputValue()).toBe(`ktw_${key.key_id}_••••`);
  expect(await desk.everythingInThePage()).not.toContain(secret);
  await sees(
    dialog.getByText(
      /This is ops-feed of svc-opscontrol, active\. It may view Flights for the whole fleet\./,
    ),
    dialog.getByText(/The whole key was given\. If it came from where it shouldn't be/),
  );
  expect(await lines(dialog)).toEqual(["Open ops-feed", "Disable now", "Replace…", "Revoke…", "May it…?"]);
  expect(await marked(field)).toBe("Open ops-feed");
  await desk.press("ArrowDown", "Enter");
  await sees(
    desk.said("Stopped. You can enable it again."),
    dialog.getByText(/This is ops-feed of svc-opscontrol, disabled\. While it worked it could/),
  );
  expect(await lines(dialog)).toEqual(["Open ops-feed", "Replace…", "Revoke…", "May it…?"]);
  await line(dialog, "Revoke…").click();
  const revoke = desk.dialog("Revoke ops-feed?");
  await desk.button("Revoke", revoke).click();
  await gone(revoke);
  expect(await desk.ask("key", { keyId: key.key_id })).toMatchObject({ state: "revoked" });

  // Typed, and not pasted: no character of the secret is seen on the way.
  await palette(desk);
  await field.pressSequentially(key_text.slice(0, 23));
  expect(await field.getAttribute("type")).toBe("password");
  await sees(dialog.getByText(/That looks like a key, so it is hidden\./));
  await desk.press("Enter");
  await sees(dialog.getByText(/neither a key nor a key id, or a character is wrong or missing/));
  expect(await field.inputValue()).toBe(`ktw_${key.key_id}_••••`);
  await field.fill("");
  await field.pressSequentially(key_text);
  await sees(dialog.getByText(/This is ops-feed of svc-opscontrol, revoked\./));
  await desk.press("Escape");
  await gone(dialog);
  expect(await desk.everythingInThePage()).not.toContain(secret);
  expect(desk.page.url()).not.toContain("ktw_");
});

story(
  "palette: a key with a wrong character, of another vault, deleted; and asking that fails",
  async (desk) => {
    await desk.vault();
    const { key_text, key } = await desk.key();
    const last = key_text.endsWith("A") ? "B" : "A";
    await desk.start("/keys");
    const { dialog, field } = await palette(desk);
    const wrong = /neither a key nor a key id, or a character is wrong or missing\. A whole key has 70/;
    for (const text of [
      key_text.slice(0, -1) + last,
      key_text.slice(0, -1),
      `${key_text}x`,
      key_text.slice(4),
      key_text.slice(21),
      `ktw_${"a".repeat(9_996)}`,
    ]) {
      await paste(field, text);
      await sees(dialog.getByText(wrong));
      expect(await field.inputValue()).toMatch(/^ktw_(\w{16}_)?••••$/);
      expect(await dialog.getByRole("option").count()).toBe(0);
      await field.fill("");
      await gone(dialog.getByText(wrong));
    }
    await paste(field, "ktw_0000000000000000");
    await sees(dialog.getByText(/Well-formed, but not a key of this vault\./));

    await desk.refuse("identify_key", "io");
    await paste(field, key_text);
    await sees(dialog.getByText(/^Reading or writing a file failed/));
    await line(dialog, "Try again").click();
    await sees(dialog.getByText(/This is ops-feed of svc-opscontrol, active\./));

    await desk.ask("revoke_key", { keyId: key.key_id });
    await desk.ask("delete_key", { keyId: key.key_id });
    await paste(field, `ktw_${key.key_id}_••••`);
    await sees(dialog.getByText(/This key was deleted on Mon 2 Mar 2026, 10:00/));
  },
);

story("palette: a key id and a link lead to the key, and neither acts", async (desk) => {
  await desk.vault();
  const { key } = await desk.key();
  const link = await linkTo(desk, key.key_id);
  await desk.start("/settings");
  for (const text of [`ktw_${key.key_id}`, link]) {
    const { dialog, field } = await palette(desk);
    await field.fill(text);
    await sees(dialog.getByText("Only the key id was given, which is public."));
    await desk.press("Enter");
    await gone(dialog);
    await sees(desk.drawer("Key ops-feed"));
    await desk.go("/settings");
    await gone(desk.drawer("Key ops-feed"));
  }
  const { dialog, field } = await palette(desk);
  await field.fill("keytower://open/acct_00000000/key/0000000000000000");
  await sees(dialog.getByText(/A link leads to a key in another vault, with the account id acct_00000000/));
  for (const forged of [
    `${link}?revoke=1`,
    link.replace("open", "revoke"),
    `keytower:${"x".repeat(9_000)}`,
  ]) {
    await field.fill(forged);
    await sees(dialog.getByText(/That link is none of Keytower's, or not whole, so nothing was opened\./));
  }
  await desk.press("Escape");
  await gone(dialog);
  expect(await desk.ask("link")).toBeNull();
  expect(await desk.ask("key", { keyId: key.key_id })).toMatchObject({ state: "active" });
});
