//! Backups of a workspace in which work goes on.

use std::sync::atomic::{AtomicBool, Ordering};

use keytower_app::{ChainReport, check_chain, keep_draft};
use keytower_store_sqlite::SqliteStore;

use super::support::{back_up, unpack};
use crate::fixture::PASSWORD;
use crate::workspaces::tower::{OWNER, Tower};

#[test]
fn a_backup_made_while_keys_are_generated_holds_one_moment_of_the_chain() {
    let parent = tempfile::tempdir().unwrap();
    let tower = Tower::create(&parent.path().join("Tower.keytower"));
    let done = AtomicBool::new(false);
    let mut seen = Vec::new();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let desk = tower.desk(1);
            let owner = desk.read(|tx| tx.account_named(OWNER)).unwrap().id;
            for turn in 0_u32.. {
                desk.generate(owner, &format!("feed {turn}"));
                keep_draft(desk.store, &desk.caller(), Some(&format!("draft {turn}"))).unwrap();
                if done.load(Ordering::SeqCst) {
                    break;
                }
            }
        });
        for number in 0..12 {
            let file = parent.path().join(format!("{number}.keytower-backup"));
            let before = tower.desk(2).head();
            back_up(&tower.vault, &file).unwrap();
            seen.push((file, before, tower.desk(2).head()));
        }
        done.store(true, Ordering::SeqCst);
    });
    let mut moved = 0;
    for (file, before, after) in seen {
        let staged = unpack(&file, parent.path(), PASSWORD).unwrap();
        let store = SqliteStore::open(staged.connect().unwrap(), staged.connect().unwrap()).unwrap();
        let desk = keytower_app::conformance::desk::Desk::empty(&store);
        let head = desk.head();
        assert!(before.seq <= head.seq && head.seq <= after.seq);
        let report = check_chain(&store, &desk.caller(), Some(before)).unwrap();
        assert_eq!(report, ChainReport::Intact { events: head.seq });
        moved += usize::from(before.seq < after.seq);
    }
    assert!(moved > 6, "work went on during {moved} of 12 backups");
}
