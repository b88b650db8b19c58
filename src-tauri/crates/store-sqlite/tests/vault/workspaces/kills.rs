//! `kill -9` at any moment of ordinary work.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use keytower_app::conformance::desk::Desk;
use keytower_app::domain::event::EventKind;
use keytower_app::domain::id::KeyId;
use keytower_app::domain::key::{Key, Life};
use keytower_app::{Store, confirm_import, generate_key, preview_import, renew_key, revoke_key};
use keytower_store_sqlite::SqliteStore;
use tempfile::tempdir;

use super::tower::{OWNER, Tower, assert_intact};
use crate::children::{self, Running};
use crate::fixture::Seeded;

const ROUNDS: u64 = 24;
/// Aircraft in one import.
const FLEET: usize = 50;

/// Fifty registrations that only the import of this tag has.
fn file(tag: &str) -> String {
    let mut file = "Reg,Type,Operator\n".to_owned();
    for number in 0..FLEET {
        writeln!(file, "{tag}-{number:02},B738,Northwind").unwrap();
    }
    file
}

/// Works until it is killed, and says what was acknowledged as soon as it was.
fn work(desk: &Desk<'_, impl Store>, round: u64) {
    let owner = desk.read(|tx| tx.accounts())[0].id;
    for turn in 0_u64.. {
        let request = desk.request(owner, &format!("feed {round} {turn}"));
        let key = generate_key(desk.store, &desk.caller(), &request).unwrap().key;
        children::say(&format!("generated {}", key.id));
        desk.wait(1);
        let renewed = renew_key(desk.store, &desk.caller(), key.id, None, "").unwrap();
        let end = renewed.expires_at.unwrap().timestamp_millis();
        children::say(&format!("renewed {} {end}", key.id));
        if turn % 2 == 0 {
            revoke_key(desk.store, &desk.caller(), key.id).unwrap();
            children::say(&format!("revoked {}", key.id));
        }
        let tag = format!("R{round:02}T{turn:03}");
        let plan = preview_import(desk.store, &desk.caller(), file(&tag).as_bytes()).unwrap();
        children::say(&format!("importing {tag}"));
        confirm_import(desk.store, &desk.caller(), &plan).unwrap();
        children::say(&format!("imported {tag}"));
    }
}

/// What the children said they had done.
#[derive(Default)]
struct Acknowledged {
    generated: BTreeSet<String>,
    renewed: BTreeMap<String, i64>,
    revoked: BTreeSet<String>,
    importing: BTreeSet<String>,
    imported: BTreeSet<String>,
}

impl Acknowledged {
    fn note(&mut self, words: &[String]) {
        for word in words {
            match *word.split(' ').collect::<Vec<_>>() {
                ["generated", key] => drop(self.generated.insert(key.to_owned())),
                ["renewed", key, end] => drop(self.renewed.insert(key.to_owned(), end.parse().unwrap())),
                ["revoked", key] => drop(self.revoked.insert(key.to_owned())),
                ["importing", tag] => drop(self.importing.insert(tag.to_owned())),
                ["imported", tag] => drop(self.imported.insert(tag.to_owned())),
                _ => panic!("{word}"),
            }
        }
    }

    fn assert_kept(&self, desk: &Desk<'_, SqliteStore>, when: &str) {
        let key = |id: &String| -> Key { desk.kept_key(id.parse::<KeyId>().unwrap()) };
        for id in &self.generated {
            key(id);
        }
        for (id, end) in &self.renewed {
            let kept = key(id).expires_at.unwrap().timestamp_millis();
            assert_eq!(kept, *end, "{when}: {id}");
        }
        for id in &self.revoked {
            assert!(matches!(key(id).life, Life::Revoked { .. }), "{when}: {id}");
        }
        let mut found: BTreeMap<String, usize> = BTreeMap::new();
        for aircraft in desk.read(|tx| tx.fleet()) {
            let registration = aircraft.description.registration.as_str().to_owned();
            let (tag, _) = registration.split_once('-').unwrap();
            *found.entry(tag.to_owned()).or_default() += 1;
        }
        for (tag, count) in &found {
            assert_eq!(*count, FLEET, "{when}: half of {tag} was imported");
            assert!(self.importing.contains(tag), "{when}: nobody imported {tag}");
        }
        for tag in &self.imported {
            assert!(found.contains_key(tag), "{when}: {tag} is gone");
        }
    }
}

/// Waits for one of several moments, by turns: at the very start, in the middle of an import, or at any other.
fn await_moment(child: &mut Running, round: u64) {
    let chance = Seeded::new(round);
    let looks = chance.next() % 3_000;
    match round % 4 {
        0 => child.look(looks * 20),
        1 | 2 => {
            for _ in 0..=chance.next() % 3 {
                child.await_word(|word| word.starts_with("importing"));
            }
            child.look(looks * 5);
        }
        _ => {
            for _ in 0..=chance.next() % 12 {
                child.await_word(|_| true);
            }
            child.look(looks);
        }
    }
}

#[test]
fn whatever_was_acknowledged_survives_kill_9_and_nothing_half_happened() {
    if let Some(folder) = children::folder() {
        children::end_with_parent();
        let tower = Tower::open(&folder);
        let round = children::seed();
        let desk = tower.desk(round);
        desk.wait(30 * i64::try_from(round).unwrap());
        work(&desk, round);
    }
    let parent = tempdir().unwrap();
    let folder = parent.path().join("Tower.keytower");
    drop(Tower::create(&folder));
    let mut acknowledged = Acknowledged::default();
    let (mut seen, mut cut_short, mut busy) = (None, 0, 0);
    for round in 0..ROUNDS {
        let mut child = Running::start(
            "workspaces::kills::whatever_was_acknowledged_survives_kill_9_and_nothing_half_happened",
            &folder,
            round,
        );
        await_moment(&mut child, round);
        let words = child.kill();
        cut_short += usize::from(words.last().is_some_and(|word| word.starts_with("importing")));
        busy += usize::from(!words.is_empty());
        acknowledged.note(&words);

        let when = format!("round {round}");
        let tower = Tower::open(&folder);
        let desk = tower.desk(500 + round);
        assert_intact(&desk, seen, &when);
        acknowledged.assert_kept(&desk, &when);
        let generated = desk
            .events()
            .iter()
            .filter(|event| event.body.kind == EventKind::KeyGenerated)
            .count();
        assert_eq!(desk.read(|tx| tx.keys()).len(), generated, "{when}");
        seen = Some(desk.head());
    }
    assert!(
        cut_short > 2 && busy > 10,
        "{cut_short} imports were cut short, {busy} children did something"
    );
    // And it goes on.
    let tower = Tower::open(&folder);
    let desk = tower.desk(900);
    let owner = desk.read(|tx| tx.account_named(OWNER)).unwrap().id;
    desk.generate(owner, "after all that");
    assert_intact(&desk, seen, "at the end");
}
