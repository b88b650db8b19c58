//! The one row of `policy`, where the workspace's isn't the default.

use std::collections::BTreeSet;

use keytower_app::Stored;
use keytower_domain::policy::{
    AccountNames, Deletion, Ending, KeyField, Lifetime, Owners, Policy, Preset, Reminders, Renewal, Retrieval,
};
use rusqlite::{Connection, named_params};

use super::{Row, change, change_one, get, one, text, unreadable};

pub fn find(db: &Connection) -> Stored<Policy> {
    let found = one(db, "SELECT * FROM policy", [], |row| {
        Ok(Policy {
            preset: named(row, "preset", Preset::named)?,
            is_on: get(row, "is_on")?,
            owners: named(row, "owners", Owners::named)?,
            account_names: named(row, "account_names", AccountNames::named)?,
            retrieval: named(row, "retrieval", Retrieval::named)?,
            lifetime: lifetime(row)?,
            asked: listed(row, "asked", KeyField::named)?,
            editable: listed(row, "editable", KeyField::named)?,
            approval_required: get(row, "approval_required")?,
            endings: listed(row, "endings", Ending::named)?,
            deletion: named(row, "deletion", Deletion::named)?,
            reminders: Reminders {
                days: listed(row, "reminder_days", days)?,
                owner: get(row, "remind_owner")?,
                token_managers: get(row, "remind_token_managers")?,
            },
        })
    })?;
    Ok(found.unwrap_or_default())
}

fn lifetime(row: &Row<'_>) -> Stored<Lifetime> {
    let Some(maximum) = get(row, "maximum_days")? else {
        return Ok(Lifetime::Endless);
    };
    Ok(Lifetime::Limited {
        maximum,
        default: get(row, "default_days")?,
        offered: listed(row, "offered_days", days)?,
        custom: get(row, "custom_days")?,
        renewal: Renewal::of_grace(get(row, "grace_days")?),
    })
}

fn days(word: &str) -> Option<u16> {
    word.parse().ok()
}

fn named<T>(row: &Row<'_>, column: &str, read: fn(&str) -> Option<T>) -> Stored<T> {
    read(&text(row, column)?).ok_or_else(|| unreadable(column))
}

fn listed<T: Ord>(row: &Row<'_>, column: &str, read: fn(&str) -> Option<T>) -> Stored<BTreeSet<T>> {
    let words = text(row, column)?;
    let words = words.split_whitespace();
    words
        .map(|word| read(word).ok_or_else(|| unreadable(column)))
        .collect()
}

pub fn put(db: &Connection, policy: &Policy) -> Stored<()> {
    change(db, "DELETE FROM policy", [])?;
    if *policy == Policy::default() {
        return Ok(());
    }
    let numbers = |days: &BTreeSet<u16>| joined(days.iter().map(u16::to_string));
    let names = |fields: &BTreeSet<KeyField>| joined(fields.iter().map(|field| field.name().to_owned()));
    let (maximum, default, offered, custom, grace) = match &policy.lifetime {
        Lifetime::Endless => (None, None, None, None, None),
        Lifetime::Limited {
            maximum,
            default,
            offered,
            custom,
            renewal,
        } => (
            Some(*maximum),
            Some(*default),
            Some(numbers(offered)),
            Some(*custom),
            renewal.grace_days(),
        ),
    };
    change_one(
        db,
        "INSERT INTO policy (only_row, preset, is_on, owners, account_names, retrieval, maximum_days, default_days,
            offered_days, custom_days, grace_days, asked, editable, approval_required, endings, deletion, reminder_days,
            remind_owner, remind_token_managers)
         VALUES (1, :preset, :is_on, :owners, :account_names, :retrieval, :maximum_days, :default_days, :offered_days,
            :custom_days, :grace_days, :asked, :editable, :approval_required, :endings, :deletion, :reminder_days,
            :remind_owner, :remind_token_managers)",
        named_params! {
            ":preset": policy.preset.name(),
            ":is_on": policy.is_on,
            ":owners": policy.owners.name(),
            ":account_names": policy.account_names.name(),
            ":retrieval": policy.retrieval.name(),
            ":maximum_days": maximum,
            ":default_days": default,
            ":offered_days": offered,
            ":custom_days": custom,
            ":grace_days": grace,
            ":asked": names(&policy.asked),
            ":editable": names(&policy.editable),
            ":approval_required": policy.approval_required,
            ":endings": joined(policy.endings.iter().map(|ending| ending.name().to_owned())),
            ":deletion": policy.deletion.name(),
            ":reminder_days": numbers(&policy.reminders.days),
            ":remind_owner": policy.reminders.owner,
            ":remind_token_managers": policy.reminders.token_managers,
        },
    )
}

fn joined(words: impl Iterator<Item = String>) -> String {
    words.collect::<Vec<_>>().join(" ")
}
