import { expect } from "vitest";

import { MAIL_PASSWORD, MAIL_USER, PASSWORD, story, type Desk } from "./desk";
import { inBothThemes } from "./look";
import { becomes, gone, sees } from "./looking";
import { mailsAfter, mailsGoOut } from "./mail";

const section = (desk: Desk) => desk.page.getByRole("region", { name: "E-mail" });
const toggle = (desk: Desk) =>
  section(desk).getByRole("switch", { name: "Mail reminders from this computer" });

async function fill(desk: Desk, port: number, password: string): Promise<void> {
  await toggle(desk).click();
  await desk.field("Server").fill("localhost");
  await desk.field("Port").fill(String(port));
  await section(desk).getByLabel(/^User/).fill(MAIL_USER);
  await section(desk).getByLabel("Password", { exact: true }).fill(password);
  await desk.field("Address").fill(MAIL_USER);
}

story("mail: is set up, tried with a wrong and the right password, and saved", async (desk) => {
  await desk.vault();
  const port = await desk.startMailServer();
  await desk.start("/settings");
  await fill(desk, port, "wrong");
  const test = desk.button("Send a test", section(desk));
  await test.click();
  await sees(section(desk).getByText("Fill this in."));
  await desk.field("Send a test to").fill("ada");
  await test.click();
  await sees(section(desk).getByText(/^That isn't an e-mail address/));
  await desk.field("Send a test to").fill("ada@nordwind.example");
  await test.click();
  await sees(section(desk).getByText(/^Not sent\. The mail server refuses the user or the password/));
  await section(desk).getByLabel("Password", { exact: true }).fill(MAIL_PASSWORD);
  await test.click();
  await sees(section(desk).getByText(/^The mail server took it/));
  expect((await desk.mails()).map(({ recipients }) => recipients)).toEqual([["ada@nordwind.example"]]);
  await desk.button("Save", section(desk)).click();
  await sees(desk.said("Reminders are mailed from this computer."));
  await gone(desk.button("Save", section(desk)));
  await desk.start("/settings");
  await sees(section(desk).getByText(/Leave it empty to keep it\.$/));
  expect(await section(desk).getByLabel("Password", { exact: true }).inputValue()).toBe("");
});

story("mail: what can't be a mail server is refused at its field, and nothing is saved", async (desk) => {
  await desk.vault();
  await desk.start("/settings");
  await toggle(desk).click();
  await desk.button("Save", section(desk)).click();
  await sees(section(desk).getByText("Fill this in.").first());
  await desk.field("Server").fill("https://mail.example.com");
  await desk.field("Port").fill("70000");
  await desk.field("Address").fill("keytower@example.com");
  await desk.press("Tab");
  await desk.button("Save", section(desk)).click();
  await sees(section(desk).getByText(/^Give a port from 1 to 65535/));
  await desk.field("Port").fill("587");
  await desk.button("Save", section(desk)).click();
  await sees(section(desk).getByText(/^Write the server's name alone/));
  await desk.button("Discard changes", section(desk)).click();
  await gone(desk.field("Server"));
  expect(await desk.ask("mail_settings")).toMatchObject({ settings: { on: false, host: "" } });
});

story("mail: each state is listed with its reason, and what failed is tried again", async (desk) => {
  await desk.vault();
  await desk.key({ name: "ops-feed", days: 30 });
  const { account_id } = await desk.account();
  const fields = { name: "svc-opscontrol", organisation: "", email: "refused@nordwind.example" };
  await desk.ask("edit_account", { accountId: account_id, fields });
  await mailsGoOut(desk);
  await desk.start("/settings");
  await desk.ask("touch");
  await desk.turnClockDays(15);
  await desk.ask("touch");
  await sees(section(desk).getByText("0 sent · 0 waiting · 1 refused"));
  await desk.button("Show mails…").click();
  const list = desk.dialog("Mails");
  await sees(list.getByText("refused@nordwind.example"), list.getByText("15 days before"));
  await sees(list.getByText(/This address is refused\. It says: .*Nobody has this address/));
  // Switched off, nothing can be tried.
  await desk.button("Close", list).click();
  const save = desk.button("Save", section(desk));
  await toggle(desk).click();
  await save.click();
  await gone(save);
  await desk.button("Show mails…").click();
  await gone(desk.button("Try again now", list));
  await desk.button("Close", list).click();
  await toggle(desk).click();
  await save.click();
  await gone(save);
  await desk.button("Show mails…").click();
  // Another contact: what was for the old one isn't sent any more.
  await desk.ask("edit_account", {
    accountId: account_id,
    fields: { ...fields, email: "ops@nordwind.example" },
  });
  await desk.button("Try again now", list).click();
  await becomes(
    async () => (await desk.mails()).map(({ recipients }) => recipients.join()),
    ["ops@nordwind.example"],
  );
  await sees(list.getByText("Sent", { exact: true }));
  await gone(list.getByText("refused@nordwind.example"));
  await desk.button("Close", list).click();
  await sees(section(desk).getByText("1 sent · 0 waiting · 0 refused"));
});

story("mail: a name like markup or a header is text in the mail", async (desk) => {
  await desk.vault();
  await desk.key({ name: "<img src=x onerror=alert(1)> & co", days: 30 });
  await mailsGoOut(desk);
  const [mail] = await mailsAfter(desk, 15, 1);
  expect(mail).toMatch(
    /^ops@example\.com: <img src=x onerror=alert\(1\)> & co of svc-opscontrol expires in 15/,
  );
  const html = (await desk.mails())[0]?.parts.find(({ kind }) => kind === "text/html")?.content ?? "";
  expect(html).toContain("&lt;img src=x onerror=alert(1)&gt; &amp; co");
  expect(html).not.toContain("<img");
});

story("locked: what is due is said and mailed while the vault is locked", async (desk) => {
  await desk.vault();
  await desk.key({ name: "ops-feed", days: 30 });
  await mailsGoOut(desk);
  await desk.start("/settings");
  const reminders = desk.page.getByRole("region", { name: "Reminders" });
  const locked = reminders.getByRole("switch", { name: "Remind me while the vault is locked" });
  await sees(reminders.getByText(/^It would keep on this computer: names of keys/));
  await locked.click();
  await sees(reminders.getByText(/^Kept on this computer, of 1 key: names of keys/));
  await desk.ask("lock_vault");
  await mailsAfter(desk, 15, 1);
  const shown = (await desk.written()).find(({ path }) => path.endsWith("/shown"));
  expect(shown?.content.toString()).toContain("ops-feed expires in 15 days");
  await desk.ask("unlock_vault", { password: PASSWORD });
  await desk.start("/settings");
  await sees(desk.button("Reminders, 1 new one"), section(desk).getByText("1 sent · 0 waiting · 0 refused"));
  await locked.click();
  await sees(reminders.getByText(/^It would keep on this computer/));
  expect((await desk.written()).some(({ path }) => path.includes("/standby/"))).toBe(false);
});

inBothThemes("mail", async (desk, look) => {
  await desk.vault();
  await desk.key({ name: "ops-feed", days: 30 });
  await mailsGoOut(desk);
  await mailsAfter(desk, 15, 1);
  await desk.start("/settings");
  await desk.field("Send a test to").fill("ada@nordwind.example");
  await desk.button("Send a test").click();
  await sees(section(desk).getByText(/^The mail server took it/));
  await section(desk).scrollIntoViewIfNeeded();
  await look("settings-mail");
  await desk.button("Show mails…").click();
  await sees(desk.dialog("Mails"));
  await look("mails");
});
