//! What can be done to a key, and what can't.

#![expect(missing_docs, reason = "a case's name is the sentence that it asserts")]
#![expect(clippy::missing_panics_doc, reason = "a case that fails panics")]

use keytower_domain::event::{EventKind, deleted_key_digest};
use keytower_domain::id::KeyId;
use keytower_domain::key::{HandedOut, Key, KeyState, Life, LifeRefusal};
use keytower_domain::lifetime::ExpiryRefusal;
use keytower_domain::text::TextProblem;

use super::desk::{Desk, changes, invalid_key, life, only};
use crate::{
    Expiry, GenerateKey, KeyLifeError, Reason, Store, delete_key, disable_key, discard_key, enable_key,
    expire_key, generate_key, hand_out_key, read_key, renew_key, revoke_key,
};

/// A key of 30 days that somebody has, at a desk a day later.
fn key_of_yesterday<S: Store>(desk: &Desk<'_, S>) -> Key {
    let owner = desk.account("svc-ops").id;
    let key = desk.key(owner, "feed");
    desk.wait(1);
    key
}

pub fn a_key_is_disabled_and_enabled_with_its_events<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let id = key_of_yesterday(&desk).id;
    let (disabled, events) = desk.leaves(&[EventKind::KeyDisabled], || {
        disable_key(store, &desk.caller(), id)
    });
    let disabled = disabled.expect("live");
    assert_eq!(
        (disabled.life, desk.state(id)),
        (Life::Disabled { since: desk.now() }, KeyState::Disabled)
    );
    assert_eq!(desk.kept_key(id).digest(), disabled.digest());
    assert_eq!(changes(&events[0]), [("state", Some("active"), Some("disabled"))]);
    assert_eq!(
        life(desk.refuses(|| disable_key(store, &desk.caller(), id))),
        LifeRefusal::AlreadyDisabled
    );
    let (enabled, events) = desk.leaves(&[EventKind::KeyEnabled], || enable_key(store, &desk.caller(), id));
    assert_eq!(desk.kept_key(id).digest(), enabled.expect("disabled").digest());
    assert_eq!(changes(&events[0]), [("state", Some("disabled"), Some("active"))]);
    assert_eq!(
        life(desk.refuses(|| enable_key(store, &desk.caller(), id))),
        LifeRefusal::NotDisabled
    );
}

pub fn a_key_that_is_ended_by_hand_is_ended_for_good<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let id = key_of_yesterday(&desk).id;
    let (ended, events) = desk.leaves(&[EventKind::KeyExpiredByHand], || {
        expire_key(store, &desk.caller(), id)
    });
    assert_eq!(
        ended.expect("live").life,
        Life::Expired {
            at: desk.now(),
            by_hand: true
        }
    );
    assert_eq!(
        desk.kept_key(id).life,
        Life::Expired {
            at: desk.now(),
            by_hand: true
        }
    );
    assert_eq!(changes(&events[0]), [("state", Some("active"), Some("expired"))]);
    for act in [disable_key, enable_key, expire_key] {
        assert_eq!(
            life(desk.refuses(|| act(store, &desk.caller(), id))),
            LifeRefusal::ExpiredByHand
        );
    }
    let renewed = desk.refuses(|| renew_key(store, &desk.caller(), id, None, "please"));
    assert_eq!(life(renewed), LifeRefusal::ExpiredByHand);
    assert_eq!(desk.state(id), KeyState::Expired);
}

pub fn a_revoked_key_takes_no_turn_any_more<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let id = key_of_yesterday(&desk).id;
    let (revoked, events) = desk.leaves(&[EventKind::KeyRevoked], || revoke_key(store, &desk.caller(), id));
    assert_eq!(revoked.expect("live").life, Life::Revoked { at: desk.now() });
    assert_eq!(changes(&events[0]), [("state", Some("active"), Some("revoked"))]);
    for act in [disable_key, enable_key, expire_key, revoke_key] {
        assert_eq!(
            life(desk.refuses(|| act(store, &desk.caller(), id))),
            LifeRefusal::Revoked
        );
    }
    let renewed = desk.refuses(|| renew_key(store, &desk.caller(), id, None, "please"));
    assert_eq!(life(renewed), LifeRefusal::Revoked);
    assert_eq!(
        desk.read(|tx| tx.keys())
            .iter()
            .map(|key| key.id)
            .collect::<Vec<_>>(),
        [id],
        "it stays listed"
    );
}

pub fn an_expired_key_can_be_revoked_and_neither_stopped_nor_let_work<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let id = key_of_yesterday(&desk).id;
    desk.wait(30);
    assert_eq!(desk.state(id), KeyState::Expired);
    for act in [disable_key, enable_key, expire_key] {
        assert_eq!(
            life(desk.refuses(|| act(store, &desk.caller(), id))),
            LifeRefusal::Expired
        );
    }
    let (_, events) = desk.leaves(&[EventKind::KeyRevoked], || {
        revoke_key(store, &desk.caller(), id).expect("not revoked")
    });
    assert_eq!(changes(&events[0]), [("state", Some("expired"), Some("revoked"))]);
}

pub fn a_key_is_dead_at_its_end_and_not_a_millisecond_before<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let key = key_of_yesterday(&desk);
    let end = key.expires_at.expect("it ends");
    desk.clock.set(end - chrono::TimeDelta::milliseconds(1));
    assert_eq!(desk.state(key.id), KeyState::Expiring);
    desk.clock.set(end);
    assert_eq!(desk.state(key.id), KeyState::Expired);
}

pub fn handing_out_is_recorded_each_way_and_never_taken_back<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let id = desk.generate(owner, "feed").key.id;
    let mut before = HandedOut::Never;
    for how in [HandedOut::Copied, HandedOut::Saved, HandedOut::Stored] {
        let (key, events) = desk.leaves(&[EventKind::KeyHandedOut], || {
            hand_out_key(store, &desk.caller(), id, how)
        });
        assert_eq!(key.expect("there").handed_out, how);
        assert_eq!(
            changes(&events[0]),
            [("handed_out", Some(before.name()), Some(how.name()))]
        );
        desk.changes_nothing(|| hand_out_key(store, &desk.caller(), id, how));
        desk.changes_nothing(|| hand_out_key(store, &desk.caller(), id, HandedOut::Never));
        assert_eq!(desk.kept_key(id).handed_out, how);
        before = how;
    }
}

pub fn a_key_is_discarded_only_while_nobody_can_have_it<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let (unseen, seen) = (desk.generate(owner, "unseen").key.id, desk.key(owner, "seen").id);
    let (discarded, _) = desk.leaves(&[EventKind::KeyRevoked], || {
        discard_key(store, &desk.caller(), unseen)
    });
    assert_eq!(
        discarded.expect("never handed out").life,
        Life::Revoked { at: desk.now() }
    );
    assert_eq!(
        life(desk.refuses(|| discard_key(store, &desk.caller(), unseen))),
        LifeRefusal::Revoked
    );
    assert_eq!(
        life(desk.refuses(|| discard_key(store, &desk.caller(), seen))),
        LifeRefusal::HandedOut
    );
}

pub fn only_a_revoked_key_is_deleted_and_its_id_stays_behind<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let key = key_of_yesterday(&desk);
    let refuse = || life(desk.refuses(|| delete_key(store, &desk.caller(), key.id)));
    assert_eq!(refuse(), LifeRefusal::NotRevoked);
    expire_key(store, &desk.caller(), key.id).expect("live");
    assert_eq!(refuse(), LifeRefusal::NotRevoked);
    revoke_key(store, &desk.caller(), key.id).expect("not revoked yet");
    let (deleted, events) = desk.leaves(&[EventKind::KeyDeleted], || {
        delete_key(store, &desk.caller(), key.id)
    });
    deleted.expect("revoked");
    assert_eq!(changes(&events[0]), [("name", Some("feed"), None)]);
    assert_eq!(events[0].body.row, deleted_key_digest(key.id, desk.now()));
    assert!(desk.read(|tx| tx.key(key.id)).is_none());
    assert!(desk.read(|tx| tx.keys()).is_empty() && desk.read(|tx| tx.key_names_of(key.owner)).is_empty());
    assert_eq!(desk.read(|tx| tx.deleted_keys()), [key.id]);
    assert_eq!(desk.read(|tx| tx.deleted_at(key.id)), Some(desk.now()));
    let again = desk.refuses(|| delete_key(store, &desk.caller(), key.id));
    assert!(matches!(again, KeyLifeError::NotFound), "{again:?}");
}

pub fn a_key_that_is_not_there_is_not_found_by_any_turn<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let id: KeyId = desk.unknown_key();
    let mut refusals: Vec<KeyLifeError> = [disable_key, enable_key, expire_key, revoke_key, discard_key]
        .into_iter()
        .map(|act| desk.refuses(|| act(store, &desk.caller(), id)))
        .collect();
    refusals.push(desk.refuses(|| delete_key(store, &desk.caller(), id)));
    refusals.push(desk.refuses(|| hand_out_key(store, &desk.caller(), id, HandedOut::Copied)));
    refusals.push(desk.refuses(|| renew_key(store, &desk.caller(), id, None, "")));
    for refusal in refusals {
        assert!(matches!(refusal, KeyLifeError::NotFound), "{refusal:?}");
    }
}

pub fn renewing_ends_a_period_from_today_with_its_event<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let key = key_of_yesterday(&desk);
    let foretold = read_key(store, &desk.caller(), key.id).expect("there").renewal;
    let (renewed, events) = desk.leaves(&[EventKind::KeyRenewed], || {
        renew_key(store, &desk.caller(), key.id, None, "audit 12")
    });
    let renewed = renewed.expect("live");
    // 180 days after 22 November 2026, at ten in Warsaw's summer.
    assert_eq!(renewed.expires_at, "2027-05-21T08:00:00Z".parse().ok());
    assert_eq!(
        (renewed.renewed_at, renewed.expires_at),
        (Some(desk.now()), foretold.ok())
    );
    assert_eq!(desk.kept_key(key.id).digest(), renewed.digest());
    let told = [
        (
            "expires_at",
            Some("2026-12-21T09:00:00.000Z"),
            Some("2027-05-21T08:00:00.000Z"),
        ),
        ("reason", None, Some("audit 12")),
    ];
    assert_eq!(changes(&events[0]), told);
}

pub fn renewing_twice_gains_nothing<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let id = key_of_yesterday(&desk).id;
    let expires_at = renew_key(store, &desk.caller(), id, None, "")
        .expect("live")
        .expires_at
        .expect("it ends");
    let again = desk.refuses(|| renew_key(store, &desk.caller(), id, None, ""));
    assert_eq!(life(again), LifeRefusal::EndsLaterAlready { expires_at });
    desk.wait(1);
    let next = renew_key(store, &desk.caller(), id, None, "")
        .expect("a day later")
        .expires_at;
    assert_eq!(next, Some(expires_at + chrono::TimeDelta::days(1)));
}

pub fn a_renewal_may_end_earlier_than_its_period_and_never_later_or_before_the_present_end<S: Store>(
    store: &S,
) {
    let desk = Desk::open(store);
    let key = key_of_yesterday(&desk);
    let expires_at = key.expires_at.expect("it ends");
    let until = |day: &'static str| renew_key(store, &desk.caller(), key.id, Some(day), "");
    let shorter = LifeRefusal::EndsLaterAlready { expires_at };
    assert_eq!(life(desk.refuses(|| until("2026-12-20"))), shorter);
    assert_eq!(life(desk.refuses(|| until("2026-12-21"))), shorter);
    let beyond = ExpiryRefusal::BeyondMaximum {
        latest: "2027-05-21".parse().expect("a day"),
    };
    assert_eq!(
        invalid_key(desk.refuses(|| until("2027-05-22"))),
        only(Reason::Expiry(beyond), "until")
    );
    let past = Reason::Expiry(ExpiryRefusal::InPast);
    assert_eq!(
        invalid_key(desk.refuses(|| until("2026-11-22"))),
        only(past, "until")
    );
    assert_eq!(
        invalid_key(desk.refuses(|| until("tomorrow"))),
        only(Reason::Date, "until")
    );
    assert_eq!(
        until("2026-12-22").expect("later").expires_at,
        "2026-12-22T09:00:00Z".parse().ok()
    );
}

pub fn a_key_of_the_longest_life_is_not_renewed_beyond_the_maximum<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let request = GenerateKey {
        expiry: Expiry::Days(365),
        ..desk.request(owner, "feed")
    };
    let key = generate_key(store, &desk.caller(), &request)
        .expect("in order")
        .key;
    let expires_at = key.expires_at.expect("it ends");
    let refusal = desk.refuses(|| renew_key(store, &desk.caller(), key.id, None, ""));
    assert_eq!(life(refusal), LifeRefusal::EndsLaterAlready { expires_at });
}

pub fn an_expired_key_is_renewed_with_a_reason_and_only_within_14_days<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let key = key_of_yesterday(&desk);
    let end = key.expires_at.expect("it ends");
    desk.clock.set(end + chrono::TimeDelta::days(14));
    let renew = |reason: &'static str| renew_key(store, &desk.caller(), key.id, None, reason);
    assert_eq!(life(desk.refuses(|| renew("  "))), LifeRefusal::ReasonRequired);
    assert_eq!(
        invalid_key(desk.refuses(|| renew("a\0b"))),
        only(Reason::Text(TextProblem::ControlCharacter), "reason")
    );
    desk.clock.jump(chrono::TimeDelta::milliseconds(1));
    assert_eq!(
        life(desk.refuses(|| renew("forgotten"))),
        LifeRefusal::GraceOver { days: 14 }
    );
    desk.clock.jump(chrono::TimeDelta::milliseconds(-1));
    let renewed = renew("forgotten").expect("on the last instant");
    assert_eq!(
        (renewed.life, desk.state(key.id)),
        (Life::Active, KeyState::Active)
    );
}

pub fn a_disabled_key_that_is_renewed_stays_disabled_also_after_its_end<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let id = key_of_yesterday(&desk).id;
    let since = desk.now();
    disable_key(store, &desk.caller(), id).expect("live");
    let renewed = renew_key(store, &desk.caller(), id, Some("2026-12-30"), "").expect("renewable");
    assert_eq!(renewed.life, Life::Disabled { since });
    desk.wait(45);
    assert_eq!(desk.state(id), KeyState::Expired);
    let renewed = renew_key(store, &desk.caller(), id, None, "forgotten").expect("within 14 days");
    assert_eq!(renewed.life, Life::Disabled { since }, "nobody enabled it");
    assert_eq!(desk.state(id), KeyState::Disabled);
}
