//! `mail`: the mails that remind people.

use keytower_app::Stored;
use keytower_domain::due::Reminder;
use keytower_domain::mailing::{Mail, MailFailure, MailFailureKind, MailState};
use rusqlite::Connection;

use super::{Row, all, change_one, get, instant, lent, millis, optional_text, parsed, text, unreadable};

pub fn list(db: &Connection) -> Stored<Vec<Mail>> {
    all(
        db,
        "SELECT key_id, expires_at, days, address, message_id, queued_at, state, tries, next_at, settled_at, failure,
             said FROM mail",
        [],
        read,
    )
}

pub fn keep(db: &Connection, mail: &Mail) -> Stored<()> {
    let (state, tries, next_at, settled_at, failure) = match &mail.state {
        MailState::Waiting {
            tries,
            next_at,
            failure,
        } => ("waiting", Some(*tries), Some(*next_at), None, failure.as_ref()),
        MailState::Sent { at } => ("sent", None, None, Some(*at), None),
        MailState::Refused { at, failure } => ("refused", None, None, Some(*at), Some(failure)),
    };
    let Reminder {
        key,
        expires_at,
        days,
    } = mail.reminder;
    change_one(
        db,
        "INSERT OR REPLACE INTO mail (key_id, expires_at, days, address, message_id, queued_at, state, tries, next_at,
             settled_at, failure, said) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        (
            key.as_str(),
            expires_at.timestamp_millis(),
            days,
            &mail.to,
            &mail.message,
            mail.queued_at.timestamp_millis(),
            state,
            tries,
            millis(next_at),
            millis(settled_at),
            failure.map(|failure| failure.kind.name()),
            failure.map(|failure| &*failure.said),
        ),
    )
}

pub fn forget(db: &Connection, mail: &Mail) -> Stored<()> {
    change_one(
        db,
        "DELETE FROM mail WHERE key_id = ?1 AND expires_at = ?2 AND days = ?3 AND address = ?4",
        (
            mail.reminder.key.as_str(),
            mail.reminder.expires_at.timestamp_millis(),
            mail.reminder.days,
            &mail.to,
        ),
    )
}

fn read(row: &Row<'_>) -> Stored<Mail> {
    Ok(Mail {
        reminder: Reminder {
            key: parsed(row, "key_id")?,
            expires_at: instant(row, "expires_at")?,
            days: get(row, "days")?,
        },
        to: text(row, "address")?,
        message: text(row, "message_id")?,
        queued_at: instant(row, "queued_at")?,
        state: state(row)?,
    })
}

fn state(row: &Row<'_>) -> Stored<MailState> {
    let failure = failure(row)?;
    match lent(row, "state")? {
        "waiting" => Ok(MailState::Waiting {
            tries: get(row, "tries")?,
            next_at: instant(row, "next_at")?,
            failure,
        }),
        "sent" => Ok(MailState::Sent {
            at: instant(row, "settled_at")?,
        }),
        "refused" => Ok(MailState::Refused {
            at: instant(row, "settled_at")?,
            failure: failure.ok_or_else(|| unreadable("failure"))?,
        }),
        _ => Err(unreadable("state")),
    }
}

fn failure(row: &Row<'_>) -> Stored<Option<MailFailure>> {
    let Some(kind) = optional_text(row, "failure")? else {
        return Ok(None);
    };
    Ok(Some(MailFailure {
        kind: MailFailureKind::named(kind).ok_or_else(|| unreadable("failure"))?,
        said: text(row, "said")?,
    }))
}
