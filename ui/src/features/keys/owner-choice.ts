// Who can own a key: service accounts, and people who are there.

import type { AccountView, PersonView } from "../../backend/bindings";
import { personOwner } from "../../backend/owners";

/** A service account or a person, as the generate panel offers them. */
export interface OwnerChoice {
  ownerId: string;
  name: string;
  /** What tells it from another of that name: the organisation, or an e-mail address. */
  note: string;
  email: string;
  person: boolean;
  /** Why its keys are stopped, in a word. */
  stopped: "disabled" | "left" | undefined;
  /** How many resources it has access to. */
  resources: number;
  /** A system administrator: they have everything. */
  holdsAll: boolean;
}

/** Service accounts, then people, each in the order in which they come. */
export function ownerChoices(accounts: readonly AccountView[], people: readonly PersonView[]): OwnerChoice[] {
  return [...accounts.map(ofAccount), ...people.map(ofPerson)];
}

/** A service account as an owner. */
export function ofAccount(account: AccountView): OwnerChoice {
  const { account_id, name, organisation, email, disabled, resources } = account;
  return {
    ownerId: account_id,
    name,
    note: organisation || email,
    email,
    person: false,
    stopped: disabled ? "disabled" : undefined,
    resources,
    holdsAll: false,
  };
}

function ofPerson({ person_id, name, email, role, left_at, resources }: PersonView): OwnerChoice {
  return {
    ownerId: personOwner(person_id),
    name,
    note: email,
    email,
    person: true,
    stopped: left_at === null ? undefined : "left",
    resources,
    holdsAll: role === "system_administrator",
  };
}

/** Those whose name, organisation or e-mail contains every word; nobody who left. */
export function offered(owners: readonly OwnerChoice[], words: readonly string[]): OwnerChoice[] {
  return owners.filter(({ name, note, email, stopped }) => {
    const all = `${name} ${note} ${email}`.toLowerCase();
    return stopped !== "left" && words.every((word) => all.includes(word));
  });
}
