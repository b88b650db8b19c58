// A reminder that was delivered, in words.

import type { DeliveredReminder } from "../backend/bindings";
import { dayShort, expiresWords } from "../kit/dates";

/** A line of the bell. */
export interface ReminderLine {
  /** Which reminder. */
  id: string;
  name: string;
  /** What follows the name: *expires in 6 days*. */
  words: string;
  /** Facts: *svc-fuel · 20 Jun 2027 · 7 days before*. */
  note: string;
  /** It is as it was said: there is something to be done. */
  stands: boolean;
  expired: boolean;
  seen: boolean;
}

/** The line of a reminder, as of now. */
export function reminderLine(one: DeliveredReminder, now: Date, zone: string): ReminderLine {
  const { expires_at, days, key_id } = one.reminder;
  const expired = Date.parse(expires_at) <= now.getTime();
  const ended = one.state === "revoked" || one.state === "disabled" ? `is ${one.state} now` : "has ended";
  const since = one.renewed ? "was renewed since" : ended;
  const when = expiresWords(expires_at, now, zone);
  const why = days === 0 ? "when it expired" : `${days} ${days === 1 ? "day" : "days"} before`;
  const again = one.again_at === null ? "" : ` · again ${dayShort(one.again_at, zone)}`;
  return {
    id: `${key_id} ${expires_at} ${days}`,
    name: one.name,
    words: one.stands ? `${expired ? "expired" : "expires"} ${when}` : since,
    note: `${one.owner} · ${dayShort(expires_at, zone)} · ${why}${again}`,
    stands: one.stands,
    expired,
    seen: one.seen,
  };
}
