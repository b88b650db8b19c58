//! Creating a workspace with its first system administrator and its catalogue.

use chrono_tz::Tz;
use keytower_domain::checked_by::CheckedBy;
use keytower_domain::event::{EventKind, Subject};
use keytower_domain::id::{AccountId, PersonId, ResourceId};
use keytower_domain::person::PersonDescription;
use keytower_domain::policy::Policy;
use keytower_domain::resource::Resource;
use keytower_domain::workspace::Workspace;

use crate::caller::Caller;
use crate::error::DescribeError;
use crate::holder::creator;
use crate::invalid::{AtField as _, Reason};
use crate::person::insert;
use crate::preset::Preset;
use crate::record::{Changes, record};
use crate::store::Store;

/// What a workspace is created from.
pub struct CreateWorkspace<'a> {
    /// Its name.
    pub name: &'a str,
    /// IANA name of its zone.
    pub time_zone: &'a str,
    /// What its catalogue starts with.
    pub preset: Preset,
}

/// Whether a workspace could be created so, before anything is made for it: each field that is wrong.
///
/// # Errors
/// [`DescribeError::Invalid`].
pub fn check_workspace(request: &CreateWorkspace<'_>, administrator: &str) -> Result<(), DescribeError> {
    let checks = [
        Workspace::name(request.name).at("name").err(),
        PersonDescription::name(administrator).at("your_name").err(),
        zone(request.time_zone).at("time_zone").err(),
    ];
    let invalid: Vec<_> = checks.into_iter().flatten().collect();
    if invalid.is_empty() {
        Ok(())
    } else {
        Err(DescribeError::Invalid(invalid))
    }
}

/// Creates the workspace of an empty store. The caller becomes its first person, a system administrator, by the name
/// they state.
///
/// # Errors
/// [`DescribeError`].
pub fn create_workspace<S: Store>(
    store: &S,
    caller: &Caller<'_>,
    request: &CreateWorkspace<'_>,
) -> Result<Workspace, DescribeError> {
    check_workspace(request, &caller.actor.name)?;
    let now = caller.clock.now();
    let workspace = Workspace {
        account_id: AccountId::new(&mut caller.fill()),
        name: Workspace::name(request.name).at("name")?,
        zone: zone(request.time_zone).at("time_zone")?,
        expiry_time: Workspace::usual_expiry_time(),
        administrator: PersonDescription::name(&caller.actor.name).at("your_name")?,
        created_at: now,
        policy: Policy::default(),
        checked_by: CheckedBy::Nobody,
    };
    let (mut pepper, mut chain_key) = ([0; 32], [0; 32]);
    caller.entropy.fill(&mut pepper);
    caller.entropy.fill(&mut chain_key);
    store.write(|tx| {
        tx.insert_workspace(&workspace, &pepper, &chain_key)?;
        let changes = Changes::default()
            .set("name", &workspace.name)
            .set("time_zone", workspace.zone)
            .set("administrator", &workspace.administrator);
        let subject = Subject::Workspace(workspace.account_id);
        let row = workspace.digest_with(&tx.secrets()?.pepper);
        record(
            tx,
            caller,
            now,
            EventKind::WorkspaceCreated,
            subject,
            changes,
            row,
        )?;
        for description in request.preset.resources() {
            let resource = Resource {
                id: ResourceId::new(&mut caller.fill()),
                description,
                retired_at: None,
            };
            tx.insert_resource(&resource)?;
            let changes = Changes::default().set("title", &resource.description.title);
            let subject = Subject::Resource(resource.id);
            record(
                tx,
                caller,
                now,
                EventKind::ResourceAdded,
                subject,
                changes,
                resource.digest(),
            )?;
        }
        let person = creator(&workspace, PersonId::new(&mut caller.fill()));
        insert(tx, caller, &person)?;
        Ok(workspace.clone())
    })
}

pub(crate) fn zone(name: &str) -> Result<Tz, Reason> {
    name.parse().map_err(|_| Reason::TimeZone)
}
