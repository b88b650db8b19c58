//! Events as lines of a file: JSON Lines for programs, CSV for spreadsheets. `src-tauri/ARCHITECTURE.md` describes both.

use std::fmt::Write as _;

use chrono::SecondsFormat;
use chrono_tz::Tz;
use keytower_app::domain::event::{Change, Event};
use keytower_app::domain::time::Instant;
use keytower_app::{Logged, Named};
use serde_json::json;

use crate::{ExportFormat, Subject};

/// What a CSV begins with: a mark by which spreadsheets know UTF-8, and the names of its columns.
const CSV_HEAD: &str =
    "\u{feff}seq,at,actor,origin,kind,subject_kind,subject_id,subject_name,changes,row_digest,mac\r\n";

/// Writes events, each with what it is about by name; at the `start` of a file, with what such a file begins with.
/// Times are those of the zone, ISO 8601.
#[must_use]
pub fn write_events<'a>(
    events: impl Iterator<Item = (&'a Logged, &'a Named)>,
    format: ExportFormat,
    zone: Tz,
    start: bool,
) -> String {
    let mut text = String::new();
    if start && format == ExportFormat::Csv {
        text.push_str(CSV_HEAD);
    }
    for (logged, named) in events {
        match format {
            ExportFormat::JsonLines => {
                text.push_str(&json_line(logged, named, zone));
                text.push('\n');
            }
            ExportFormat::Csv => csv_row(&mut text, logged, named, zone),
        }
    }
    text
}

fn json_line(logged: &Logged, named: &Named, zone: Tz) -> String {
    let event = match logged {
        Logged::Event(event) => event,
        Logged::Unreadable { seq } => return json!({ "seq": seq, "unreadable": true }).to_string(),
    };
    let body = &event.body;
    let subject = Subject::of(body.subject);
    let change = |change: &Change| {
        let Change { field, before, after } = change;
        json!({ "field": field, "before": before, "after": after })
    };
    json!({
        "seq": body.seq,
        "at": local(body.at, zone),
        "actor": body.actor,
        "origin": body.origin,
        "kind": body.kind.name(),
        "subject": {
            "kind": subject.kind,
            "id": subject.id,
            "name": named.name,
            "exists": named.exists,
        },
        "changes": body.changes.iter().map(change).collect::<Vec<_>>(),
        "row_digest": hex(&body.row.0),
        "mac": hex(&event.mac.0),
    })
    .to_string()
}

fn csv_row(text: &mut String, logged: &Logged, named: &Named, zone: Tz) {
    let cells = match logged {
        Logged::Event(event) => cells(event, named, zone),
        Logged::Unreadable { seq } => {
            let mut cells: [String; 11] = Default::default();
            cells[0] = seq.to_string();
            "unreadable".clone_into(&mut cells[4]);
            cells
        }
    };
    text.push_str(&cells.map(|cell| quoted(&harmless(&cell))).join(","));
    text.push_str("\r\n");
}

/// In the order of the head.
fn cells(event: &Event, named: &Named, zone: Tz) -> [String; 11] {
    let body = &event.body;
    let (subject_kind, subject_id) = body.subject.parts();
    [
        body.seq.to_string(),
        local(body.at, zone),
        body.actor.clone(),
        body.origin.clone(),
        body.kind.name().to_owned(),
        subject_kind.to_owned(),
        subject_id,
        named.name.clone(),
        changes(&body.changes),
        hex(&body.row.0),
        hex(&event.mac.0),
    ]
}

/// Changes in a line: *name: feed → ops-feed; reason: → OPS-118*.
pub(super) fn changes(changes: &[Change]) -> String {
    let change = |Change { field, before, after }: &Change| {
        let before = before.as_ref().map(|value| format!("{value} "));
        let after = after.as_ref().map(|value| format!(" {value}"));
        format!(
            "{field}: {}→{}",
            before.unwrap_or_default(),
            after.unwrap_or_default()
        )
    };
    changes.iter().map(change).collect::<Vec<_>>().join("; ")
}

/// A cell that no spreadsheet takes for a formula, and in which nothing is hidden: control characters are written out.
fn harmless(cell: &str) -> String {
    let mut text = String::with_capacity(cell.len());
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        text.push('\'');
    }
    text.push_str(&visible(cell));
    text
}

/// A text in which control characters are written out.
pub(super) fn visible(text: &str) -> String {
    let mut seen = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => seen.push_str("\\n"),
            '\r' => seen.push_str("\\r"),
            '\t' => seen.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(seen, "\\u{:04x}", u32::from(c));
            }
            c => seen.push(c),
        }
    }
    seen
}

/// RFC 4180; a semicolon too, which some spreadsheets take for the end of a cell.
fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', ';']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// An instant in a zone, ISO 8601 with the offset.
pub(super) fn local(at: Instant, zone: Tz) -> String {
    at.with_timezone(&zone)
        .to_rfc3339_opts(SecondsFormat::Millis, false)
}

/// Bytes as hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

#[cfg(test)]
mod tests {
    use keytower_app::domain::canonical::RowDigest;
    use keytower_app::domain::event::{EventBody, EventKind, Link, Subject as About};
    use keytower_app::domain::id::KeyId;

    use super::*;

    fn event(actor: &str, before: &str, after: &str) -> Logged {
        Logged::Event(Event {
            body: EventBody {
                seq: 7,
                at: "2026-11-21T12:00:00.123Z".parse().expect("an instant"),
                actor: actor.to_owned(),
                origin: "desktop".to_owned(),
                kind: EventKind::KeyEdited,
                subject: About::Key(KeyId::new(&mut |bytes| bytes.fill(1))),
                changes: vec![Change {
                    field: "name".to_owned(),
                    before: Some(before.to_owned()),
                    after: Some(after.to_owned()),
                }],
                row: RowDigest([1; 32]),
            },
            mac: Link([2; 32]),
        })
    }

    fn written(logged: &Logged, name: &str, format: ExportFormat) -> String {
        let named = Named {
            name: name.to_owned(),
            exists: true,
        };
        write_events([(logged, &named)].into_iter(), format, Tz::Europe__Warsaw, false)
    }

    #[test]
    fn a_json_line_is_one_object_whatever_is_in_it() {
        let line = written(
            &event("A\nda \u{1b}[31m", "\"", "b"),
            "ops",
            ExportFormat::JsonLines,
        );
        assert_eq!(line.lines().count(), 1);
        assert!(!line.contains('\u{1b}'), "{line}");
        let read: serde_json::Value = serde_json::from_str(&line).expect("an object");
        assert_eq!(read["seq"], 7);
        assert_eq!(read["at"], "2026-11-21T13:00:00.123+01:00");
        assert_eq!(read["actor"], "A\nda \u{1b}[31m");
        assert_eq!(read["subject"]["id"], "1111111111111111");
        assert_eq!(read["changes"][0]["before"], "\"");
        assert_eq!(read["mac"], "02".repeat(32));
    }

    #[test]
    fn no_cell_is_a_formula_and_none_hides_anything() {
        for text in ["=cmd()", "+1", "-1", "@x", "\tx", "\rx", "\u{1b}[31m"] {
            let row = written(&event(text, "", "a"), text, ExportFormat::Csv);
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(false)
                .from_reader(row.as_bytes());
            let cells = reader.records().next().expect("a row").expect("readable");
            for cell in [&cells[2], &cells[7]] {
                assert!(cell.starts_with(['\'', '\\']), "{text:?}: {cell:?}");
                assert!(!cell.contains(char::is_control), "{text:?}: {cell:?}");
            }
        }
    }

    #[test]
    fn a_row_reads_back_with_the_columns_that_its_head_names() {
        let row = written(
            &event("Ada, \"the\" first", "a\nb", "c;d"),
            "Łoś",
            ExportFormat::Csv,
        );
        let file = format!("{CSV_HEAD}{row}");
        let mut reader = csv::Reader::from_reader(file.trim_start_matches('\u{feff}').as_bytes());
        let columns = reader.headers().expect("a head").clone();
        let cells = reader
            .records()
            .next()
            .expect("a row")
            .expect("as many cells as columns");
        let cell = |name: &str| {
            let place = columns.iter().position(|column| column == name);
            cells[place.expect(name)].to_owned()
        };
        assert_eq!(cell("at"), "2026-11-21T13:00:00.123+01:00");
        assert_eq!(cell("actor"), "Ada, \"the\" first");
        assert_eq!(cell("kind"), "key_edited");
        assert_eq!(cell("subject_name"), "Łoś");
        assert_eq!(cell("changes"), "name: a\\nb → c;d");
        assert_eq!(cell("mac"), "02".repeat(32));
    }

    #[test]
    fn an_event_that_can_not_be_read_keeps_its_place() {
        let logged = Logged::Unreadable { seq: 9 };
        assert_eq!(
            written(&logged, "", ExportFormat::JsonLines),
            "{\"seq\":9,\"unreadable\":true}\n"
        );
        assert_eq!(
            written(&logged, "", ExportFormat::Csv),
            "9,,,,unreadable,,,,,,\r\n"
        );
    }
}
