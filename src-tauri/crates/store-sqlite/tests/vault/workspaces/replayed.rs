//! Old pages put back: each is authentic by itself, so SQLCipher reads it, and the chain of events notices.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};

use keytower_app::{ChainReport, check_chain, revoke_key};

use super::acts;
use super::tower::{OWNER, Tower, connect, state};
use crate::fixture;

const PAGE: usize = 4096;

#[test]
fn a_revoked_key_whose_old_page_is_put_back_is_named_by_checking_the_chain() {
    let folder = tempfile::tempdir().unwrap();
    let vault = folder.path().join("Replayed.keytower");
    let tower = Tower::create(&vault);
    acts::prepare(&tower.desk(1));
    drop(tower);
    let database = vault.join("vault.db");
    let before = fs::read(&database).unwrap();

    let tower = Tower::open(&vault);
    let desk = tower.desk(2);
    let owner = desk.read(|tx| tx.account_named(OWNER)).unwrap();
    let keys = desk.read(|tx| tx.key_names_of(owner.id.into()));
    let (key, _) = keys.into_iter().find(|(_, name)| name == "renewed").unwrap();
    revoke_key(desk.store, &desk.caller(), key).unwrap();
    let (head, revoked) = (desk.head(), state(&desk));
    drop(tower);
    let after = fs::read(&database).unwrap();

    let mut named = 0;
    let differing = (0..before.len().min(after.len())).step_by(PAGE);
    for page in differing.filter(|page| before[*page..page + PAGE] != after[*page..page + PAGE]) {
        let mut mixed = after.clone();
        mixed[page..page + PAGE].copy_from_slice(&before[page..page + PAGE]);
        fs::write(&database, mixed).unwrap();
        let vault = fixture::unlock(&vault, fixture::PASSWORD).unwrap();
        // What can't be read any more is noticed too.
        let Ok(store) = catch_unwind(AssertUnwindSafe(|| connect(&vault).unwrap())) else {
            continue;
        };
        let tower = Tower { store, vault };
        let desk = tower.desk(3);
        match check_chain(desk.store, &desk.caller(), Some(head)) {
            Ok(ChainReport::Intact { .. }) => assert_eq!(state(&desk), revoked, "page at {page}"),
            Ok(ChainReport::RowDiffers { subject, .. }) => {
                named += usize::from(subject == keytower_app::domain::event::Subject::Key(key));
            }
            Ok(
                ChainReport::BrokenAt { .. }
                | ChainReport::Unreadable { .. }
                | ChainReport::TailMissing { .. },
            )
            | Err(_) => {}
        }
    }
    assert!(named > 0, "no page held the key");
}
