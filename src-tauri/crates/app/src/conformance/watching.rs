//! What an act leaves: its events, the rows, and nothing where it is refused.

#![expect(clippy::missing_panics_doc, reason = "a case that fails panics")]

use std::collections::BTreeMap;

use keytower_domain::canonical::RowDigest;
use keytower_domain::event::{Event, EventKind, Head, Subject, deleted_key_digest};

use super::desk::Desk;
use crate::Store;

impl<S: Store> Desk<'_, S> {
    /// Does something that must leave exactly these events, each by its actor, at the present instant, with the
    /// digest of its row and following the chain.
    pub fn leaves<T>(&self, kinds: &[EventKind], act: impl FnOnce() -> T) -> (T, Vec<Event>) {
        let before = self.head();
        let done = act();
        let events = self.read(|tx| tx.events_after(before.seq, u32::MAX));
        assert_eq!(
            events.iter().map(|event| event.body.kind).collect::<Vec<_>>(),
            kinds
        );
        self.follow(before, &events);
        let rows = self.rows();
        for event in &events {
            assert_eq!(event.body.actor, self.ada.name);
            assert_eq!(event.body.origin, "desktop");
            assert_eq!(event.body.at, self.now());
            assert_eq!(
                Some(&event.body.row),
                rows.get(&event.body.subject.parts()),
                "the row's digest"
            );
        }
        (done, events)
    }

    /// Does something that must be refused, and must leave every row and the chain as they were.
    pub fn refuses<T, E>(&self, act: impl FnOnce() -> Result<T, E>) -> E {
        let before = (self.head(), self.rows());
        let refusal = act().err().expect("refused");
        assert_eq!((self.head(), self.rows()), before, "a refusal writes nothing");
        refusal
    }

    /// Does something that must succeed, and must leave every row and the chain as they were.
    pub fn changes_nothing<T, E: std::fmt::Debug>(&self, act: impl FnOnce() -> Result<T, E>) -> T {
        let before = (self.head(), self.rows());
        let done = act().expect("not refused");
        assert_eq!(
            (self.head(), self.rows()),
            before,
            "nothing changed, so nothing is written"
        );
        done
    }

    /// The events follow a head, each the one before it, and end at the store's own.
    pub fn follow(&self, before: Head, events: &[Event]) {
        let chain_key = self.read(|tx| tx.secrets()).chain_key;
        let end = events.iter().fold(before, |head, event| {
            assert!(
                chain_key.follows(head, event),
                "event {} follows {}",
                event.body.seq,
                head.seq
            );
            event.head()
        });
        assert_eq!(self.head(), end);
    }

    /// The digest of every row.
    pub fn rows(&self) -> BTreeMap<(&'static str, String), RowDigest> {
        let mut rows: Vec<(Subject, RowDigest)> = Vec::new();
        if let Some(row) = self.read(|tx| tx.workspace()) {
            let pepper = self.read(|tx| tx.secrets()).pepper;
            rows.push((Subject::Workspace(row.account_id), row.digest_with(&pepper)));
        }
        rows.extend(
            self.read(|tx| tx.people())
                .iter()
                .map(|row| (Subject::Person(row.id), row.digest())),
        );
        rows.extend(
            self.read(|tx| tx.resources())
                .iter()
                .map(|row| (Subject::Resource(row.id), row.digest())),
        );
        rows.extend(
            self.read(|tx| tx.templates())
                .iter()
                .map(|row| (Subject::Template(row.id), row.digest())),
        );
        rows.extend(
            self.read(|tx| tx.fleet())
                .iter()
                .map(|row| (Subject::Aircraft(row.id), row.digest())),
        );
        rows.extend(
            self.read(|tx| tx.fleet_groups())
                .iter()
                .map(|row| (Subject::FleetGroup(row.id), row.digest())),
        );
        rows.extend(
            self.read(|tx| tx.accounts())
                .iter()
                .map(|row| (Subject::Account(row.id), row.digest())),
        );
        rows.extend(
            self.read(|tx| tx.keys())
                .iter()
                .map(|row| (Subject::Key(row.id), row.digest())),
        );
        for id in self.read(|tx| tx.deleted_keys()) {
            let at = self
                .read(|tx| tx.deleted_at(id))
                .expect("a deleted key says when");
            rows.push((Subject::Key(id), deleted_key_digest(id, at)));
        }
        let count = rows.len();
        let rows: BTreeMap<_, _> = rows
            .into_iter()
            .map(|(subject, digest)| (subject.parts(), digest))
            .collect();
        assert_eq!(rows.len(), count, "every row once");
        rows
    }
}
