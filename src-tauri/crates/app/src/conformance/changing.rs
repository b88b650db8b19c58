//! Every use case that changes something, to be tried by whoever may and by whoever may not.

use keytower_domain::access::{Grants, Level};
use keytower_domain::actor::Role;
use keytower_domain::aircraft_scope::AircraftScope;
use keytower_domain::key::HandedOut;

use super::desk::Desk;
use super::inventory::{all, loaded};
use super::outcome::Outcome as _;
use super::people;
use crate::{
    Caller, ChooseReminders, DescribeAccount, DescribeAircraft, DescribeCheckedBy, DescribeGroup,
    DescribeMembers, DescribeResource, DescribeTemplate, EditAccess, EditKey, EditWorkspace, KeySelection,
    KeyVerb, Selected, SomeoneLeft, Store, Turn, accept_clock, add_aircraft, add_person, add_resource,
    confirm_import, confirm_key_changes, confirm_resource_import, confirm_someone_left, confirm_uses_import,
    create_account, create_group, create_template, delete_group, delete_key, delete_template,
    disable_account, disable_key, discard_key, edit_access, edit_account, edit_aircraft, edit_checked_by,
    edit_group, edit_key, edit_person, edit_resource, edit_template, edit_workspace, enable_account,
    enable_key, expire_key, generate_key, hand_out_key, keep_draft, person_back, person_left, preview_import,
    preview_key_changes, preview_resource_import, preview_someone_left, preview_uses_import, renew_key,
    restore_aircraft, restore_resource, retire_aircraft, retire_old_secret, retire_resource, revoke_key,
    rotate_key,
};

pub(super) type UseCase<'a> = (&'static str, Box<dyn Fn(&Caller<'_>) -> bool + 'a>);

/// Which part of the workspace a use case changes.
pub(super) const KEYS: usize = 0;
pub(super) const ACCOUNTS: usize = 1;
pub(super) const FLEET: usize = 2;
pub(super) const ACCESS: usize = 3;
pub(super) const PEOPLE: usize = 4;
pub(super) const WORKSPACE: usize = 5;
/// What is half typed, by whoever may generate keys, if only for themselves.
pub(super) const DRAFT: usize = 6;

/// Every use case that changes something, each on things that let it succeed, by what it changes.
#[expect(clippy::too_many_lines, reason = "a list, one line for each use case")]
pub(super) fn changing<'a, S: Store>(desk: &'a Desk<'_, S>) -> [Vec<UseCase<'a>>; 7] {
    let store = desk.store;
    let (enabled, disabled) = (desk.account("svc-ops").id, desk.account("svc-off").id);
    let own: Vec<_> = (0..6)
        .map(|number| desk.key(enabled, &format!("key {number}")))
        .collect();
    let unseen: Vec<_> = (0..2)
        .map(|number| desk.generate(enabled, &format!("unseen {number}")).key.id)
        .collect();
    let stopped = desk.key(enabled, "stopped").id;
    disable_key(store, &desk.caller(), stopped).expect("live");
    let revoked = desk.revoked_key(enabled, "revoked").id;
    disable_account(store, &desk.caller(), disabled).expect("enabled before");
    let (flying, gone) = (desk.aircraft("SP-KTA").id, desk.aircraft("SP-KTB").id);
    retire_aircraft(store, &desk.caller(), gone).expect("in service");
    let (granted, retired) = (desk.resource("Flights").id, desk.resource("Duties").id);
    retire_resource(store, &desk.caller(), retired).expect("granted so far");
    let template = move |name: &'static str| DescribeTemplate {
        name,
        summary: "",
        grants: [(granted, Level::View)].into_iter().collect(),
    };
    let (held, free) = (template("Ops"), template("Free"));
    let held = create_template(store, &desk.caller(), &held)
        .expect("in order")
        .id;
    let free = create_template(store, &desk.caller(), &free)
        .expect("in order")
        .id;
    let plan = preview_import(store, &desk.caller(), b"Registration\nSP-NEW\n").expect("readable");
    let catalogue = preview_resource_import(store, &desk.caller(), b"Title,Group,View\nNew,New,NEW\n");
    let catalogue = catalogue.expect("readable");
    let together = KeySelection {
        query: all(),
        selected: Selected::Only([own[5].id].into()),
    };
    let many = preview_key_changes(
        &loaded(desk),
        &desk.caller(),
        &together,
        &KeyVerb::Turn(Turn::Disable),
    )
    .expect("live");
    let request = desk.request(enabled, "new");
    let edit = EditKey {
        id: own[0].id,
        name: "renamed".into(),
        description: String::new(),
        rights: own[0].description.rights.clone(),
        scope: own[0].description.scope.clone(),
        renewal_days: 90,
        networks: Vec::new(),
        reminders: ChooseReminders::default(),
        approved_by: String::new(),
        reason: String::new(),
    };
    let account = |name| DescribeAccount {
        name,
        organisation: "",
        email: "ops@northwind.example",
    };
    let aircraft = |registration| DescribeAircraft {
        registration,
        icao_address: "",
        aircraft_type: "",
        operator: "Northwind",
        tags: &[],
    };
    let mail = |name| DescribeGroup {
        name,
        members: DescribeMembers::Tagged("mail"),
    };
    let group = create_group(store, &desk.caller(), &mail("Night mail")).expect("in order");
    let group = group.id;
    let resource = |title: &'static str, code: &'static str| DescribeResource {
        title,
        group: "Flights",
        summary: "",
        levels: vec![(Level::View, code), (Level::Modify, "GRAPHQL_X_EDIT")],
    };
    let person_named = |name| people::described(name, "", Role::Auditor);
    let [there, left, leaver] = ["Mia", "Kim", "Jan"].map(|name| {
        let added = add_person(store, &desk.caller(), &person_named(name));
        added.expect("in order").id
    });
    person_left(store, &desk.caller(), left).expect("there");
    let handover = SomeoneLeft {
        who: leaver,
        instead: None,
        leaves: true,
    };
    let handover = preview_someone_left(store, &loaded(desk), &desk.caller(), handover).expect("there");
    let given = EditAccess {
        grants: Grants::none(),
        templates: [held].into(),
        scope: AircraftScope::WholeFleet,
    };
    edit_access(store, &desk.caller(), there.into(), &given).expect("in order");
    let id = |place: usize| own[place].id;
    let (hand_out, stop, end, revoke, renew) = (unseen[0], id(1), id(2), id(3), id(4));
    let (discard, rotated) = (unseen[1], id(0));
    let uses = format!("key_id,time\n{revoke},{}\n", desk.now().to_rfc3339());
    let uses = preview_uses_import(store, &desk.caller(), uses.as_bytes()).expect("readable");
    [
        vec![
            (
                "import last uses",
                Box::new(move |caller| confirm_uses_import(store, caller, &uses).allowed()),
            ),
            (
                "generate",
                Box::new(move |caller| generate_key(store, caller, &request).allowed()),
            ),
            (
                "edit",
                Box::new(move |caller| edit_key(store, caller, &edit).allowed()),
            ),
            (
                "hand out",
                Box::new(move |caller| hand_out_key(store, caller, hand_out, HandedOut::Stored).allowed()),
            ),
            (
                "rotate",
                Box::new(move |caller| rotate_key(store, caller, rotated, 7, "").allowed()),
            ),
            (
                "retire the old secret",
                Box::new(move |caller| retire_old_secret(store, caller, rotated).allowed()),
            ),
            (
                "disable",
                Box::new(move |caller| disable_key(store, caller, stop).allowed()),
            ),
            (
                "enable",
                Box::new(move |caller| enable_key(store, caller, stopped).allowed()),
            ),
            (
                "expire",
                Box::new(move |caller| expire_key(store, caller, end).allowed()),
            ),
            (
                "revoke",
                Box::new(move |caller| revoke_key(store, caller, revoke).allowed()),
            ),
            (
                "discard",
                Box::new(move |caller| discard_key(store, caller, discard).allowed()),
            ),
            (
                "renew",
                Box::new(move |caller| renew_key(store, caller, renew, None, "").allowed()),
            ),
            (
                "delete",
                Box::new(move |caller| delete_key(store, caller, revoked).allowed()),
            ),
            (
                "change many",
                Box::new(move |caller| confirm_key_changes(store, caller, &many, "", |_| true).allowed()),
            ),
        ],
        vec![
            (
                "create",
                Box::new(move |caller| create_account(store, caller, &account("svc-new")).allowed()),
            ),
            (
                "edit",
                Box::new(move |caller| {
                    edit_account(store, caller, enabled, &account("svc-renamed")).allowed()
                }),
            ),
            (
                "disable",
                Box::new(move |caller| disable_account(store, caller, enabled).allowed()),
            ),
            (
                "enable",
                Box::new(move |caller| enable_account(store, caller, disabled).allowed()),
            ),
            (
                "give access",
                Box::new(move |caller| {
                    let request = EditAccess {
                        grants: Grants::none(),
                        templates: [held].into(),
                        scope: AircraftScope::WholeFleet,
                    };
                    edit_access(store, caller, enabled.into(), &request).allowed()
                }),
            ),
        ],
        vec![
            (
                "import",
                Box::new(move |caller| confirm_import(store, caller, &plan).allowed()),
            ),
            (
                "add",
                Box::new(move |caller| add_aircraft(store, caller, &aircraft("SP-KTC")).allowed()),
            ),
            (
                "edit",
                Box::new(move |caller| edit_aircraft(store, caller, flying, &aircraft("SP-KTD")).allowed()),
            ),
            (
                "retire",
                Box::new(move |caller| retire_aircraft(store, caller, flying).allowed()),
            ),
            (
                "restore",
                Box::new(move |caller| restore_aircraft(store, caller, gone).allowed()),
            ),
            (
                "create a group",
                Box::new(move |caller| create_group(store, caller, &mail("Day mail")).allowed()),
            ),
            (
                "edit a group",
                Box::new(move |caller| edit_group(store, caller, group, &mail("Mail")).allowed()),
            ),
            (
                "delete a group",
                Box::new(move |caller| delete_group(store, caller, group).allowed()),
            ),
        ],
        vec![
            (
                "import resources",
                Box::new(move |caller| confirm_resource_import(store, caller, &catalogue).allowed()),
            ),
            (
                "create a template",
                Box::new(move |caller| create_template(store, caller, &template("New")).allowed()),
            ),
            (
                "edit a template",
                Box::new(move |caller| edit_template(store, caller, held, &template("Other")).allowed()),
            ),
            (
                "delete a template",
                Box::new(move |caller| delete_template(store, caller, free).allowed()),
            ),
            (
                "edit",
                Box::new(move |caller| {
                    edit_resource(store, caller, granted, &resource("Legs", "GRAPHQL_X")).allowed()
                }),
            ),
            (
                "add",
                Box::new(move |caller| {
                    let other = DescribeResource {
                        levels: vec![(Level::View, "WX")],
                        ..resource("Weather", "")
                    };
                    add_resource(store, caller, &other).allowed()
                }),
            ),
            (
                "retire",
                Box::new(move |caller| retire_resource(store, caller, granted).allowed()),
            ),
            (
                "restore",
                Box::new(move |caller| restore_resource(store, caller, retired).allowed()),
            ),
        ],
        vec![
            (
                "add",
                Box::new(move |caller| add_person(store, caller, &person_named("New")).allowed()),
            ),
            (
                "edit",
                Box::new(move |caller| {
                    edit_person(store, caller, there, &person_named("Mia Berg")).allowed()
                }),
            ),
            (
                "take access",
                Box::new(move |caller| {
                    let request = EditAccess {
                        grants: Grants::none(),
                        templates: [].into(),
                        scope: AircraftScope::WholeFleet,
                    };
                    edit_access(store, caller, there.into(), &request).allowed()
                }),
            ),
            (
                "left",
                Box::new(move |caller| person_left(store, caller, there).allowed()),
            ),
            (
                "back",
                Box::new(move |caller| person_back(store, caller, left).allowed()),
            ),
            (
                "hand over",
                Box::new(move |caller| confirm_someone_left(store, caller, &handover).allowed()),
            ),
        ],
        vec![
            (
                "edit",
                Box::new(move |caller| {
                    let request = EditWorkspace {
                        name: "Northwind",
                        time_zone: "UTC",
                        expiry_time: "09:00",
                    };
                    edit_workspace(store, caller, &request).allowed()
                }),
            ),
            (
                "say who checks keys",
                Box::new(move |caller| {
                    let request = DescribeCheckedBy::AnotherSystem {
                        name: "Leon",
                        address: "https://leon.example",
                    };
                    edit_checked_by(store, caller, &request).allowed()
                }),
            ),
            (
                "accept the clock",
                Box::new(move |caller| accept_clock(store, caller).allowed()),
            ),
        ],
        vec![(
            "keep a draft",
            Box::new(move |caller| keep_draft(store, caller, Some("{}")).allowed()),
        )],
    ]
}
