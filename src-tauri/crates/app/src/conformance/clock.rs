//! Clocks that jump.

#![expect(missing_docs, reason = "a case's name is the sentence that it asserts")]
#![expect(clippy::missing_panics_doc, reason = "a case that fails panics")]

use keytower_domain::event::{EventKind, Subject};
use keytower_domain::key::{KeyState, Life, LifeRefusal};

use super::desk::{Desk, changes};
use crate::{
    ChainReport, KeyLifeError, Store, accept_clock, check_chain, disable_key, enable_key, generate_key,
    read_key, renew_key, revoke_key,
};

pub fn a_clock_set_back_a_year_revives_nothing<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let (expired, revoked) = (
        desk.key(owner, "expired").id,
        desk.revoked_key(owner, "revoked").id,
    );
    desk.wait(31);
    let newest = desk.key(owner, "live");
    desk.wait(-365);
    assert_eq!(
        read_key(store, &desk.caller(), expired).expect("there").now,
        newest.generated_at
    );
    assert_eq!(desk.state(expired), KeyState::Expired);
    assert_eq!(desk.state(revoked), KeyState::Revoked);
    assert_eq!(desk.state(newest.id), KeyState::Active);
    let refusal = desk.refuses(|| enable_key(store, &desk.caller(), expired));
    assert!(
        matches!(refusal, KeyLifeError::Life(LifeRefusal::Expired)),
        "{refusal:?}"
    );
}

pub fn what_happens_while_the_clock_is_back_happens_at_the_newest_events_time<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let id = desk.key(owner, "feed").id;
    let newest = desk.head().at;
    desk.wait(-365);
    let disabled = disable_key(store, &desk.caller(), id).expect("live");
    assert_eq!(disabled.life, Life::Disabled { since: newest });
    let key = generate_key(store, &desk.caller(), &desk.request(owner, "second"))
        .expect("in order")
        .key;
    assert_eq!(key.generated_at, newest);
    assert_eq!(
        key.expires_at,
        "2026-12-21T09:00:00Z".parse().ok(),
        "days count from the newest event"
    );
    let times: Vec<_> = desk.events().iter().map(|event| event.body.at).collect();
    assert!(times.is_sorted(), "no event is before the one before it");
}

pub fn accepting_the_clock_judges_by_it_again_and_leaves_an_event<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let key = desk.key(owner, "feed");
    let revoked = desk.revoked_key(owner, "revoked").id;
    desk.wait(365);
    // The clock was wrong: something happened at a time that hasn't come.
    desk.account("svc-late");
    desk.wait(-364);
    assert_eq!(desk.state(key.id), KeyState::Expired);
    let ((), events) = desk.leaves(&[EventKind::ClockAccepted], || {
        accept_clock(store, &desk.caller()).expect("allowed");
    });
    assert_eq!(
        events[0].body.subject,
        Subject::Workspace(desk.workspace().account_id)
    );
    let told = [(
        "clock",
        Some("2027-11-21T12:00:00.123Z"),
        Some("2026-11-22T12:00:00.123Z"),
    )];
    assert_eq!(changes(&events[0]), told);
    assert_eq!(desk.state(key.id), KeyState::Active);
    assert_eq!(desk.state(revoked), KeyState::Revoked);
    let renewed = renew_key(store, &desk.caller(), key.id, None, "").expect("live again");
    assert_eq!(renewed.renewed_at, Some(desk.now()));
    let intact = ChainReport::Intact {
        events: desk.head().seq,
    };
    assert_eq!(
        check_chain(store, &desk.caller(), None).expect("readable"),
        intact
    );
}

pub fn a_clock_that_is_not_behind_needs_no_accepting<S: Store>(store: &S) {
    let desk = Desk::open(store);
    desk.changes_nothing(|| accept_clock(store, &desk.caller()));
    desk.wait(100);
    desk.changes_nothing(|| accept_clock(store, &desk.caller()));
}

pub fn a_clock_set_forward_a_year_expires_keys_and_deletes_none<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let keys: Vec<_> = (0..5)
        .map(|number| desk.key(owner, &format!("key {number}")))
        .collect();
    let before = (desk.head(), desk.rows());
    desk.wait(365);
    assert!(keys.iter().all(|key| desk.state(key.id) == KeyState::Expired));
    assert_eq!((desk.head(), desk.rows()), before, "time alone writes nothing");
    desk.wait(-365);
    assert!(keys.iter().all(|key| desk.state(key.id) == KeyState::Active));
}

pub fn a_key_that_was_revoked_stays_so_whatever_the_clock_does<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let id = desk.key(owner, "feed").id;
    desk.wait(1);
    revoke_key(store, &desk.caller(), id).expect("live");
    for days in [-1, -400, 1_000, -2_000] {
        desk.wait(days);
        accept_clock(store, &desk.caller()).expect("allowed");
        assert_eq!(desk.state(id), KeyState::Revoked);
    }
}
