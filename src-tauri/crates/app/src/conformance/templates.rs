//! Access templates: what becomes of them, and of whoever has them.

#![expect(missing_docs, reason = "a case's name is the sentence that it asserts")]
#![expect(clippy::missing_panics_doc, reason = "a case that fails panics")]

use keytower_domain::access::{Grants, Level, Rights};
use keytower_domain::actor::Role;
use keytower_domain::aircraft_scope::AircraftScope;
use keytower_domain::event::{EventKind, Subject};
use keytower_domain::id::{KeyId, ServiceAccountId, TemplateId};
use keytower_domain::template::Template;
use keytower_domain::text::TextProblem;

use super::desk::{Desk, changes, invalid, only, person};
use super::inventory::loaded;
use super::people::added;
use crate::{
    DescribeError, DescribeTemplate, EditAccess, GenerateKey, Reason, Store, create_template,
    delete_template, edit_access, edit_template, generate_key, named, read_key, retire_resource,
};

pub(super) const VIEW: &[(&str, Level)] = &[("Flights", Level::View)];
pub(super) const MODIFY: &[(&str, Level)] = &[("Flights", Level::Modify), ("Journey log", Level::View)];

pub(super) fn described(name: &str, grants: Grants) -> DescribeTemplate<'_> {
    DescribeTemplate {
        name,
        summary: "",
        grants,
    }
}

pub(super) fn template<S: Store>(desk: &Desk<'_, S>, name: &str, grants: &[(&str, Level)]) -> Template {
    let request = described(name, desk.grants(grants));
    create_template(desk.store, &desk.caller(), &request).expect("in order")
}

/// What an account shall have.
pub(super) fn wanted<S: Store>(
    desk: &Desk<'_, S>,
    own: &[(&str, Level)],
    templates: &[TemplateId],
) -> EditAccess {
    EditAccess {
        grants: desk.grants(own),
        templates: templates.iter().copied().collect(),
        scope: AircraftScope::WholeFleet,
    }
}

/// Gives an account templates, and nothing by itself.
pub(super) fn give<S: Store>(desk: &Desk<'_, S>, account: ServiceAccountId, templates: &[TemplateId]) {
    let request = wanted(desk, &[], templates);
    edit_access(desk.store, &desk.caller(), account.into(), &request).expect("in order");
}

pub(super) fn effective<S: Store>(desk: &Desk<'_, S>, key: KeyId) -> Grants {
    read_key(desk.store, &desk.caller(), key)
        .expect("there")
        .effective
}

/// A key of what its owner has at *view*, without granting anything along.
pub(super) fn key<S: Store>(
    desk: &Desk<'_, S>,
    owner: ServiceAccountId,
    name: &str,
    rights: Rights,
) -> KeyId {
    let request = GenerateKey {
        rights,
        ..desk.request(owner, name)
    };
    let generated = generate_key(desk.store, &desk.caller(), &request).expect("in order");
    generated.key.id
}

pub fn a_template_is_created_with_its_grants_and_its_event<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let request = DescribeTemplate {
        name: " Ops ",
        summary: "Who plans flights.",
        grants: desk.grants(MODIFY),
    };
    let (created, events) = desk.leaves(&[EventKind::TemplateCreated], || {
        create_template(store, &desk.caller(), &request)
    });
    let created = created.expect("in order");
    assert_eq!(desk.read(|tx| tx.template(created.id)), Some(created.clone()));
    assert_eq!(desk.read(|tx| tx.templates()), std::slice::from_ref(&created));
    assert_eq!(created.description.grants, desk.grants(MODIFY));
    assert_eq!(events[0].body.subject, Subject::Template(created.id));
    let told = [
        ("name", None, Some("Ops")),
        ("description", None, Some("Who plans flights.")),
        ("grants", None, Some("Flights modify, Journey log view")),
    ];
    assert_eq!(changes(&events[0]), told);
}

pub fn every_wrong_field_of_a_template_is_named_at_once<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let request = DescribeTemplate {
        name: "",
        summary: "a\nb",
        grants: Grants::none(),
    };
    let wrong = vec![
        Reason::Text(TextProblem::Empty).at("name"),
        Reason::Text(TextProblem::ControlCharacter).at("description"),
        Reason::NoResources.at("grants"),
    ];
    let refusal = desk.refuses(|| create_template(store, &desk.caller(), &request));
    assert_eq!(invalid(refusal), wrong);
    let retired = desk.resource("Duties").id;
    retire_resource(store, &desk.caller(), retired).expect("granted so far");
    for (grant, reason) in [
        ((desk.unknown_resource(), Level::View), Reason::NotFound),
        (
            (desk.resource("Flights").id, Level::ModifyAll),
            Reason::NoSuchLevel,
        ),
        ((retired, Level::View), Reason::ResourceRetired),
    ] {
        let request = described("Ops", [grant].into_iter().collect());
        let refusal = desk.refuses(|| create_template(store, &desk.caller(), &request));
        assert_eq!(invalid(refusal), only(reason, "grants"));
    }
}

pub fn a_template_name_is_taken_in_any_case_until_it_is_deleted<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let ops = template(&desk, "Ops", VIEW);
    let request = described("OPS", desk.grants(VIEW));
    let refusal = desk.refuses(|| create_template(store, &desk.caller(), &request));
    assert_eq!(invalid(refusal), only(Reason::NameTaken, "name"));
    edit_template(store, &desk.caller(), ops.id, &request).expect("its own name");
    let other = template(&desk, "Crew", VIEW);
    let refusal = desk.refuses(|| edit_template(store, &desk.caller(), other.id, &request));
    assert_eq!(invalid(refusal), only(Reason::NameTaken, "name"));
    delete_template(store, &desk.caller(), ops.id).expect("nothing has it");
    edit_template(store, &desk.caller(), other.id, &request).expect("free again");
}

pub fn editing_a_template_changes_what_all_that_have_it_may_do_at_once<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let ops = template(&desk, "Ops", MODIFY);
    let owners = [desk.account("svc-a").id, desk.account("svc-b").id];
    for owner in owners {
        give(&desk, owner, &[ops.id]);
    }
    let keys = owners.map(|owner| key(&desk, owner, "feed", desk.chosen(MODIFY)));
    let all = key(&desk, owners[0], "all", Rights::AllOfOwner);
    let request = described("Ops", desk.grants(VIEW));
    let (edited, events) = desk.leaves(&[EventKind::TemplateEdited], || {
        edit_template(store, &desk.caller(), ops.id, &request)
    });
    assert_eq!(edited.expect("in order").description.grants, desk.grants(VIEW));
    let told = [(
        "grants",
        Some("Flights modify, Journey log view"),
        Some("Flights view"),
    )];
    assert_eq!(changes(&events[0]), told);
    for id in keys.into_iter().chain([all]) {
        assert_eq!(effective(&desk, id), desk.grants(VIEW), "less, at once");
    }
    let widened = [("Flights", Level::Modify), ("Crew members", Level::View)];
    let request = described("Ops", desk.grants(&widened));
    edit_template(store, &desk.caller(), ops.id, &request).expect("in order");
    let again = desk.grants(&[("Flights", Level::Modify)]);
    assert_eq!(effective(&desk, keys[0]), again, "as far as it was chosen");
    assert_eq!(
        effective(&desk, all),
        desk.grants(&widened),
        "all that its owner has"
    );
    desk.changes_nothing(|| edit_template(store, &desk.caller(), ops.id, &request));
}

pub fn a_template_that_an_account_has_is_not_deleted<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let (ops, owner) = (template(&desk, "Ops", VIEW), desk.account("svc-ops").id);
    give(&desk, owner, &[ops.id]);
    let refusal = desk.refuses(|| delete_template(store, &desk.caller(), ops.id));
    assert_eq!(invalid(refusal), only(Reason::TemplateInUse(1), "template_id"));
    give(&desk, owner, &[]);
    let (deleted, events) = desk.leaves(&[EventKind::TemplateDeleted], || {
        delete_template(store, &desk.caller(), ops.id)
    });
    deleted.expect("nothing has it");
    assert_eq!(changes(&events[0]), [("name", Some("Ops"), None)]);
}

pub fn a_deleted_template_keeps_its_name_in_the_log_and_is_given_to_nobody<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let (ops, owner) = (template(&desk, "Ops", VIEW), desk.account("svc-ops").id);
    delete_template(store, &desk.caller(), ops.id).expect("nothing has it");
    let inventory = loaded(&desk);
    let called = desk.read(|tx| named(tx, &inventory, Subject::Template(ops.id)));
    assert_eq!((called.name.as_str(), called.exists), ("Ops", false));
    let request = wanted(&desk, &[], &[ops.id]);
    let refusal = desk.refuses(|| edit_access(store, &desk.caller(), owner.into(), &request));
    assert_eq!(invalid(refusal), only(Reason::NotFound, "template_ids"));
    for refusal in [
        desk.refuses(|| delete_template(store, &desk.caller(), ops.id)),
        desk.refuses(|| {
            edit_template(
                store,
                &desk.caller(),
                ops.id,
                &described("Ops", desk.grants(VIEW)),
            )
        }),
    ] {
        assert!(matches!(refusal, DescribeError::NotFound), "{refusal:?}");
    }
}

pub fn who_may_not_give_people_access_widens_no_template_that_a_person_has<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let ops = template(&desk, "Ops", VIEW);
    let jan = added(&desk, "Jan", "", Role::None);
    let manager = person("Kim", Role::ApiTokenManager);
    let edit = |grants: &[(&str, Level)]| {
        let request = described("Ops", desk.grants(grants));
        edit_template(store, &desk.caller_as(&manager), ops.id, &request)
    };
    edit(MODIFY).expect("nobody has it");
    let request = wanted(&desk, &[], &[ops.id]);
    edit_access(store, &desk.caller(), jan.id.into(), &request).expect("in order");
    edit(VIEW).expect("that narrows it");
    let refused = desk.refuses(|| edit(MODIFY));
    assert!(matches!(refused, DescribeError::Forbidden(_)), "{refused:?}");
}
