//! Other rules for a workspace's keys. They change none of them.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use keytower_domain::actor::Action;
use keytower_domain::event::{EventKind, Subject};
use keytower_domain::id::KeyId;
use keytower_domain::policy::{Breach, Lifetime, Policy};
use keytower_domain::text::folded;
use keytower_domain::workspace::Workspace;

use crate::caller::Caller;
use crate::edit_workspace::workspace;
use crate::error::DescribeError;
use crate::invalid::{Invalid, Reason};
use crate::inventory::Inventory;
use crate::known::Known;
use crate::record::{Changes, record};
use crate::store::Store;

/// What other rules would come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PolicyPreview {
    /// In what they contradict themselves.
    pub invalid: Vec<Invalid>,
    /// Keys that haven't ended and would not conform, nor do now.
    pub already: usize,
    /// Those that would not conform any more, by what they don't conform in, most keys first.
    pub newly: Vec<NotConforming>,
}

/// Keys that would not conform any more, all in the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotConforming {
    /// In what.
    pub breaches: Vec<Breach>,
    /// How many.
    pub keys: usize,
    /// The first of them by name; at most [`NotConforming::NAMED`].
    pub first: Vec<KeyId>,
}

impl NotConforming {
    /// How many keys are named, at most.
    pub const NAMED: usize = 5;
}

/// Says which keys would not conform with other rules. Nothing is written.
///
/// # Errors
/// [`DescribeError`], never for what is wrong with the policy itself.
pub fn preview_policy(
    inventory: &Inventory,
    caller: &Caller<'_>,
    policy: &Policy,
) -> Result<PolicyPreview, DescribeError> {
    caller.may(Action::ChangeWorkspace)?;
    let mut preview = PolicyPreview {
        invalid: invalid(policy),
        ..PolicyPreview::default()
    };
    if !preview.invalid.is_empty() {
        return Ok(preview);
    }
    let (workspace, now) = (Known::workspace(inventory)?, inventory.now(caller.clock));
    let mut newly: BTreeMap<Vec<Breach>, Vec<(String, KeyId)>> = BTreeMap::new();
    for entry in inventory.entries().filter(|entry| entry.key.is_live(now)) {
        let key = &entry.key;
        let breaches = policy.breaches(key, &workspace);
        if breaches.is_empty() {
            continue;
        }
        if workspace.policy.breaches(key, &workspace).is_empty() {
            let named = (folded(&key.description.name), key.id);
            newly.entry(breaches).or_default().push(named);
        } else {
            preview.already += 1;
        }
    }
    preview.newly = newly
        .into_iter()
        .map(|(breaches, keys)| told(breaches, keys))
        .collect();
    preview.newly.sort_by_key(|alike| Reverse(alike.keys));
    Ok(preview)
}

fn told(breaches: Vec<Breach>, mut keys: Vec<(String, KeyId)>) -> NotConforming {
    keys.sort_unstable();
    let first = keys.iter().take(NotConforming::NAMED).map(|(_, id)| *id);
    NotConforming {
        breaches,
        keys: keys.len(),
        first: first.collect(),
    }
}

/// Sets other rules. Keys stay as they are, also where they don't conform.
///
/// # Errors
/// [`DescribeError`].
pub fn change_policy<S: Store>(
    store: &S,
    caller: &Caller<'_>,
    policy: &Policy,
) -> Result<Workspace, DescribeError> {
    caller.may(Action::ChangeWorkspace)?;
    let invalid = invalid(policy);
    if !invalid.is_empty() {
        return Err(DescribeError::Invalid(invalid));
    }
    store.write(|tx| {
        let before = workspace(tx)?;
        if before.policy == *policy {
            return Ok(before);
        }
        let after = Workspace {
            policy: policy.clone(),
            ..before.clone()
        };
        tx.update_workspace(before.digest(), &after)?;
        let (now, subject) = (caller.now(tx)?, Subject::Workspace(after.account_id));
        let row = after.digest_with(&tx.secrets()?.pepper);
        let changes = changes(&before.policy, policy);
        record(tx, caller, now, EventKind::PolicyChanged, subject, changes, row)?;
        Ok(after)
    })
}

fn invalid(policy: &Policy) -> Vec<Invalid> {
    let problems = policy.problems().into_iter();
    problems
        .map(|(field, problem)| Reason::from(problem).at(field))
        .collect()
}

fn changes(before: &Policy, after: &Policy) -> Changes {
    let (before, after) = (Told::of(before), Told::of(after));
    before
        .0
        .into_iter()
        .zip(after.0)
        .fold(Changes::default(), |changes, ((field, before), (_, after))| {
            changes.field(field, before, after)
        })
}

/// A policy rule by rule, for events.
struct Told([(&'static str, String); 13]);

impl Told {
    fn of(policy: &Policy) -> Self {
        let (lifetime, offered, renewal) = match &policy.lifetime {
            Lifetime::Endless => ("no end".to_owned(), String::new(), String::new()),
            Lifetime::Limited {
                maximum,
                default,
                offered,
                custom,
                renewal,
            } => {
                let mut words: Vec<String> = offered.iter().map(u16::to_string).collect();
                words.extend(custom.then(|| "any".to_owned()));
                let renewal = renewal.grace_days().map_or_else(
                    || "never".to_owned(),
                    |grace_days| format!("until {grace_days} days after"),
                );
                (
                    format!("{maximum} days, {default} by default"),
                    words.join(", "),
                    renewal,
                )
            }
        };
        let names = |names: Vec<&str>| names.join(", ");
        let yes = |is_so: bool| if is_so { "yes" } else { "no" }.to_owned();
        let reminders = &policy.reminders;
        let mut days: Vec<String> = reminders.days.iter().map(u16::to_string).collect();
        days.reverse();
        let reminded = [
            (reminders.owner, "owner"),
            (reminders.token_managers, "token managers"),
        ];
        let reminded = reminded
            .into_iter()
            .filter_map(|(is_so, who)| is_so.then_some(who));
        Self([
            ("preset", policy.preset.name().to_owned()),
            ("is_on", yes(policy.is_on)),
            ("owners", policy.owners.name().to_owned()),
            ("account_names", policy.account_names.name().to_owned()),
            ("retrieval", policy.retrieval.name().to_owned()),
            ("lifetime", lifetime),
            ("offered_days", offered),
            ("renewal", renewal),
            (
                "asked",
                names(policy.asked.iter().map(|one| one.name()).collect()),
            ),
            (
                "editable",
                names(policy.editable.iter().map(|one| one.name()).collect()),
            ),
            ("approval_required", yes(policy.approval_required)),
            (
                "endings",
                format!(
                    "{}; deletion {}",
                    names(policy.endings.iter().map(|one| one.name()).collect()),
                    policy.deletion.name()
                ),
            ),
            (
                "reminders",
                format!("{} days before, {}", days.join(", "), names(reminded.collect())),
            ),
        ])
    }
}
