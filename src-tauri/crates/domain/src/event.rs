//! The audit log: one event per change, chained by HMAC-SHA-256, each with the digest of the changed row.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::canonical::{Canonical, RowDigest};
use crate::id::{
    AccountId, AircraftId, FleetGroupId, KeyId, PersonId, ResourceId, ServiceAccountId, TemplateId,
};
use crate::time::Instant;

macro_rules! event_kinds {
    ($($(#[$doc:meta])* $kind:ident = $name:literal,)*) => {
        /// What happened.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum EventKind {
            $($(#[$doc])* $kind,)*
        }

        impl EventKind {
            /// All kinds.
            pub const ALL: &[Self] = &[$(Self::$kind,)*];

            /// Its name on the wire and in the database.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$kind => $name,)*
                }
            }
        }
    };
}

event_kinds! {
    /// The workspace was created.
    WorkspaceCreated = "workspace_created",
    /// Its name, zone, expiry time, or who checks its keys changed.
    WorkspaceEdited = "workspace_edited",
    /// What it asks of its keys changed.
    PolicyChanged = "policy_changed",
    /// Last uses of keys were imported.
    UsesImported = "uses_imported",
    /// An administrator accepted a clock that had gone back.
    ClockAccepted = "clock_accepted",
    /// A person became known to the workspace.
    PersonAdded = "person_added",
    /// A person's name, e-mail, role or access level changed.
    PersonEdited = "person_edited",
    /// A person was granted access with a key that needed it.
    PersonGranted = "person_granted",
    /// A person's grants, templates or aircraft changed.
    PersonAccessEdited = "person_access_edited",
    /// A person left.
    PersonLeft = "person_left",
    /// A person who had left came back.
    PersonBack = "person_back",
    /// A resource was added.
    ResourceAdded = "resource_added",
    /// A resource changed.
    ResourceEdited = "resource_edited",
    /// A resource can't be granted any more.
    ResourceRetired = "resource_retired",
    /// A resource can be granted again.
    ResourceRestored = "resource_restored",
    /// An access template was created.
    TemplateCreated = "template_created",
    /// An access template changed, and with it the access of all that have it.
    TemplateEdited = "template_edited",
    /// An access template that nothing had was deleted.
    TemplateDeleted = "template_deleted",
    /// An aircraft was added.
    AircraftAdded = "aircraft_added",
    /// An aircraft changed.
    AircraftEdited = "aircraft_edited",
    /// An aircraft went out of service.
    AircraftRetired = "aircraft_retired",
    /// An aircraft came back into service.
    AircraftRestored = "aircraft_restored",
    /// A fleet group was created.
    FleetGroupCreated = "fleet_group_created",
    /// A fleet group changed, and with it the aircraft of whatever names it.
    FleetGroupEdited = "fleet_group_edited",
    /// A fleet group was deleted: it holds nothing any more.
    FleetGroupDeleted = "fleet_group_deleted",
    /// A service account was created.
    AccountCreated = "account_created",
    /// A service account's name, organisation or contact changed.
    AccountEdited = "account_edited",
    /// A service account was granted access with a key that needed it.
    AccountGranted = "account_granted",
    /// A service account's grants, templates or aircraft changed.
    AccountAccessEdited = "account_access_edited",
    /// A service account was disabled.
    AccountDisabled = "account_disabled",
    /// A service account was enabled.
    AccountEnabled = "account_enabled",
    /// A key was generated.
    KeyGenerated = "key_generated",
    /// A key's secret left the program.
    KeyHandedOut = "key_handed_out",
    /// A key changed.
    KeyEdited = "key_edited",
    /// A key got a new secret; the old one may work until a deadline.
    KeyRotated = "key_rotated",
    /// A new secret that never left gave way to the old one.
    KeyRotationTakenBack = "key_rotation_taken_back",
    /// A key's old secret was stopped before its deadline.
    KeyOldSecretRetired = "key_old_secret_retired",
    /// A key's text was shown again.
    KeyShown = "key_shown",
    /// A key got a later end.
    KeyRenewed = "key_renewed",
    /// A key was ended by hand.
    KeyExpiredByHand = "key_expired_by_hand",
    /// A key was disabled.
    KeyDisabled = "key_disabled",
    /// A key was enabled.
    KeyEnabled = "key_enabled",
    /// A key was revoked.
    KeyRevoked = "key_revoked",
    /// A revoked key was deleted.
    KeyDeleted = "key_deleted",
}

impl EventKind {
    /// The kind of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }
}

/// What an event is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// The workspace itself.
    Workspace(AccountId),
    /// A person.
    Person(PersonId),
    /// A resource.
    Resource(ResourceId),
    /// An access template.
    Template(TemplateId),
    /// An aircraft.
    Aircraft(AircraftId),
    /// A fleet group.
    FleetGroup(FleetGroupId),
    /// A service account.
    Account(ServiceAccountId),
    /// A key.
    Key(KeyId),
}

impl Subject {
    /// Its kind and its id, as the database keeps them.
    #[must_use]
    pub fn parts(&self) -> (&'static str, String) {
        match self {
            Self::Workspace(id) => ("workspace", id.to_string()),
            Self::Person(id) => ("person", id.to_string()),
            Self::Resource(id) => ("resource", id.to_string()),
            Self::Template(id) => ("template", id.to_string()),
            Self::Aircraft(id) => ("aircraft", id.to_string()),
            Self::FleetGroup(id) => ("fleet_group", id.to_string()),
            Self::Account(id) => ("account", id.to_string()),
            Self::Key(id) => ("key", id.to_string()),
        }
    }

    /// The subject of such parts.
    #[must_use]
    pub fn of_parts(kind: &str, id: &str) -> Option<Self> {
        match kind {
            "workspace" => id.parse().ok().map(Self::Workspace),
            "person" => id.parse().ok().map(Self::Person),
            "resource" => id.parse().ok().map(Self::Resource),
            "template" => id.parse().ok().map(Self::Template),
            "aircraft" => id.parse().ok().map(Self::Aircraft),
            "fleet_group" => id.parse().ok().map(Self::FleetGroup),
            "account" => id.parse().ok().map(Self::Account),
            "key" => id.parse().ok().map(Self::Key),
            _ => None,
        }
    }
}

/// One field before and after. Never a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The field, by its name on the wire.
    pub field: String,
    /// Its value before, where there was one.
    pub before: Option<String>,
    /// Its value after, where there is one.
    pub after: Option<String>,
}

/// What an event says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventBody {
    /// Its place in the chain, from 1, without holes.
    pub seq: u32,
    /// When.
    pub at: Instant,
    /// Who, by name.
    pub actor: String,
    /// From where: `desktop` for this program's window.
    pub origin: String,
    /// What happened.
    pub kind: EventKind,
    /// To what.
    pub subject: Subject,
    /// Before and after.
    pub changes: Vec<Change>,
    /// The digest of the subject's row afterwards; after a deletion, of what is left of it.
    pub row: RowDigest,
}

/// An event in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// What it says.
    pub body: EventBody,
    /// The link to everything before it.
    pub mac: Link,
}

/// HMAC over an event and the link before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link(pub [u8; 32]);

impl Link {
    /// What stands before the first event.
    pub const START: Self = Self([0; 32]);
}

/// The newest event's place, link and time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// Its place; 0 before the first.
    pub seq: u32,
    /// Its link.
    pub mac: Link,
    /// Its time.
    pub at: Instant,
}

impl Head {
    /// Before the first event.
    pub const START: Self = Self {
        seq: 0,
        mac: Link::START,
        at: Instant::UNIX_EPOCH,
    };
}

/// 32 random bytes per workspace that chain its events. Zeroed when dropped.
pub struct ChainKey(Zeroizing<[u8; 32]>);

impl ChainKey {
    /// From 32 random bytes.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// Links an event to the one before it.
    ///
    /// # Panics
    /// Never: HMAC takes keys of any length.
    #[must_use]
    pub fn link(&self, before: Link, body: &EventBody) -> Link {
        let (subject_kind, subject_id) = body.subject.parts();
        let text = |row: Canonical, text: &String| row.text(text);
        let digest = Canonical::new("event/1")
            .bytes(&before.0)
            .number(body.seq.into())
            .number(body.at.timestamp_millis())
            .text(&body.actor)
            .text(&body.origin)
            .text(body.kind.name())
            .text(subject_kind)
            .text(&subject_id)
            .each(body.changes.iter(), |row, change| {
                row.text(&change.field)
                    .option(change.before.as_ref(), text)
                    .option(change.after.as_ref(), text)
            })
            .bytes(&body.row.0)
            .digest();
        let mut mac = Hmac::<Sha256>::new_from_slice(&*self.0).expect("HMAC takes keys of any length");
        mac.update(&digest.0);
        Link(mac.finalize().into_bytes().into())
    }

    /// Whether an event follows the head before it, unaltered.
    #[must_use]
    pub fn follows(&self, before: Head, event: &Event) -> bool {
        before.seq.checked_add(1) == Some(event.body.seq)
            && bool::from(self.link(before.mac, &event.body).0.ct_eq(&event.mac.0))
    }
}

impl Event {
    /// The chain's head, once this event is its newest.
    #[must_use]
    pub fn head(&self) -> Head {
        Head {
            seq: self.body.seq,
            mac: self.mac,
            at: self.body.at,
        }
    }
}

/// The digest of what is left of a deleted key: its id, which must not come back, and when it was deleted.
#[must_use]
pub fn deleted_key_digest(id: KeyId, at: Instant) -> RowDigest {
    Canonical::new("deleted-key/1")
        .text(id.as_str())
        .number(at.timestamp_millis())
        .digest()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(seq: u32) -> EventBody {
        EventBody {
            seq,
            at: Instant::default(),
            actor: "Ada".into(),
            origin: "desktop".into(),
            kind: EventKind::KeyRevoked,
            subject: Subject::Key(KeyId::new(&mut |bytes| bytes.fill(1))),
            changes: vec![Change {
                field: "life".into(),
                before: Some("active".into()),
                after: Some("revoked".into()),
            }],
            row: RowDigest([3; 32]),
        }
    }

    #[test]
    fn an_altered_event_a_gap_and_another_key_do_not_follow() {
        let key = ChainKey::new([1; 32]);
        let event = Event {
            mac: key.link(Link::START, &body(1)),
            body: body(1),
        };
        assert!(key.follows(Head::START, &event));
        assert!(!ChainKey::new([2; 32]).follows(Head::START, &event));
        assert!(!key.follows(event.head(), &event));
        let altered = |change: fn(&mut EventBody)| {
            let mut event = event.clone();
            change(&mut event.body);
            event
        };
        for event in [
            altered(|body| body.actor.push('x')),
            altered(|body| body.at += chrono::TimeDelta::milliseconds(1)),
            altered(|body| body.kind = EventKind::KeyDisabled),
            altered(|body| body.row = RowDigest([4; 32])),
            altered(|body| body.changes[0].before = None),
            altered(|body| body.changes.clear()),
            altered(|body| body.origin.clear()),
        ] {
            assert!(!key.follows(Head::START, &event), "{event:?}");
        }
    }

    #[test]
    fn kinds_and_subjects_read_back_by_name() {
        for kind in EventKind::ALL {
            assert_eq!(EventKind::named(kind.name()), Some(*kind));
        }
        let subject = body(1).subject;
        let (kind, id) = subject.parts();
        assert_eq!(Subject::of_parts(kind, &id), Some(subject));
    }
}
