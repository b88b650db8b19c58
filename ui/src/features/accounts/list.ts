import type { AccountView } from "../../backend/bindings";
import { plain } from "../../kit/plain";

export type AccountSort = "name" | "organisation" | "email" | "state" | "keys" | "resources";

/** The accounts whose name, organisation or contact contains every word. */
export function filterAccounts(accounts: AccountView[], text: string): AccountView[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  if (words.length === 0) return accounts;
  return accounts.filter((account) => {
    const hay = plain(`${account.name}\n${account.organisation}\n${account.email}`);
    return words.every((word) => hay.includes(word));
  });
}

const compareText = new Intl.Collator("en-GB", { numeric: true, sensitivity: "base" }).compare;

const COMPARE: Record<AccountSort, (left: AccountView, right: AccountView) => number> = {
  name: () => 0,
  organisation: (left, right) => compareText(left.organisation, right.organisation),
  email: (left, right) => compareText(left.email, right.email),
  // What is not normal comes before what is.
  state: (left, right) => Number(right.disabled) - Number(left.disabled),
  keys: (left, right) => left.live_keys - right.live_keys || left.keys - right.keys,
  resources: (left, right) => left.resources - right.resources,
};

/** The accounts in order; equal ones by name, whichever way round. */
export function sortAccounts(accounts: AccountView[], sort: AccountSort, descending: boolean): AccountView[] {
  const sign = descending ? -1 : 1;
  const nameSign = sort === "name" ? sign : 1;
  return accounts.toSorted(
    (left, right) => sign * COMPARE[sort](left, right) || nameSign * compareText(left.name, right.name),
  );
}
