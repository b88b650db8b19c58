//! What people call things must not become anything else: no header, no line of ours, no markup.

use keytower_mail::{KeyReminder, Reminder, Security};

use crate::certificates::Office;
use crate::support::{Mailserver, PATIENT, header, key, mailbox, part, reminder, server};

const INJECTION: &str = "x\r\nBcc: evil@example.com\r\n\r\n<script>alert(1)</script>";

/// Sends it, and gives back what was taken.
fn delivered(reminder: &Reminder, from: &str) -> serde_json::Value {
    let office = Office::new();
    let mailserver = Mailserver::start("starttls", Some(&office.signs("localhost")));
    let mut server = server(Security::StartTls, mailserver.port, &office);
    server.from = mailbox(from, "keytower@example.com");
    server
        .connect(PATIENT)
        .expect("it is trusted")
        .send(&reminder.message().expect("an address"))
        .expect("it takes it");
    mailserver.messages().remove(0)
}

#[test]
fn a_line_break_in_a_name_begins_no_header() {
    let hostile = KeyReminder {
        key_id: INJECTION.to_owned(),
        name: INJECTION.to_owned(),
        owner: INJECTION.to_owned(),
        link: format!("keytower://key/{INJECTION}"),
        ..key()
    };
    for keys in [vec![hostile.clone()], vec![hostile.clone(), hostile]] {
        let reminder = Reminder {
            id: INJECTION.to_owned(),
            workspace: INJECTION.to_owned(),
            ..reminder(keys)
        };
        let message = delivered(&reminder, INJECTION);
        let names: Vec<_> = message["headers"].as_array().expect("headers").iter().collect();
        assert_eq!(names.len(), 8, "{names:#?}");
        assert_eq!(message["recipients"], serde_json::json!(["ann@example.com"]));
        let raw = message["raw"].as_str().expect("a text").to_lowercase();
        assert!(!raw.contains("\nbcc:"), "{raw}");
        let text = part(&message, "text/plain");
        assert!(!text.contains("\nBcc"), "{text}");
        // Neither was it left out: it can be read.
        assert!(
            text.contains("x Bcc: evil@example.com <script>alert(1)</script>"),
            "{text}"
        );
        let html = part(&message, "text/html");
        assert!(!html.contains("<script"), "{html}");
        assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{html}");
    }
}

#[test]
fn markup_in_a_name_is_text() {
    let hostile = KeyReminder {
        key_id: "\"><b>id</b>".to_owned(),
        name: "<img src=x onerror=alert(1)>".to_owned(),
        owner: "R&D <a href='//evil.test'>".to_owned(),
        link: "keytower://key/\"><script>".to_owned(),
        ..key()
    };
    let message = reminder(vec![hostile]).message().expect("an address");
    let html = message.html();
    for markup in ["<img", "<b>", "<script", "<a ", "evil.test'>"] {
        assert!(!html.contains(markup), "{markup} in {html}");
    }
    assert!(html.contains("&lt;img src=x onerror=alert(1)&gt;"));
    assert!(html.contains("R&amp;D"));
    assert!(message.text().contains("<img src=x onerror=alert(1)>"));
}

#[test]
fn only_a_link_to_keytower_is_one() {
    for link in [
        "https://evil.test",
        "javascript:alert(1)",
        "keytower://key/a b",
        "keytower://key/ä",
        "",
    ] {
        let key = KeyReminder {
            link: link.to_owned(),
            ..key()
        };
        let message = reminder(vec![key]).message().expect("an address");
        assert!(!message.html().contains("href"), "{link}");
        assert!(!message.text().contains("Show it"), "{link}");
    }
}

#[test]
fn no_name_fakes_a_line_or_turns_the_text_around() {
    let hostile = KeyReminder {
        name: "feed\u{2028}Ends    never\u{85}\u{b}\u{c}\u{202e}drows\u{2069}\0".to_owned(),
        owner: "\u{200f}\r \n".to_owned(),
        ..key()
    };
    let honest = reminder(vec![key()]).message().expect("an address");
    let message = reminder(vec![hostile]).message().expect("an address");
    assert_eq!(message.text().lines().count(), honest.text().lines().count());
    assert!(message.text().contains("Name    feed Ends never drows\n"));
    assert!(message.text().contains("Owner   (no name)\n"));
}

#[test]
fn a_name_cannot_end_its_part() {
    let hostile = KeyReminder {
        name: "--=_keytower--".to_owned(),
        owner: ".".to_owned(),
        ..key()
    };
    let reminder = reminder(vec![hostile]);
    let message = delivered(&reminder, "Keytower");
    let expected = reminder.message().expect("an address");
    assert_eq!(part(&message, "text/plain"), expected.text());
    assert_eq!(part(&message, "text/html"), expected.html());
}

#[test]
fn a_long_name_is_cut_in_the_subject_only() {
    let long = "long".repeat(500);
    let key = KeyReminder {
        name: long.clone(),
        owner: long.clone(),
        ..key()
    };
    let reminder = reminder(vec![key]);
    let message = delivered(&reminder, "Keytower");
    let subject = header(&message, "Subject");
    assert!(subject.chars().count() < 150, "{subject}");
    assert!(
        subject.ends_with("… expires in 7 days (Tue 18 May 2027)"),
        "{subject}"
    );
    assert!(part(&message, "text/plain").contains(&long));
    let raw = message["raw"].as_str().expect("a text");
    assert!(raw.lines().all(|line| line.len() <= 78), "{raw}");
}

#[test]
fn names_in_any_script_arrive() {
    let key = KeyReminder {
        name: "Übergabe 引き継ぎ".to_owned(),
        owner: "Zoë 👩‍💻".to_owned(),
        ..key()
    };
    let reminder = Reminder {
        workspace: "مراقبة".to_owned(),
        ..reminder(vec![key])
    };
    let message = delivered(&reminder, "Schlüsselturm");
    assert_eq!(
        header(&message, "Subject"),
        "Übergabe 引き継ぎ of Zoë 👩‍💻 expires in 7 days (Tue 18 May 2027)"
    );
    assert_eq!(header(&message, "From"), "Schlüsselturm <keytower@example.com>");
    assert!(message["raw"].as_str().expect("a text").is_ascii());
    assert!(part(&message, "text/plain").contains("Owner   Zoë 👩‍💻"));
    assert!(part(&message, "text/html").contains("مراقبة"));
}
