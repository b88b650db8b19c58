//! Rotating keys: a new secret, and what becomes of the old one.

#![expect(missing_docs, reason = "a case's name is the sentence that it asserts")]
#![expect(clippy::missing_panics_doc, reason = "a case that fails panics")]

use keytower_domain::event::EventKind;
use keytower_domain::id::KeyId;
use keytower_domain::key::{HandedOut, KeyState, LifeRefusal};
use keytower_domain::rotation::LONGEST_OVERLAP_DAYS;
use keytower_domain::text::TextProblem;

use super::desk::{Desk, changes, invalid_key, life, only};
use crate::{
    Generated, Identified, KeyLifeError, Reason, Store, accept_clock, discard_key, expire_key, exposed_keys,
    generate_key, hand_out_key, identify_key, retire_old_secret, revoke_key, rotate_key,
};

/// A key that somebody has, with its text.
fn held<S: Store>(desk: &Desk<'_, S>) -> Generated {
    let owner = desk.account("svc-ops").id;
    let generated = generate_key(desk.store, &desk.caller(), &desk.request(owner, "feed")).expect("in order");
    hand_out(desk, generated.key.id);
    generated
}

fn hand_out<S: Store>(desk: &Desk<'_, S>, id: KeyId) {
    hand_out_key(desk.store, &desk.caller(), id, HandedOut::Saved).expect("there");
}

fn rotate<S: Store>(desk: &Desk<'_, S>, id: KeyId, days: u32) -> Generated {
    rotate_key(desk.store, &desk.caller(), id, days, "").expect("live")
}

fn identified<S: Store>(desk: &Desk<'_, S>, text: &Generated) -> Identified {
    identify_key(desk.store, &desk.caller(), text.text.reveal()).expect("it answers")
}

pub fn a_rotated_key_is_known_by_both_secrets_until_the_deadline<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let old = held(&desk);
    let id = old.key.id;
    let (rotated, events) = desk.leaves(&[EventKind::KeyRotated], || {
        rotate_key(store, &desk.caller(), id, 7, " OPS-118 ")
    });
    let new = rotated.expect("live");
    let until = "2026-11-28T09:00:00Z".parse().expect("an instant");
    assert_eq!(
        new.key.rotating_until(desk.now()),
        Some(until),
        "at ten in Warsaw"
    );
    let told = [
        ("old_secret_until", None, Some("2026-11-28T09:00:00.000Z")),
        ("handed_out", Some("saved"), Some("never")),
        ("reason", None, Some("OPS-118")),
    ];
    assert_eq!(changes(&events[0]), told);
    assert_eq!(desk.kept_key(id).digest(), new.key.digest());
    assert_eq!(desk.state(id), KeyState::NotHandedOut);
    hand_out(&desk, id);
    assert_eq!(desk.state(id), KeyState::Rotating);
    let known = |old_until| Identified::Known {
        id,
        whole: true,
        old_until,
    };
    assert_eq!(identified(&desk, &new), known(None));
    assert_eq!(identified(&desk, &old), known(Some(until)));
    desk.wait(7);
    assert_eq!(desk.state(id), KeyState::Active);
    assert_eq!(identified(&desk, &old), Identified::Retired(id, until));
    assert_eq!(identified(&desk, &new), known(None));
    desk.wait(-7);
    assert_eq!(
        identified(&desk, &old),
        known(Some(until)),
        "nothing has happened since"
    );
    retire_old_secret(store, &desk.caller(), id).expect("it works");
    desk.wait(-7);
    accept_clock(store, &desk.caller()).expect("it is behind");
    assert!(
        matches!(identified(&desk, &old), Identified::Retired(..)),
        "a clock set back revives nothing, also when it is accepted"
    );
}

pub fn the_old_secret_is_retired_before_its_deadline_once<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let old = held(&desk);
    let id = old.key.id;
    let refusal = desk.refuses(|| retire_old_secret(store, &desk.caller(), id));
    assert_eq!(life(refusal), LifeRefusal::NotRotating);
    rotate(&desk, id, 30);
    hand_out(&desk, id);
    let refusal = desk.refuses(|| rotate_key(store, &desk.caller(), id, 7, ""));
    assert!(matches!(life(refusal), LifeRefusal::RotatingAlready { .. }));
    let (retired, events) = desk.leaves(&[EventKind::KeyOldSecretRetired], || {
        retire_old_secret(store, &desk.caller(), id)
    });
    assert!(retired.expect("it works").rotating_until(desk.now()).is_none());
    assert_eq!(changes(&events[0])[0].0, "old_secret_until");
    assert_eq!(desk.state(id), KeyState::Active);
    let refusal = desk.refuses(|| retire_old_secret(store, &desk.caller(), id));
    assert_eq!(life(refusal), LifeRefusal::NotRotating);
    rotate(&desk, id, 7);
    assert_eq!(
        identified(&desk, &old),
        Identified::Retired(id, desk.now()),
        "the one before stays retired"
    );
}

pub fn with_no_overlap_the_old_secret_stops_at_once<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let old = held(&desk);
    let id = old.key.id;
    rotate(&desk, id, 0);
    assert_eq!(identified(&desk, &old), Identified::Retired(id, desk.now()));
    hand_out(&desk, id);
    assert_eq!(desk.state(id), KeyState::Active);
}

pub fn a_rotation_that_nobody_saw_is_taken_back_or_done_again<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let old = held(&desk);
    let id = old.key.id;
    let lost = rotate(&desk, id, 7);
    let (back, _) = desk.leaves(&[EventKind::KeyRotationTakenBack], || {
        discard_key(store, &desk.caller(), id)
    });
    assert_eq!(back.expect("nobody has it").digest(), desk.kept_key(id).digest());
    assert_eq!(desk.state(id), KeyState::Active);
    assert_eq!(identified(&desk, &lost), Identified::SecretDiffers(id));
    rotate(&desk, id, 7);
    let again = rotate(&desk, id, 1);
    let until = "2026-11-22T09:00:00Z".parse().expect("an instant");
    assert_eq!(again.key.rotating_until(desk.now()), Some(until));
    let known = Identified::Known {
        id,
        whole: true,
        old_until: Some(until),
    };
    assert_eq!(
        identified(&desk, &old),
        known,
        "the one that somebody has works on"
    );
    hand_out(&desk, id);
    let refusal = desk.refuses(|| discard_key(store, &desk.caller(), id));
    assert_eq!(life(refusal), LifeRefusal::HandedOut);
}

pub fn a_key_that_nobody_has_is_rotated_without_an_overlap<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let unseen = desk.generate(owner, "unseen");
    let rotated = rotate(&desk, unseen.key.id, 7);
    assert_eq!(rotated.key.rotating_until(desk.now()), None);
    assert!(matches!(identified(&desk, &unseen), Identified::Retired(..)));
    let (discarded, _) = desk.leaves(&[EventKind::KeyRevoked], || {
        discard_key(store, &desk.caller(), unseen.key.id)
    });
    discarded.expect("nobody has any of it");
}

pub fn a_rotation_is_refused_for_an_ended_key_and_for_too_long_an_overlap<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let (live, revoked, expired) = (
        desk.key(owner, "live").id,
        desk.revoked_key(owner, "revoked").id,
        desk.key(owner, "expired").id,
    );
    expire_key(store, &desk.caller(), expired).expect("live");
    for (id, why) in [
        (revoked, LifeRefusal::Revoked),
        (expired, LifeRefusal::ExpiredByHand),
    ] {
        assert_eq!(
            life(desk.refuses(|| rotate_key(store, &desk.caller(), id, 7, ""))),
            why
        );
    }
    let longest = u32::from(LONGEST_OVERLAP_DAYS);
    for days in [longest + 1, u32::MAX] {
        let refusal = desk.refuses(|| rotate_key(store, &desk.caller(), live, days, ""));
        let reason = Reason::OverlapDays(LONGEST_OVERLAP_DAYS);
        assert_eq!(invalid_key(refusal), only(reason, "overlap_days"));
    }
    let long = "x".repeat(501);
    let refusal = desk.refuses(|| rotate_key(store, &desk.caller(), live, 7, &long));
    let reason = Reason::Text(TextProblem::TooLong { limit: 500 });
    assert_eq!(invalid_key(refusal), only(reason, "reason"));
    let refusal = desk.refuses(|| rotate_key(store, &desk.caller(), desk.unknown_key(), 7, ""));
    assert!(matches!(refusal, KeyLifeError::NotFound));
    let rotated = rotate(&desk, live, longest);
    assert_eq!(
        rotated.key.rotating_until(desk.now()),
        rotated.key.expires_at,
        "no longer than the key, which has 30 days"
    );
}

pub fn what_was_saved_of_a_key_is_exposed_until_its_secret_is_retired<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let id = held(&desk).key.id;
    let exposed = || exposed_keys(store, &desk.caller()).expect("it answers").len();
    assert_eq!(exposed(), 1);
    rotate(&desk, id, 7);
    assert_eq!(exposed(), 1, "what was saved still works");
    discard_key(store, &desk.caller(), id).expect("nobody has the new one");
    assert_eq!(exposed(), 1);
    rotate(&desk, id, 7);
    rotate(&desk, id, 7);
    assert_eq!(exposed(), 1);
    hand_out_key(store, &desk.caller(), id, HandedOut::Stored).expect("there");
    retire_old_secret(store, &desk.caller(), id).expect("it works");
    assert_eq!(exposed(), 0, "the new one was neither saved nor copied");
    rotate(&desk, id, 0);
    hand_out(&desk, id);
    assert_eq!(exposed(), 1);
    revoke_key(store, &desk.caller(), id).expect("live");
    assert_eq!(exposed(), 0);
}
