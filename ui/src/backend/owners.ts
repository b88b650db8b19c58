// Who owns a key: a service account or a person, told apart by the owner's id.

const PERSON = "person_";

/** The id of a person as an owner of keys. */
export function personOwner(personId: string): string {
  return `${PERSON}${personId}`;
}

/** The person who an owner is; nothing of a service account. */
export function personOf(ownerId: string): string | undefined {
  return ownerId.startsWith(PERSON) ? ownerId.slice(PERSON.length) : undefined;
}

/** Where an owner is opened. */
export function ownerPath(ownerId: string): string {
  const person = personOf(ownerId);
  return person === undefined ? `/accounts/${ownerId}` : `/people/${person}`;
}
