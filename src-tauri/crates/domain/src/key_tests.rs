//! A key's life, by example and by any sequence of what can be done to it.

use std::net::Ipv4Addr;

use proptest::prelude::*;

use super::*;
use crate::aircraft_scope::{AircraftScope, FleetChoice};
use crate::id::ServiceAccountId;
use crate::network::{Network, Networks};
use crate::reminders::Reminders;

pub(crate) const NOW: i64 = 1_790_000_000;

const FOR_A_WHILE: Renewal = Renewal::Within { grace_days: 14 };

pub(crate) fn at(seconds: i64) -> Instant {
    Instant::from_timestamp(seconds, 0).expect("in range")
}

pub(crate) fn days(count: i64) -> i64 {
    count * 86_400
}

pub(crate) fn key(expires_at: i64) -> Key {
    Key {
        id: KeyId::new(&mut |bytes| bytes.fill(1)),
        sealed: SealedDigest([7; 32]),
        owner: ServiceAccountId::new(&mut |bytes| bytes.fill(2)).into(),
        description: KeyDescription {
            name: "ops-feed".into(),
            description: String::new(),
            rights: Rights::AllOfOwner,
            scope: AircraftScope::WholeFleet,
            networks: Networks::default(),
            reminders: Reminders::default(),
            renewal_days: 180,
            approved_by: String::new(),
            reason: String::new(),
        },
        generated_at: at(NOW - days(10)),
        generated_by: "Ada".into(),
        renewed_at: None,
        expires_at: Some(at(expires_at)),
        life: Life::Active,
        handed_out: HandedOut::Copied,
        replaces: None,
        old_secrets: OldSecrets::default(),
        boxed: None,
    }
}

#[test]
fn a_key_lives_one_second_before_its_end_and_is_dead_at_it_and_after() {
    let key = key(NOW);
    assert_eq!(key.life_at(at(NOW - 1)), Life::Active);
    let ended = Life::Expired {
        at: at(NOW),
        by_hand: false,
    };
    assert_eq!(key.life_at(at(NOW)), ended);
    assert_eq!(key.life_at(at(NOW + 1)), ended);
}

#[test]
fn fifteen_days_left_is_expiring_and_a_second_more_is_active() {
    let state = |left| key(NOW + left).state(false, at(NOW));
    assert_eq!(state(days(15)), KeyState::Expiring);
    assert_eq!(state(days(15) + 1), KeyState::Active);
}

#[test]
fn what_is_not_normal_is_told_before_what_is() {
    let key = Key {
        handed_out: HandedOut::Never,
        ..key(NOW + days(3))
    };
    assert_eq!(key.state(true, at(NOW)), KeyState::OwnerDisabled);
    assert_eq!(key.state(false, at(NOW)), KeyState::NotHandedOut);
    let disabled = key.disable(at(NOW)).expect("active");
    assert_eq!(disabled.state(true, at(NOW)), KeyState::Disabled);
    assert_eq!(disabled.state(true, at(NOW + days(3))), KeyState::Expired);
}

#[test]
fn a_renewal_never_shortens_and_an_expired_key_needs_a_reason_within_14_days() {
    let renew = |key: Key, until, reason, now| {
        key.renew(FOR_A_WHILE, at(until), reason, at(now))
            .map(|key| key.expires_at)
    };
    let end = NOW + days(200);
    let refused = LifeRefusal::EndsLaterAlready { expires_at: at(end) };
    assert_eq!(renew(key(end), end, "", NOW), Err(refused));
    assert_eq!(
        renew(key(NOW), end, "", NOW + days(14)),
        Err(LifeRefusal::ReasonRequired)
    );
    assert_eq!(renew(key(NOW), end, "audit", NOW + days(14)), Ok(Some(at(end))));
    assert_eq!(
        renew(key(NOW), end, "audit", NOW + days(14) + 1),
        Err(LifeRefusal::GraceOver { days: 14 })
    );
}

#[test]
fn expired_by_hand_and_revoked_are_never_renewed() {
    let until = at(NOW + days(300));
    let expired = key(NOW + days(1)).expire(at(NOW)).expect("active");
    assert_eq!(
        expired.renew(FOR_A_WHILE, until, "please", at(NOW)).err(),
        Some(LifeRefusal::ExpiredByHand)
    );
    let revoked = key(NOW + days(1)).revoke(at(NOW)).expect("active");
    assert_eq!(
        revoked.renew(FOR_A_WHILE, until, "please", at(NOW)).err(),
        Some(LifeRefusal::Revoked)
    );
}

#[test]
fn a_disabled_key_that_is_renewed_stays_disabled() {
    let disabled = key(NOW + days(1)).disable(at(NOW)).expect("active");
    let renewed = disabled
        .renew(FOR_A_WHILE, at(NOW + days(180)), "", at(NOW))
        .expect("renewable");
    assert_eq!(renewed.life, Life::Disabled { since: at(NOW) });
    let after_its_end =
        disabled_until(NOW + days(1)).renew(FOR_A_WHILE, at(NOW + days(180)), "forgotten", at(NOW + days(2)));
    assert_eq!(
        after_its_end.map(|key| key.life),
        Ok(Life::Disabled { since: at(NOW) })
    );
}

fn disabled_until(expires_at: i64) -> Key {
    key(expires_at).disable(at(NOW)).expect("active")
}

#[test]
fn a_key_that_was_ended_by_hand_ends_then_and_not_when_it_would_have() {
    let end = NOW + days(30);
    assert_eq!(key(end).ends_at(), Some(at(end)));
    let expired = key(end).expire(at(NOW)).expect("active");
    assert_eq!(expired.ends_at(), Some(at(NOW)));
    let revoked_late = key(NOW).revoke(at(NOW + days(5))).expect("expired");
    assert_eq!(revoked_late.ends_at(), Some(at(NOW)));
}

#[test]
fn only_a_key_that_nobody_can_have_is_discarded() {
    let unseen = Key {
        handed_out: HandedOut::Never,
        ..key(NOW + days(1))
    };
    assert!(unseen.discard(at(NOW)).is_ok());
    assert_eq!(
        key(NOW + days(1)).discard(at(NOW)).err(),
        Some(LifeRefusal::HandedOut)
    );
}

#[test]
fn every_field_is_in_the_digest() {
    let original = key(NOW).digest();
    let described = |change: fn(&mut KeyDescription)| {
        let mut key = key(NOW);
        change(&mut key.description);
        key
    };
    let changed = [
        described(|d| d.name.push('x')),
        described(|d| d.description.push('x')),
        described(|d| d.renewal_days += 1),
        described(|d| d.rights = Rights::Chosen(crate::access::Grants::none())),
        described(|d| d.scope = AircraftScope::Only(FleetChoice::default())),
        described(|d| d.networks = [Network::of(Ipv4Addr::LOCALHOST.into())].into()),
        described(|d| d.networks = [Network::of(Ipv4Addr::BROADCAST.into())].into()),
        described(|d| d.reminders.days = [7].into_iter().collect()),
        described(|d| d.reminders.days = [7, 0].into_iter().collect()),
        described(|d| d.reminders.personnel = [key(NOW).owner].into_iter().collect()),
        described(|d| d.approved_by.push('x')),
        described(|d| d.reason.push('x')),
        Key {
            sealed: SealedDigest([8; 32]),
            ..key(NOW)
        },
        Key {
            generated_by: "Bob".into(),
            ..key(NOW)
        },
        Key {
            renewed_at: Some(at(NOW)),
            ..key(NOW)
        },
        Key {
            expires_at: None,
            ..key(NOW)
        },
        Key {
            life: Life::Disabled { since: at(NOW) },
            ..key(NOW)
        },
        Key {
            handed_out: HandedOut::Saved,
            ..key(NOW)
        },
        Key {
            replaces: Some(key(NOW).id),
            ..key(NOW)
        },
    ];
    for (place, key) in changed.iter().enumerate() {
        assert_ne!(key.digest(), original, "change {place}");
        let others = changed.iter().skip(place + 1);
        assert!(
            others.map(Key::digest).all(|other| other != key.digest()),
            "change {place}"
        );
    }
}

#[derive(Clone, Copy, Debug)]
enum Act {
    Disable,
    Enable,
    Expire,
    Revoke,
    Renew { days: i64 },
    Wait { days: i64 },
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        Just(Act::Disable),
        Just(Act::Enable),
        Just(Act::Expire),
        Just(Act::Revoke),
        (1i64..400).prop_map(|days| Act::Renew { days }),
        (0i64..100).prop_map(|days| Act::Wait { days }),
    ]
}

proptest! {
    #[test]
    fn no_sequence_revives_what_was_ended_by_hand_nor_shortens_a_life(acts in proptest::collection::vec(act(), 0..40)) {
        let mut now = NOW;
        let mut key = key(NOW + days(100));
        for act in acts {
            let before = key.clone();
            let instant = at(now);
            let after = match act {
                Act::Disable => key.clone().disable(instant),
                Act::Enable => key.clone().enable(instant),
                Act::Expire => key.clone().expire(instant),
                Act::Revoke => key.clone().revoke(instant),
                Act::Renew { days: count } => key.clone().renew(FOR_A_WHILE, at(now + days(count)), "because", instant),
                Act::Wait { days: count } => {
                    now += days(count);
                    continue;
                }
            };
            if let Ok(after) = after {
                key = after;
            }
            let is_final = |life| matches!(life, Life::Revoked { .. } | Life::Expired { by_hand: true, .. });
            if is_final(before.life) {
                prop_assert!(is_final(key.life));
            }
            if matches!(before.life, Life::Revoked { .. }) {
                prop_assert_eq!(key.life, before.life);
            }
            prop_assert!(before.expires_at <= key.expires_at);
        }
    }
}

#[test]
fn attention_begins_15_days_before_the_end_and_stops_14_days_after_it() {
    let key = key(NOW);
    let told = |offset: i64| key.attention(FOR_A_WHILE, at(NOW + offset));
    assert_eq!(told(-days(15) - 1), None);
    assert_eq!(told(-days(15)), Some(Attention::ExpiringSoon));
    assert_eq!(told(-1), Some(Attention::ExpiringSoon));
    assert_eq!(told(0), Some(Attention::StillRenewable));
    assert_eq!(told(days(14)), Some(Attention::StillRenewable));
    assert_eq!(told(days(14) + 1), None);
    assert_eq!(key.renewable_until(FOR_A_WHILE), Some(at(NOW + days(14))));
}

#[test]
fn what_is_disabled_or_ended_by_hand_needs_no_attention() {
    let now = at(NOW - days(1));
    let disabled = key(NOW).disable(now).expect("live");
    assert_eq!(disabled.attention(FOR_A_WHILE, now), None);
    assert_eq!(
        disabled.attention(FOR_A_WHILE, at(NOW)),
        Some(Attention::StillRenewable)
    );
    for ended in [
        key(NOW).expire(now).expect("live"),
        key(NOW).revoke(now).expect("live"),
    ] {
        assert_eq!(
            (
                ended.attention(FOR_A_WHILE, now),
                ended.attention(FOR_A_WHILE, at(NOW))
            ),
            (None, None)
        );
        assert_eq!(
            (
                ended.renewable_until(FOR_A_WHILE),
                ended.turns_at(FOR_A_WHILE, now)
            ),
            (None, None)
        );
    }
}

proptest! {
    #[test]
    fn nothing_is_told_otherwise_before_a_key_turns(
        end in -40i64..40,
        offset in -days(60)..days(60),
        disabled: bool,
        waited: u32,
    ) {
        let now = at(NOW + offset);
        let key = key(NOW + days(end));
        let key = if disabled { Key { life: Life::Disabled { since: key.generated_at }, ..key } } else { key };
        let told = |now: Instant| (key.life_at(now), key.attention(FOR_A_WHILE, now));
        match key.turns_at(FOR_A_WHILE, now) {
            None => prop_assert_eq!(told(now), told(now + TimeDelta::days(365))),
            Some(turn) => {
                prop_assert!(turn > now);
                let between = (turn - now).num_milliseconds() - 1;
                for waited in [i64::from(waited) % (between + 1), between] {
                    prop_assert_eq!(told(now), told(now + TimeDelta::milliseconds(waited)));
                }
            }
        }
    }
}
