//! The file that a key is saved as.

use chrono_tz::Tz;
use keytower_contract::{KeyView, WorkspaceView};
use zeroize::Zeroizing;

use super::Shown;

/// What stands first in what leaves sample data.
pub(super) const SAMPLE: &str = "SAMPLE: a key of sample data, which opens nothing\n\n";

/// When a key expires, in its workspace's zone, ISO 8601.
pub(super) fn expires(key: &KeyView, workspace: &WorkspaceView) -> String {
    let zone: Tz = workspace.time_zone.parse().unwrap_or(Tz::UTC);
    let local =
        |at: chrono::DateTime<chrono::Utc>| format!("{} ({zone})", at.with_timezone(&zone).to_rfc3339());
    key.expires_at.map_or_else(|| "never".to_owned(), local)
}

/// What is in the file.
pub(super) fn content(shown: &Shown) -> Zeroizing<String> {
    let Shown {
        text,
        account_id,
        name,
        owner,
        expires,
        is_sample,
        ..
    } = shown;
    let sample = if *is_sample { SAMPLE } else { "" };
    let mut content = Zeroizing::new(String::with_capacity(1_024 + name.len() + owner.len()));
    // Room is made first: growing would leave a copy of the key behind.
    for part in [
        sample,
        "Keytower API key\n\nKey:              ",
        text,
        "\nName:             ",
        name,
        "\nOwner:            ",
        owner,
        "\nAccount id:       ",
        account_id,
        "\nExpires:          ",
        expires,
        "\n\nTreat it like a password. Delete this file once the key is where it is needed.\n",
    ] {
        content.push_str(part);
    }
    content
}

/// The file's name. What is sample data says so in front.
pub(super) fn suggested_name(shown: &Shown) -> String {
    let name = file_name(&shown.name);
    if shown.is_sample {
        format!("SAMPLE-{name}")
    } else {
        name
    }
}

/// A file's name, from a key's: letters, digits, `-`, `_` and `.` stay, anything else becomes `-`.
fn file_name(name: &str) -> String {
    let kept: String = name
        .chars()
        .take(80)
        .map(|c| {
            if c.is_alphanumeric() || "-_.".contains(c) {
                c
            } else {
                '-'
            }
        })
        .collect();
    format!("{}.txt", kept.trim_matches(['-', '.']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_leads_out_of_the_chosen_folder() {
        for (name, file) in [
            ("ops-feed", "ops-feed.txt"),
            ("../../etc/passwd", "etc-passwd.txt"),
            ("<img onerror=…>", "img-onerror.txt"),
            ("مفتاح", "مفتاح.txt"),
        ] {
            assert_eq!(file_name(name), file);
        }
    }
}
