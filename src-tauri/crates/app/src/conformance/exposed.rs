//! Keys whose text was left on a computer.

#![expect(missing_docs, reason = "a case's name is the sentence that it asserts")]
#![expect(clippy::missing_panics_doc, reason = "a case that fails panics")]

use keytower_domain::key::{HandedOut, KeyState};

use super::desk::Desk;
use crate::{Store, delete_key, disable_key, exposed_keys, hand_out_key, revoke_key};

type Told = Vec<(String, HandedOut, KeyState)>;

fn told<S: Store>(desk: &Desk<'_, S>) -> Told {
    let found = exposed_keys(desk.store, &desk.caller()).expect("an administrator may read");
    let name = |key: &crate::domain::key::Key| key.description.name.as_str().to_owned();
    found
        .iter()
        .map(|one| (name(&one.key), one.how, one.state))
        .collect()
}

pub fn keys_that_were_saved_or_copied_are_named_saved_ones_first_and_newest_first<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    desk.generate(owner, "nobody has it");
    let stored = desk.generate(owner, "read off the screen").key.id;
    hand_out_key(store, &desk.caller(), stored, HandedOut::Stored).expect("a key that is there");
    desk.key(owner, "copied");
    let saved = desk.generate(owner, "saved").key.id;
    for how in [HandedOut::Saved, HandedOut::Copied, HandedOut::Stored] {
        hand_out_key(store, &desk.caller(), saved, how).expect("a key that is there");
    }
    desk.wait(1);
    let later = desk.key(owner, "copied, then saved").id;
    hand_out_key(store, &desk.caller(), later, HandedOut::Saved).expect("a key that is there");
    desk.key(owner, "copied later");
    assert_eq!(
        told(&desk),
        [
            (
                "copied, then saved".to_owned(),
                HandedOut::Saved,
                KeyState::Active
            ),
            ("saved".to_owned(), HandedOut::Saved, KeyState::Active),
            ("copied later".to_owned(), HandedOut::Copied, KeyState::Active),
            ("copied".to_owned(), HandedOut::Copied, KeyState::Active),
        ]
    );
}

pub fn a_key_that_has_ended_is_no_longer_exposed_and_one_that_is_disabled_still_is<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let [stopped, revoked, deleted] = ["stopped", "revoked", "deleted"].map(|name| desk.key(owner, name).id);
    disable_key(store, &desk.caller(), stopped).expect("live");
    revoke_key(store, &desk.caller(), revoked).expect("live");
    revoke_key(store, &desk.caller(), deleted).expect("live");
    delete_key(store, &desk.caller(), deleted).expect("revoked");
    assert_eq!(
        told(&desk),
        [("stopped".to_owned(), HandedOut::Copied, KeyState::Disabled)]
    );
    desk.wait(366);
    assert_eq!(told(&desk), []);
}
