// Who can be picked: people who are there, and service accounts.

import type { AccountView, PersonView, RemindedView } from "../backend/bindings";
import { personOwner } from "../backend/owners";
import { plain } from "../kit/plain";

/** Somebody, or a service account, as a picker offers them. */
export interface Pickable {
  kind: "person" | "account";
  id: string;
  name: string;
  email: string;
  /** What tells them from another of the same name. */
  note: string;
  /** They have left. */
  left: boolean;
}

/** Somebody, or a service account, as a choice of them is kept. */
export type Party = Pick<RemindedView, "party_id" | "kind" | "name" | "left">;

/** Whoever was picked: an account by its id, and a person by theirs after `person_`. */
export function partyOf({ kind, id, name, left }: Pickable): Party {
  return { party_id: partyId(kind, id), kind, name, left };
}

/** A service account or a person by one id. */
export function partyId(kind: Pickable["kind"], id: string): string {
  return kind === "person" ? personOwner(id) : id;
}

/** People, who haven't left unless those are wanted too, then service accounts that are enabled: each in the order in which they come. */
export function pickable(
  people: readonly PersonView[],
  accounts: readonly AccountView[],
  leftToo = false,
): Pickable[] {
  return [
    ...people
      .filter(({ left_at }) => leftToo || left_at === null)
      .map(({ person_id: id, name, email, left_at }) => ({
        kind: "person" as const,
        id,
        name,
        email,
        note: left_at === null ? email : "left",
        left: left_at !== null,
      })),
    ...accounts
      .filter(({ disabled }) => !disabled)
      .map(({ account_id: id, name, email, organisation }) => ({
        kind: "account" as const,
        id,
        name,
        email,
        note: organisation || email,
        left: false,
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
