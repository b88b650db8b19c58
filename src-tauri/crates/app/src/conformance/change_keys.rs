//! Many keys at once: what is shown is what is done, to all of them or to none.

#![expect(missing_docs, reason = "a case's name is the sentence that it asserts")]
#![expect(clippy::missing_panics_doc, reason = "a case that fails panics")]

use std::cell::RefCell;
use std::collections::BTreeMap;

use keytower_domain::event::{EventKind, Subject};
use keytower_domain::id::KeyId;
use keytower_domain::key::{Key, KeyState};

use super::desk::{Desk, changes};
use super::inventory::{all, loaded, search};
use crate::{
    ChangeKeysError, ChangeRefusal, Expiry, GenerateKey, KeyChanges, KeyQuery, KeySelection, KeyVerb,
    Selected, Store, Turn, confirm_key_changes, delete_key, disable_key, enable_key, expire_key,
    generate_key, preview_key_changes, renew_key, revoke_key,
};

const TURNS: [Turn; 4] = [Turn::Disable, Turn::Enable, Turn::Expire, Turn::Revoke];
pub(super) const RENEW: KeyVerb = KeyVerb::Renew { spread: false };

pub(super) fn these(ids: impl IntoIterator<Item = KeyId>) -> KeySelection {
    KeySelection {
        query: all(),
        selected: Selected::Only(ids.into_iter().collect()),
    }
}

pub(super) fn all_but(query: KeyQuery, ids: impl IntoIterator<Item = KeyId>) -> KeySelection {
    KeySelection {
        query,
        selected: Selected::AllBut(ids.into_iter().collect()),
    }
}

impl<S: Store> Desk<'_, S> {
    pub(super) fn preview(&self, selection: &KeySelection, verb: &KeyVerb) -> KeyChanges {
        self.changes_nothing(|| preview_key_changes(&loaded(self), &self.caller(), selection, verb))
    }

    pub(super) fn confirm(&self, changes: &KeyChanges, reason: &str) -> Result<(), ChangeKeysError> {
        confirm_key_changes(self.store, &self.caller(), changes, reason, |_| true)
    }

    /// Keys of 30 days that somebody has, generated yesterday.
    pub(super) fn keys_of_yesterday(&self, count: usize) -> Vec<Key> {
        let owner = self.account("svc-ops").id;
        let keys = (0..count)
            .map(|number| self.key(owner, &format!("feed {number:03}")))
            .collect();
        self.wait(1);
        keys
    }
}

pub(super) fn ids(keys: &[Key]) -> Vec<KeyId> {
    keys.iter().map(|key| key.id).collect()
}

pub(super) fn changing(changes: &KeyChanges) -> Vec<KeyId> {
    changes.changing.iter().map(|change| change.id).collect()
}

/// One key in each state that a verb meets.
pub(super) struct Mixed {
    pub active: KeyId,
    pub disabled: KeyId,
    pub expired: KeyId,
    pub by_hand: KeyId,
    pub long_expired: KeyId,
    pub revoked: KeyId,
    pub newly: KeyId,
}

pub(super) fn mixed<S: Store>(desk: &Desk<'_, S>) -> Mixed {
    let owner = desk.account("svc-ops").id;
    let of_days = |name: &str, days| {
        let request = GenerateKey {
            expiry: Expiry::Days(days),
            ..desk.request(owner, name)
        };
        generate_key(desk.store, &desk.caller(), &request)
            .expect("in order")
            .key
            .id
    };
    let mixed = Mixed {
        active: of_days("active", 100),
        disabled: of_days("disabled", 100),
        expired: of_days("expired", 30),
        by_hand: of_days("by hand", 100),
        long_expired: of_days("long expired", 10),
        revoked: of_days("revoked", 100),
        newly: of_days("of the longest life", 365),
    };
    disable_key(desk.store, &desk.caller(), mixed.disabled).expect("live");
    expire_key(desk.store, &desk.caller(), mixed.by_hand).expect("live");
    revoke_key(desk.store, &desk.caller(), mixed.revoked).expect("live");
    desk.wait(35);
    mixed
}

pub fn each_verb_says_of_every_key_what_doing_it_to_that_key_alone_would<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let keys = mixed(&desk);
    let everything = all_but(all(), []);
    let told = |verb: &KeyVerb| {
        let changes = desk.preview(&everything, verb);
        let refused: BTreeMap<KeyId, ChangeRefusal> = changes.refused.iter().copied().collect();
        assert_eq!(changes.changing.len() + refused.len(), 7, "every key once");
        (changing(&changes), refused)
    };
    let alone = [
        disable_key::<S>,
        enable_key::<S>,
        expire_key::<S>,
        revoke_key::<S>,
    ];
    for (turn, act) in TURNS.into_iter().zip(alone) {
        let (changing, refused) = told(&KeyVerb::Turn(turn));
        for (id, refusal) in refused {
            let one = desk.refuses(|| act(store, &desk.caller(), id));
            assert_eq!(one.to_string(), refusal.to_string(), "{turn:?}");
        }
        let expected: &[KeyId] = match turn {
            Turn::Disable => &[keys.active, keys.newly],
            Turn::Enable => &[keys.disabled],
            Turn::Expire => &[keys.active, keys.disabled, keys.newly],
            Turn::Revoke => &[
                keys.active,
                keys.disabled,
                keys.expired,
                keys.by_hand,
                keys.long_expired,
                keys.newly,
            ],
        };
        let mut expected = expected.to_vec();
        expected.sort();
        assert_eq!(changing, expected, "{turn:?}");
    }
    let (changing, refused) = told(&RENEW);
    let mut expected = vec![keys.active, keys.disabled, keys.expired];
    expected.sort();
    assert_eq!(changing, expected);
    for (id, refusal) in refused {
        let one = desk.refuses(|| renew_key(store, &desk.caller(), id, None, "why"));
        assert_eq!(one.to_string(), refusal.to_string());
    }
}

pub fn what_was_shown_is_done_to_each_with_an_event_of_its_own<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let keys = desk.keys_of_yesterday(3);
    let everything = all_but(all(), []);
    let step = |verb: &KeyVerb, kind, told: [&str; 2], state| {
        let changes_told = desk.preview(&everything, verb);
        let (done, events) = desk.leaves(&[kind; 3], || desk.confirm(&changes_told, ""));
        done.expect("as shown");
        let mut subjects: Vec<KeyId> = Vec::new();
        for event in &events {
            assert_eq!(changes(event), [("state", Some(told[0]), Some(told[1]))]);
            match event.body.subject {
                Subject::Key(id) => subjects.push(id),
                other => panic!("an event of no key: {other:?}"),
            }
        }
        let mut all = ids(&keys);
        all.sort();
        assert_eq!(subjects, all);
        assert!(keys.iter().all(|key| desk.state(key.id) == state));
    };
    step(
        &KeyVerb::Turn(Turn::Disable),
        EventKind::KeyDisabled,
        ["active", "disabled"],
        KeyState::Disabled,
    );
    step(
        &KeyVerb::Turn(Turn::Enable),
        EventKind::KeyEnabled,
        ["disabled", "active"],
        KeyState::Active,
    );
    step(
        &KeyVerb::Turn(Turn::Expire),
        EventKind::KeyExpiredByHand,
        ["active", "expired"],
        KeyState::Expired,
    );
    step(
        &KeyVerb::Turn(Turn::Revoke),
        EventKind::KeyRevoked,
        ["expired", "revoked"],
        KeyState::Revoked,
    );
}

pub fn only_what_is_selected_and_found_changes<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let keys = desk.keys_of_yesterday(4);
    let other = desk.key(keys[0].owner, "other").id;
    let verb = &KeyVerb::Turn(Turn::Disable);
    let mut chosen = vec![keys[0].id, keys[2].id];
    chosen.sort();
    assert_eq!(changing(&desk.preview(&these(chosen.clone()), verb)), chosen);

    let mut rest = vec![keys[1].id, keys[3].id];
    rest.sort();
    let but = all_but(search("feed"), chosen.clone());
    assert_eq!(changing(&desk.preview(&but, verb)), rest);
    desk.confirm(&desk.preview(&but, verb), "").expect("as shown");
    let stopped = |id| desk.state(id) == KeyState::Disabled;
    assert!(rest.iter().all(|id| stopped(*id)));
    assert!(chosen.iter().chain([&other]).all(|id| !stopped(*id)));

    // What the list doesn't show isn't selected, and is told.
    let disabled = KeyQuery {
        states: vec![KeyState::Disabled],
        ..all()
    };
    let selection = KeySelection {
        query: disabled,
        ..these([keys[0].id, keys[1].id, desk.unknown_key()])
    };
    let inventory = loaded(&desk);
    let selected: Vec<KeyId> = inventory
        .selected(&selection, desk.now())
        .iter()
        .map(|key| key.id)
        .collect();
    assert_eq!(selected, [keys[1].id]);
    let gone = inventory.gone(&selection, desk.now());
    assert!(gone.len() == 2 && gone.contains(&keys[0].id), "{gone:?}");
}

pub fn keys_that_changed_since_the_preview_make_it_stale_and_none_changes<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let keys = desk.keys_of_yesterday(4);
    let everything = all_but(all(), []);
    let stale = |plan: &KeyChanges| {
        let refusal = desk.refuses(|| desk.confirm(plan, "why"));
        assert!(matches!(refusal, ChangeKeysError::Stale), "{refusal:?}");
    };

    let plan = desk.preview(&everything, &KeyVerb::Turn(Turn::Revoke));
    disable_key(store, &desk.caller(), keys[3].id).expect("live");
    stale(&plan);

    let plan = desk.preview(&everything, &KeyVerb::Turn(Turn::Revoke));
    revoke_key(store, &desk.caller(), keys[3].id).expect("live");
    delete_key(store, &desk.caller(), keys[3].id).expect("revoked");
    stale(&plan);

    // Nobody touched them; their time passed.
    let plan = desk.preview(&everything, &KeyVerb::Turn(Turn::Disable));
    desk.wait(30);
    stale(&plan);

    let plan = desk.preview(&everything, &RENEW);
    desk.wait(180);
    stale(&plan);
}

pub fn a_key_that_came_after_the_preview_is_left_alone<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let keys = desk.keys_of_yesterday(2);
    let plan = desk.preview(&all_but(all(), []), &KeyVerb::Turn(Turn::Disable));
    let late = desk.key(keys[0].owner, "late").id;
    let (done, _) = desk.leaves(&[EventKind::KeyDisabled; 2], || desk.confirm(&plan, ""));
    done.expect("as shown");
    assert_eq!(desk.state(late), KeyState::Active);
}

pub fn a_change_of_many_that_is_stopped_changes_none<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let keys = desk.keys_of_yesterday(5);
    let plan = desk.preview(&all_but(all(), []), &KeyVerb::Turn(Turn::Revoke));
    for stop_at in [0, 3, 5] {
        let told = RefCell::new(Vec::new());
        let refusal = desk.refuses(|| {
            confirm_key_changes(store, &desk.caller(), &plan, "", |done| {
                told.borrow_mut().push(done);
                done < stop_at
            })
        });
        assert!(matches!(refusal, ChangeKeysError::Stopped), "{refusal:?}");
        assert_eq!(told.into_inner(), (0..=stop_at).collect::<Vec<_>>());
    }
    desk.confirm(&plan, "").expect("still as shown");
    assert!(keys.iter().all(|key| desk.state(key.id) == KeyState::Revoked));
}

pub fn hundreds_of_keys_of_many_owners_change_in_one_write_with_an_event_each<S: Store>(store: &S) {
    let desk = Desk::open(store);
    for owner in 0..15 {
        let owner = desk.account(&format!("svc-{owner}")).id;
        for number in 0..20 {
            desk.key(owner, &format!("feed {number}"));
        }
    }
    let plan = desk.preview(&all_but(all(), []), &KeyVerb::Turn(Turn::Disable));
    let kinds = vec![EventKind::KeyDisabled; 300];
    let (done, _) = desk.leaves(&kinds, || desk.confirm(&plan, ""));
    done.expect("as shown");
}
