import type { PersonFields, PersonView, Problem } from "../../backend/bindings";
import { problemAt } from "../../backend/form.svelte";

export const NOBODY: PersonFields = { name: "", email: "", role: "none", key_setup: "none" };

const LONGEST_NAME = 100;

/** What a person's form starts with. */
export function fieldsOf({ name, email, role, key_setup }: PersonView): PersonFields {
  return { name, email, role, key_setup };
}

/** What can be told of a field before the back end is asked, which has the last word. */
export function checkPerson(
  fields: PersonFields,
  field: keyof PersonFields,
  others: PersonView[],
): Problem | undefined {
  const text = fields[field].trim();
  switch (field) {
    case "name":
      if (text === "") return problemAt(field, "required");
      return [...text].length > LONGEST_NAME
        ? problemAt(field, "too_long", { limit: String(LONGEST_NAME) })
        : undefined;
    case "email":
      if (text === "") return undefined;
      if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)) return problemAt(field, "invalid_email");
      return others.some(
        ({ email, left_at }) => left_at === null && email.toLowerCase() === text.toLowerCase(),
      )
        ? problemAt(field, "email_taken")
        : undefined;
    case "role":
    case "key_setup":
      return undefined;
  }
}
