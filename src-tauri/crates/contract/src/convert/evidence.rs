//! What an auditor is given about a key, and what whoever takes it over should know: plain text, to be pasted.

use std::fmt::Write as _;

use chrono_tz::Tz;
use keytower_app::domain::access::{Level, Rights};
use keytower_app::domain::aircraft_scope::AircraftScope;
use keytower_app::domain::key::{HandedOut, KeyState, Life};
use keytower_app::domain::key_use::{LastUse, Use};
use keytower_app::domain::owner::Owner;
use keytower_app::domain::reminders::InWords;
use keytower_app::domain::resource::{PermissionCode, Resource};
use keytower_app::domain::time::Instant;
use keytower_app::{KeyDossier, KeyEvidence, Logged, Reminded};

use super::export::{changes, hex, local, visible};

/// Facts, what happened, and its place in the chain.
#[must_use]
pub fn key_evidence(evidence: &KeyEvidence, taken_by: &str) -> String {
    let KeyEvidence {
        dossier,
        events,
        head,
    } = evidence;
    let KeyDossier { workspace, now, .. } = dossier;
    let zone = workspace.zone;
    let at = |at: Instant| format!("{} ({zone})", local(at, zone));
    let mut text = Sheet::new("Evidence about an API key");
    text.fact(
        "Workspace",
        &format!("{} ({})", workspace.name, workspace.account_id),
    );
    text.fact("Taken", &format!("{} by {taken_by}", at(*now)));
    text.gap();
    facts(&mut text, dossier, &at);
    text.gap();
    text.line("What happened to it, oldest first:");
    for logged in events {
        happened(&mut text, logged, zone);
    }
    text.gap();
    let places: Vec<String> = events.iter().map(|logged| seq(logged).to_string()).collect();
    text.fact("Events of the log", &places.join(", "));
    text.fact(
        "Newest event",
        &format!("{}, {}, link {}", head.seq, at(head.at), hex(&head.mac.0)),
    );
    text.line(
        "Each link is the HMAC-SHA-256 of its event and of the link before it, under a key that only the vault holds.",
    );
    text.line("In Keytower, Activity, Check tells whether an event was altered, removed or moved.");
    text.0
}

fn facts(text: &mut Sheet, dossier: &KeyDossier, at: &dyn Fn(Instant) -> String) {
    let KeyDossier { key, owner, now, .. } = dossier;
    let described = &key.description;
    let owned = [owner.name(), owner.organisation(), owner.email()];
    let owned: Vec<&str> = owned.into_iter().filter(|part| !part.is_empty()).collect();
    let other = |id: Option<_>| id.map(|id| format!("ktw_{id}")).unwrap_or_default();
    text.fact("Key id", &format!("ktw_{} (public, not the key)", key.id));
    text.fact("Name", &described.name);
    text.fact("Description", &described.description);
    let kind = match owner {
        Owner::Account(_) => "Service account",
        Owner::Person(_) => "Person",
    };
    text.fact(kind, &owned.join(", "));
    text.fact("State", state_word(dossier));
    text.fact(
        "Generated",
        &format!("{} by {}", at(key.generated_at), key.generated_by),
    );
    text.fact("Approved by", &described.approved_by);
    text.fact("Reason or ticket", &described.reason);
    text.fact("Handed out", handed_out_word(key.handed_out));
    text.fact("Renewed", &key.renewed_at.map(at).unwrap_or_default());
    text.fact("Expires", &key.expires_at.map_or_else(|| "never".to_owned(), at));
    match key.life_at(*now) {
        Life::Active => {}
        Life::Disabled { since } | Life::Expired { at: since, .. } | Life::Revoked { at: since } => {
            text.fact("Stopped", &at(since));
        }
    }
    text.fact("Last accessed", &last_used(dossier, at));
    text.fact("Resources", &rights(dossier));
    text.fact("Aircraft", &aircraft(dossier));
    text.fact("Networks", &networks(dossier));
    text.fact("Reminders", &reminders(dossier));
    text.fact("Replaces", &other(key.replaces));
    text.fact("Replaced by", &other(dossier.replaced_by));
}

fn last_used(dossier: &KeyDossier, at: &dyn Fn(Instant) -> String) -> String {
    let as_of = dossier.uses_as_of.map(|as_of| format!(", as of {}", at(as_of)));
    match (dossier.used, as_of) {
        (_, None) => "unknown: use isn't reported to this vault".to_owned(),
        (Use::Unknown, Some(as_of)) => format!("unknown: it is younger than the last report{as_of}"),
        (Use::Never, Some(as_of)) => format!("never{as_of}"),
        (Use::Last(LastUse { at: used, from }), Some(as_of)) => {
            let from = from.map(|from| format!(" from {from}")).unwrap_or_default();
            format!("{}{from}{as_of}", at(used))
        }
    }
}

/// *Ada Lovelace, Jan Nowak (left) · 15 and 7 days before, and when it expires*.
fn reminders(dossier: &KeyDossier) -> String {
    let name = |one: &Reminded| format!("{}{}", one.name, if one.left { " (left)" } else { "" });
    let names: Vec<String> = dossier.personnel.iter().map(name).collect();
    let days = &dossier.key.description.reminders.days;
    let usual = dossier.workspace.reminder_days();
    let days = InWords(days.or(&usual)).to_string();
    if names.is_empty() {
        format!("the owner · {days}")
    } else {
        format!("the owner, {} · {days}", names.join(", "))
    }
}

/// Key id, rights, aircraft, networks, end, and whom to turn to.
#[must_use]
pub fn hand_over_note(dossier: &KeyDossier, turn_to: &str) -> String {
    let KeyDossier {
        key,
        owner,
        workspace,
        ..
    } = dossier;
    let zone = workspace.zone;
    let day = |at: Instant| {
        let local = at.with_timezone(&zone);
        format!("{} ({zone})", local.format("%a %-d %b %Y, %H:%M"))
    };
    let title = format!("API key {} of {}", key.description.name, owner.name());
    let mut text = Sheet::new(&title);
    text.fact("Key id", &format!("ktw_{} (public, not the key)", key.id));
    text.fact("Account id", &workspace.account_id.to_string());
    text.fact("For", &key.description.description);
    text.fact("May", &rights(dossier));
    text.fact("Aircraft", &aircraft(dossier));
    text.fact("From", &networks(dossier));
    match dossier.state {
        KeyState::Active | KeyState::Expiring | KeyState::Rotating => text.fact(
            "Works until",
            &key.expires_at.map_or_else(|| "somebody ends it".to_owned(), day),
        ),
        _ => text.fact("Doesn't work", state_word(dossier)),
    }
    text.gap();
    text.line("The key itself isn't in this note. Treat it like a password, and send it another way.");
    text.line(&format!(
        "For a later end, for another key, or if this one may have become known, turn to {turn_to} ({}).",
        workspace.name
    ));
    text.0
}

/// Lines of text, facts with their values in a column.
struct Sheet(String);

impl Sheet {
    fn new(title: &str) -> Self {
        Self(format!("{title}\n\n"))
    }

    /// A fact; nothing where it has no value. The lines of a longer value stay in its column.
    fn fact(&mut self, label: &str, value: &str) {
        if value.is_empty() {
            return;
        }
        let lines: Vec<String> = value.lines().map(visible).collect();
        let value = lines.join(&format!("\n{:19}", ""));
        let _ = writeln!(self.0, "{:19}{value}", format!("{label}:"));
    }

    fn line(&mut self, line: &str) {
        let _ = writeln!(self.0, "{}", visible(line));
    }

    fn gap(&mut self) {
        self.0.push('\n');
    }
}

fn happened(text: &mut Sheet, logged: &Logged, zone: Tz) {
    let Logged::Event(event) = logged else {
        text.line(&format!("  event {}: can't be read", seq(logged)));
        return;
    };
    let body = &event.body;
    text.line(&format!(
        "  event {}, {}: {}, by {} ({})",
        body.seq,
        local(body.at, zone),
        body.kind.name().replace('_', " "),
        body.actor,
        body.origin
    ));
    if !body.changes.is_empty() {
        text.line(&format!("    {}", changes(&body.changes)));
    }
    text.line(&format!("    link {}", hex(&event.mac.0)));
}

fn seq(logged: &Logged) -> u32 {
    match logged {
        Logged::Event(event) => event.body.seq,
        Logged::Unreadable { seq } => *seq,
    }
}

fn rights(dossier: &KeyDossier) -> String {
    let grant = |(resource, level): &(Resource, Level)| {
        let title = &resource.description.title;
        let word = |level: Level| level.name().replace('_', " ");
        let Some(in_force) = dossier.effective.level(resource.id) else {
            return format!(
                "{title} ({}, not in force: its owner has no access)",
                word(*level)
            );
        };
        let codes: Vec<&str> = resource
            .codes_up_to(in_force)
            .map(PermissionCode::as_str)
            .collect();
        let given = if in_force == *level {
            String::new()
        } else {
            format!(", given {}", word(*level))
        };
        format!("{title} ({}{given}: {})", word(in_force), codes.join(", "))
    };
    let grants: Vec<String> = dossier.grants.iter().map(grant).collect();
    let grants = grants.join("; ");
    match &dossier.key.description.rights {
        Rights::Chosen(_) => grants,
        Rights::AllOfOwner if grants.is_empty() => {
            "everything its owner has, also later; now nothing".to_owned()
        }
        Rights::AllOfOwner => format!("everything its owner has, also later; now {grants}"),
    }
}

fn aircraft(dossier: &KeyDossier) -> String {
    let named = &dossier.named;
    let groups = named.groups.iter().map(|(group, aircraft)| {
        let name = &group.description.name;
        if group.is_there() {
            format!("group {name} (now {aircraft})")
        } else {
            format!("group {name} (deleted)")
        }
    });
    let registrations = named.aircraft.iter();
    let registrations = registrations.map(|one| one.description.registration.as_str().to_owned());
    let given = match &dossier.key.description.scope {
        AircraftScope::WholeFleet => "the whole fleet, and any added later".to_owned(),
        AircraftScope::Only(_) => groups.chain(registrations).collect::<Vec<_>>().join(", "),
    };
    match dossier.reach.count() {
        Some(now) if *dossier.owner.scope() != AircraftScope::WholeFleet => {
            format!("{given}; as far as its owner is for them, now {now}")
        }
        _ => given,
    }
}

fn networks(dossier: &KeyDossier) -> String {
    let networks = &dossier.key.description.networks;
    if networks.is_empty() {
        return "any address".to_owned();
    }
    let words: Vec<String> = networks.iter().map(|network| network.to_string()).collect();
    words.join(", ")
}

fn state_word(dossier: &KeyDossier) -> &'static str {
    match dossier.state {
        KeyState::Active => "active",
        KeyState::Expiring => "active, expires soon",
        KeyState::Rotating => "active, rotating: its old secret works as well",
        KeyState::NotHandedOut => "not handed out: nobody has it",
        KeyState::Disabled => "disabled",
        KeyState::OwnerDisabled if dossier.owner.person().is_some() => "stopped: its owner left",
        KeyState::OwnerDisabled => "stopped: its service account is disabled",
        KeyState::Expired => "expired",
        KeyState::Revoked => "revoked",
    }
}

fn handed_out_word(how: HandedOut) -> &'static str {
    match how {
        HandedOut::Copied => "copied",
        HandedOut::Saved => "saved as a file",
        HandedOut::Stored => "said to be stored",
        HandedOut::Never => "never",
    }
}
