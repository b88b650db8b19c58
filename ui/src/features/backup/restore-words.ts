import type { BackupAge, RestorePreview, VaultFigures } from "../../backend/bindings";
import { moment } from "../../kit/dates";
import { count, plural } from "../../kit/numbers";

/** "1,284 keys, newest event Sat 21 Nov 2026, 10:42". */
export function figuresWords(figures: VaultFigures, zone: string): string {
  return `${plural(figures.keys, "key", "keys")}, newest event ${moment(figures.newest_event_at, zone)}`;
}

/** What a backup holds, what the vault here holds, and what the difference is. */
export function comparisonWords(preview: RestorePreview): string {
  const zone = preview.time_zone;
  const backup = figuresWords(preview.figures, zone);
  const here = preview.vault?.figures;
  if (!preview.vault) return `The backup has ${backup}.`;
  if (!here) {
    return `The backup has ${backup}. The vault on this computer can't be read with what opens the backup.`;
  }
  const later = here.events - preview.figures.events;
  const both = `The vault on this computer has ${figuresWords(here, zone)}; the backup has ${backup}`;
  if (later > 0) {
    const missing = `${plural(later, "event", "events")} later than the backup ${later === 1 ? "is" : "are"}`;
    return `${both}: ${missing} not in it.`;
  }
  return later === 0 ? `${both}.` : `${both}: it holds ${count(-later)} more events than the vault.`;
}

/** What must be known of a backup that doesn't hold what this computer has seen; nothing otherwise. */
export function warningWords(age: BackupAge, zone: string): string | undefined {
  switch (age.kind) {
    case "never_seen":
    case "current":
      return undefined;
    case "older":
      return (
        `This computer has seen this vault until ${moment(age.seen_until, zone)}, ` +
        `${plural(age.missing, "event", "events")} further. What was changed since isn't in the backup: ` +
        "a key that was revoked then may be listed as active."
      );
    case "diverged":
      return (
        `This computer has seen other events of this vault, until ${moment(age.seen_until, zone)}. ` +
        "The backup is of a copy that went its own way: what was changed here isn't in it."
      );
  }
}
