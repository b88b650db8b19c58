//! `kill -9` at any moment.

use std::{fs, path::Path};

use keytower_store_sqlite::vault::{Vault, VaultError};

use crate::{
    children::{self, Running},
    fixture::{Fixture, OTHER_PASSWORD, PASSWORD, Seeded, databases, names, read_rows, typed, unlock},
};

/// Waits for one of several moments, by turns: the new header is being written, the header was
/// replaced, a new database is being written, an old one was removed, or any other.
fn await_moment(child: &mut Running, folder: &Path, round: u64) {
    let header = fs::read(folder.join("header")).unwrap();
    let count = databases(folder).len();
    let mut looks = Seeded::new(round).next() % 2_000;
    match round % 5 {
        0 => child.await_sight(|| folder.join("header.new").exists()),
        1 => child.await_sight(|| fs::read(folder.join("header")).unwrap() != header),
        2 => child.await_sight(|| databases(folder).len() != count || folder.join("header.new").exists()),
        3 => {
            child.await_sight(|| fs::read(folder.join("header")).unwrap() != header);
            child.await_sight(|| databases(folder).len() == 1);
        }
        _ => child.await_sight(|| {
            looks = looks.saturating_sub(1);
            // Looking takes some microseconds.
            names(folder).is_empty() || looks == 0
        }),
    }
}

#[test]
fn killed_during_a_password_change_exactly_one_password_opens() {
    let opens = |folder: &Path, password: &str| match unlock(folder, password) {
        Ok(vault) => Some(vault),
        Err(VaultError::WrongPassword) => None,
        Err(other) => panic!("{other:?}"),
    };
    if let Some(folder) = children::folder() {
        children::end_with_parent();
        let entropy = Seeded::new(children::seed());
        let mut passwords = [PASSWORD, OTHER_PASSWORD];
        let vault = opens(&folder, passwords[0]).unwrap_or_else(|| {
            passwords.reverse();
            opens(&folder, passwords[0]).unwrap()
        });
        children::say("changing");
        loop {
            vault
                .change_password(&typed(passwords[0]), &typed(passwords[1]), &entropy)
                .unwrap();
            passwords.reverse();
        }
    }
    let fixture = Fixture::with_rows();
    let test = "vaults::crashes::killed_during_a_password_change_exactly_one_password_opens";
    let mut seen = [0, 0];
    for round in 0..30 {
        let mut child = Running::start(test, &fixture.folder, round);
        child.await_saying("changing");
        await_moment(&mut child, &fixture.folder, round);
        child.kill();
        let opened = [PASSWORD, OTHER_PASSWORD].map(|password| {
            opens(&fixture.folder, password)
                .map(|vault| read_rows(&vault.connect().unwrap()).unwrap())
                .is_some()
        });
        assert!(opened[0] != opened[1], "round {round}: {opened:?}");
        seen[usize::from(opened[1])] += 1;
        assert_eq!(names(&fixture.folder), ["header", "lock", "vault.db"]);
    }
    assert!(
        seen[0] > 0 && seen[1] > 0,
        "kills came on both sides of the change: {seen:?}"
    );
}

#[test]
fn killed_during_re_encryption_the_vault_opens_and_is_whole() {
    if let Some(folder) = children::folder() {
        children::end_with_parent();
        let entropy = Seeded::new(children::seed());
        let mut vault: Vault = unlock(&folder, PASSWORD).unwrap();
        children::say("re-encrypting");
        loop {
            vault.re_encrypt(&typed(PASSWORD), &entropy).unwrap();
        }
    }
    let fixture = Fixture::with_rows();
    let test = "vaults::crashes::killed_during_re_encryption_the_vault_opens_and_is_whole";
    let mut leftovers = 0;
    for round in 0..30 {
        let mut child = Running::start(test, &fixture.folder, 1000 + round);
        child.await_saying("re-encrypting");
        await_moment(&mut child, &fixture.folder, round);
        child.kill();
        leftovers += usize::from(databases(&fixture.folder).len() > 1);
        let vault = fixture.unlock().unwrap();
        assert_eq!(databases(&fixture.folder).len(), 1, "round {round}");
        assert!(!fixture.folder.join("header.new").exists(), "round {round}");
        read_rows(&vault.connect().unwrap()).unwrap();
    }
    assert!(leftovers > 0, "some kills came half-way");
}
