//! What the tray shows, where the program goes on when its window is closed.

use std::sync::PoisonError;

use chrono::TimeDelta;
use keytower_app::domain::time::Instant;
use keytower_contract::{LockReason, NextEnd};

use super::{Desk, Held, Session};
use crate::shell::TrayView;

/// From so far ahead on, a day is ambiguous without its year.
const A_YEAR: TimeDelta = TimeDelta::days(365);

impl Session {
    /// Locks, because somebody asked for it in the tray.
    pub fn lock_now(&self) {
        self.desk.lock(LockReason::Asked);
    }
}

impl Desk {
    /// Tells the tray what is so now. Whoever tells it last has looked last.
    pub(super) fn tell_tray(&self) {
        let _telling = self.telling_tray.lock().unwrap_or_else(PoisonError::into_inner);
        let is_shown = self.settings().background;
        self.shell.tray(is_shown.then(|| self.tray_view()));
    }

    fn tray_view(&self) -> TrayView {
        let now = self.computer.clock.now();
        let (standing, of_open) = match &*self.held() {
            Held::Closed => (Standing::Closed, None),
            Held::Locked { .. } => (Standing::Locked, None),
            Held::Open(open) => (Standing::Open, open.next_end.clone()),
        };
        let next = match standing {
            Standing::Open => of_open,
            Standing::Closed | Standing::Locked => self.standby.next_end(now),
        };
        TrayView {
            line: line(standing, next.as_ref(), now),
            can_lock: standing == Standing::Open,
        }
    }
}

/// How things stand with a vault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    Closed,
    Locked,
    Open,
}

/// The first line of the menu.
fn line(standing: Standing, next: Option<&NextEnd>, now: Instant) -> String {
    match (next, standing) {
        (Some(next), _) => format!("Next: {} of {}, {}", next.name, next.owner, day(next, now)),
        (None, Standing::Open) => "No key expires".to_owned(),
        (None, Standing::Locked) => "Locked".to_owned(),
        (None, Standing::Closed) => "No vault is open".to_owned(),
    }
}

fn day(next: &NextEnd, now: Instant) -> String {
    let format = if next.at - now < A_YEAR {
        "%a %-d %b"
    } else {
        "%a %-d %b %Y"
    };
    next.at.with_timezone(&next.zone).format(format).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_says_what_ends_next_in_the_workspaces_days() {
        let now: Instant = "2027-05-01T10:00:00Z".parse().expect("an instant");
        let next = |at: &str| NextEnd {
            name: "ops-feed".to_owned(),
            owner: "svc-opscontrol".to_owned(),
            at: at.parse().expect("an instant"),
            zone: chrono_tz::Europe::Warsaw,
        };
        for (standing, at, expected) in [
            (Standing::Closed, None, "No vault is open"),
            (Standing::Locked, None, "Locked"),
            (Standing::Open, None, "No key expires"),
            (
                Standing::Open,
                Some("2027-05-17T22:30:00Z"),
                "Next: ops-feed of svc-opscontrol, Tue 18 May",
            ),
            (
                Standing::Open,
                Some("2028-05-18T08:00:00Z"),
                "Next: ops-feed of svc-opscontrol, Thu 18 May 2028",
            ),
        ] {
            let next = at.map(next);
            assert_eq!(line(standing, next.as_ref(), now), expected);
        }
    }
}
