//! A list of last uses: any bytes are refused as a whole, or planned row by row so that the plan adds up, does what it
//! says, and done twice changes nothing. Wherever `FEED` and `IDLE` stand, the ids of two keys are put, and for `WHOLE`
//! the text of a third: nobody guesses them.

use std::collections::HashSet;

use keytower_app::conformance::desk::Desk;
use keytower_app::{
    ImportUsesError, UseField, UseOutcome, UseRefusal, UsesPlan, confirm_uses_import, preview_uses_import,
};
use keytower_store_sqlite::SqliteStore;

use crate::tower::Tower;

/// Plans of more rows are not carried out: it would take long, and show no more.
const ROWS: usize = 40;

/// A workspace with keys, and what stands for them in a file.
struct Keys {
    tower: Tower,
    words: [(&'static str, String); 3],
}

thread_local! {
    static KEYS: Keys = Keys::made();
}

impl Keys {
    fn made() -> Self {
        let mut words = None;
        let tower = Tower::furnished(|desk| {
            let owner = desk.account("svc-ops").id;
            let id = |name| desk.key(owner, name).id.to_string();
            words = Some([
                ("FEED", id("feed")),
                ("IDLE", id("idle")),
                ("WHOLE", desk.generate(owner, "whole").text.reveal().to_owned()),
            ]);
        });
        Self {
            tower,
            words: words.expect("furnished"),
        }
    }

    fn put_into(&self, bytes: &[u8]) -> Vec<u8> {
        match str::from_utf8(bytes) {
            Ok(text) => {
                let put = |text: String, (word, key): &(&str, String)| text.replace(word, key);
                self.words.iter().fold(text.to_owned(), put).into_bytes()
            }
            Err(_) => bytes.to_vec(),
        }
    }
}

/// A desk at a workspace, ten days after its keys were generated.
fn later(store: &SqliteStore) -> Desk<'_, SqliteStore> {
    let desk = Desk::empty(store);
    desk.wait(10);
    desk
}

/// Presents the bytes as a file.
pub fn check(bytes: &[u8]) {
    KEYS.with(|keys| {
        let bytes = keys.put_into(bytes);
        let plan = match preview_uses_import(&keys.tower.store, &later(&keys.tower.store).caller(), &bytes) {
            Ok(plan) => plan,
            Err(ImportUsesError::File(_)) => return,
            Err(other) => panic!("{other}"),
        };
        adds_up(&plan);
        let secret = &keys.words[2].1[21..];
        assert!(
            !format!("{plan:?}").contains(secret),
            "no more of a key than its id"
        );
        if plan.rows.len() <= ROWS {
            does_what_it_says(&keys.tower.copy(), &bytes, &plan);
        }
    });
}

fn adds_up(plan: &UsesPlan) {
    let fields: Vec<_> = plan.columns.iter().map(|column| column.field).collect();
    assert!(fields.starts_with(&[UseField::KeyId, UseField::At]), "{fields:?}");
    let mut taken = HashSet::new();
    let mut last = 1;
    for row in &plan.rows {
        assert!(
            row.line > last,
            "line {} after {last}: the header is the first",
            row.line
        );
        last = row.line;
        match &row.outcome {
            UseOutcome::Taken { id, last, known } => {
                assert!(taken.insert(*id), "{id} is taken once");
                assert!(plan.as_of >= Some(last.at) && known.is_none_or(|known| known < *last));
                assert_eq!(row.key(), Some(*id));
            }
            UseOutcome::Earlier { line } => assert!(plan.rows.iter().any(|other| other.line == *line)),
            UseOutcome::Refused(UseRefusal::NotAKeyId) => assert_eq!(row.key(), None),
            UseOutcome::Known { .. } | UseOutcome::NoUse | UseOutcome::Refused(_) => {}
        }
    }
}

fn does_what_it_says(store: &SqliteStore, bytes: &[u8], plan: &UsesPlan) {
    let desk = later(store);
    let taken = plan
        .rows
        .iter()
        .filter(|row| matches!(row.outcome, UseOutcome::Taken { .. }));
    let taken: Vec<_> = taken.map(|row| row.outcome.clone()).collect();
    let events = desk.events().len();
    confirm_uses_import(store, &desk.caller(), plan).expect("as it was shown");
    assert_eq!(
        desk.events().len(),
        events + usize::from(!taken.is_empty()),
        "one event"
    );
    let uses = desk.read(|tx| tx.uses());
    for outcome in taken {
        if let UseOutcome::Taken { id, last, .. } = outcome {
            assert_eq!(uses.last(id), Some(last));
        }
    }

    let again = preview_uses_import(store, &desk.caller(), bytes).expect("the same file");
    for (then, now) in plan.rows.iter().zip(&again.rows) {
        match &then.outcome {
            UseOutcome::Refused(refusal) => assert_eq!(now.outcome, UseOutcome::Refused(*refusal)),
            _ => assert!(now.outcome.is_unchanged(), "{now:?}"),
        }
    }
    let head = desk.head();
    confirm_uses_import(store, &desk.caller(), &again).expect("nothing is left to do");
    assert_eq!(
        desk.head(),
        head,
        "the same file twice changes nothing the second time"
    );
}
