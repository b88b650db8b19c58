// What stories with mails have in common.

import { MAIL_PASSWORD, MAIL_USER, type Desk, type TakenMail } from "./desk";
import { becomes } from "./looking";

/** Mails go out from here from now on. */
export async function mailsGoOut(desk: Desk): Promise<void> {
  const port = await desk.startMailServer();
  const settings = {
    on: true,
    host: "localhost",
    port,
    security: "start_tls",
    user: MAIL_USER,
    from_name: "Keytower",
    from_address: MAIL_USER,
  };
  await desk.ask("save_mail_settings", { settings, password: MAIL_PASSWORD });
}

export function subject({ headers }: TakenMail): string {
  return headers.find(([name]) => name === "Subject")?.[1] ?? "";
}

/** To whom each mail went, and its subject, in order of both. */
export async function taken(desk: Desk): Promise<string[]> {
  const mails = await desk.mails();
  return mails.map((mail) => `${mail.recipients.join()}: ${subject(mail)}`).sort();
}

/** Days pass, and somebody comes back; so many mails have come by then. */
export async function mailsAfter(desk: Desk, days: number, count: number): Promise<string[]> {
  await desk.ask("touch");
  await desk.turnClockDays(days);
  await desk.ask("touch");
  await becomes(async () => (await desk.mails()).length, count);
  return taken(desk);
}
