//! Who asks the workspace whether a key is good.

#![expect(missing_docs, reason = "a case's name is the sentence that it asserts")]
#![expect(clippy::missing_panics_doc, reason = "a case that fails panics")]

use keytower_domain::checked_by::CheckedBy;
use keytower_domain::event::EventKind;
use keytower_domain::text::TextProblem;

use super::desk::{Desk, changes, invalid, only};
use super::inventory::loaded;
use crate::{
    ChainReport, DescribeCheckedBy, EditWorkspace, Reason, Store, check_chain, edit_checked_by,
    edit_workspace,
};

const LEON: DescribeCheckedBy<'_> = DescribeCheckedBy::AnotherSystem {
    name: " Leon ",
    address: "HTTPS://leon.example/keys",
};

pub fn a_new_workspace_is_asked_by_nobody_yet<S: Store>(store: &S) {
    let desk = Desk::open(store);
    assert_eq!(desk.workspace().checked_by, CheckedBy::Nobody);
    desk.changes_nothing(|| edit_checked_by(store, &desk.caller(), &DescribeCheckedBy::Nobody));
}

pub fn another_system_is_named_with_its_address_and_the_event_says_so<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let (edited, events) = desk.leaves(&[EventKind::WorkspaceEdited], || {
        edit_checked_by(store, &desk.caller(), &LEON)
    });
    let edited = edited.expect("in order");
    let leon = "Leon (https://leon.example/keys)";
    assert_eq!(
        changes(&events[0]),
        [("checked_by", Some("nobody yet"), Some(leon))]
    );
    assert_eq!(edited.checked_by.to_string(), leon);
    assert_eq!(desk.workspace(), edited);
    assert_eq!(loaded(&desk).workspace(), Some(&edited));
    desk.changes_nothing(|| edit_checked_by(store, &desk.caller(), &LEON));
    let (back, events) = desk.leaves(&[EventKind::WorkspaceEdited], || {
        edit_checked_by(store, &desk.caller(), &DescribeCheckedBy::Nobody)
    });
    assert_eq!(back.expect("in order").checked_by, CheckedBy::Nobody);
    assert_eq!(
        changes(&events[0]),
        [("checked_by", Some(leon), Some("nobody yet"))]
    );
}

pub fn whoever_asks_stays_when_the_workspace_is_edited_and_the_chain_holds<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let asked = edit_checked_by(store, &desk.caller(), &LEON).expect("in order");
    let request = EditWorkspace {
        name: "Southwind",
        time_zone: "Europe/Warsaw",
        expiry_time: "10:00",
    };
    let edited = edit_workspace(store, &desk.caller(), &request).expect("in order");
    assert_eq!(edited.checked_by, asked.checked_by);
    let report = check_chain(store, &desk.caller(), None).expect("it can be read");
    assert!(matches!(report, ChainReport::Intact { .. }), "{report:?}");
}

pub fn a_system_without_a_name_or_a_web_address_is_refused<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let refused = |name: &str, address: &str| {
        invalid(desk.refuses(|| {
            edit_checked_by(
                store,
                &desk.caller(),
                &DescribeCheckedBy::AnotherSystem { name, address },
            )
        }))
    };
    let (empty, https) = (Reason::Text(TextProblem::Empty), "https://leon.example");
    assert_eq!(
        refused(" ", ""),
        [empty.clone().at("name"), empty.clone().at("address")]
    );
    assert_eq!(refused("", https), only(empty, "name"));
    let long = Reason::Text(TextProblem::TooLong { limit: 100 });
    assert_eq!(refused(&"a".repeat(101), https), only(long, "name"));
    for address in [
        "leon.example",
        "ftp://leon.example",
        "javascript:alert(1)",
        "https://",
    ] {
        assert_eq!(
            refused("Leon", address),
            only(Reason::WebAddress, "address"),
            "{address}"
        );
    }
    assert_eq!(
        refused("Leon", "https://ops:word@leon.example"),
        only(Reason::AddressCredentials, "address")
    );
    let owner = desk.account("svc-ops").id;
    let key = desk.generate(owner, "feed").text.reveal().to_owned();
    let holds_key = Reason::Text(TextProblem::ContainsKey);
    assert_eq!(refused(&key, https), only(holds_key.clone(), "name"));
    assert_eq!(
        refused("Leon", &format!("https://leon.example/?key={key}")),
        only(holds_key, "address")
    );
}
