//! Rotating, by example.

use super::*;
use crate::key::KeyState;
use crate::key::tests::{NOW, at, days, key};

#[test]
fn a_rotated_key_has_a_new_secret_and_the_old_one_works_until_the_deadline() {
    let old = key(NOW + days(100));
    let rotated = old
        .clone()
        .rotate(SealedDigest([8; 32]), at(NOW + days(7)), at(NOW))
        .expect("live");
    assert_eq!(rotated.sealed.0, [8; 32]);
    assert_eq!(rotated.handed_out, HandedOut::Never);
    assert_eq!(rotated.rotating_until(at(NOW)), Some(at(NOW + days(7))));
    assert_eq!(rotated.rotating_until(at(NOW + days(7))), None);
    assert_eq!(rotated.state(false, at(NOW)), KeyState::NotHandedOut);
    let handed = rotated.clone().hand_out(HandedOut::Copied);
    assert_eq!(handed.state(false, at(NOW)), KeyState::Rotating);
    assert_eq!(handed.state(false, at(NOW + days(7))), KeyState::Active);
    assert_ne!(old.digest(), rotated.digest());
    let again = handed
        .clone()
        .rotate(SealedDigest([9; 32]), at(NOW + days(9)), at(NOW + 1));
    assert_eq!(
        again.err(),
        Some(LifeRefusal::RotatingAlready {
            until: at(NOW + days(7))
        })
    );
    let retired = handed.clone().retire_old_secret(at(NOW + 5)).expect("rotating");
    assert_eq!(retired.state(false, at(NOW + 5)), KeyState::Active);
    assert_eq!(
        retired.clone().retire_old_secret(at(NOW + 6)).err(),
        Some(LifeRefusal::NotRotating)
    );
    let third = retired
        .rotate(SealedDigest([9; 32]), at(NOW + days(9)), at(NOW + 6))
        .expect("live");
    let old: Vec<_> = third
        .old_secrets
        .iter()
        .map(|old| (old.sealed.0[0], old.until))
        .collect();
    assert_eq!(old, [(7, at(NOW + 5)), (8, at(NOW + days(9)))]);
}

#[test]
fn a_rotation_whose_secret_never_left_is_taken_back_while_the_old_one_works() {
    let old = key(NOW + days(100));
    let rotated = old
        .clone()
        .rotate(SealedDigest([8; 32]), at(NOW + days(7)), at(NOW))
        .expect("live");
    let back = rotated
        .clone()
        .take_rotation_back(at(NOW + 1))
        .expect("nobody has the new one");
    assert_eq!(back.digest(), old.digest(), "as if it had never been");
    let again = rotated
        .clone()
        .rotate(SealedDigest([9; 32]), at(NOW + days(2)), at(NOW + 1))
        .expect("nobody has the one before");
    let olds: Vec<_> = again
        .old_secrets
        .iter()
        .map(|old| (old.sealed.0[0], old.until))
        .collect();
    assert_eq!(olds, [(7, at(NOW + days(2)))]);
    let late = rotated.clone().take_rotation_back(at(NOW + days(8)));
    assert_eq!(late.err(), Some(LifeRefusal::NotRotating));
    let left = rotated.hand_out(HandedOut::Saved).take_rotation_back(at(NOW + 1));
    assert_eq!(left.err(), Some(LifeRefusal::HandedOut));
}

#[test]
fn an_old_secret_ends_with_its_key_and_stops_at_once_when_nobody_has_it() {
    let soon = key(NOW + days(3));
    let rotate = |key: Key| {
        key.rotate(SealedDigest([8; 32]), at(NOW + days(7)), at(NOW))
            .expect("live")
    };
    assert_eq!(
        rotate(soon.clone()).rotating_until(at(NOW)),
        Some(at(NOW + days(3)))
    );
    let unseen = Key {
        handed_out: HandedOut::Never,
        ..soon.clone()
    };
    assert_eq!(rotate(unseen).rotating_until(at(NOW)), None);
    let revoked = rotate(soon.clone()).revoke(at(NOW + 1)).expect("live");
    assert_eq!(revoked.rotating_until(at(NOW + 2)), None);
    let late = soon.rotate(SealedDigest([8; 32]), at(NOW + days(7)), at(NOW + days(3)));
    assert_eq!(late.err(), Some(LifeRefusal::Expired));
}
