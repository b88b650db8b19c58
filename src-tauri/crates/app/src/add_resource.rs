//! Adding a resource to the catalogue.

use std::collections::BTreeMap;

use keytower_domain::access::Level;
use keytower_domain::actor::Action;
use keytower_domain::event::{EventKind, Subject};
use keytower_domain::id::ResourceId;
use keytower_domain::resource::{PermissionCode, Resource, ResourceDescription};
use keytower_domain::time::Instant;

use crate::caller::Caller;
use crate::error::DescribeError;
use crate::invalid::{AtField as _, Invalid, Reason};
use crate::record::{Changes, record};
use crate::store::{ReadTx, Store, Stored, WriteTx};

/// A resource as somebody describes it.
pub struct DescribeResource<'a> {
    /// Its title.
    pub title: &'a str,
    /// Its group.
    pub group: &'a str,
    /// One line.
    pub summary: &'a str,
    /// Its levels, each with its code.
    pub levels: Vec<(Level, &'a str)>,
}

/// Adds a resource.
///
/// # Errors
/// [`DescribeError`].
pub fn add_resource<S: Store>(
    store: &S,
    caller: &Caller<'_>,
    request: &DescribeResource<'_>,
) -> Result<Resource, DescribeError> {
    caller.may(Action::ChangeAccess)?;
    let description = request.check().map_err(DescribeError::Invalid)?;
    store.write(|tx| {
        codes_are_free(tx, &description, None)?;
        let now = caller.now(tx)?;
        Ok(insert(tx, caller, now, description.clone())?)
    })
}

/// Writes a new resource and its event.
pub(crate) fn insert(
    tx: &mut (impl WriteTx + ?Sized),
    caller: &Caller<'_>,
    now: Instant,
    description: ResourceDescription,
) -> Stored<Resource> {
    let resource = Resource {
        id: ResourceId::new(&mut caller.fill()),
        description,
        retired_at: None,
    };
    tx.insert_resource(&resource)?;
    let changes = changes(None, &resource.description);
    record(
        tx,
        caller,
        now,
        EventKind::ResourceAdded,
        Subject::Resource(resource.id),
        changes,
        resource.digest(),
    )?;
    Ok(resource)
}

impl DescribeResource<'_> {
    /// The description, or all that is wrong with it.
    pub(crate) fn check(&self) -> Result<ResourceDescription, Vec<Invalid>> {
        let mut invalid = Vec::new();
        let mut keep = |result: Result<String, Invalid>| {
            result.unwrap_or_else(|wrong| {
                invalid.push(wrong);
                String::new()
            })
        };
        let title = keep(ResourceDescription::title(self.title).at("title"));
        let group = keep(ResourceDescription::group(self.group).at("group"));
        let summary = keep(ResourceDescription::summary(self.summary).at("description"));
        let mut levels = BTreeMap::new();
        for (level, code) in &self.levels {
            match PermissionCode::parse(code) {
                Ok(code) if levels.values().any(|other| *other == code) => {
                    invalid.push(Reason::PermissionCodeTaken.at("levels"));
                }
                Ok(code) => {
                    levels.insert(*level, code);
                }
                Err(_) => invalid.push(Reason::PermissionCode.at("levels")),
            }
        }
        if self.levels.is_empty() {
            invalid.push(Reason::NoLevels.at("levels"));
        }
        if invalid.is_empty() {
            Ok(ResourceDescription {
                title,
                group,
                summary,
                levels,
            })
        } else {
            Err(invalid)
        }
    }
}

/// A code means one thing: no other resource may have it.
pub(crate) fn codes_are_free(
    tx: &(impl ReadTx + ?Sized),
    description: &ResourceDescription,
    own: Option<ResourceId>,
) -> Result<(), DescribeError> {
    let resources = tx.resources()?;
    let mut others = resources.iter().filter(|resource| Some(resource.id) != own);
    let taken = others.any(|other| {
        other
            .description
            .levels
            .values()
            .any(|code| description.levels.values().any(|wanted| wanted == code))
    });
    if taken {
        Err(Reason::PermissionCodeTaken.at("levels").into())
    } else {
        Ok(())
    }
}

/// A part of a description, as text.
type Part = fn(&ResourceDescription) -> String;

pub(crate) fn changes(before: Option<&ResourceDescription>, after: &ResourceDescription) -> Changes {
    let text = |part: Part| (before.map(part).unwrap_or_default(), part(after));
    let fields: [(&str, Part); 4] = [
        ("title", |d| d.title.clone()),
        ("group", |d| d.group.clone()),
        ("description", |d| d.summary.clone()),
        ("levels", |d| {
            let levels: Vec<_> = d
                .levels
                .iter()
                .map(|(level, code)| format!("{level} {}", code.as_str()))
                .collect();
            levels.join(", ")
        }),
    ];
    fields
        .into_iter()
        .fold(Changes::default(), |changes, (field, part)| {
            let (before, after) = text(part);
            changes.field(field, before, after)
        })
}
