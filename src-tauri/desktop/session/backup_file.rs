//! What the file of a backup is called: `Name 2026-11-21 1042.keytower-backup`.

use chrono_tz::Tz;
use keytower_app::domain::time::Instant;

use super::opening::LONGEST_FILE_NAME;

/// What it ends in, without the dot.
pub(super) const ENDING: &str = "keytower-backup";
/// How an instant stands in a name.
const WRITTEN: &str = "%Y-%m-%d %H%M";
/// Bytes of the longest that follows the vault's name: an instant, a number, the ending.
const REST: usize = 48;

/// An instant as it stands in a name, in its workspace's zone.
pub(super) fn instant_in_name(at: Instant, zone: Tz) -> String {
    at.with_timezone(&zone).format(WRITTEN).to_string()
}

/// The name of a vault's backup. `again` counts those of the same minute, from 1.
pub(super) fn name(vault: &str, at: Instant, zone: Tz, again: u32) -> String {
    let vault = &vault[..vault.floor_char_boundary(LONGEST_FILE_NAME - REST)];
    let at = instant_in_name(at, zone);
    match again {
        0 | 1 => format!("{vault} {at}.{ENDING}"),
        _ => format!("{vault} {at} ({again}).{ENDING}"),
    }
}

/// Whether a file is called as [`name`] calls backups of a vault.
pub(super) fn is_named(file: &str, vault: &str) -> bool {
    let vault = &vault[..vault.floor_char_boundary(LONGEST_FILE_NAME - REST)];
    let rest = || {
        file.strip_prefix(vault)?
            .strip_prefix(' ')?
            .strip_suffix(ENDING)?
            .strip_suffix('.')
    };
    let Some(rest) = rest() else { return false };
    let (at, again) = rest.split_once(" (").unwrap_or((rest, "2)"));
    let numbered = again
        .strip_suffix(')')
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit()));
    numbered && at.len() == 15 && chrono::NaiveDateTime::parse_from_str(at, WRITTEN).is_ok()
}

/// The vault's name in that of a backup; whatever the file is called where it is called otherwise.
pub(super) fn vault_in(file: &str) -> &str {
    let stem = file
        .strip_suffix(ENDING)
        .and_then(|stem| stem.strip_suffix('.'))
        .unwrap_or(file);
    let dated = |stem: &str| {
        let at = stem.len().checked_sub(16)?;
        let (vault, at) = stem.split_at_checked(at)?;
        chrono::NaiveDateTime::parse_from_str(at.strip_prefix(' ')?, WRITTEN).ok()?;
        Some(vault.len())
    };
    let plain = stem.rsplit_once(" (").map_or(stem, |(plain, _)| plain);
    dated(stem)
        .or_else(|| dated(plain))
        .map_or(stem, |length| &stem[..length])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        text.parse().expect("an instant")
    }

    #[test]
    fn a_name_has_the_minute_in_the_workspaces_zone_and_is_known_again() {
        let made = at("2026-11-21T23:42:59Z");
        let first = name("Northwind Ops", made, chrono_tz::Europe::Warsaw, 1);
        assert_eq!(first, "Northwind Ops 2026-11-22 0042.keytower-backup");
        let second = name("Northwind Ops", made, chrono_tz::UTC, 2);
        assert_eq!(second, "Northwind Ops 2026-11-21 2342 (2).keytower-backup");
        for known in [&first, &second] {
            assert!(is_named(known, "Northwind Ops"), "{known}");
            assert_eq!(vault_in(known), "Northwind Ops");
        }
    }

    #[test]
    fn what_is_called_otherwise_is_no_backup_of_the_schedule() {
        for file in [
            "Northwind Ops.keytower-backup",
            "Northwind Ops 2026-11-21 1042",
            "Northwind Ops 2026-13-21 1042.keytower-backup",
            "Northwind Ops 2026-11-21 1042 (x).keytower-backup",
            "Northwind Ops 2026-11-21 1042 copy.keytower-backup",
            "Northwind 2026-11-21 1042.keytower-backup",
            "Other Northwind Ops 2026-11-21 1042.keytower-backup",
        ] {
            assert!(!is_named(file, "Northwind Ops"), "{file}");
        }
    }

    #[test]
    fn the_longest_name_of_a_vault_leaves_room_for_the_rest() {
        let long = "Ż".repeat(120);
        let file = name(&long, at("2026-11-21T10:42:00Z"), Tz::UTC, 12);
        assert!(file.len() <= LONGEST_FILE_NAME, "{}", file.len());
        assert!(is_named(&file, &long));
    }

    #[test]
    fn a_file_that_was_renamed_is_what_it_is_called() {
        for (file, vault) in [
            ("holiday.keytower-backup", "holiday"),
            ("holiday", "holiday"),
            ("a (2).keytower-backup", "a (2)"),
            (" 2026-11-21 1042.keytower-backup", ""),
            ("Łódź 2026-11-21 1042.keytower-backup", "Łódź"),
        ] {
            assert_eq!(vault_in(file), vault);
        }
    }
}
