//! Backups that are made unasked.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::TimeDelta;
use keytower_contract::{BackupEvery, BackupSchedule, Code, Notice};
use keytower_store_sqlite::vault::{BackupLabel, Occasion};

use super::room::{Room, Seat, new_vault, refused_at};

fn schedule(folder: &Path, every: BackupEvery, keep: u32) -> BackupSchedule {
    BackupSchedule {
        folder: folder.display().to_string(),
        every,
        keep,
    }
}

/// A folder for backups, on a computer.
fn backups_of(room: &Room) -> PathBuf {
    let folder = room.folder.path().join("backups");
    fs::create_dir(&folder).expect("writable");
    folder
}

fn set(seat: &Seat, wanted: BackupSchedule) {
    let status = seat.run(seat.session.set_backup_schedule(Some(wanted)));
    status.expect("a folder that is there");
}

/// Somebody is at the window, and a backup is due: waits until it was made, or not.
fn backed_up(seat: &Seat) {
    seat.session.touch();
    seat.person.hears(&Notice::BackupChanged);
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("readable").file_name().into_string().expect("text"))
        .collect();
    names.sort();
    names
}

/// None was begun: what is begun is told, and the next thing that is told is that of the next day.
fn none_is_due(seat: &Seat, folder: &Path) {
    let before = names(folder);
    seat.session.touch();
    let status = seat.run(seat.session.backup_status()).expect("an open vault");
    assert!(!status.running);
    assert_eq!(names(folder), before);
    assert!(!seat.person.heard().contains(&Notice::BackupChanged));
}

#[test]
fn the_first_is_made_at_once_then_one_a_day_and_the_oldest_go() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    let folder = backups_of(&room);
    set(&seat, schedule(&folder, BackupEvery::Daily, 3));
    seat.person.hears(&Notice::BackupChanged);
    assert_eq!(names(&folder), ["Tower 2026-11-21 1300.keytower-backup"]);
    room.clock.jump(TimeDelta::hours(23));
    none_is_due(&seat, &folder);
    room.clock.jump(TimeDelta::hours(1));
    backed_up(&seat);
    for _ in 0..3 {
        seat.generate("feed");
        seat.run(seat.session.discard_shown()).expect("nobody has it");
        room.clock.jump(TimeDelta::days(1));
        backed_up(&seat);
    }
    assert_eq!(
        names(&folder),
        [
            "Tower 2026-11-23 1300.keytower-backup",
            "Tower 2026-11-24 1300.keytower-backup",
            "Tower 2026-11-25 1300.keytower-backup",
        ]
    );
    let newest = folder.join("Tower 2026-11-25 1300.keytower-backup");
    let label = BackupLabel::of_whole(&newest).expect("a whole backup");
    assert_eq!(label.occasion, Occasion::OnSchedule);
    let status = seat.run(seat.session.backup_status()).expect("an open vault");
    assert_eq!(
        status.last.map(|last| last.path),
        Some(newest.display().to_string())
    );
}

#[test]
fn a_computer_that_was_off_for_weeks_makes_up_for_it_once_when_the_vault_is_unlocked() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    let folder = backups_of(&room);
    set(&seat, schedule(&folder, BackupEvery::Weekly, 5));
    seat.person.hears(&Notice::BackupChanged);
    seat.lock();
    room.clock.jump(TimeDelta::days(30));
    seat.session.touch();
    assert_eq!(names(&folder).len(), 1, "nothing while it is locked");
    seat.unlock(super::room::PASSWORD).expect("the right password");
    seat.person.hears(&Notice::BackupChanged);
    assert_eq!(
        names(&folder),
        [
            "Tower 2026-11-21 1300.keytower-backup",
            "Tower 2026-12-21 1300.keytower-backup"
        ]
    );
    none_is_due(&seat, &folder);
}

#[test]
fn only_what_the_schedule_wrote_for_this_vault_is_deleted() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    let folder = backups_of(&room);
    // Its second vault, for every computer draws the same ids here.
    let other = Room::new();
    let elsewhere = other.sit_down();
    for name in ["Gate", "Tower"] {
        elsewhere
            .run(elsewhere.session.create_vault(new_vault(name)))
            .expect("a new vault");
    }
    let put = |name: &str, content: &[u8]| fs::write(folder.join(name), content).expect("writable");

    // Another vault's, of the same name, by its own schedule.
    set(&elsewhere, schedule(&folder, BackupEvery::Daily, 1));
    elsewhere.person.hears(&Notice::BackupChanged);
    // This vault's, by hand.
    room.clock.jump(TimeDelta::hours(1));
    seat.person
        .will_save(folder.join("Tower 2026-11-20 1300.keytower-backup"), false);
    seat.run(seat.session.back_up_now()).expect("a writable folder");
    put("Tower 2026-11-19 1300.keytower-backup", b"something else");
    put("notes.txt", b"notes");
    std::os::unix::fs::symlink("notes.txt", folder.join("Tower 2026-11-18 1300.keytower-backup"))
        .expect("writable");

    set(&seat, schedule(&folder, BackupEvery::Daily, 1));
    seat.person.hears(&Notice::BackupChanged);
    // One that the schedule wrote, under a name that somebody gave it.
    fs::copy(
        folder.join("Tower 2026-11-21 1400.keytower-backup"),
        folder.join("Tower before the audit.keytower-backup"),
    )
    .expect("writable");
    for _ in 0..2 {
        room.clock.jump(TimeDelta::days(1));
        backed_up(&seat);
    }
    assert_eq!(
        names(&folder),
        [
            "Tower 2026-11-18 1300.keytower-backup",
            "Tower 2026-11-19 1300.keytower-backup",
            "Tower 2026-11-20 1300.keytower-backup",
            "Tower 2026-11-21 1300.keytower-backup",
            "Tower 2026-11-23 1400.keytower-backup",
            "Tower before the audit.keytower-backup",
            "notes.txt",
        ]
    );
}

#[test]
fn a_clock_that_went_back_never_costs_the_backup_that_was_just_made() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    let folder = backups_of(&room);
    set(&seat, schedule(&folder, BackupEvery::Daily, 1));
    seat.person.hears(&Notice::BackupChanged);
    room.clock.jump(TimeDelta::days(-10));
    backed_up(&seat);
    assert_eq!(names(&folder), ["Tower 2026-11-11 1300.keytower-backup"]);
    none_is_due(&seat, &folder);
}

#[test]
fn what_failed_is_told_until_it_is_read_or_mended_and_not_tried_all_the_time() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    let folder = backups_of(&room);
    set(&seat, schedule(&folder, BackupEvery::Daily, 3));
    seat.person.hears(&Notice::BackupChanged);
    fs::rename(&folder, room.folder.path().join("gone")).expect("writable");
    room.clock.jump(TimeDelta::days(1));
    backed_up(&seat);
    let failure = || {
        let status = seat.run(seat.session.backup_status()).expect("an open vault");
        status.failure.map(|failure| failure.problem.code)
    };
    assert_eq!(failure(), Some(Code::FolderMissing));
    seat.come_back();
    assert_eq!(failure(), Some(Code::FolderMissing), "it stays");
    seat.run(seat.session.dismiss_backup_failure())
        .expect("an open vault");
    seat.session.touch();
    assert_eq!(failure(), None, "it isn't tried again at once");

    room.clock.jump(TimeDelta::hours(1));
    backed_up(&seat);
    assert_eq!(failure(), Some(Code::FolderMissing));
    fs::rename(room.folder.path().join("gone"), &folder).expect("writable");
    room.clock.jump(TimeDelta::hours(1));
    backed_up(&seat);
    assert_eq!(failure(), None, "the one that succeeded says all there is to say");
    assert_eq!(names(&folder).len(), 2);
}

#[test]
fn a_folder_that_is_not_there_is_refused_and_the_schedule_stays_as_it_was() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    let folder = backups_of(&room);
    seat.person.will_choose_folder(&folder);
    let chosen = seat.run(seat.session.choose_backup_folder());
    assert_eq!(chosen, Ok(Some(folder.display().to_string())));
    let wanted = schedule(&folder, BackupEvery::Weekly, 0);
    set(&seat, wanted.clone());
    seat.person.hears(&Notice::BackupChanged);
    let refused = seat.run(seat.session.set_backup_schedule(Some(schedule(
        &folder.join("missing"),
        BackupEvery::Daily,
        7,
    ))));
    assert_eq!(refused_at(refused), (Code::FolderMissing, "folder".to_owned()));
    let status = seat.run(seat.session.backup_status()).expect("an open vault");
    assert_eq!(
        status.schedule,
        Some(BackupSchedule { keep: 1, ..wanted }),
        "one at least"
    );
    let off = seat.run(seat.session.set_backup_schedule(None));
    assert_eq!(off.expect("an open vault").schedule, None);
    room.clock.jump(TimeDelta::days(30));
    none_is_due(&seat, &folder);
}
