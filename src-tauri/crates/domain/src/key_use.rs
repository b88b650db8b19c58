//! When keys were last used, as far as a workspace knows: nobody asks a vault, so it knows what it was told.

use std::collections::HashMap;
use std::net::IpAddr;

use chrono::TimeDelta;

use crate::id::KeyId;
use crate::key::Key;
use crate::time::Instant;

/// What is known of a key's use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// Nothing: use isn't reported, or the key is younger than the report.
    Unknown,
    /// It wasn't used before the report.
    Never,
    /// It was, and this was the last time.
    Last(LastUse),
}

/// The last time that a key was used. Of two uses at the same instant, the one whose address is known is the later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LastUse {
    /// When.
    pub at: Instant,
    /// From where, if it is known.
    pub from: Option<IpAddr>,
}

impl Use {
    /// What is known of the use of a key that was generated at an instant, where uses are known as of another.
    #[must_use]
    pub fn of(last: Option<LastUse>, generated_at: Instant, as_of: Option<Instant>) -> Self {
        match (last, as_of) {
            (Some(last), _) => Self::Last(last),
            (None, Some(as_of)) if generated_at < as_of => Self::Never,
            (None, _) => Self::Unknown,
        }
    }
}

/// Whether a key lies unused, for those who look for such keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unused {
    /// It is known never to have been used.
    Never,
    /// It is known not to have been used for so many days before the report, in which it was there all the time.
    ForDays(u32),
}

/// The last uses of all keys, as far as they were reported.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Uses {
    as_of: Option<Instant>,
    last: HashMap<KeyId, LastUse>,
}

impl Uses {
    /// As a store keeps them.
    #[must_use]
    pub fn new(as_of: Option<Instant>, last: HashMap<KeyId, LastUse>) -> Self {
        Self { as_of, last }
    }

    /// The newest instant that reports cover; `None` where nothing was reported, and nothing is known.
    #[must_use]
    pub fn as_of(&self) -> Option<Instant> {
        self.as_of
    }

    /// The last use of a key that was reported.
    #[must_use]
    pub fn last(&self, id: KeyId) -> Option<LastUse> {
        self.last.get(&id).copied()
    }

    /// What is known of a key's use.
    #[must_use]
    pub fn of(&self, key: &Key) -> Use {
        Use::of(self.last(key.id), key.generated_at, self.as_of)
    }

    /// Whether a key is known to lie unused. Days count back from the report: what came after it isn't known.
    #[must_use]
    pub fn lies_unused(&self, key: &Key, unused: Unused) -> bool {
        let since = match (self.of(key), unused) {
            (Use::Unknown, _) | (Use::Last(_), Unused::Never) => return false,
            (Use::Never, Unused::Never) => return true,
            (Use::Never, Unused::ForDays(_)) => key.generated_at,
            (Use::Last(last), Unused::ForDays(_)) => last.at,
        };
        match (self.as_of, unused) {
            (Some(as_of), Unused::ForDays(days)) => as_of - since >= TimeDelta::days(days.into()),
            _ => false,
        }
    }

    /// Takes a use that is reported: the newer one stays. Whether it is newer than what was known.
    pub fn report(&mut self, id: KeyId, reported: LastUse) -> bool {
        self.as_of = self.as_of.max(Some(reported.at));
        match self.last.get_mut(&id) {
            Some(known) if *known >= reported => false,
            Some(known) => {
                *known = reported;
                true
            }
            None => {
                self.last.insert(id, reported);
                true
            }
        }
    }

    /// A key that isn't there any more.
    pub fn forget(&mut self, id: KeyId) {
        self.last.remove(&id);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(minutes: i64) -> Instant {
        Instant::UNIX_EPOCH + TimeDelta::minutes(minutes)
    }

    fn id(number: u8) -> KeyId {
        KeyId::new(&mut |bytes| bytes.fill(number))
    }

    #[test]
    fn nothing_reported_is_nothing_known() {
        assert_eq!(Use::of(None, at(0), None), Use::Unknown);
        assert_eq!(Uses::default().as_of(), None);
    }

    #[test]
    fn a_key_that_the_report_leaves_out_was_never_used_unless_it_is_younger() {
        assert_eq!(Use::of(None, at(9), Some(at(10))), Use::Never);
        assert_eq!(Use::of(None, at(10), Some(at(10))), Use::Unknown);
        assert_eq!(Use::of(None, at(11), Some(at(10))), Use::Unknown);
        let last = LastUse {
            at: at(5),
            from: None,
        };
        assert_eq!(Use::of(Some(last), at(4), Some(at(10))), Use::Last(last));
    }

    fn reports() -> impl Strategy<Value = Vec<(KeyId, LastUse)>> {
        let address = prop_oneof![
            Just(None),
            any::<u8>().prop_map(|last| Some(IpAddr::from([192, 0, 2, last])))
        ];
        let one = (1_u8..5, 0_i64..20, address).prop_map(|(key, minutes, from)| {
            let last = LastUse {
                at: at(minutes),
                from,
            };
            (id(key), last)
        });
        proptest::collection::vec(one, 0..20)
    }

    fn told(reports: &[(KeyId, LastUse)]) -> Uses {
        let mut uses = Uses::default();
        for (id, last) in reports {
            uses.report(*id, *last);
        }
        uses
    }

    proptest! {
        #[test]
        fn the_newest_use_stays_in_whatever_order_uses_are_reported(
            (reports, shuffled) in reports().prop_flat_map(|reports| {
                (Just(reports.clone()), Just(reports).prop_shuffle())
            }),
        ) {
            let uses = told(&reports);
            prop_assert_eq!(&uses, &told(&shuffled));
            prop_assert_eq!(uses.as_of(), reports.iter().map(|(_, last)| last.at).max());
            for number in 1..5 {
                let of_key = reports.iter().filter(|(of, _)| *of == id(number));
                prop_assert_eq!(uses.last(id(number)), of_key.map(|(_, last)| *last).max());
            }
        }

        #[test]
        fn reporting_again_what_is_known_changes_nothing(reports in reports()) {
            let mut uses = told(&reports);
            let before = uses.clone();
            for (id, last) in &reports {
                prop_assert!(!uses.report(*id, *last));
            }
            prop_assert_eq!(uses, before);
        }
    }
}
