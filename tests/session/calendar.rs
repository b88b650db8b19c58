//! The ends of keys, saved as a calendar.

use std::collections::BTreeMap;
use std::fs;

use keytower_contract::{Code, RenewKey};

use super::room::{Room, Seat, refused};

/// Saves it, and answers each event's properties by its `UID`.
fn saved(room: &Room, seat: &Seat) -> BTreeMap<String, BTreeMap<String, String>> {
    let path = room.folder.path().join("expiries.ics");
    seat.person.will_save(&path, true);
    let saved = seat
        .run(seat.session.save_calendar())
        .expect("a place to save it");
    let saved = saved.expect("somebody chose a place");
    let text = fs::read_to_string(&path).expect("it was written");
    assert!(
        text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"),
        "{text}"
    );
    // RFC 5545, 3.1: lines end in CRLF and have at most 75 octets, what is longer goes on after a space.
    for line in text.split("\r\n") {
        assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line}");
    }
    let unfolded = text.replace("\r\n ", "");
    let events: BTreeMap<_, _> = unfolded
        .split("BEGIN:VEVENT\r\n")
        .skip(1)
        .map(|event| {
            let (event, _) = event.split_once("END:VEVENT").expect("an event has an end");
            let properties = event.lines().map(|line| {
                let (name, value) = line.split_once(':').expect("a property has a value");
                (name.to_owned(), value.to_owned())
            });
            let properties: BTreeMap<_, _> = properties.collect();
            (properties["UID"].clone(), properties)
        })
        .collect();
    assert_eq!(events.len(), usize::try_from(saved.ends).expect("few"));
    events
}

fn sequence(event: &BTreeMap<String, String>) -> u32 {
    event["SEQUENCE"].parse().expect("a number")
}

#[test]
fn importing_it_again_updates_what_is_there() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    let key_id = seat.generate("feed, of; ops").key.key_id.clone();
    let before = saved(&room, &seat);
    let account = seat.workspace().account_id;
    let uid = format!("{key_id}@{account}.keytower");
    let event = &before[&uid];
    assert_eq!(event["SUMMARY"], "feed\\, of\\; ops of svc-ops expires");
    assert_eq!(event["DTSTART"], "20261221T090000Z");
    assert_eq!(event["URL"], format!("keytower://open/{account}/key/{key_id}"));
    assert_eq!(
        (&*event["STATUS"], &*event["TRANSP"]),
        ("CONFIRMED", "TRANSPARENT")
    );
    assert!(event["DESCRIPTION"].contains(&format!("paste ktw_{key_id}")));

    room.clock.jump(chrono::TimeDelta::days(1));
    let renewal = RenewKey {
        key_id: key_id.clone(),
        until: None,
        reason: String::new(),
    };
    seat.run(seat.backend().renew_key(renewal)).expect("a live key");
    let renewed = saved(&room, &seat);
    assert!(sequence(&renewed[&uid]) > sequence(event));
    assert!(renewed[&uid]["DTSTART"] > event["DTSTART"]);

    seat.run(seat.backend().revoke_key(key_id)).expect("a live key");
    let revoked = saved(&room, &seat);
    assert_eq!(revoked[&uid]["STATUS"], "CANCELLED");
    assert!(sequence(&revoked[&uid]) > sequence(&renewed[&uid]));
    room.clock.jump(chrono::TimeDelta::days(400));
    assert_eq!(saved(&room, &seat).len(), 0, "what is over is told no more");
}

#[test]
fn it_is_saved_nowhere_while_nobody_chooses_or_nothing_is_open() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    assert!(seat.run(seat.session.save_calendar()).expect("asked").is_none());
    seat.lock();
    assert_eq!(refused(seat.run(seat.session.save_calendar())), Code::Locked);
}
