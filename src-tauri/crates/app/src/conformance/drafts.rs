//! What somebody was typing.

#![expect(missing_docs, reason = "a case's name is the sentence that it asserts")]
#![expect(clippy::missing_panics_doc, reason = "a case that fails panics")]

use super::desk::Desk;
use crate::{MAXIMUM_DRAFT_BYTES, Store, draft, keep_draft};

pub fn a_draft_is_kept_replaced_and_forgotten_without_an_event<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let kept = || draft(store, &desk.caller()).expect("readable");
    assert_eq!(kept(), None);
    for text in ["{\"name\":\"Łódź 🛩️\"}", "second", ""] {
        desk.changes_nothing(|| keep_draft(store, &desk.caller(), Some(text)));
        assert_eq!(kept().as_deref(), Some(text));
    }
    desk.changes_nothing(|| keep_draft(store, &desk.caller(), None));
    assert_eq!(kept(), None);
    keep_draft(store, &desk.caller(), None).expect("forgetting nothing is no error");
}

pub fn a_draft_that_is_too_large_is_forgotten_with_the_one_before<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let largest = "d".repeat(MAXIMUM_DRAFT_BYTES);
    keep_draft(store, &desk.caller(), Some(&largest)).expect("kept");
    assert_eq!(
        draft(store, &desk.caller()).expect("readable").as_deref(),
        Some(largest.as_str())
    );
    keep_draft(store, &desk.caller(), Some(&format!("{largest}d"))).expect("not kept, and no error");
    assert_eq!(draft(store, &desk.caller()).expect("readable"), None);
}
