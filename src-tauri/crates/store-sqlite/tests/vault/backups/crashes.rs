//! `kill -9` while a backup is made or restored.

use std::fs;
use std::path::Path;

use keytower_store_sqlite::vault::Occasion;

use super::support::{BackedUp, MADE_AT, left_in, restore_and_read, unpack};
use crate::children::{self, Running};
use crate::fixture::{Fixture, PASSWORD, Seeded, names, read_rows, unlock};

const ROUNDS: u64 = 24;

#[test]
fn killed_while_a_backup_is_made_the_target_is_the_old_one_or_the_new_and_whole() {
    if let Some(folder) = children::folder() {
        children::end_with_parent();
        let entropy = Seeded::new(children::seed());
        let vault = unlock(&folder, PASSWORD).unwrap();
        let target = folder.with_file_name("Tower.keytower-backup");
        children::say("backing up");
        loop {
            let backup = vault.prepare_backup(&entropy).unwrap();
            let made_at = MADE_AT.parse().unwrap();
            backup
                .make(&target, true, made_at, "0.1.0", Occasion::OnSchedule)
                .unwrap();
        }
    }
    let fixture = Fixture::with_rows();
    let parent = fixture.parent.path();
    let target = parent.join("Tower.keytower-backup");
    let test =
        "backups::crashes::killed_while_a_backup_is_made_the_target_is_the_old_one_or_the_new_and_whole";
    super::support::back_up(&fixture.unlock().unwrap(), &target).unwrap();
    let (mut partials, mut copies) = (0, 0);
    for round in 0..ROUNDS {
        let mut child = Running::start(test, &fixture.folder, 2_000 + round);
        child.await_saying("backing up");
        await_moment(&mut child, &fixture.folder, round);
        child.kill();
        partials += usize::from(left_in(parent).iter().any(|name| name.ends_with(".partial")));
        copies += usize::from(names(&fixture.folder).len() > 3);
        restore_and_read(&target, parent, "Restored.keytower");
        fs::remove_dir_all(parent.join("Restored.keytower")).unwrap();
        let vault = fixture.unlock().unwrap();
        assert_eq!(
            names(&fixture.folder),
            ["header", "lock", "vault.db"],
            "round {round}"
        );
        read_rows(&vault.connect().unwrap()).unwrap();
    }
    assert!(
        partials > 0 && copies > 0,
        "kills came half-way: {partials} partial backups, {copies} copies"
    );
    super::support::back_up(
        &fixture.unlock().unwrap(),
        &parent.join("Another.keytower-backup"),
    )
    .unwrap();
    assert!(!left_in(parent).iter().any(|name| name.ends_with(".partial")));
}

/// Waits for one of several moments, by turns: the database is being copied, the backup is being written, or any other.
fn await_moment(child: &mut Running, folder: &Path, round: u64) {
    let parent = folder.parent().unwrap();
    let looks = Seeded::new(round).next() % 3_000;
    match round % 3 {
        0 => child.await_sight(|| names(folder).len() > 3),
        1 => child.await_sight(|| left_in(parent).iter().any(|name| name.ends_with(".partial"))),
        _ => child.look(looks),
    }
    child.look(looks / 4);
}

#[test]
fn killed_while_a_backup_is_restored_a_whole_vault_is_at_its_place() {
    if let Some(folder) = children::folder() {
        children::end_with_parent();
        let parent = folder.parent().unwrap();
        let (file, aside) = (
            parent.join("Tower.keytower-backup"),
            parent.join("Tower (replaced).keytower"),
        );
        children::say("restoring");
        loop {
            let mut staged = unpack(&file, parent, PASSWORD).unwrap();
            let _ = fs::remove_dir_all(&aside);
            staged.put_in_place_of(&folder, &aside).unwrap();
        }
    }
    let backed_up = BackedUp::new();
    let parent = backed_up.parent();
    let folder = &backed_up.vault.folder;
    let aside = parent.join("Tower (replaced).keytower");
    let test = "backups::crashes::killed_while_a_backup_is_restored_a_whole_vault_is_at_its_place";
    let (mut stages, mut replaced) = (0, 0);
    for round in 0..ROUNDS {
        // Told from what is restored by a file of no meaning.
        fs::write(folder.join("mark"), "old").unwrap();
        let mut child = Running::start(test, folder, round);
        child.await_saying("restoring");
        match round % 3 {
            0 => child.await_sight(|| parent.join(".restoring/vault.db").exists()),
            1 => child.await_sight(|| aside.join("header").exists()),
            _ => child.await_sight(|| !folder.join("mark").exists()),
        }
        child.look(Seeded::new(round).next() % 500);
        child.kill();
        stages += usize::from(parent.join(".restoring").exists());
        replaced += usize::from(!folder.join("mark").exists());
        let vault = unlock(folder, PASSWORD).unwrap();
        read_rows(&vault.connect().unwrap()).unwrap();
        drop(vault);
        let _ = fs::remove_file(folder.join("mark"));
    }
    assert!(
        stages > 0 && replaced > 0,
        "kills came half-way: {stages} unpacked, {replaced} replaced"
    );
    drop(backed_up.unpack().unwrap());
    assert!(!parent.join(".restoring").exists());
}
