//! When keys were last used, as far as somebody imported it.

#![expect(missing_docs, reason = "a case's name is the sentence that it asserts")]
#![expect(clippy::missing_panics_doc, reason = "a case that fails panics")]

use std::net::IpAddr;

use keytower_domain::event::EventKind;
use keytower_domain::id::KeyId;
use keytower_domain::key_use::{LastUse, Unused, Use};
use keytower_domain::time::Instant;

use super::desk::{Desk, changes};
use super::inventory::{all, ids, loaded};
use crate::{
    ImportUsesError, KeyQuery, KeySort, Store, UseOutcome, UseRefusal, UsesPlan, UsesProblem,
    confirm_uses_import, delete_key, preview_uses_import, read_key, revoke_key,
};

fn preview<S: Store>(desk: &Desk<'_, S>, content: &str) -> UsesPlan {
    desk.changes_nothing(|| preview_uses_import(desk.store, &desk.caller(), content.as_bytes()))
}

fn import<S: Store>(desk: &Desk<'_, S>, content: &str) {
    let plan = preview(desk, content);
    confirm_uses_import(desk.store, &desk.caller(), &plan).expect("as shown");
}

fn at(text: &str) -> Instant {
    text.parse().expect("an instant")
}

fn used(instant: &str, from: Option<&str>) -> Use {
    Use::Last(last(instant, from))
}

fn last(instant: &str, from: Option<&str>) -> LastUse {
    let from = from.map(|from| from.parse::<IpAddr>().expect("an address"));
    LastUse {
        at: at(instant),
        from,
    }
}

/// Of each key, what the store, its dossier and the inventory say of its use, which is the same.
fn uses<S: Store>(desk: &Desk<'_, S>, keys: &[KeyId]) -> Vec<Use> {
    let inventory = loaded(desk);
    let of = |id: &KeyId| {
        let key = desk.kept_key(*id);
        let kept = desk.read(|tx| tx.use_of(&key));
        assert_eq!(inventory.uses().of(&key), kept);
        let dossier = read_key(desk.store, &desk.caller(), *id).expect("there");
        assert_eq!(
            (dossier.used, dossier.uses_as_of),
            (kept, inventory.uses().as_of())
        );
        kept
    };
    assert_eq!(*inventory.uses(), desk.read(|tx| tx.uses()));
    keys.iter().map(of).collect()
}

/// Two keys of 21 November, ten days later.
fn two_keys<S: Store>(desk: &Desk<'_, S>) -> [KeyId; 2] {
    let owner = desk.account("svc-ops").id;
    let keys = [desk.key(owner, "feed").id, desk.key(owner, "probe").id];
    desk.wait(10);
    keys
}

pub fn a_workspace_that_was_told_nothing_knows_no_use<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let keys = two_keys(&desk);
    assert_eq!(uses(&desk, &keys), [Use::Unknown, Use::Unknown]);
    assert_eq!(desk.read(|tx| tx.uses_as_of()), None);
    for unused in [Unused::Never, Unused::ForDays(1)] {
        let query = KeyQuery {
            unused: Some(unused),
            ..all()
        };
        assert!(ids(&loaded(&desk), &query, desk.now()).is_empty());
    }
}

pub fn imported_uses_are_known_and_what_they_leave_out_was_never_used<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let [feed, probe] = two_keys(&desk);
    let plan = preview(
        &desk,
        &format!("Key id,Last accessed,Address,Note\nktw_{feed},2026-11-25T09:14:07Z,192.0.2.7,x\n"),
    );
    assert_eq!((plan.as_of, plan.never), (Some(at("2026-11-25T09:14:07Z")), 1));
    assert_eq!(plan.ignored, ["Note"]);
    let taken = UseOutcome::Taken {
        id: feed,
        last: last("2026-11-25T09:14:07Z", Some("192.0.2.7")),
        known: None,
    };
    assert_eq!(plan.rows[0].outcome, taken);
    let (done, events) = desk.leaves(&[EventKind::UsesImported], || {
        confirm_uses_import(store, &desk.caller(), &plan)
    });
    done.expect("as shown");
    let told = [
        ("as_of", None, Some("2026-11-25T09:14:07.000Z")),
        ("taken", None, Some("1")),
        ("unchanged", None, Some("0")),
        ("refused", None, Some("0")),
    ];
    assert_eq!(changes(&events[0]), told);
    let owner = desk.account("svc-late").id;
    let late = desk.key(owner, "late").id;
    assert_eq!(
        uses(&desk, &[feed, probe, late]),
        [
            used("2026-11-25T09:14:07Z", Some("192.0.2.7")),
            Use::Never,
            Use::Unknown
        ]
    );
}

pub fn newer_uses_win_and_an_older_file_changes_nothing<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let [feed, probe] = two_keys(&desk);
    let newer = format!("key_id,time,ip\n{feed},2026-11-26T09:00Z,192.0.2.7\n{probe},2026-11-24T08:00Z,\n");
    let older = format!("key_id,time,ip\n{feed},2026-11-25T09:00Z,2001:db8::7\n");
    import(&desk, &older);
    let plan = preview(&desk, &newer);
    let known = Some(last("2026-11-25T09:00:00Z", Some("2001:db8::7")));
    assert!(matches!(plan.rows[0].outcome, UseOutcome::Taken { known: was, .. } if was == known));
    confirm_uses_import(store, &desk.caller(), &plan).expect("as shown");
    for file in [&older, &newer] {
        let plan = preview(&desk, file);
        assert!(plan.rows.iter().all(|row| row.outcome.is_unchanged()), "{plan:?}");
        desk.changes_nothing(|| confirm_uses_import(store, &desk.caller(), &plan));
    }
    let now = [
        used("2026-11-26T09:00:00Z", Some("192.0.2.7")),
        used("2026-11-24T08:00:00Z", None),
    ];
    assert_eq!(uses(&desk, &[feed, probe]), now);
    assert_eq!(desk.read(|tx| tx.uses_as_of()), Some(at("2026-11-26T09:00:00Z")));
}

pub fn of_two_rows_about_a_key_the_newest_wins_wherever_it_stands<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let [feed, probe] = two_keys(&desk);
    let plan = preview(
        &desk,
        &format!(
            "key_id,time\n{feed},2026-11-26T09:00Z\n{probe},2026-11-24T08:00Z\nktw_{feed},2026-11-25T09:00Z\n\
             {probe},2026-11-27T08:00Z\n{probe},2026-11-27T08:00Z\n"
        ),
    );
    let earlier = |row: usize| match plan.rows[row].outcome {
        UseOutcome::Earlier { line } => Some(line),
        _ => None,
    };
    assert_eq!(
        [0, 1, 2, 3, 4].map(earlier),
        [None, Some(5), Some(2), None, Some(5)]
    );
    confirm_uses_import(store, &desk.caller(), &plan).expect("as shown");
    let now = [
        used("2026-11-26T09:00:00Z", None),
        used("2026-11-27T08:00:00Z", None),
    ];
    assert_eq!(uses(&desk, &[feed, probe]), now);
}

pub fn rows_that_tell_no_use_of_a_key_are_left_out_and_say_why<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let [feed, _] = two_keys(&desk);
    let owner = desk.account("svc-old").id;
    let gone = desk.revoked_key(owner, "gone").id;
    delete_key(store, &desk.caller(), gone).expect("revoked");
    let (deleted_at, generated_at) = (desk.now(), desk.kept_key(feed).generated_at);
    let nobodys = desk.unknown_key();
    let rows = [
        (format!("{nobodys},2026-11-25T09:00Z,"), UseRefusal::NoSuchKey),
        (
            format!("{gone},2026-11-25T09:00Z,"),
            UseRefusal::Deleted { at: deleted_at },
        ),
        ("feed,2026-11-25T09:00Z,".to_owned(), UseRefusal::NotAKeyId),
        (",2026-11-25T09:00Z,".to_owned(), UseRefusal::NotAKeyId),
        (format!("{feed},25.11.2026,"), UseRefusal::NotAnInstant),
        (format!("{feed},=NOW(),"), UseRefusal::NotAnInstant),
        (format!("{feed},2026-12-01T12:01Z,"), UseRefusal::InFuture),
        (
            format!("{feed},2026-11-21T11:59Z,"),
            UseRefusal::BeforeGenerated { generated_at },
        ),
        (format!("{feed},2026-11-25T09:00Z,here"), UseRefusal::NotAnAddress),
        (format!("{feed},2026-11-25T09:00Z"), UseRefusal::FieldCount),
    ];
    let lines: Vec<&str> = rows.iter().map(|(line, _)| line.as_str()).collect();
    let plan = preview(&desk, &format!("key_id,time,ip\n{}\n", lines.join("\n")));
    for ((line, refusal), row) in rows.iter().zip(&plan.rows) {
        assert_eq!(row.outcome, UseOutcome::Refused(*refusal), "{line}");
    }
    desk.changes_nothing(|| confirm_uses_import(store, &desk.caller(), &plan));
    // A time to the minute may lie before the second in which the key was generated.
    let plan = preview(&desk, &format!("key_id,time\n{feed},2026-11-21T12:00Z\n"));
    assert!(matches!(plan.rows[0].outcome, UseOutcome::Taken { .. }));
}

pub fn a_whole_key_in_a_file_is_refused_and_not_kept<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let generated = desk.generate(owner, "feed");
    let key = generated.text.reveal();
    let shown = format!("ktw_{}_••••", generated.key.id);
    let cut = &key[..60];
    desk.wait(1);
    let plan = preview(
        &desk,
        &format!(
            "key_id,time,ip,{key}\n{key},2026-11-21T13:00Z,,\n{cut},2026-11-21T13:00Z,,\nx,{key},,\nx,,{key},\n"
        ),
    );
    for row in &plan.rows {
        assert_eq!(row.outcome, UseOutcome::Refused(UseRefusal::WholeKey), "{row:?}");
    }
    assert_eq!(plan.rows[0].key_id, shown);
    assert_eq!(plan.ignored, [shown.as_str()]);
    assert!(
        !format!("{plan:?}").contains(&key[21..]),
        "no more of it than its id"
    );
    // Without a head, the first row is taken for it.
    let refusal =
        desk.refuses(|| preview_uses_import(store, &desk.caller(), format!("{key},2026\n").as_bytes()));
    let found = vec![shown, "2026".to_owned()];
    let no_key_id = UsesProblem::NoKeyId { found };
    assert!(
        matches!(&refusal, ImportUsesError::File(problem) if *problem == no_key_id),
        "{refusal:?}"
    );
}

pub fn a_file_may_say_of_a_key_that_it_was_not_used<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let [feed, probe] = two_keys(&desk);
    let plan = preview(&desk, &format!("key_id,last_used\n{feed},never\n{probe},\n"));
    assert!(plan.rows.iter().all(|row| row.outcome == UseOutcome::NoUse));
    assert_eq!((plan.as_of, plan.never), (None, 0), "as of when isn't said");
    desk.changes_nothing(|| confirm_uses_import(store, &desk.caller(), &plan));
    import(
        &desk,
        &format!("key_id,last_used\n{feed},Never\n{probe},2026-11-25T09:00Z\n"),
    );
    assert_eq!(
        uses(&desk, &[feed, probe]),
        [Use::Never, used("2026-11-25T09:00:00Z", None)]
    );
}

pub fn times_without_an_offset_are_of_the_workspaces_zone<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let [feed, probe] = two_keys(&desk);
    let plan = preview(
        &desk,
        &format!("key_id,time\n{feed},2026-11-25 09:00\n{probe},2026-11-25T09:00:00Z\n"),
    );
    assert_eq!((plan.zone, plan.local_times), (desk.workspace().zone, 1));
    confirm_uses_import(store, &desk.caller(), &plan).expect("as shown");
    let now = [
        used("2026-11-25T08:00:00Z", None),
        used("2026-11-25T09:00:00Z", None),
    ];
    assert_eq!(uses(&desk, &[feed, probe]), now);
}

pub fn a_plan_of_uses_that_no_longer_holds_is_stale_and_writes_nothing<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let [feed, probe] = two_keys(&desk);
    let plan = preview(&desk, &format!("key_id,time\n{feed},2026-11-25T09:00Z\n"));
    let other = preview(&desk, &format!("key_id,time\n{probe},2026-11-24T09:00Z\n"));
    import(&desk, &format!("key_id,time\n{feed},2026-11-26T09:00Z\n"));
    let refusal = desk.refuses(|| confirm_uses_import(store, &desk.caller(), &plan));
    assert!(matches!(refusal, ImportUsesError::Stale), "{refusal:?}");
    revoke_key(store, &desk.caller(), probe).expect("live");
    delete_key(store, &desk.caller(), probe).expect("revoked");
    let refusal = desk.refuses(|| confirm_uses_import(store, &desk.caller(), &other));
    assert!(matches!(refusal, ImportUsesError::Stale), "{refusal:?}");
}

pub fn keys_are_sorted_and_found_by_what_is_known_of_their_use<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let [old, busy, idle] = ["old", "busy", "idle"].map(|name| desk.key(owner, name).id);
    desk.wait(100);
    let young = desk.key(owner, "young").id;
    desk.wait(1);
    import(
        &desk,
        &format!("key_id,time\n{busy},2027-03-02T12:00Z\n{old},2026-11-25T12:00Z\n"),
    );
    let late = desk.key(owner, "late").id;
    let found = |query: KeyQuery| ids(&loaded(&desk), &query, desk.now());
    let sorted = |descending| {
        found(KeyQuery {
            sort: KeySort::LastUsed,
            descending,
            ..all()
        })
    };
    assert_eq!(sorted(false), [idle, young, old, busy, late]);
    assert_eq!(sorted(true), [late, busy, old, idle, young]);
    let unused = |unused| {
        found(KeyQuery {
            unused: Some(unused),
            ..all()
        })
    };
    assert_eq!(unused(Unused::Never), [idle, young]);
    assert_eq!(unused(Unused::ForDays(90)), [idle, old]);
    assert_eq!(unused(Unused::ForDays(200)), []);
}

pub fn uses_go_with_their_key_and_are_no_part_of_its_row<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let [feed, probe] = two_keys(&desk);
    let rows = desk.rows();
    import(&desk, &format!("key_id,time\n{feed},2026-11-25T09:00Z\n"));
    assert_eq!(desk.rows(), rows);
    let mut inventory = loaded(&desk);
    revoke_key(store, &desk.caller(), feed).expect("live");
    delete_key(store, &desk.caller(), feed).expect("revoked");
    desk.read(|tx| inventory.refresh(tx));
    assert_eq!(*inventory.uses(), desk.read(|tx| tx.uses()));
    assert_eq!(inventory.uses().last(feed), None);
    assert_eq!(uses(&desk, &[probe]), [Use::Never], "as of when is still known");
}
