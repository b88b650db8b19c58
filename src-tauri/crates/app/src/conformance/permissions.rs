//! Who may what: every use case asks first.

#![expect(missing_docs, reason = "a case's name is the sentence that it asserts")]
#![expect(clippy::missing_panics_doc, reason = "a case that fails panics")]

use keytower_domain::actor::{Actor, KeySetup, Role};

use super::changing::{ACCESS, ACCOUNTS, DRAFT, FLEET, KEYS, PEOPLE, WORKSPACE, changing};
use super::desk::{Desk, person};
use super::inventory::{all, loaded};
use super::outcome::Outcome as _;
use crate::{
    KeySelection, KeyVerb, Selected, Store, Turn, VerifyKey, check_chain, check_key, draft, exposed_keys,
    identify_key, overview, preview_import, preview_key_changes, preview_resource_import,
    preview_uses_import, prove_key, read_account, read_key, read_networks, read_person, verify_key,
};

/// Tries every use case as somebody: allowed in these parts, and elsewhere forbidden with nothing written.
fn may_change_only<S: Store>(store: &S, actor: &Actor, parts: &[usize]) {
    let desk = Desk::open(store);
    let use_cases = changing(&desk);
    desk.wait(-1);
    for (part, use_cases) in use_cases.iter().enumerate() {
        for (name, run) in use_cases {
            let before = (desk.head(), desk.rows(), desk.read(|tx| tx.draft()));
            let allowed = run(&desk.caller_as(actor));
            assert_eq!(allowed, parts.contains(&part), "{name} of part {part}");
            let after = (desk.head(), desk.rows(), desk.read(|tx| tx.draft()));
            assert_eq!(
                before != after,
                allowed,
                "{name} of part {part} writes when it is allowed"
            );
        }
    }
}

pub fn a_system_administrator_may_change_everything<S: Store>(store: &S) {
    let ada = person("Ada", Role::SystemAdministrator);
    may_change_only(
        store,
        &ada,
        &[KEYS, ACCOUNTS, FLEET, ACCESS, PEOPLE, WORKSPACE, DRAFT],
    );
}

pub fn an_api_token_manager_may_change_all_but_people_the_workspace_and_its_clock<S: Store>(store: &S) {
    may_change_only(
        store,
        &person("Mia", Role::ApiTokenManager),
        &[KEYS, ACCOUNTS, FLEET, ACCESS, DRAFT],
    );
}

pub fn an_auditor_changes_nothing_and_leaves_no_event<S: Store>(store: &S) {
    may_change_only(store, &person("Kim", Role::Auditor), &[]);
}

pub fn somebody_without_a_role_changes_nothing_and_leaves_no_event<S: Store>(store: &S) {
    may_change_only(store, &person("Sam", Role::None), &[]);
}

pub fn the_access_level_view_and_modify_change_no_key_of_an_account<S: Store>(store: &S) {
    may_change_only(
        store,
        &Actor {
            key_setup: KeySetup::Modify,
            ..person("Sam", Role::None)
        },
        &[DRAFT],
    );
}

pub fn the_access_level_modify_all_changes_keys_and_nothing_else<S: Store>(store: &S) {
    may_change_only(
        store,
        &Actor {
            key_setup: KeySetup::ModifyAll,
            ..person("Ben", Role::None)
        },
        &[KEYS, DRAFT],
    );
}

pub fn an_auditor_reads_everything_and_somebody_without_a_role_nothing<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let key = desk.key(owner, "feed").id;
    let request = desk.request(owner, "other");
    let known = desk.read(|tx| tx.people())[0].id;
    for (role, reads) in [(Role::Auditor, true), (Role::None, false)] {
        let actor = person("Kim", role);
        let caller = desk.caller_as(&actor);
        assert_eq!(read_key(store, &caller, key).allowed(), reads);
        assert_eq!(prove_key(store, &caller, key).allowed(), reads);
        assert_eq!(read_account(store, &caller, owner).allowed(), reads);
        assert_eq!(read_person(store, &caller, known).allowed(), reads);
        assert_eq!(identify_key(store, &caller, "ktw_").allowed(), reads);
        let asked = VerifyKey::default();
        assert_eq!(
            verify_key(store, &loaded(&desk), &caller, "ktw_", &asked).allowed(),
            reads
        );
        assert_eq!(read_networks(&caller, &[]).is_ok(), reads);
        assert_eq!(check_chain(store, &caller, None).allowed(), reads);
        assert_eq!(exposed_keys(store, &caller).allowed(), reads);
        assert_eq!(overview(&mut loaded(&desk), &caller).allowed(), reads);
        assert!(!draft(store, &caller).allowed() && !check_key(&loaded(&desk), &caller, &request).allowed());
        let everything = KeySelection {
            query: all(),
            selected: Selected::AllBut([].into()),
        };
        let (verb, inventory) = (KeyVerb::Turn(Turn::Revoke), loaded(&desk));
        assert!(!preview_key_changes(&inventory, &caller, &everything, &verb).allowed());
        assert!(!preview_import(store, &caller, b"Registration\nSP-KTA\n").allowed());
        assert!(!preview_uses_import(store, &caller, b"key_id,time\nx,y\n").allowed());
        assert!(!preview_resource_import(store, &caller, b"Title,View\nNew,NEW\n").allowed());
    }
}
