// Who can be picked: people who are there, and service accounts.

import type { AccountView, PersonView } from "../backend/bindings";
import { plain } from "../kit/plain";

/** Somebody, or a service account, as a picker offers them. */
export interface Pickable {
  kind: "person" | "account";
  id: string;
  name: string;
  email: string;
  /** What tells them from another of the same name. */
  note: string;
}

/** People who haven't left, then service accounts that are enabled: each in the order in which they come. */
export function pickable(people: readonly PersonView[], accounts: readonly AccountView[]): Pickable[] {
  return [
    ...people
      .filter(({ left_at }) => left_at === null)
      .map(({ person_id: id, name, email }) => ({ kind: "person" as const, id, name, email, note: email })),
    ...accounts
      .filter(({ disabled }) => !disabled)
      .map(({ account_id: id, name, email, organisation }) => ({
        kind: "account" as const,
        id,
        name,
        email,
        note: organisation || email,
      })),
  ];
}

/** Those whose name, e-mail or organisation contains every word of a text. */
export function matching(all: readonly Pickable[], text: string): Pickable[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  return all.filter(({ name, email, note }) => {
    const hay = plain(`${name}\n${email}\n${note}`);
    return words.every((word) => hay.includes(word));
  });
}
