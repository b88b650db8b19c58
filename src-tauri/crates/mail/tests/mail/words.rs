//! What a mail says, word for word.

use keytower_mail::{KeyReminder, Reason, Reminder};

use crate::support::{at, end, key, reminder};

fn said(reminder: &Reminder) -> (String, String, String) {
    let message = reminder.message().expect("an address");
    (message.subject().to_owned(), message.text(), message.html())
}

fn subject(keys: Vec<KeyReminder>) -> String {
    said(&reminder(keys)).0
}

#[test]
fn of_one_key() {
    let (_, text, html) = said(&reminder(vec![key()]));
    assert_eq!(text, include_str!("expected/one.txt"));
    assert_eq!(html, include_str!("expected/one.html"));
}

#[test]
fn of_several_keys_that_somebody_has_to_do_with_for_several_reasons() {
    let (_, text, html) = said(&reminder(vec![
        KeyReminder {
            key_id: "01JT0A7W2C9K".to_owned(),
            name: "weather <legacy>".to_owned(),
            owner: "Ann".to_owned(),
            expires_at: at("2027-05-10T22:00:00Z"),
            renewable: false,
            link: "keytower://key/01JT0A7W2C9K".to_owned(),
            reasons: vec![Reason::Owner, Reason::Owner],
        },
        key(),
        KeyReminder {
            key_id: "01JW5R1E6D3M".to_owned(),
            name: "gate-display".to_owned(),
            owner: "Ben".to_owned(),
            expires_at: at("2027-05-12T21:59:00Z"),
            link: "keytower://key/01JW5R1E6D3M".to_owned(),
            reasons: vec![Reason::Personnel, Reason::TokenManager],
            ..key()
        },
    ]));
    assert_eq!(text, include_str!("expected/several.txt"));
    assert_eq!(html, include_str!("expected/several.html"));
}

#[test]
fn a_reason_that_is_the_same_for_all_keys_is_given_once() {
    let managed = KeyReminder {
        owner: "Ben".to_owned(),
        reasons: vec![Reason::TokenManager],
        ..key()
    };
    let (_, text, _) = said(&reminder(vec![managed.clone(), managed.clone()]));
    assert_eq!(text.matches("You get this").count(), 1);
    assert!(text.contains("You get this because you are an API token manager of Flight Operations.\n"));

    let owned = |owner: &str| KeyReminder {
        owner: owner.to_owned(),
        ..key()
    };
    let (_, text, _) = said(&reminder(vec![owned("svc-a"), owned("svc-a")]));
    assert!(text.contains("You get this because you are a contact of svc-a, which owns these keys.\n"));
    let (_, text, _) = said(&reminder(vec![owned("svc-a"), owned("svc-b")]));
    assert!(text.contains("you are a contact of svc-a, which owns this key.\n"));
    assert!(text.contains("you are a contact of svc-b, which owns this key.\n"));
}

#[test]
fn subjects_of_one_key_count_the_days_of_the_persons_calendar() {
    let ends = |time: &str| {
        subject(vec![KeyReminder {
            expires_at: at(time),
            ..key()
        }])
    };
    // In Vienna, it is 09:30 on 11 May.
    assert_eq!(
        ends("2027-05-18T21:59:59Z"),
        "ops-feed of svc-opscontrol expires in 7 days (Tue 18 May 2027)"
    );
    assert_eq!(
        ends("2027-05-18T22:00:00Z"),
        "ops-feed of svc-opscontrol expires in 8 days (Wed 19 May 2027)"
    );
    assert_eq!(
        ends("2027-05-12T21:59:59Z"),
        "ops-feed of svc-opscontrol expires tomorrow"
    );
    assert_eq!(
        ends("2027-05-11T22:00:00Z"),
        "ops-feed of svc-opscontrol expires tomorrow"
    );
    assert_eq!(
        ends("2027-05-11T21:59:59Z"),
        "ops-feed of svc-opscontrol expires today"
    );
    assert_eq!(
        ends("2027-05-11T07:30:00Z"),
        "ops-feed of svc-opscontrol has expired"
    );
}

#[test]
fn subjects_of_several_keys_count_them() {
    let keys = |expired: usize, ending: usize| {
        let one = |number| KeyReminder {
            expires_at: end(number < expired),
            ..key()
        };
        subject((0..expired + ending).map(one).collect())
    };
    assert_eq!(keys(0, 2), "2 keys expire soon in Flight Operations");
    assert_eq!(keys(2, 0), "2 keys have expired in Flight Operations");
    assert_eq!(
        keys(1, 1),
        "1 key expired, 1 key expires soon in Flight Operations"
    );
    assert_eq!(
        keys(3, 4),
        "3 keys expired, 4 keys expire soon in Flight Operations"
    );
}

#[test]
fn what_to_do_depends_on_what_can_be_done() {
    for (renewable, has_expired, advice) in [
        (true, true, "Renew it, or replace it."),
        (true, false, "Renew it before."),
        (false, true, "Replace it."),
        (false, false, "Replace it before."),
    ] {
        let key = KeyReminder {
            renewable,
            expires_at: end(has_expired),
            ..key()
        };
        let (_, text, html) = said(&reminder(vec![key]));
        assert!(text.contains(&format!("\n{advice}\n")), "{text}");
        assert!(html.contains(&format!("<p>{advice}</p>")), "{html}");
    }
}
