// Registrations as people paste them: a column of a spreadsheet, a line of a mail.

/** The registrations in a text, separated by commas, semicolons, spaces or line ends; each once, as first written. */
export function splitRegistrations(text: string): string[] {
  const found = new Map<string, string>();
  for (const part of text.split(/[\s,;]+/u)) {
    const written = part.trim();
    const same = comparable(written);
    if (same !== "" && !found.has(same)) found.set(same, written);
  }
  return [...found.values()];
}

/** Registrations are compared without case and hyphen. */
export function comparable(registration: string): string {
  return registration.replaceAll("-", "").toUpperCase();
}
