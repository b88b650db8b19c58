//! The audit log.

use chrono::NaiveDate;
use keytower_app::domain::event::{Event, EventKind as Happened, Subject as DomainSubject};
use keytower_app::domain::workspace::Workspace;
use keytower_app::{EventQuery as AppEventQuery, Logged, Named};

use super::id;
use crate::{
    ChangeView, Code, EventKind, EventQuery, EventRow, EventView, Problem, Subject, SubjectKind, SubjectView,
};

impl From<Happened> for EventKind {
    fn from(kind: Happened) -> Self {
        match kind {
            Happened::WorkspaceCreated => Self::WorkspaceCreated,
            Happened::WorkspaceEdited => Self::WorkspaceEdited,
            Happened::PolicyChanged => Self::PolicyChanged,
            Happened::UsesImported => Self::UsesImported,
            Happened::ClockAccepted => Self::ClockAccepted,
            Happened::PersonAdded => Self::PersonAdded,
            Happened::PersonEdited => Self::PersonEdited,
            Happened::PersonGranted => Self::PersonGranted,
            Happened::PersonAccessEdited => Self::PersonAccessEdited,
            Happened::PersonLeft => Self::PersonLeft,
            Happened::PersonBack => Self::PersonBack,
            Happened::ResourceAdded => Self::ResourceAdded,
            Happened::ResourceEdited => Self::ResourceEdited,
            Happened::ResourceRetired => Self::ResourceRetired,
            Happened::ResourceRestored => Self::ResourceRestored,
            Happened::TemplateCreated => Self::TemplateCreated,
            Happened::TemplateEdited => Self::TemplateEdited,
            Happened::TemplateDeleted => Self::TemplateDeleted,
            Happened::AircraftAdded => Self::AircraftAdded,
            Happened::AircraftEdited => Self::AircraftEdited,
            Happened::AircraftRetired => Self::AircraftRetired,
            Happened::AircraftRestored => Self::AircraftRestored,
            Happened::FleetGroupCreated => Self::FleetGroupCreated,
            Happened::FleetGroupEdited => Self::FleetGroupEdited,
            Happened::FleetGroupDeleted => Self::FleetGroupDeleted,
            Happened::AccountCreated => Self::AccountCreated,
            Happened::AccountEdited => Self::AccountEdited,
            Happened::AccountGranted => Self::AccountGranted,
            Happened::AccountAccessEdited => Self::AccountAccessEdited,
            Happened::AccountDisabled => Self::AccountDisabled,
            Happened::AccountEnabled => Self::AccountEnabled,
            Happened::KeyGenerated => Self::KeyGenerated,
            Happened::KeyHandedOut => Self::KeyHandedOut,
            Happened::KeyEdited => Self::KeyEdited,
            Happened::KeyRotated => Self::KeyRotated,
            Happened::KeyRotationTakenBack => Self::KeyRotationTakenBack,
            Happened::KeyOldSecretRetired => Self::KeyOldSecretRetired,
            Happened::KeyShown => Self::KeyShown,
            Happened::KeyRenewed => Self::KeyRenewed,
            Happened::KeyExpiredByHand => Self::KeyExpiredByHand,
            Happened::KeyDisabled => Self::KeyDisabled,
            Happened::KeyEnabled => Self::KeyEnabled,
            Happened::KeyRevoked => Self::KeyRevoked,
            Happened::KeyDeleted => Self::KeyDeleted,
        }
    }
}

impl From<EventKind> for Happened {
    fn from(kind: EventKind) -> Self {
        match kind {
            EventKind::WorkspaceCreated => Self::WorkspaceCreated,
            EventKind::WorkspaceEdited => Self::WorkspaceEdited,
            EventKind::PolicyChanged => Self::PolicyChanged,
            EventKind::UsesImported => Self::UsesImported,
            EventKind::ClockAccepted => Self::ClockAccepted,
            EventKind::PersonAdded => Self::PersonAdded,
            EventKind::PersonEdited => Self::PersonEdited,
            EventKind::PersonGranted => Self::PersonGranted,
            EventKind::PersonAccessEdited => Self::PersonAccessEdited,
            EventKind::PersonLeft => Self::PersonLeft,
            EventKind::PersonBack => Self::PersonBack,
            EventKind::ResourceAdded => Self::ResourceAdded,
            EventKind::ResourceEdited => Self::ResourceEdited,
            EventKind::ResourceRetired => Self::ResourceRetired,
            EventKind::ResourceRestored => Self::ResourceRestored,
            EventKind::TemplateCreated => Self::TemplateCreated,
            EventKind::TemplateEdited => Self::TemplateEdited,
            EventKind::TemplateDeleted => Self::TemplateDeleted,
            EventKind::AircraftAdded => Self::AircraftAdded,
            EventKind::AircraftEdited => Self::AircraftEdited,
            EventKind::AircraftRetired => Self::AircraftRetired,
            EventKind::AircraftRestored => Self::AircraftRestored,
            EventKind::FleetGroupCreated => Self::FleetGroupCreated,
            EventKind::FleetGroupEdited => Self::FleetGroupEdited,
            EventKind::FleetGroupDeleted => Self::FleetGroupDeleted,
            EventKind::AccountCreated => Self::AccountCreated,
            EventKind::AccountEdited => Self::AccountEdited,
            EventKind::AccountGranted => Self::AccountGranted,
            EventKind::AccountAccessEdited => Self::AccountAccessEdited,
            EventKind::AccountDisabled => Self::AccountDisabled,
            EventKind::AccountEnabled => Self::AccountEnabled,
            EventKind::KeyGenerated => Self::KeyGenerated,
            EventKind::KeyHandedOut => Self::KeyHandedOut,
            EventKind::KeyEdited => Self::KeyEdited,
            EventKind::KeyRotated => Self::KeyRotated,
            EventKind::KeyRotationTakenBack => Self::KeyRotationTakenBack,
            EventKind::KeyOldSecretRetired => Self::KeyOldSecretRetired,
            EventKind::KeyShown => Self::KeyShown,
            EventKind::KeyRenewed => Self::KeyRenewed,
            EventKind::KeyExpiredByHand => Self::KeyExpiredByHand,
            EventKind::KeyDisabled => Self::KeyDisabled,
            EventKind::KeyEnabled => Self::KeyEnabled,
            EventKind::KeyRevoked => Self::KeyRevoked,
            EventKind::KeyDeleted => Self::KeyDeleted,
        }
    }
}

impl Subject {
    /// As it crosses a wire.
    #[must_use]
    pub fn of(subject: DomainSubject) -> Self {
        let kind = match subject {
            DomainSubject::Workspace(_) => SubjectKind::Workspace,
            DomainSubject::Person(_) => SubjectKind::Person,
            DomainSubject::Resource(_) => SubjectKind::Resource,
            DomainSubject::Template(_) => SubjectKind::Template,
            DomainSubject::Aircraft(_) => SubjectKind::Aircraft,
            DomainSubject::FleetGroup(_) => SubjectKind::FleetGroup,
            DomainSubject::Account(_) => SubjectKind::Account,
            DomainSubject::Key(_) => SubjectKind::Key,
        };
        Self {
            kind,
            id: subject.parts().1,
        }
    }
}

impl TryFrom<&Subject> for DomainSubject {
    type Error = Problem;

    fn try_from(subject: &Subject) -> Result<Self, Problem> {
        Ok(match subject.kind {
            SubjectKind::Workspace => Self::Workspace(id(&subject.id)?),
            SubjectKind::Person => Self::Person(id(&subject.id)?),
            SubjectKind::Resource => Self::Resource(id(&subject.id)?),
            SubjectKind::Template => Self::Template(id(&subject.id)?),
            SubjectKind::Aircraft => Self::Aircraft(id(&subject.id)?),
            SubjectKind::FleetGroup => Self::FleetGroup(id(&subject.id)?),
            SubjectKind::Account => Self::Account(id(&subject.id)?),
            SubjectKind::Key => Self::Key(id(&subject.id)?),
        })
    }
}

impl EventQuery {
    /// As the log takes it, with days as the workspace counts them.
    ///
    /// # Errors
    /// [`Code::InvalidDate`], or [`Code::NotFound`] for what can't be an id.
    pub fn within(&self, workspace: &Workspace) -> Result<AppEventQuery, Problem> {
        let start = |day: NaiveDate| workspace.start_of(day);
        let since = day(self.since.as_deref(), "since")?;
        let until = day(self.until.as_deref(), "until")?;
        Ok(AppEventQuery {
            text: self.text.chars().take(200).collect(),
            kinds: self.kinds.iter().copied().map(Happened::from).collect(),
            subject: self.subject.as_ref().map(DomainSubject::try_from).transpose()?,
            actor: self.actor.clone(),
            since: since.map(start),
            until: until.and_then(|day| day.succ_opt()).map(start),
        })
    }
}

fn day(text: Option<&str>, field: &str) -> Result<Option<NaiveDate>, Problem> {
    let text = text.map(str::trim).filter(|text| !text.is_empty());
    text.map(|text| {
        text.parse()
            .map_err(|_| Problem::new(Code::InvalidDate).at(field))
    })
    .transpose()
}

impl EventRow {
    /// A place of the log, with what it is about by name.
    #[must_use]
    pub fn of(logged: &Logged, named: &Named) -> Self {
        match logged {
            Logged::Event(event) => Self::Event {
                event: EventView::of(event, named),
            },
            Logged::Unreadable { seq } => Self::Unreadable { seq: *seq },
        }
    }

    /// What is told of something that is there: its events, with its name.
    #[must_use]
    pub fn all_of(events: &[Logged], name: &str) -> Vec<Self> {
        let named = Named {
            name: name.to_owned(),
            exists: true,
        };
        events.iter().map(|logged| Self::of(logged, &named)).collect()
    }
}

impl SubjectView {
    /// What an event is about, by name.
    #[must_use]
    pub fn of(subject: DomainSubject, named: &Named) -> Self {
        let Subject { kind, id } = Subject::of(subject);
        Self {
            kind,
            id,
            name: named.name.clone(),
            exists: named.exists,
        }
    }
}

impl EventView {
    /// An event, with what it is about by name.
    #[must_use]
    pub fn of(event: &Event, named: &Named) -> Self {
        let body = &event.body;
        Self {
            seq: body.seq,
            at: body.at,
            actor: body.actor.clone(),
            origin: body.origin.clone(),
            kind: body.kind.into(),
            subject: SubjectView::of(body.subject, named),
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
