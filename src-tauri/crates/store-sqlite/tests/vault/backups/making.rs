//! Making a backup.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::{FileExt as _, PermissionsExt as _, symlink};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use keytower_store_sqlite::vault::{BackupError, BackupLabel, Occasion, Staged, Unlock, VaultError};

use super::support::{BackedUp, MADE_AT, back_up, is_wrong_password, left_in, restore_and_read};
use crate::fixture::{Fixture, OTHER_PASSWORD, PASSWORD, Seeded, names, read_rows, typed};

#[test]
fn a_backup_says_what_it_is_and_holds_everything() {
    let backed_up = BackedUp::new();
    let label = BackupLabel::of_whole(&backed_up.file).unwrap();
    let vault = backed_up.vault.unlock().unwrap();
    assert_eq!(label.vault_id, vault.vault_id());
    assert_eq!(
        (label.made_at, label.made_by.as_str(), label.occasion),
        (MADE_AT.parse().unwrap(), "0.1.0", Occasion::ByHand)
    );
    assert_eq!(BackupLabel::of(&backed_up.file).unwrap(), label);
    drop(vault);
    restore_and_read(&backed_up.file, backed_up.parent(), "Restored.keytower");
}

#[test]
fn a_backup_is_for_its_owner_alone_and_nothing_else_is_left() {
    let backed_up = BackedUp::new();
    let mode = fs::metadata(&backed_up.file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert_eq!(
        left_in(backed_up.parent()),
        ["Tower.keytower", "Tower.keytower-backup"]
    );
    assert_eq!(names(&backed_up.vault.folder), ["header", "lock", "vault.db"]);
}

#[test]
fn nothing_of_a_backup_is_readable() {
    let backed_up = BackedUp::new();
    let content = fs::read(&backed_up.file).unwrap();
    for readable in [
        "00070007000700070007",
        "CREATE TABLE",
        "SQLite format",
        PASSWORD,
        "Tower",
        "plane",
    ] {
        let found = content
            .windows(readable.len())
            .any(|window| window == readable.as_bytes());
        assert!(!found, "{readable:?}");
    }
}

/// Kept readable copies would be in the vault's folder, or beside the target, while it is made.
#[test]
fn nothing_readable_is_written_on_the_way() {
    let fixture = Fixture::with_rows();
    let vault = fixture.unlock().unwrap();
    let target = fixture.parent.path().join("Tower.keytower-backup");
    let backup = vault.prepare_backup(&Seeded::new(5)).unwrap();
    let folders = [fixture.folder.clone(), fixture.parent.path().to_owned()];
    let done = AtomicBool::new(false);
    let seen = thread::scope(|scope| {
        let watcher = scope.spawn(|| {
            let (mut seen, marker) = (BTreeSet::new(), b"00070007000700070007");
            loop {
                let is_last = done.load(Ordering::SeqCst);
                for entry in folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap()) {
                    let path = entry.unwrap().path();
                    let Ok(content) = fs::read(&path) else { continue };
                    let readable = content.windows(marker.len()).any(|window| window == marker);
                    assert!(!readable, "{}", path.display());
                    seen.insert(path);
                }
                if is_last {
                    return seen.len();
                }
            }
        });
        let made_at = MADE_AT.parse().unwrap();
        let made = backup.make(&target, false, made_at, "0.1.0", Occasion::ByHand);
        done.store(true, Ordering::SeqCst);
        made.unwrap();
        watcher.join().unwrap()
    });
    assert!(seen > 3, "more than the vault itself was looked at");
}

#[test]
fn a_backup_opens_with_the_password_and_the_recovery_code_of_then_and_not_with_the_keyring() {
    let fixture = Fixture::with_rows();
    let vault = fixture.unlock().unwrap();
    let password = typed(PASSWORD);
    let device = vault.enable_device_key(&password, &fixture.entropy).unwrap();
    let file = fixture.parent.path().join("Tower.keytower-backup");
    back_up(&vault, &file).unwrap();
    let next = typed(OTHER_PASSWORD);
    vault.change_password(&password, &next, &fixture.entropy).unwrap();
    drop(vault);

    let unpack = |with: &Unlock<'_>| Staged::unpack(&file, fixture.parent.path(), with);
    assert!(is_wrong_password(&unpack(&Unlock::Password(&next))));
    let refused = unpack(&Unlock::Device(&device));
    assert!(
        matches!(refused, Err(BackupError::Vault(VaultError::NoDeviceKey))),
        "{refused:?}"
    );
    for with in [
        Unlock::Password(&password),
        Unlock::Recovery(&fixture.recovery_code),
    ] {
        read_rows(&unpack(&with).unwrap().connect().unwrap()).unwrap();
    }
    assert_eq!(
        left_in(fixture.parent.path()),
        ["Tower.keytower", "Tower.keytower-backup"]
    );
}

#[test]
fn a_backup_after_re_encryption_opens_too() {
    let fixture = Fixture::with_rows();
    let mut vault = fixture.unlock().unwrap();
    let password = typed(PASSWORD);
    vault.re_encrypt(&password, &fixture.entropy).unwrap();
    let file = fixture.parent.path().join("Tower.keytower-backup");
    back_up(&vault, &file).unwrap();
    restore_and_read(&file, fixture.parent.path(), "Restored.keytower");
}

#[test]
fn nothing_is_replaced_unasked_and_nothing_but_a_file_ever() {
    let fixture = Fixture::with_rows();
    let vault = fixture.unlock().unwrap();
    let place = |name: &str| fixture.parent.path().join(name);
    fs::write(place("there"), "mine").unwrap();
    symlink(place("there"), place("link")).unwrap();
    symlink(place("nowhere"), place("dangling")).unwrap();
    fs::create_dir(place("folder")).unwrap();
    let make = |name: &str, may_replace| {
        let backup = vault.prepare_backup(&Seeded::new(6)).unwrap();
        let made_at = MADE_AT.parse().unwrap();
        backup.make(&place(name), may_replace, made_at, "0.1.0", Occasion::ByHand)
    };
    assert!(matches!(make("there", false), Err(BackupError::Exists)));
    for name in ["link", "dangling", "folder"] {
        for may_replace in [false, true] {
            let outcome = make(name, may_replace);
            assert!(
                matches!(outcome, Err(BackupError::NotAFile)),
                "{name}: {outcome:?}"
            );
        }
    }
    assert!(matches!(make("missing/backup", false), Err(BackupError::Missing)));
    assert!(matches!(make("there/backup", false), Err(BackupError::Missing)));
    assert_eq!(fs::read(place("there")).unwrap(), b"mine");
    assert_eq!(
        left_in(fixture.parent.path()),
        ["Tower.keytower", "dangling", "folder", "link", "there"]
    );
    make("there", true).unwrap();
    drop(vault);
    restore_and_read(&place("there"), fixture.parent.path(), "Restored.keytower");
}

#[test]
fn a_backup_that_is_stopped_leaves_nothing() {
    let fixture = Fixture::with_rows();
    let vault = fixture.unlock().unwrap();
    let backup = vault.prepare_backup(&Seeded::new(7)).unwrap();
    backup.stopper().stop();
    let target = fixture.parent.path().join("Tower.keytower-backup");
    let outcome = backup.make(
        &target,
        false,
        MADE_AT.parse().unwrap(),
        "0.1.0",
        Occasion::ByHand,
    );
    assert!(matches!(outcome, Err(BackupError::Stopped)), "{outcome:?}");
    drop(vault);
    assert_eq!(left_in(fixture.parent.path()), ["Tower.keytower"]);
    assert_eq!(names(&fixture.folder), ["header", "lock", "vault.db"]);
}

/// What a dying disk would do, on purpose: the file is changed after it was written and before it is opened.
#[test]
fn a_backup_that_does_not_hold_what_was_written_is_never_put_in_place() {
    let fixture = Fixture::with_rows();
    let vault = fixture.unlock().unwrap();
    let target = fixture.parent.path().join("Tower.keytower-backup");
    let mut refused = 0;
    for attempt in 0..40 {
        let backup = vault.prepare_backup(&Seeded::new(100 + attempt)).unwrap();
        let partial = fixture
            .parent
            .path()
            .join(format!(".{}.keytower-backup.partial", vault.vault_id()));
        let spoiler = thread::spawn(move || {
            for _ in 0..1_000_000 {
                let long = fs::metadata(&partial).is_ok_and(|found| found.len() > 200_000);
                let file = fs::OpenOptions::new().write(true).open(&partial);
                if let (true, Ok(file)) = (long, file) {
                    let _ = file.write_all_at(&[0xff; 64], 100_000);
                    return;
                }
            }
        });
        let outcome = backup.make(
            &target,
            false,
            MADE_AT.parse().unwrap(),
            "0.1.0",
            Occasion::ByHand,
        );
        spoiler.join().unwrap();
        match outcome {
            Err(BackupError::Differs) => {
                refused += 1;
                assert_eq!(left_in(fixture.parent.path()), ["Tower.keytower"]);
            }
            // Spoilt too late, or not at all.
            Ok(_) => fs::remove_file(&target).unwrap(),
            Err(other) => panic!("{other:?}"),
        }
    }
    assert!(refused > 0, "not one was spoilt in time");
}
