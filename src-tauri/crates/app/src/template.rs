//! Access templates: creating, changing and deleting them, and what a change would come to.

use std::collections::HashSet;

use keytower_domain::access::{Grants, Rights};
use keytower_domain::actor::Action;
use keytower_domain::event::{EventKind, Subject};
use keytower_domain::id::TemplateId;
use keytower_domain::owner::Owner;
use keytower_domain::party::PartyId;
use keytower_domain::template::{Template, TemplateDescription};
use keytower_domain::text::folded;

use crate::access::check_grants;
use crate::access_preview::{AccessPreview, InForce};
use crate::caller::Caller;
use crate::error::DescribeError;
use crate::invalid::{AtField as _, Reason};
use crate::inventory::Inventory;
use crate::key_request::describe_grants;
use crate::known::{Known, Rows};
use crate::record::{Changes, record};
use crate::store::{ReadTx, Store, StoreError, Stored};

/// An access template as somebody describes it.
pub struct DescribeTemplate<'a> {
    /// Its name.
    pub name: &'a str,
    /// One line.
    pub summary: &'a str,
    /// What whoever has it may do.
    pub grants: Grants,
}

/// Creates an access template. Nothing has it yet.
///
/// # Errors
/// [`DescribeError`].
pub fn create_template<S: Store>(
    store: &S,
    caller: &Caller<'_>,
    request: &DescribeTemplate<'_>,
) -> Result<Template, DescribeError> {
    caller.may(Action::ChangeAccess)?;
    store.write(|tx| {
        let template = Template {
            id: TemplateId::new(&mut caller.fill()),
            description: request.check(&Rows(tx), None)?,
            deleted_at: None,
        };
        let changes = changes(tx, None, &template.description)?;
        tx.insert_template(&template)?;
        let (now, subject) = (caller.now(tx)?, Subject::Template(template.id));
        let kind = EventKind::TemplateCreated;
        record(tx, caller, now, kind, subject, changes, template.digest())?;
        Ok(template)
    })
}

/// Changes an access template, and with it the access of every account and person that has it, at once.
///
/// # Errors
/// [`DescribeError`]; `Forbidden` also where it would give a person more than whoever asks may give people.
pub fn edit_template<S: Store>(
    store: &S,
    caller: &Caller<'_>,
    id: TemplateId,
    request: &DescribeTemplate<'_>,
) -> Result<Template, DescribeError> {
    caller.may(Action::ChangeAccess)?;
    store.write(|tx| {
        let before = there(&Rows(tx), id)?;
        let after = Template {
            description: request.check(&Rows(tx), Some(&before))?,
            ..before.clone()
        };
        let changes = changes(tx, Some(&before.description), &after.description)?;
        if changes.is_empty() {
            return Ok(before);
        }
        let widens = !after
            .description
            .grants
            .beyond(&before.description.grants)
            .is_empty();
        if widens
            && tx
                .people()?
                .iter()
                .any(|person| person.own.templates.contains(&id))
        {
            caller.may(Action::ChangePeople)?;
        }
        tx.update_template(before.digest(), &after)?;
        let (now, subject) = (caller.now(tx)?, Subject::Template(id));
        let kind = EventKind::TemplateEdited;
        record(tx, caller, now, kind, subject, changes, after.digest())?;
        Ok(after)
    })
}

/// Deletes an access template that nobody has.
///
/// # Errors
/// [`DescribeError`]; [`Reason::TemplateInUse`] while an account or a person has it.
pub fn delete_template<S: Store>(
    store: &S,
    caller: &Caller<'_>,
    id: TemplateId,
) -> Result<(), DescribeError> {
    caller.may(Action::ChangeAccess)?;
    store.write(|tx| {
        let before = there(&Rows(tx), id)?;
        let (accounts, people) = (tx.accounts()?, tx.people()?);
        let own = accounts.iter().map(|account| &account.own);
        let own = own.chain(people.iter().map(|person| &person.own));
        match own.filter(|own| own.templates.contains(&id)).count() {
            0 => {}
            many => return Err(Reason::TemplateInUse(many).at("template_id").into()),
        }
        let now = caller.now(tx)?;
        let after = Template {
            deleted_at: Some(now),
            ..before.clone()
        };
        tx.update_template(before.digest(), &after)?;
        let changes = Changes::default().field("name", &before.description.name, "");
        let (kind, subject) = (EventKind::TemplateDeleted, Subject::Template(id));
        record(tx, caller, now, kind, subject, changes, after.digest())?;
        Ok(())
    })
}

/// Which keys other grants of a template would narrow or widen. Nothing is written.
///
/// # Errors
/// [`DescribeError`].
pub fn preview_template(
    inventory: &Inventory,
    caller: &Caller<'_>,
    id: TemplateId,
    grants: &Grants,
) -> Result<AccessPreview, DescribeError> {
    caller.may(Action::ChangeAccess)?;
    let template = there(inventory, id)?;
    check_grants(inventory, grants, &template.description.grants)?;
    let holders: HashSet<PartyId> = inventory
        .owners()
        .filter(|owner| owner.own().templates.contains(&id))
        .map(Owner::id)
        .collect();
    let edited = Template {
        description: TemplateDescription {
            grants: grants.clone(),
            ..template.description
        },
        ..template
    };
    let after = |owner: PartyId| {
        let owner = inventory.owner(owner)?;
        let as_edited = |other: &TemplateId| {
            if *other == id {
                Some(&edited)
            } else {
                inventory.template(*other)
            }
        };
        let templates = owner.own().templates.iter().filter_map(as_edited);
        Some(InForce {
            grants: owner.access(templates, inventory.resources()),
            aircraft: inventory.fleet().groups().reach(owner.scope()),
        })
    };
    Ok(AccessPreview::of_owners(
        inventory,
        inventory.now(caller.clock),
        &holders,
        after,
    ))
}

impl DescribeTemplate<'_> {
    fn check(
        &self,
        known: &impl Known,
        before: Option<&Template>,
    ) -> Result<TemplateDescription, DescribeError> {
        let mut invalid = Vec::new();
        let mut keep = |result: Result<String, _>| {
            result.unwrap_or_else(|wrong| {
                invalid.push(wrong);
                String::new()
            })
        };
        let name = keep(TemplateDescription::name(self.name).at("name"));
        let summary = keep(TemplateDescription::summary(self.summary).at("description"));
        let same = |other: &Template| {
            other.is_there()
                && before.is_none_or(|before| before.id != other.id)
                && folded(&other.description.name) == folded(&name)
        };
        if known.templates()?.iter().any(same) {
            invalid.push(Reason::NameTaken.at("name"));
        }
        if self.grants.is_empty() {
            invalid.push(Reason::NoResources.at("grants"));
        }
        let had = before.map(|before| before.description.grants.clone());
        match check_grants(known, &self.grants, &had.unwrap_or_default()) {
            Ok(()) => {}
            Err(DescribeError::Invalid(more)) => invalid.extend(more),
            Err(other) => return Err(other),
        }
        if !invalid.is_empty() {
            return Err(DescribeError::Invalid(invalid));
        }
        Ok(TemplateDescription {
            name,
            summary,
            grants: self.grants.clone(),
        })
    }
}

fn there(known: &impl Known, id: TemplateId) -> Result<Template, DescribeError> {
    let template = known.template(id)?.filter(Template::is_there);
    template.ok_or(DescribeError::NotFound)
}

fn changes(
    tx: &(impl ReadTx + ?Sized),
    before: Option<&TemplateDescription>,
    after: &TemplateDescription,
) -> Stored<Changes> {
    let grants = |of: &TemplateDescription| -> Result<String, StoreError> {
        describe_grants(tx, &Rights::Chosen(of.grants.clone()))
    };
    let granted = before.map(grants).transpose()?.unwrap_or_default();
    let text = |part: fn(&TemplateDescription) -> &str| before.map(part).unwrap_or_default();
    Ok(Changes::default()
        .field("name", text(|d| &d.name), &after.name)
        .field("description", text(|d| &d.summary), &after.summary)
        .field("grants", granted, grants(after)?))
}
