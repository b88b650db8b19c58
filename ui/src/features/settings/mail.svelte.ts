import {
  commands,
  type MailFailure,
  type MailPassword,
  type Mails,
  type MailSecurity,
  type MailSettings,
  type Problem,
} from "../../backend/bindings";
import { answer, problemOf } from "../../backend/call";
import { Form, problemAt } from "../../backend/form.svelte";
import { session } from "../../backend/session.svelte";
import { problemText } from "../../backend/words";

/** What is typed; the password is empty where it isn't to be another. */
export type Fields = Omit<MailSettings, "port"> & { port: string; password: string };

const NOTHING: MailSettings = {
  on: false,
  host: "",
  port: 587,
  security: "start_tls",
  user: "",
  from_name: "",
  from_address: "",
};

function typed({ port, ...settings }: MailSettings): Fields {
  return { ...settings, port: String(port), password: "" };
}

function portOf(text: string): number | undefined {
  const port = Number(text.trim());
  return /^\d+$/.test(text.trim()) && port >= 1 && port <= 65535 ? port : undefined;
}

function check(fields: Fields, field: keyof Fields): Problem | undefined {
  // What is switched off may be half filled in, and isn't drawn.
  if (!fields.on) return undefined;
  if (field === "port" && portOf(fields.port) === undefined) return problemAt(field, "invalid_port");
  const required = field === "host" || field === "from_address";
  if (!required) return undefined;
  return fields[field].trim() === "" ? problemAt(field, "required") : undefined;
}

/** The mail server through which this computer sends the workspace's mails, and what became of them. */
export class MailPage {
  readonly form = new Form<Fields>(typed(NOTHING), check);
  /** What is set; unknown until it is read. */
  saved = $state.raw<MailSettings>();
  password = $state<MailPassword>("unknown");
  mails = $state.raw<Mails>();
  failure = $state<string>();
  /** What became of the test mail: to whom it went, or why it didn't. */
  tested = $state.raw<{ to: string; failure: MailFailure | null }>();
  /** What is wrong with the address of the test mail, in words. */
  wrongTo = $state<string>();

  readonly changed = $derived.by(() => {
    if (this.saved === undefined) return false;
    const now = { ...this.form.fields };
    const before = typed(this.saved);
    return (Object.keys(before) as (keyof Fields)[]).some((field) => now[field] !== before[field]);
  });

  /** Reads everything now, and the mails whenever they change, until the answer is called. */
  watch(): () => void {
    void this.load();
    return session.notices.on((notice) => {
      if (notice.kind === "mails_changed" || notice.kind === "reminders_delivered") void this.readMails();
    });
  }

  async load(): Promise<void> {
    this.failure = undefined;
    try {
      this.#take(await answer(commands.mailSettings()));
      await this.readMails();
    } catch (error) {
      this.failure = problemText(problemOf(error));
    }
  }

  async readMails(): Promise<void> {
    const outcome = await commands.mails();
    if (outcome.status === "ok") this.mails = outcome.data;
  }

  /** Another encryption mostly means another port: the usual one follows, one that was chosen stays. */
  encrypt(security: MailSecurity): void {
    const usual: Record<MailSecurity, string> = { start_tls: "587", tls: "465" };
    if (Object.values(usual).includes(this.form.fields.port.trim())) this.form.fields.port = usual[security];
  }

  discard(): void {
    this.form.reset(typed(this.saved ?? NOTHING));
    this.tested = undefined;
    this.wrongTo = undefined;
  }

  /** Whether it was saved. */
  async save(): Promise<boolean> {
    const saved = await this.form.submit(async (fields) => {
      const { settings, password } = request(fields);
      this.#take(await answer(commands.saveMailSettings(settings, password)));
      return true;
    });
    return saved === true;
  }

  /** Sends a test mail by what is typed, whether it is saved or not. */
  async test(to: string): Promise<void> {
    this.tested = undefined;
    this.wrongTo = undefined;
    await this.form.submit(async (fields) => {
      const { settings, password } = request(fields);
      try {
        this.tested = { to, failure: await answer(commands.sendTestMail(settings, password, to)) };
      } catch (error) {
        const problem = problemOf(error);
        if (problem.field !== "to") throw error;
        this.wrongTo = problemText(problem);
      }
    });
  }

  async tryAgain(): Promise<void> {
    await answer(commands.tryMailsAgain());
    await this.readMails();
  }

  #take({ settings, password }: { settings: MailSettings; password: MailPassword }): void {
    this.saved = settings;
    this.password = password;
    this.form.reset(typed(settings));
  }
}

function request({ password, port, ...fields }: Fields): { settings: MailSettings; password: string | null } {
  const settings = { ...fields, port: portOf(port) ?? NOTHING.port };
  return { settings, password: password === "" ? null : password };
}
