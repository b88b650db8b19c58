//! What no sequence of use cases brings about.

#![expect(missing_docs, reason = "a case's name is the sentence that it asserts")]
#![expect(clippy::missing_panics_doc, reason = "a case that fails panics")]

use std::collections::{BTreeMap, BTreeSet};

use keytower_domain::access::Rights;
use keytower_domain::event::EventKind;
use keytower_domain::id::KeyId;
use keytower_domain::key::{Key, Life};
use keytower_domain::lifetime::{MAXIMUM_DAYS, latest_day};
use keytower_domain::person::Person;

use super::desk::Desk;
use super::scripts::Script;
use crate::known::{Known as _, Rows};
use crate::{ChainReport, Store, check_chain, read_key};

/// Steps of each sequence.
const STEPS: usize = 250;

/// Runs sequences, and looks at every key before and after each step.
fn each_step<S: Store>(
    store: &S,
    seed: u64,
    look: impl Fn(&Desk<'_, S>, &BTreeMap<KeyId, Key>, &BTreeMap<KeyId, Key>),
) {
    let desk = Desk::open(store);
    let script = Script::new(&desk, seed);
    let keys = || {
        desk.read(|tx| tx.keys())
            .into_iter()
            .map(|key| (key.id, key))
            .collect::<BTreeMap<_, _>>()
    };
    let (mut before, mut done) = (keys(), 0);
    for _ in 0..STEPS {
        done += usize::from(script.step());
        let after = keys();
        look(&desk, &before, &after);
        before = after;
    }
    assert!(
        done > STEPS / 4 && !before.is_empty(),
        "the sequence does something: {done} steps"
    );
}

pub fn no_sequence_revives_a_key_that_was_revoked_or_ended_by_hand<S: Store>(store: &S) {
    each_step(store, 11, |_, before, after| {
        for (id, key) in before {
            let Some(now) = after.get(id) else {
                assert!(
                    matches!(key.life, Life::Revoked { .. }),
                    "only a revoked key goes"
                );
                continue;
            };
            match key.life {
                Life::Revoked { .. } => assert_eq!(now.life, key.life),
                Life::Expired { by_hand: true, .. } => {
                    assert!(
                        now.life == key.life || matches!(now.life, Life::Revoked { .. }),
                        "{:?}",
                        now.life
                    );
                }
                Life::Active | Life::Disabled { .. } | Life::Expired { by_hand: false, .. } => {}
            }
        }
    });
}

pub fn no_sequence_brings_a_deleted_key_back<S: Store>(store: &S) {
    each_step(store, 12, |desk, _, after| {
        let deleted: BTreeSet<_> = desk.read(|tx| tx.deleted_keys()).into_iter().collect();
        assert!(after.keys().all(|id| !deleted.contains(id)));
        let generated = desk
            .events()
            .iter()
            .filter(|event| event.body.kind == EventKind::KeyGenerated)
            .count();
        assert_eq!(
            generated,
            after.len() + deleted.len(),
            "every key is there, or known as deleted"
        );
    });
}

pub fn no_sequence_gives_a_key_more_than_its_owner_has<S: Store>(store: &S) {
    each_step(store, 13, |desk, _, after| {
        let resources = desk.read(|tx| tx.resources());
        for key in after.values() {
            let owner = desk.read(|tx| Rows(tx).owner(key.owner)).expect("an owner");
            let templates = owner.own().templates.iter();
            let templates: Vec<_> = templates
                .filter_map(|id| desk.read(|tx| tx.template(*id)))
                .collect();
            let access = owner.access(templates.iter(), resources.iter());
            let told = read_key(desk.store, &desk.caller(), key.id)
                .expect("there")
                .effective;
            assert!(told.beyond(&access).is_empty(), "{told:?} beyond {access:?}");
            if let Rights::Chosen(chosen) = &key.description.rights {
                assert!(told.beyond(chosen).is_empty(), "{told:?} beyond {chosen:?}");
            }
        }
    });
}

pub fn no_sequence_shortens_a_life_or_makes_one_beyond_the_maximum<S: Store>(store: &S) {
    each_step(store, 14, |desk, before, after| {
        let workspace = desk.workspace();
        for (id, key) in after {
            let issued = key.renewed_at.unwrap_or(key.generated_at);
            let latest = workspace.expiry_on(latest_day(MAXIMUM_DAYS, &workspace, issued));
            assert!(
                key.expires_at.is_some_and(|end| issued < end && end <= latest),
                "{key:?}"
            );
            assert!(
                before
                    .get(id)
                    .is_none_or(|before| before.expires_at <= key.expires_at),
                "{key:?}"
            );
        }
    });
}

pub fn no_sequence_enables_a_key_but_enabling_does<S: Store>(store: &S) {
    each_step(store, 15, |desk, before, after| {
        let newest = desk.events().pop().map(|event| event.body.kind);
        for (id, key) in before {
            if let (Life::Disabled { .. }, Some(Life::Active)) = (key.life, after.get(id).map(|key| key.life))
            {
                assert_eq!(newest, Some(EventKind::KeyEnabled));
            }
        }
    });
}

pub fn no_sequence_brings_a_retired_secret_back<S: Store>(store: &S) {
    each_step(store, 17, |desk, before, after| {
        let head = desk.head().at;
        for (id, key) in before {
            let Some(now) = after.get(id) else { continue };
            // The last may be put back while it works, where nobody saw what it was rotated to.
            for (place, old) in key.old_secrets.iter().enumerate() {
                if key.old_secret_until(place, head).is_some() || !old.retired {
                    continue;
                }
                assert_ne!(now.sealed.0, old.sealed.0, "{key:?}");
                let kept = now.old_secrets.iter().find(|kept| kept.sealed.0 == old.sealed.0);
                assert!(kept.is_some_and(|kept| kept.retired), "{key:?}");
            }
        }
    });
}

pub fn no_sequence_leaves_a_workspace_without_a_system_administrator<S: Store>(store: &S) {
    each_step(store, 18, |desk, _, _| {
        let people = desk.read(|tx| tx.people());
        assert!(people.iter().any(Person::is_administrator), "{people:?}");
    });
    let left = Desk::empty(store)
        .events()
        .into_iter()
        .filter(|event| event.body.kind == EventKind::PersonLeft);
    assert!(left.count() > 0, "somebody left");
}

pub fn any_sequence_leaves_a_chain_that_is_intact_and_in_order_of_time<S: Store>(store: &S) {
    each_step(store, 20, |_, _, _| {});
    let desk = Desk::empty(store);
    let events = desk.events();
    let intact = ChainReport::Intact {
        events: desk.head().seq,
    };
    assert_eq!(
        check_chain(
            store,
            &desk.caller(),
            events.first().map(keytower_domain::event::Event::head)
        )
        .ok(),
        Some(intact)
    );
    for pair in events.windows(2) {
        let accepted = pair[1].body.kind == EventKind::ClockAccepted;
        assert!(accepted || pair[0].body.at <= pair[1].body.at, "{pair:?}");
    }
    assert!(
        events
            .iter()
            .any(|event| event.body.kind == EventKind::KeyDeleted),
        "the sequence came that far"
    );
}
