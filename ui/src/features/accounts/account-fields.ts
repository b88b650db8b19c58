import type { AccountFields, AccountView, Problem } from "../../backend/bindings";
import { problemAt } from "../../backend/form.svelte";

export const NO_ACCOUNT: AccountFields = { name: "", organisation: "", email: "" };

const LONGEST_NAME = 64;
const LONGEST_ORGANISATION = 100;

/** What an account's form starts with. */
export function fieldsOf({ name, organisation, email }: AccountView): AccountFields {
  return { name, organisation, email };
}

/** What can be told of a field before the back end is asked, which has the last word. */
export function checkAccount(
  fields: AccountFields,
  field: keyof AccountFields,
  others: AccountView[],
): Problem | undefined {
  const text = fields[field].trim();
  switch (field) {
    case "name":
      if (text === "") return problemAt(field, "required");
      if ([...text].length > LONGEST_NAME)
        return problemAt(field, "too_long", { limit: String(LONGEST_NAME) });
      if (!/^[a-z0-9._-]+$/i.test(text)) return problemAt(field, "account_name_characters");
      if (others.some((other) => other.name.toLowerCase() === text.toLowerCase())) {
        return problemAt(field, "name_taken");
      }
      return undefined;
    case "organisation":
      return [...text].length > LONGEST_ORGANISATION
        ? problemAt(field, "too_long", { limit: String(LONGEST_ORGANISATION) })
        : undefined;
    case "email":
      if (text === "") return problemAt(field, "required");
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? undefined : problemAt(field, "invalid_email");
  }
}
