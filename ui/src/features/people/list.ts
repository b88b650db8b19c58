import type { PersonView } from "../../backend/bindings";
import { KEY_SETUPS, ROLES } from "../../backend/role-words";
import { plain } from "../../kit/plain";

export type PersonSort = "name" | "email" | "role" | "key_setup" | "state";

/** The people whose name, e-mail or role contains every word. */
export function filterPeople(people: PersonView[], text: string): PersonView[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  if (words.length === 0) return people;
  return people.filter((person) => {
    const hay = plain(`${person.name}\n${person.email}\n${ROLES[person.role]}`);
    return words.every((word) => hay.includes(word));
  });
}

const compareText = new Intl.Collator("en-GB", { numeric: true, sensitivity: "base" }).compare;

// From whoever may most.
const ROLE_ORDER = Object.keys(ROLES);
const KEY_SETUP_ORDER = Object.keys(KEY_SETUPS).toReversed();

const COMPARE: Record<PersonSort, (left: PersonView, right: PersonView) => number> = {
  name: () => 0,
  email: (left, right) => compareText(left.email, right.email),
  role: (left, right) => ROLE_ORDER.indexOf(left.role) - ROLE_ORDER.indexOf(right.role),
  key_setup: (left, right) =>
    KEY_SETUP_ORDER.indexOf(left.key_setup) - KEY_SETUP_ORDER.indexOf(right.key_setup),
  state: (left, right) => Number(left.left_at !== null) - Number(right.left_at !== null),
};

/** The people in order; equal ones by name, whichever way round. */
export function sortPeople(people: PersonView[], sort: PersonSort, descending: boolean): PersonView[] {
  const sign = descending ? -1 : 1;
  const nameSign = sort === "name" ? sign : 1;
  return people.toSorted(
    (left, right) => sign * COMPARE[sort](left, right) || nameSign * compareText(left.name, right.name),
  );
}
