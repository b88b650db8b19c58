//! Events, for the drawer.

use keytower_app::domain::event::{Event, EventKind as Happened};

use crate::{ChangeView, EventKind, EventView};

impl From<Happened> for EventKind {
    fn from(kind: Happened) -> Self {
        match kind {
            Happened::WorkspaceCreated => Self::WorkspaceCreated,
            Happened::WorkspaceEdited => Self::WorkspaceEdited,
            Happened::ClockAccepted => Self::ClockAccepted,
            Happened::ResourceAdded => Self::ResourceAdded,
            Happened::ResourceEdited => Self::ResourceEdited,
            Happened::ResourceRetired => Self::ResourceRetired,
            Happened::ResourceRestored => Self::ResourceRestored,
            Happened::AircraftAdded => Self::AircraftAdded,
            Happened::AircraftEdited => Self::AircraftEdited,
            Happened::AircraftRetired => Self::AircraftRetired,
            Happened::AircraftRestored => Self::AircraftRestored,
            Happened::AccountCreated => Self::AccountCreated,
            Happened::AccountEdited => Self::AccountEdited,
            Happened::AccountGranted => Self::AccountGranted,
            Happened::AccountDisabled => Self::AccountDisabled,
            Happened::AccountEnabled => Self::AccountEnabled,
            Happened::KeyGenerated => Self::KeyGenerated,
            Happened::KeyHandedOut => Self::KeyHandedOut,
            Happened::KeyEdited => Self::KeyEdited,
            Happened::KeyRenewed => Self::KeyRenewed,
            Happened::KeyExpiredByHand => Self::KeyExpiredByHand,
            Happened::KeyDisabled => Self::KeyDisabled,
            Happened::KeyEnabled => Self::KeyEnabled,
            Happened::KeyRevoked => Self::KeyRevoked,
            Happened::KeyDeleted => Self::KeyDeleted,
        }
    }
}

impl From<&Event> for EventView {
    fn from(event: &Event) -> Self {
        let body = &event.body;
        Self {
            seq: body.seq,
            at: body.at,
            actor: body.actor.clone(),
            kind: body.kind.into(),
            changes: body
                .changes
                .iter()
                .map(|change| ChangeView {
                    field: change.field.clone(),
                    before: change.before.clone(),
                    after: change.after.clone(),
                })
                .collect(),
        }
    }
}
