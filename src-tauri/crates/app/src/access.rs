//! What an owner has access to, through what, and what a change of it would do to keys.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use keytower_domain::access::{Grants, Level, Rights};
use keytower_domain::actor::Action;
use keytower_domain::aircraft_scope::AircraftScope;
use keytower_domain::event::{EventKind, Subject};
use keytower_domain::id::{ResourceId, TemplateId};
use keytower_domain::owner::{OwnAccess, Owner};
use keytower_domain::party::PartyId;
use keytower_domain::template::Template;
use keytower_domain::time::Instant;

use crate::access_preview::AccessPreview;
use crate::caller::Caller;
use crate::error::DescribeError;
use crate::invalid::Reason;
use crate::inventory::Inventory;
use crate::key_request::{check_scope, describe_grants, describe_scope};
use crate::known::{Known, Rows};
use crate::record::{Changes, record};
use crate::store::{ReadTx, Store, Stored, WriteTx};

/// Where access comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// They are system administrator, and have everything.
    Role,
    /// The owner's own grants.
    Own,
    /// A template that it has.
    Template(TemplateId),
}

/// A resource that an owner has access to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Which.
    pub resource: ResourceId,
    /// The highest level of all sources: what is in force.
    pub level: Level,
    /// Each source and its level, highest first; among equals, the role first and then the owner's own.
    pub through: Vec<(Source, Level)>,
}

/// What an owner has access to, through what, by resource: by its role, by itself, and by templates.
#[must_use]
pub fn held<'a>(by_role: &Grants, own: &Grants, templates: impl Iterator<Item = &'a Template>) -> Vec<Held> {
    let from = |grants: &Grants, source| {
        let granted = grants.iter();
        granted
            .map(|(resource, level)| (resource, source, level))
            .collect::<Vec<_>>()
    };
    let mut granted = from(by_role, Source::Role);
    granted.extend(from(own, Source::Own));
    for template in templates {
        let source = Source::Template(template.id);
        let grants = template.description.grants.iter();
        granted.extend(grants.map(|(resource, level)| (resource, source, level)));
    }
    // Stable: the role and the owner's own stay first.
    granted.sort_by_key(|(resource, _, level)| (*resource, Reverse(*level)));
    granted
        .chunk_by(|(a, ..), (b, ..)| a == b)
        .map(|alike| Held {
            resource: alike[0].0,
            level: alike[0].2,
            through: alike.iter().map(|(_, source, level)| (*source, *level)).collect(),
        })
        .collect()
}

/// What somebody wants an owner to have.
#[derive(Clone, Debug)]
pub struct EditAccess {
    /// By itself.
    pub grants: Grants,
    /// Through these.
    pub templates: BTreeSet<TemplateId>,
    /// For which aircraft.
    pub scope: AircraftScope,
}

/// Gives an owner other grants, templates and aircraft. Its keys follow at once: none may do more than its owner.
///
/// # Errors
/// [`DescribeError`].
pub fn edit_access<S: Store>(
    store: &S,
    caller: &Caller<'_>,
    id: PartyId,
    request: &EditAccess,
) -> Result<Owner, DescribeError> {
    caller.may(grants_to(id))?;
    store.write(|tx| {
        let before = Rows(tx).owner(id)?.ok_or(DescribeError::NotFound)?;
        request.check(&Rows(tx), &before)?;
        let after = before.clone().given(request.own());
        let grants = |of: &OwnAccess| describe_grants(tx, &Rights::Chosen(of.grants.clone()));
        let (was, is) = (before.own(), after.own());
        let changes = Changes::default()
            .field("grants", grants(was)?, grants(is)?)
            .field("templates", names(tx, was)?, names(tx, is)?)
            .field(
                "scope",
                describe_scope(tx, &was.scope)?,
                describe_scope(tx, &is.scope)?,
            );
        // Not by the words: two resources may have one title.
        if before.digest() == after.digest() {
            return Ok(before);
        }
        let kind = match after {
            Owner::Account(_) => EventKind::AccountAccessEdited,
            Owner::Person(_) => EventKind::PersonAccessEdited,
        };
        let now = caller.now(tx)?;
        write_owner(tx, caller, now, kind, &before, &after, changes)?;
        Ok(after)
    })
}

/// What somebody needs to be allowed who grants something to an owner.
pub(crate) fn grants_to(owner: PartyId) -> Action {
    match owner {
        PartyId::Account(_) => Action::ChangeAccounts,
        PartyId::Person(_) => Action::ChangePeople,
    }
}

/// Writes a changed owner and its event.
pub(crate) fn write_owner(
    tx: &mut (impl WriteTx + ?Sized),
    caller: &Caller<'_>,
    now: Instant,
    kind: EventKind,
    before: &Owner,
    after: &Owner,
    changes: Changes,
) -> Stored<()> {
    let subject = match after {
        Owner::Account(account) => {
            tx.update_account(before.digest(), account)?;
            Subject::Account(account.id)
        }
        Owner::Person(person) => {
            tx.update_person(before.digest(), person)?;
            Subject::Person(person.id)
        }
    };
    record(tx, caller, now, kind, subject, changes, after.digest())
}

/// Which of an owner's keys other access would narrow or widen. Nothing is written.
///
/// # Errors
/// [`DescribeError`].
pub fn preview_access(
    inventory: &Inventory,
    caller: &Caller<'_>,
    id: PartyId,
    request: &EditAccess,
) -> Result<AccessPreview, DescribeError> {
    caller.may(grants_to(id))?;
    let owner = inventory.owner(id).ok_or(DescribeError::NotFound)?;
    request.check(inventory, owner)?;
    let after = owner.clone().given(request.own());
    let now = inventory.now(caller.clock);
    Ok(AccessPreview::of_owner(inventory, now, &after))
}

impl EditAccess {
    fn own(&self) -> OwnAccess {
        OwnAccess {
            grants: self.grants.clone(),
            templates: self.templates.clone(),
            scope: self.scope.clone(),
        }
    }

    fn check(&self, known: &impl Known, before: &Owner) -> Result<(), DescribeError> {
        let own = before.own();
        check_grants(known, &self.grants, &own.grants)?;
        let invalid = check_scope(known, &self.scope, Some(&own.scope))?;
        if !invalid.is_empty() {
            return Err(DescribeError::Invalid(invalid));
        }
        let had = known.access_of(before)?;
        for id in &self.templates {
            let template = known.template(*id)?.filter(Template::is_there);
            let template = template.ok_or_else(|| Reason::NotFound.at("template_ids"))?;
            if own.templates.contains(id) {
                continue;
            }
            // What can't be granted any more isn't granted by a template either.
            for (resource, _) in template.description.grants.beyond(&had).iter() {
                if known
                    .resource(resource)?
                    .is_some_and(|it| it.retired_at.is_some())
                {
                    return Err(Reason::ResourceRetired.at("template_ids").into());
                }
            }
        }
        Ok(())
    }
}

/// Whether grants can be given. What was there `before` may stay, also when its resource has been retired since.
pub(crate) fn check_grants(
    known: &impl Known,
    grants: &Grants,
    before: &Grants,
) -> Result<(), DescribeError> {
    let had = |id, level| before.level(id).is_some_and(|had| had >= level);
    let mut invalid = Vec::new();
    for (id, level) in grants.iter() {
        let reason = match known.resource(id)? {
            None => Reason::NotFound,
            Some(resource) if resource.retired_at.is_some() && !had(id, level) => Reason::ResourceRetired,
            Some(resource) if !resource.description.levels.contains_key(&level) => Reason::NoSuchLevel,
            Some(_) => continue,
        };
        invalid.push(reason.at("grants"));
    }
    invalid.dedup();
    if invalid.is_empty() {
        Ok(())
    } else {
        Err(DescribeError::Invalid(invalid))
    }
}

/// The names of an owner's templates, for events.
fn names(tx: &(impl ReadTx + ?Sized), own: &OwnAccess) -> Stored<String> {
    let mut names = Vec::with_capacity(own.templates.len());
    for id in &own.templates {
        names.extend(tx.template(*id)?.map(|template| template.description.name));
    }
    names.sort();
    Ok(names.join(", "))
}

#[cfg(test)]
mod tests {
    use keytower_domain::template::TemplateDescription;

    use super::*;

    fn resource(number: u8) -> ResourceId {
        ResourceId::new(&mut |bytes| bytes.fill(number))
    }

    fn template(number: u8, grants: Grants) -> Template {
        Template {
            id: TemplateId::new(&mut |bytes| bytes.fill(number)),
            description: TemplateDescription {
                name: format!("T{number}"),
                summary: String::new(),
                grants,
            },
            deleted_at: None,
        }
    }

    #[test]
    fn the_highest_level_is_in_force_and_every_source_is_told() {
        let own = [(resource(1), Level::View), (resource(2), Level::Modify)]
            .into_iter()
            .collect();
        let ops = template(1, [(resource(1), Level::Modify)].into_iter().collect());
        let watch = template(2, [(resource(2), Level::Modify)].into_iter().collect());
        assert_eq!(
            held(&Grants::none(), &own, [&ops, &watch].into_iter()),
            [
                Held {
                    resource: resource(1),
                    level: Level::Modify,
                    through: vec![
                        (Source::Template(ops.id), Level::Modify),
                        (Source::Own, Level::View)
                    ],
                },
                Held {
                    resource: resource(2),
                    level: Level::Modify,
                    through: vec![
                        (Source::Own, Level::Modify),
                        (Source::Template(watch.id), Level::Modify)
                    ],
                },
            ]
        );
    }
}
