//! Who may change keys of their own, and who may give a person more.

#![expect(missing_docs, reason = "a case's name is the sentence that it asserts")]
#![expect(clippy::missing_panics_doc, reason = "a case that fails panics")]

use keytower_domain::access::Level;
use keytower_domain::actor::{Actor, KeySetup, Role};
use keytower_domain::event::EventKind;
use keytower_domain::key::HandedOut;
use keytower_domain::party::PartyId;

use super::desk::{Desk, changes, invalid_key, only, same};
use super::inventory::{all, loaded};
use super::personal::{acting, ada, added, everything_of, kept};
use super::templates::{MODIFY, VIEW, wanted};
use crate::{
    DescribeError, EditKey, GenerateKey, KeySelection, KeyVerb, Reason, Selected, Store, Turn, check_key,
    confirm_key_changes, delete_key, disable_key, discard_key, edit_access, edit_key, enable_key, expire_key,
    generate_key, hand_out_key, preview_key_changes, renew_key, retire_old_secret, revoke_key, rotate_key,
};

pub fn only_who_may_change_people_grants_a_person_more_than_they_have<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let kim = added(&desk, "Kim", Role::None);
    let request = desk.request(kim, "feed");
    let manager = super::desk::person("Mona", Role::ApiTokenManager);
    let themself = acting(&desk, kim, KeySetup::Modify);
    for actor in [&manager, &themself] {
        let caller = desk.caller_as(actor);
        let draft = check_key(&loaded(&desk), &caller, &request).expect("may");
        assert_eq!(draft.invalid, only(Reason::MayNotGrant, "rights"));
        let refusal = desk.refuses(|| generate_key(store, &caller, &request));
        assert_eq!(invalid_key(refusal), only(Reason::MayNotGrant, "rights"));
        let wanted = wanted(&desk, VIEW, &[]);
        let refusal = desk.refuses(|| edit_access(store, &caller, kim.into(), &wanted));
        assert!(matches!(refusal, DescribeError::Forbidden(_)), "{refusal:?}");
    }
    let nothing = everything_of(&desk, kim, "nothing");
    let refusal = desk.refuses(|| generate_key(store, &desk.caller(), &nothing));
    assert_eq!(invalid_key(refusal), only(Reason::NoResources, "rights"));
    let kinds = [EventKind::PersonGranted, EventKind::KeyGenerated];
    let (generated, events) = desk.leaves(&kinds, || generate_key(store, &desk.caller(), &request));
    let id = generated.expect("Ada may grant").key.id;
    assert_eq!(changes(&events[0]), [("grants", None, Some("Flights view"))]);
    assert_eq!(
        kept(&desk, kim).own.grants,
        desk.grants(&[("Flights", Level::View)])
    );
    let wider = EditKey {
        rights: desk.chosen(MODIFY),
        ..same(&desk.kept_key(id))
    };
    let refusal = desk.refuses(|| edit_key(store, &desk.caller_as(&themself), &wider));
    assert_eq!(invalid_key(refusal), only(Reason::MayNotGrant, "rights"));
    let more = GenerateKey {
        name: "more".to_owned(),
        ..request
    };
    generate_key(store, &desk.caller_as(&themself), &more).expect("they have it now");
}

pub fn the_access_level_modify_changes_keys_of_ones_own_and_no_others<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let ada = ada(&desk);
    let kim = added(&desk, "Kim", Role::None);
    edit_access(store, &desk.caller(), kim.into(), &wanted(&desk, VIEW, &[])).expect("in order");
    let account = desk.account("svc-ops").id;
    let owners: [PartyId; 3] = [kim.into(), ada.into(), account.into()];
    for (key_setup, theirs, others) in [
        (KeySetup::None, false, false),
        (KeySetup::View, false, false),
        (KeySetup::Modify, true, false),
        (KeySetup::ModifyAll, true, true),
    ] {
        let actor = acting(&desk, kim, key_setup);
        for owner in owners {
            let may = if owner == kim.into() { theirs } else { others };
            every_change_of_a_key(&desk, &actor, owner, may);
        }
    }
}

/// Tries every change of a key as somebody, each on a key of an owner that it can be done to.
fn every_change_of_a_key<S: Store>(desk: &Desk<'_, S>, actor: &Actor, owner: PartyId, allowed: bool) {
    use super::outcome::Outcome as _;
    let (store, ada, caller) = (desk.store, desk.caller(), desk.caller_as(actor));
    let seq = desk.head().seq;
    let key = |what: &str| desk.key(owner, &format!("{what} {seq}")).id;
    let [edited, stopped, started, ended, revoked, renewed, rotated, many] = [
        "edit", "stop", "start", "end", "revoke", "renew", "rotate", "many",
    ]
    .map(key);
    disable_key(store, &ada, started).expect("live");
    let unseen = ["unseen", "discarded"].map(|what| desk.generate(owner, &format!("{what} {seq}")).key.id);
    let gone = desk.revoked_key(owner, &format!("gone {seq}")).id;
    rotate_key(store, &ada, edited, 7, "").expect("live");
    let edit = EditKey {
        description: "of theirs".to_owned(),
        ..same(&desk.kept_key(edited))
    };
    let request = desk.request(owner, &format!("new {seq}"));
    let selection = KeySelection {
        query: all(),
        selected: Selected::Only([many].into()),
    };
    let inventory = loaded(desk);
    let verb = KeyVerb::Turn(Turn::Disable);
    let plan = preview_key_changes(&inventory, &ada, &selection, &verb).expect("Ada may");
    let done = [
        ("check", check_key(&inventory, &caller, &request).allowed()),
        ("generate", generate_key(store, &caller, &request).allowed()),
        ("edit", edit_key(store, &caller, &edit).allowed()),
        (
            "retire the old",
            retire_old_secret(store, &caller, edited).allowed(),
        ),
        ("rotate", rotate_key(store, &caller, rotated, 7, "").allowed()),
        (
            "hand out",
            hand_out_key(store, &caller, unseen[0], HandedOut::Stored).allowed(),
        ),
        ("discard", discard_key(store, &caller, unseen[1]).allowed()),
        ("disable", disable_key(store, &caller, stopped).allowed()),
        ("enable", enable_key(store, &caller, started).allowed()),
        ("expire", expire_key(store, &caller, ended).allowed()),
        ("revoke", revoke_key(store, &caller, revoked).allowed()),
        ("renew", renew_key(store, &caller, renewed, None, "").allowed()),
        ("delete", delete_key(store, &caller, gone).allowed()),
        (
            "preview many",
            preview_key_changes(&inventory, &caller, &selection, &verb).allowed(),
        ),
        (
            "change many",
            confirm_key_changes(store, &caller, &plan, "", |_| true).allowed(),
        ),
    ];
    for (what, came) in done {
        assert_eq!(came, allowed, "{what} by {actor:?} of a key of {owner}");
    }
}
