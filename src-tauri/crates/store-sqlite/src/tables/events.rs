//! `event`: the audit log, only ever appended to.

use keytower_app::{EventLine, Stored};
use keytower_domain::canonical::RowDigest;
use keytower_domain::event::{Change, Event, EventBody, EventKind, Head, Link, Subject};
use rusqlite::{Connection, named_params};

use super::{Row, all, change_one, digest, get, instant, one, text, unreadable};

pub fn head(db: &Connection) -> Stored<Head> {
    let newest = one(
        db,
        "SELECT seq, mac, at FROM event ORDER BY seq DESC LIMIT 1",
        [],
        |row| {
            Ok(Head {
                seq: get(row, "seq")?,
                mac: Link(get(row, "mac")?),
                at: instant(row, "at")?,
            })
        },
    )?;
    Ok(newest.unwrap_or(Head::START))
}

pub fn after(db: &Connection, seq: u32, limit: u32) -> Stored<Vec<Event>> {
    all(
        db,
        "SELECT * FROM event WHERE seq > ?1 ORDER BY seq LIMIT ?2",
        (seq, limit),
        read,
    )
}

pub fn find(db: &Connection, seq: u32) -> Stored<Option<Event>> {
    one(db, "SELECT * FROM event WHERE seq = ?1", [seq], read)
}

pub fn lines(db: &Connection, after: u32, to: u32) -> Stored<Vec<EventLine>> {
    let sql = "SELECT seq, at, actor, kind, subject_kind, subject_id FROM event WHERE seq > ?1 AND seq <= ?2
         ORDER BY seq";
    let lines = all(db, sql, (after, to), |row| Ok(line(row).ok()))?;
    Ok(lines.into_iter().flatten().collect())
}

pub fn places_of(db: &Connection, subject: Subject, limit: u32) -> Stored<Vec<u32>> {
    let (kind, id) = subject.parts();
    let sql = "SELECT seq FROM event WHERE subject_kind = ?1 AND subject_id = ?2 ORDER BY seq DESC LIMIT ?3";
    all(db, sql, (kind, id, limit), |row| get(row, "seq"))
}

pub fn append(db: &Connection, event: &Event) -> Stored<()> {
    let body = &event.body;
    let (subject_kind, subject_id) = body.subject.parts();
    let changes: Vec<_> = body
        .changes
        .iter()
        .map(|change| (&change.field, &change.before, &change.after))
        .collect();
    change_one(
        db,
        "INSERT INTO event (seq, at, actor, origin, kind, subject_kind, subject_id, changes, row_digest, mac)
         VALUES (:seq, :at, :actor, :origin, :kind, :subject_kind, :subject_id, :changes, :row_digest, :mac)",
        named_params! {
            ":seq": body.seq,
            ":at": body.at.timestamp_millis(),
            ":actor": body.actor,
            ":origin": body.origin,
            ":kind": body.kind.name(),
            ":subject_kind": subject_kind,
            ":subject_id": subject_id,
            ":changes": serde_json::to_string(&changes).map_err(|_| unreadable("changes"))?,
            ":row_digest": digest(body.row),
            ":mac": event.mac.0,
        },
    )
}

fn read(row: &Row<'_>) -> Stored<Event> {
    let changes: Vec<(String, Option<String>, Option<String>)> =
        serde_json::from_str(&text(row, "changes")?).map_err(|_| unreadable("changes"))?;
    Ok(Event {
        body: EventBody {
            seq: get(row, "seq")?,
            at: instant(row, "at")?,
            actor: text(row, "actor")?,
            origin: text(row, "origin")?,
            kind: kind(row)?,
            subject: subject(row)?,
            changes: changes
                .into_iter()
                .map(|(field, before, after)| Change { field, before, after })
                .collect(),
            row: RowDigest(get(row, "row_digest")?),
        },
        mac: Link(get(row, "mac")?),
    })
}

fn line(row: &Row<'_>) -> Stored<EventLine> {
    Ok(EventLine {
        seq: get(row, "seq")?,
        at: instant(row, "at")?,
        actor: text(row, "actor")?,
        kind: kind(row)?,
        subject: subject(row)?,
    })
}

fn kind(row: &Row<'_>) -> Stored<EventKind> {
    EventKind::named(&text(row, "kind")?).ok_or_else(|| unreadable("kind"))
}

fn subject(row: &Row<'_>) -> Stored<Subject> {
    let (kind, id) = (text(row, "subject_kind")?, text(row, "subject_id")?);
    Subject::of_parts(&kind, &id).ok_or_else(|| unreadable("subject_id"))
}
