//! Who is reminded of a key, and when: as people choose it, and in words.

use keytower_domain::event::EventKind;
use keytower_domain::key::Key;
use keytower_domain::party::PartyId;
use keytower_domain::reminders::{
    InWords, LONGEST_REMINDER_DAYS, MAXIMUM_PERSONNEL, MAXIMUM_REMINDER_DAYS, Personnel, ReminderDays,
    Reminders,
};
use keytower_domain::text::folded;
use keytower_domain::time::Instant;

use crate::caller::Caller;
use crate::change_key::write_key;
use crate::invalid::{Invalid, Reason};
use crate::known::{Known, Rows};
use crate::record::Changes;
use crate::store::{Stored, WriteTx};

/// Who shall be reminded, and when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChooseReminders {
    /// People and service accounts.
    pub personnel: Personnel,
    /// Numbers of days, as typed; `None` for those of the workspace.
    pub days: Option<Vec<String>>,
}

impl From<&Reminders> for ChooseReminders {
    fn from(reminders: &Reminders) -> Self {
        let typed = |own: &[u16]| own.iter().map(u16::to_string).collect();
        Self {
            personnel: reminders.personnel.clone(),
            days: reminders.days.own().map(typed),
        }
    }
}

/// Somebody whom a key reminds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reminded {
    /// Who.
    pub id: PartyId,
    /// Their name.
    pub name: String,
    /// Where to; empty where that isn't known.
    pub email: String,
    /// They have left, so that nobody can add them any more.
    pub left: bool,
}

/// The reminders that are chosen, and what is wrong with them. Who was named before may stay, also when they left since.
pub(crate) fn check_reminders(
    known: &impl Known,
    chosen: &ChooseReminders,
    before: Option<&Reminders>,
) -> Stored<(Reminders, Vec<Invalid>)> {
    let before = before.map(|before| &before.personnel);
    let mut invalid = check_personnel(known, &chosen.personnel, before)?;
    let days = check_days(chosen.days.as_deref()).unwrap_or_else(|wrong| {
        invalid.extend(wrong);
        ReminderDays::default()
    });
    let personnel = chosen.personnel.clone();
    Ok((Reminders { personnel, days }, invalid))
}

/// What is wrong with those who shall be reminded.
pub(crate) fn check_personnel(
    known: &impl Known,
    chosen: &Personnel,
    before: Option<&Personnel>,
) -> Stored<Vec<Invalid>> {
    let mut invalid = Vec::new();
    for id in chosen.iter() {
        let named = reminded(known, id)?;
        if before.is_some_and(|before| before.contains(id)) {
            continue;
        }
        match named {
            None => invalid.push(Reason::NotFound.at("personnel")),
            Some(one) if one.left => invalid.push(Reason::PersonLeft(one.name).at("personnel")),
            Some(_) => {}
        }
    }
    if chosen.len() > MAXIMUM_PERSONNEL {
        invalid.push(Reason::TooManyPersonnel(MAXIMUM_PERSONNEL).at("personnel"));
    }
    Ok(invalid)
}

/// Days as they are typed.
pub(crate) fn check_days(typed: Option<&[String]>) -> Result<ReminderDays, Vec<Invalid>> {
    let Some(typed) = typed else {
        return Ok(ReminderDays::default());
    };
    let (mut days, mut invalid) = (Vec::with_capacity(typed.len()), Vec::new());
    for (entry, text) in typed.iter().enumerate() {
        if let Some(day) = ReminderDays::day(text) {
            days.push(day);
        } else {
            let limit = LONGEST_REMINDER_DAYS;
            invalid.push(Reason::ReminderDay { entry, limit }.at("reminder_days"));
        }
    }
    let days: ReminderDays = days.into_iter().collect();
    if typed.is_empty() {
        invalid.push(Reason::NoReminderDays.at("reminder_days"));
    }
    if days.own().is_some_and(|own| own.len() > MAXIMUM_REMINDER_DAYS) {
        invalid.push(Reason::TooManyReminderDays(MAXIMUM_REMINDER_DAYS).at("reminder_days"));
    }
    if invalid.is_empty() {
        Ok(days)
    } else {
        Err(invalid)
    }
}

/// Who somebody is whom a key may remind; `None` where nobody has that id.
pub(crate) fn reminded(known: &impl Known, id: PartyId) -> Stored<Option<Reminded>> {
    Ok(match id {
        PartyId::Account(account) => known.account(account)?.map(|account| Reminded {
            id,
            name: account.name.as_str().to_owned(),
            email: account.contact.as_str().to_owned(),
            left: false,
        }),
        PartyId::Person(person) => known.person(person)?.map(|person| Reminded {
            id,
            name: person.description.name.clone(),
            email: person.description.email().to_owned(),
            left: !person.is_there(),
        }),
    })
}

/// All whom a key reminds, by name.
pub(crate) fn all_reminded(known: &impl Known, personnel: &Personnel) -> Stored<Vec<Reminded>> {
    let mut all = Vec::with_capacity(personnel.len());
    for id in personnel.iter() {
        all.extend(reminded(known, id)?);
    }
    all.sort_by_cached_key(|one| (folded(&one.name), one.id));
    Ok(all)
}

/// What differs of reminders, for events.
pub(crate) fn describe_changed(
    known: &impl Known,
    changes: Changes,
    before: &Reminders,
    after: &Reminders,
) -> Stored<Changes> {
    let names = |of: &Reminders| describe_personnel(known, &of.personnel);
    Ok(changes.field("personnel", names(before)?, names(after)?).field(
        "reminder_days",
        describe_days(&before.days),
        describe_days(&after.days),
    ))
}

/// Writes a key with other reminders, with its event.
pub(crate) fn write_reminders(
    tx: &mut dyn WriteTx,
    caller: &Caller<'_>,
    now: Instant,
    before: &Key,
    after: &Key,
) -> Stored<()> {
    let (was, is) = (&before.description.reminders, &after.description.reminders);
    let changes = describe_changed(&Rows(tx), Changes::default(), was, is)?;
    write_key(tx, caller, now, EventKind::KeyEdited, before, after, changes)
}

/// Those who are reminded in words, for events: *Ada Lovelace, svc-ops*.
fn describe_personnel(known: &impl Known, personnel: &Personnel) -> Stored<String> {
    let names: Vec<String> = all_reminded(known, personnel)?
        .into_iter()
        .map(|one| one.name)
        .collect();
    Ok(names.join(", "))
}

/// A key's own days in words, for events: *30 days before, and when it expires*. Nothing for those of the workspace.
fn describe_days(days: &ReminderDays) -> String {
    InWords(days.own().unwrap_or_default()).to_string()
}
