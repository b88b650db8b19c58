// What became of mails, in words.

import type { Mail, MailFailure, MailFailureKind } from "../../backend/bindings";
import { moment } from "../../kit/dates";
import { plural } from "../../kit/numbers";

const WORDS: Record<MailFailureKind, string> = {
  not_found: "No mail server of that name is known. Check the server's name.",
  unreachable: "The mail server can't be reached, or ended the connection. Check its name and port.",
  timed_out: "The mail server didn't answer in time. Check the port and the encryption.",
  not_trusted: "The mail server's certificate isn't trusted, so nothing was sent.",
  no_tls: "The mail server doesn't encrypt this way, so nothing was sent. Try the other encryption.",
  no_keyring: "The keyring, which has the password, doesn't answer.",
  no_password: "This computer doesn't know the password. Type it in Settings.",
  sign_in_refused: "The mail server refuses the user or the password.",
  sender_refused: "The mail server refuses the sender's address.",
  address_refused: "This address is refused.",
  later: "The mail server takes it later.",
  other: "The mail server refuses it.",
};

/** Why a mail wasn't sent, and the mail server's own words, where it had any. */
export function failureWords({ kind, said }: MailFailure): string {
  return said === "" ? WORDS[kind] : `${WORDS[kind]} It says: ${said}`;
}

/** How far a mail is, and whether mails go out from here at all. */
export function stateWords({ state }: Mail, zone: string, on: boolean): { word: string; note: string } {
  switch (state.kind) {
    case "sent":
      return { word: "Sent", note: moment(state.at, zone) };
    case "refused":
      return { word: "Refused", note: failureWords(state.failure) };
    case "waiting": {
      if (!on) return { word: "Waiting", note: "Mails are switched off on this computer." };
      if (state.failure === null) return { word: "Waiting", note: "It goes out next." };
      const tried = plural(state.tries, "time", "times");
      const next = moment(state.next_at, zone);
      return { word: "Waiting", note: `${failureWords(state.failure)} Tried ${tried}; next: ${next}.` };
    }
  }
}

/** Which of a key's reminders it is. */
export function reminderWords(days: number): string {
  return days === 0 ? "when it expires" : `${plural(days, "day", "days")} before`;
}
