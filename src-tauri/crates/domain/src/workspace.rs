//! The workspace: where keys live.

use chrono::{NaiveDate, NaiveTime};
use chrono_tz::Tz;

use crate::canonical::{Canonical, RowDigest};
use crate::checked_by::CheckedBy;
use crate::id::AccountId;
use crate::key_text::Pepper;
use crate::policy::Policy;
use crate::text::{self, TextProblem};
use crate::time::{Instant, day_of, instant_on};

/// A workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workspace {
    /// Told with every key.
    pub account_id: AccountId,
    /// 1 to 100 characters.
    pub name: String,
    /// The zone in which days are counted.
    pub zone: Tz,
    /// The time of day at which keys expire: when people are at work.
    pub expiry_time: NaiveTime,
    /// Who created it, as stated then. Who holds it now is one of its people.
    pub administrator: String,
    /// When it was created.
    pub created_at: Instant,
    /// What it asks of its keys.
    pub policy: Policy,
    /// Who asks whether a key is good.
    pub checked_by: CheckedBy,
}

impl Workspace {
    /// A workspace's name.
    ///
    /// # Errors
    /// [`TextProblem`].
    pub fn name(text: &str) -> Result<String, TextProblem> {
        text::required_line(text, 100)
    }

    /// The time of day at which keys expire unless something else is set: 10:00.
    #[must_use]
    pub fn usual_expiry_time() -> NaiveTime {
        NaiveTime::MIN + chrono::TimeDelta::hours(10)
    }

    /// Days before expiry on which reminders come of keys that have none of their own.
    #[must_use]
    pub fn reminder_days(&self) -> Vec<u16> {
        self.policy.reminders.days.iter().rev().copied().collect()
    }

    /// The calendar day of an instant here.
    #[must_use]
    pub fn day_of(&self, at: Instant) -> NaiveDate {
        day_of(at, self.zone)
    }

    /// The instant at which keys that end on a day expire.
    #[must_use]
    pub fn expiry_on(&self, day: NaiveDate) -> Instant {
        instant_on(day, self.expiry_time, self.zone)
    }

    /// The first instant of a day here.
    #[must_use]
    pub fn start_of(&self, day: NaiveDate) -> Instant {
        instant_on(day, NaiveTime::MIN, self.zone)
    }

    /// The digest of its row together with the pepper that its keys are sealed with, as events hold it. Before there
    /// was a `workspace/2`, they held [`Workspace::digest`].
    #[must_use]
    pub fn digest_with(&self, pepper: &Pepper) -> RowDigest {
        Canonical::new("workspace/2")
            .bytes(&self.digest().0)
            .bytes(&pepper.digest().0)
            .digest()
    }

    /// The digest of its row, without its secrets: `workspace/1`, or `workspace/3` where it says more, each under
    /// its own name.
    #[must_use]
    pub fn digest(&self) -> RowDigest {
        let has_policy = self.policy != Policy::default();
        let says_more = has_policy || self.checked_by != CheckedBy::Nobody;
        let row = Canonical::new(if says_more { "workspace/3" } else { "workspace/1" })
            .text(&self.account_id.to_string())
            .text(&self.name)
            .text(self.zone.name())
            .text(&self.expiry_time.format("%H:%M").to_string())
            .text(&self.administrator)
            .number(self.created_at.timestamp_millis());
        let row = if has_policy {
            self.policy.encode(row.text("policy"))
        } else {
            row
        };
        self.checked_by.encode(row).digest()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::checked_by::OtherSystem;
    use crate::policy::Preset;

    pub(crate) fn workspace() -> Workspace {
        Workspace {
            account_id: AccountId::new(&mut |bytes| bytes.fill(1)),
            name: "Northwind Ops".into(),
            zone: chrono_tz::Europe::Warsaw,
            expiry_time: Workspace::usual_expiry_time(),
            administrator: "Ada".into(),
            created_at: Instant::default(),
            policy: Policy::default(),
            checked_by: CheckedBy::Nobody,
        }
    }

    #[test]
    fn every_rule_of_its_policy_is_in_the_digest() {
        let as_is = workspace();
        let mut digests = vec![as_is.digest()];
        for preset in Preset::ALL {
            let policy = preset.policy();
            let changed = Policy {
                is_on: false,
                ..policy.clone()
            };
            for policy in [policy, changed] {
                digests.push(
                    Workspace {
                        policy,
                        ..as_is.clone()
                    }
                    .digest(),
                );
            }
        }
        // The default's is that of a workspace without any.
        assert_eq!(digests.remove(1), as_is.digest());
        digests.sort_by_key(|digest| digest.0);
        let all = digests.len();
        digests.dedup();
        assert_eq!(digests.len(), all);
    }

    fn checked_by(name: &str, address: &str) -> Workspace {
        Workspace {
            checked_by: CheckedBy::AnotherSystem(OtherSystem {
                name: name.to_owned(),
                address: address.parse().expect("a web address"),
            }),
            ..workspace()
        }
    }

    #[test]
    fn a_workspace_that_nobody_asks_is_encoded_as_before_there_was_somebody() {
        let row = workspace();
        let as_ever = Canonical::new("workspace/1")
            .text(&row.account_id.to_string())
            .text("Northwind Ops")
            .text("Europe/Warsaw")
            .text("10:00")
            .text("Ada")
            .number(0)
            .digest();
        assert_eq!(row.digest(), as_ever);
    }

    #[test]
    fn whoever_asks_is_in_the_digest() {
        let strict = Workspace {
            policy: Preset::Leon.policy(),
            ..checked_by("Leon", "https://leon.example")
        };
        let digests = [
            workspace().digest(),
            checked_by("Leon", "https://leon.example").digest(),
            checked_by("Leon", "https://leon.example/").digest(),
            checked_by("Noel", "https://leon.example").digest(),
            strict.digest(),
        ];
        for (place, one) in digests.iter().enumerate() {
            assert!(!digests[..place].contains(one), "{place}");
        }
    }
}
