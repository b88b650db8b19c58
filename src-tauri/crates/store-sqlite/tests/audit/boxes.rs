//! Boxes of keys that can be shown again, changed by SQL: *Check* names the key, and *Show* shows nothing.

use keytower_app::conformance::desk::Desk;
use keytower_app::conformance::instruments::opening_key;
use keytower_app::domain::event::Subject;
use keytower_app::domain::showing::ShowRefusal;
use keytower_app::{ChainReport, RevealError, StoreError, reveal_key};

use crate::{Tampered, check, newest};

/// Tampers with one of two sealed keys, expects it to be named, and answers why it isn't shown.
fn shows_nothing(sql: &str) -> RevealError {
    let tampered = Tampered::new();
    let desk = Desk::open(&tampered.store);
    desk.let_keys_be_shown_again();
    let owner = desk.account("svc-ops").id;
    let (one, other) = (desk.key(owner, "one").id, desk.key(owner, "other").id);
    let reveal = |id| reveal_key(desk.store, &desk.caller(), id, &opening_key());
    reveal(one).expect("as it was sealed");
    let subject = Subject::Key(one);
    let differs = ChainReport::RowDiffers {
        subject,
        seq: newest(&desk, subject),
    };
    let sql = sql
        .replace("$one", one.as_str())
        .replace("$other", other.as_str());
    tampered.tamper(&sql);
    assert_eq!(check(&desk, Some(desk.head())), Ok(differs), "{sql}");
    let head = desk.head();
    let refusal = reveal(one).err().expect("what isn't its own is not shown");
    assert_eq!(desk.head(), head, "and is no event");
    refusal
}

fn is_damaged(refusal: &RevealError) -> bool {
    matches!(refusal, RevealError::Store(StoreError::Damaged(_)))
}

#[test]
fn a_box_that_was_put_into_another_key_is_noticed_and_refused() {
    assert!(is_damaged(&shows_nothing(
        "UPDATE key_box SET box = (SELECT box FROM key_box WHERE key_id = '$other') WHERE key_id = '$one'"
    )));
}

#[test]
fn a_box_of_other_bytes_is_noticed_and_refused() {
    assert!(is_damaged(&shows_nothing(
        "UPDATE key_box SET box = CAST(substr(box, 1, 149) || x'00' AS BLOB) WHERE key_id = '$one'"
    )));
}

#[test]
fn a_box_that_was_taken_away_is_noticed() {
    let refusal = shows_nothing("DELETE FROM key_box WHERE key_id = '$one'");
    assert!(matches!(
        refusal,
        RevealError::Refused(ShowRefusal::GeneratedOnce)
    ));
}
