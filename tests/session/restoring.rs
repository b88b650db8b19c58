//! Restoring a backup: what it would replace, and what is kept.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::TimeDelta;
use keytower_contract::{Answer, BackupAge, BackupSecret, Code, LockReason, RestorePlace, RestorePreview};

use super::room::{OTHER_PASSWORD, PASSWORD, Room, Seat, new_vault, refused, refused_at};

fn password(text: &str) -> BackupSecret {
    BackupSecret::Password {
        password: text.to_owned(),
    }
}

fn back_up(seat: &Seat, path: &Path) {
    seat.person.will_save(path, false);
    let made = seat.run(seat.session.back_up_now()).expect("a writable folder");
    assert!(made.is_some());
}

fn open(seat: &Seat, path: &Path, secret: BackupSecret) -> Answer<RestorePreview> {
    seat.run(seat.session.open_backup(path.display().to_string(), secret))
}

fn beside(name: &str) -> RestorePlace {
    RestorePlace::Beside {
        name: name.to_owned(),
    }
}

/// A vault of one key, a backup of that, and a key and a week more.
fn with_older_backup(room: &Room) -> (Seat, String, PathBuf) {
    let (seat, code) = room.with_vault();
    seat.generate("first");
    let file = room.folder.path().join("Tower 2026-11-21 1300.keytower-backup");
    back_up(&seat, &file);
    room.clock.jump(TimeDelta::days(7));
    seat.generate("second");
    (seat, code, file)
}

fn left_in_vaults(room: &Room) -> Vec<String> {
    let entries = fs::read_dir(room.data().join("vaults")).expect("vaults");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("readable").file_name().into_string().expect("text"))
        .collect();
    names.sort();
    names
}

#[test]
fn an_older_backup_says_what_it_lacks_and_replaces_the_vault_only_by_another_name() {
    let room = Room::new();
    let (seat, _, file) = with_older_backup(&room);
    seat.person.will_choose_file(&file);
    let chosen = seat.run(seat.session.choose_backup()).expect("a backup");
    let chosen = chosen.expect("the person chose one");
    assert_eq!(chosen.vault.as_deref(), Some("Tower"));
    assert_eq!(chosen.made_by, env!("CARGO_PKG_VERSION"));

    let preview = open(&seat, &file, password(PASSWORD)).expect("the right password");
    let here = preview.vault.clone().expect("the open vault");
    let figures = here.figures.expect("it can be read");
    assert_eq!((preview.figures.keys, figures.keys), (1, 2));
    let missing = figures.events - preview.figures.events;
    assert!(missing > 0);
    assert_eq!(
        preview.age,
        BackupAge::Older {
            missing,
            seen_until: figures.newest_event_at
        }
    );
    assert_eq!(preview.suggested_name, "Tower 2026-11-21 1300");
    assert_eq!(
        here.replaced_name.as_deref(),
        Some("Tower (replaced 2026-11-28 1300)")
    );

    let status = seat.run(seat.session.restore_backup(RestorePlace::InPlace));
    status.expect("nobody else has the vault");
    seat.assert_locked(LockReason::Restored);
    assert_eq!(
        left_in_vaults(&room),
        ["Tower (replaced 2026-11-28 1300).keytower", "Tower.keytower"]
    );
    seat.unlock(PASSWORD).expect("the password of then");
    let workspace = seat.workspace();
    assert_eq!((workspace.keys, workspace.older_than_seen), (1, true));
    seat.run(seat.backend().accept_copy())
        .expect("an administrator may");
    seat.open(&room.vault("Tower (replaced 2026-11-28 1300)"))
        .expect("it is whole");
    seat.unlock(PASSWORD).expect("the right password");
    assert_eq!(seat.workspace().keys, 2);
}

#[test]
fn a_backup_is_restored_beside_the_vault_under_a_name_that_is_free() {
    let room = Room::new();
    let (seat, code, file) = with_older_backup(&room);
    let secret = BackupSecret::RecoveryCode {
        recovery_code: code.to_lowercase(),
    };
    open(&seat, &file, secret).expect("its recovery code");
    for (name, expected) in [
        ("Tower", Code::VaultExists),
        ("../Tower", Code::VaultNameCharacters),
        (" ", Code::Required),
    ] {
        let refused = seat.run(seat.session.restore_backup(beside(name)));
        assert_eq!(refused_at(refused), (expected, "name".to_owned()), "{name:?}");
    }
    assert_eq!(seat.workspace().keys, 2, "still open");
    seat.run(seat.session.restore_backup(beside("Tower of then")))
        .expect("a free name");
    seat.assert_locked(LockReason::Restored);
    assert_eq!(
        left_in_vaults(&room),
        ["Tower of then.keytower", "Tower.keytower"]
    );
    let next = seat.run(seat.session.recover_vault(code, OTHER_PASSWORD.to_owned()));
    next.expect("its recovery code");
    assert_eq!(seat.workspace().keys, 1);
    seat.open(&room.vault("Tower")).expect("it is whole");
    seat.unlock(PASSWORD).expect("the right password");
    assert_eq!(seat.workspace().keys, 2);
}

#[test]
fn on_a_computer_that_never_saw_the_vault_it_becomes_one_and_no_age_is_made_up() {
    let room = Room::new();
    let (_seat, _, file) = with_older_backup(&room);
    let elsewhere = Room::new();
    let other = elsewhere.sit_down();
    other.person.will_choose_file(&file);
    let chosen = other.run(other.session.choose_backup()).expect("a backup");
    assert_eq!(chosen.and_then(|chosen| chosen.vault), None);
    let preview = open(&other, &file, password(PASSWORD)).expect("the right password");
    assert_eq!((&preview.age, &preview.vault), (&BackupAge::NeverSeen, &None));
    assert_eq!(preview.suggested_name, "Tower");
    let refused_place = other.run(other.session.restore_backup(RestorePlace::InPlace));
    assert_eq!(refused(refused_place), Code::NotFound);
    other
        .run(other.session.restore_backup(beside("Tower")))
        .expect("a free name");
    other.unlock(PASSWORD).expect("the right password");
    let workspace = other.workspace();
    assert_eq!((workspace.keys, workspace.older_than_seen), (1, false));
}

#[test]
fn a_backup_that_holds_all_that_was_seen_is_current_and_one_of_another_way_is_told() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    seat.generate("first");
    let file = room.folder.path().join("now.keytower-backup");
    back_up(&seat, &file);
    let preview = open(&seat, &file, password(PASSWORD)).expect("the right password");
    assert_eq!(preview.age, BackupAge::Current);

    // On another computer, the backup goes on, further than the vault does here.
    let elsewhere = Room::new();
    elsewhere.clock.jump(TimeDelta::days(1));
    let other = elsewhere.sit_down();
    open(&other, &file, password(PASSWORD)).expect("the right password");
    other
        .run(other.session.restore_backup(beside("Tower")))
        .expect("a free name");
    other.unlock(PASSWORD).expect("the right password");
    for name in ["a", "b", "c"] {
        other.generate(name);
    }
    let theirs = room.folder.path().join("theirs.keytower-backup");
    back_up(&other, &theirs);
    seat.generate("here");
    let preview = open(&seat, &theirs, password(PASSWORD)).expect("the right password");
    assert!(
        matches!(preview.age, BackupAge::Diverged { .. }),
        "{:?}",
        preview.age
    );
}

#[test]
fn a_vault_that_was_re_encrypted_since_is_not_read_with_the_backups_key() {
    let room = Room::new();
    let (seat, _, file) = with_older_backup(&room);
    seat.run(seat.session.re_encrypt_vault(PASSWORD.to_owned()))
        .expect("the right password");
    seat.lock();
    let preview = open(&seat, &file, password(PASSWORD)).expect("the password of then");
    assert_eq!(preview.vault.expect("it is there").figures, None);
    assert!(matches!(preview.age, BackupAge::Older { .. }));
}

#[test]
fn a_wrong_password_a_foreign_file_and_a_damaged_one_are_told_apart() {
    let room = Room::new();
    let (seat, _, file) = with_older_backup(&room);
    let before = left_in_vaults(&room);
    assert_eq!(
        refused_at(open(&seat, &file, password(OTHER_PASSWORD))),
        (Code::WrongPassword, "password".to_owned())
    );
    let code = BackupSecret::RecoveryCode {
        recovery_code: "ABCDE".to_owned(),
    };
    assert_eq!(
        refused_at(open(&seat, &file, code)),
        (Code::MalformedRecoveryCode, "recovery_code".to_owned())
    );
    let whole = fs::read(&file).expect("readable");
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 1;
    for (content, expected) in [
        (whole[..whole.len() - 1].to_vec(), Code::BackupCut),
        (flipped, Code::BackupDamaged),
        (b"something else".to_vec(), Code::NotABackup),
    ] {
        fs::write(&file, content).expect("writable");
        seat.person.will_choose_file(&file);
        assert_eq!(refused(seat.run(seat.session.choose_backup())), expected);
        assert_eq!(refused(open(&seat, &file, password(PASSWORD))), expected);
    }
    fs::remove_file(&file).expect("writable");
    seat.person.will_choose_file(&file);
    assert_eq!(
        refused(seat.run(seat.session.choose_backup())),
        Code::BackupMissing
    );
    assert_eq!(left_in_vaults(&room), before);
    assert_eq!(seat.workspace().keys, 2);
}

#[test]
fn a_backup_that_was_opened_is_forgotten_when_it_is_closed_or_the_vault_is_locked() {
    let room = Room::new();
    let (seat, _, file) = with_older_backup(&room);
    let stage = room.data().join("vaults/.restoring");
    let close = || {
        seat.run(seat.session.close_backup())
            .expect("closing always works");
    };
    let forget: [&dyn Fn(); 2] = [&|| seat.lock(), &close];
    for forget in forget {
        open(&seat, &file, password(PASSWORD)).expect("the right password");
        assert!(stage.exists());
        forget();
        assert!(!stage.exists());
        let refusal = refused(seat.run(seat.session.restore_backup(beside("x"))));
        assert_eq!(refusal, Code::NoBackupOpen);
    }
}

#[test]
fn another_open_vault_gives_way_to_the_restored_one() {
    let room = Room::new();
    let (seat, _, file) = with_older_backup(&room);
    seat.run(seat.session.create_vault(new_vault("Bridge")))
        .expect("a new vault");
    seat.generate("bridge feed");
    let preview = open(&seat, &file, password(PASSWORD)).expect("the right password");
    let here = preview.vault.expect("it was open here before");
    assert_eq!(here.name, "Tower");
    assert_eq!(
        here.figures.map(|figures| figures.keys),
        Some(2),
        "what opens the backup opens the vault"
    );
    seat.run(seat.session.restore_backup(RestorePlace::InPlace))
        .expect("nobody has it open");
    seat.unlock(PASSWORD).expect("the right password");
    assert_eq!(seat.workspace().keys, 1);
}
