//! Who is reminded that a key expires, and how long before.

use std::fmt;
use std::sync::Arc;

use crate::canonical::Canonical;
use crate::party::PartyId;

/// People and service accounts that a key reminds, at most.
pub const MAXIMUM_PERSONNEL: usize = 50;
/// Numbers of days that a key may have of its own, at most.
pub const MAXIMUM_REMINDER_DAYS: usize = 10;
/// A reminder comes at most so many days before.
pub const LONGEST_REMINDER_DAYS: u16 = 365;
/// Days before expiry on which reminders come where a key doesn't say; 0 is the moment at which it expires.
pub const USUAL_REMINDER_DAYS: [u16; 3] = [15, 7, 0];

/// People and service accounts, each once and in order. Cloning shares them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Personnel(Arc<[PartyId]>);

/// Days before expiry on which a key's reminders come, each once and the earliest reminder first; none for those of the
/// workspace. Cloning shares them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ReminderDays(Arc<[u16]>);

/// Who is reminded that a key expires, and when.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Reminders {
    /// Who, beside the owner.
    pub personnel: Personnel,
    /// How long before.
    pub days: ReminderDays,
}

impl Personnel {
    /// Whether nobody is named.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many are named.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether somebody is among them.
    #[must_use]
    pub fn contains(&self, party: PartyId) -> bool {
        self.0.contains(&party)
    }

    /// All, in order.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = PartyId> {
        self.0.iter().copied()
    }

    /// The same, with one in another's place; `None` where the other isn't among them.
    #[must_use]
    pub fn replaced(&self, from: PartyId, to: PartyId) -> Option<Self> {
        let instead = |party| if party == from { to } else { party };
        self.contains(from).then(|| self.iter().map(instead).collect())
    }
}

impl FromIterator<PartyId> for Personnel {
    fn from_iter<I: IntoIterator<Item = PartyId>>(parties: I) -> Self {
        let mut all: Vec<_> = parties.into_iter().collect();
        all.sort_unstable();
        all.dedup();
        Self(all.into())
    }
}

impl ReminderDays {
    /// A number of days as people type it; `None` where it isn't one from 0 to [`LONGEST_REMINDER_DAYS`].
    #[must_use]
    pub fn day(text: &str) -> Option<u16> {
        let text = text.trim();
        let days = text.bytes().all(|byte| byte.is_ascii_digit()).then_some(text)?;
        days.parse().ok().filter(|days| *days <= LONGEST_REMINDER_DAYS)
    }

    /// Those of the key itself; `None` for those of the workspace.
    #[must_use]
    pub fn own(&self) -> Option<&[u16]> {
        Some(&*self.0).filter(|own| !own.is_empty())
    }

    /// Those that count.
    #[must_use]
    pub fn or<'a>(&'a self, usual: &'a [u16]) -> &'a [u16] {
        self.own().unwrap_or(usual)
    }
}

impl FromIterator<u16> for ReminderDays {
    fn from_iter<I: IntoIterator<Item = u16>>(days: I) -> Self {
        let mut all: Vec<_> = days.into_iter().collect();
        all.sort_unstable_by(|one, next| next.cmp(one));
        all.dedup();
        Self(all.into())
    }
}

impl Reminders {
    /// Whether it says nothing: nobody beside the owner, on the workspace's days.
    #[must_use]
    pub fn is_usual(&self) -> bool {
        *self == Self::default()
    }

    /// Adds them to a row's encoding.
    pub(crate) fn encode(&self, row: Canonical) -> Canonical {
        let row = row.each(self.personnel.iter(), |row, party| row.text(&party.to_string()));
        row.each(self.days.0.iter(), |row, days| row.number((*days).into()))
    }
}

/// Days before expiry in words: *15 and 7 days before, and when it expires*.
pub struct InWords<'a>(pub &'a [u16]);

impl fmt::Display for InWords<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let before: Vec<u16> = self.0.iter().copied().filter(|days| *days > 0).collect();
        let at_its_end = self.0.contains(&0);
        if let Some((last, others)) = before.split_last() {
            let others: Vec<String> = others.iter().map(u16::to_string).collect();
            let and = if others.is_empty() { "" } else { " and " };
            let days = if before == [1] { "day" } else { "days" };
            write!(f, "{}{and}{last} {days} before", others.join(", "))?;
            if at_its_end {
                f.write_str(", and ")?;
            }
        }
        f.write_str(if at_its_end { "when it expires" } else { "" })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::id::{PersonId, ServiceAccountId};

    // An id is drawn until a byte will do, so that not every byte ends it.
    fn person(byte: u8) -> PartyId {
        PersonId::new(&mut |bytes| bytes.fill(byte % 62)).into()
    }

    fn account(byte: u8) -> PartyId {
        ServiceAccountId::new(&mut |bytes| bytes.fill(byte % 62)).into()
    }

    #[test]
    fn a_number_of_days_is_read_from_0_to_365_and_nothing_else() {
        for (text, read) in [
            ("0", Some(0)),
            (" 7 ", Some(7)),
            ("007", Some(7)),
            ("365", Some(365)),
            ("366", None),
            ("400", None),
            ("-1", None),
            ("+1", None),
            ("1.5", None),
            ("", None),
            ("seven", None),
            ("٧", None),
            ("99999999999", None),
        ] {
            assert_eq!(ReminderDays::day(text), read, "{text:?}");
        }
    }

    #[test]
    fn days_are_there_once_with_the_earliest_reminder_first() {
        let days: ReminderDays = [7, 0, 30, 7].into_iter().collect();
        assert_eq!(days.own(), Some(&[30, 7, 0][..]));
        assert_eq!(days.or(&USUAL_REMINDER_DAYS), [30, 7, 0]);
        assert_eq!(ReminderDays::default().own(), None);
        assert_eq!(ReminderDays::default().or(&USUAL_REMINDER_DAYS), [15, 7, 0]);
    }

    #[test]
    fn days_are_said_in_words() {
        for (days, words) in [
            (
                &USUAL_REMINDER_DAYS[..],
                "15 and 7 days before, and when it expires",
            ),
            (&[0], "when it expires"),
            (&[1], "1 day before"),
            (&[1, 0], "1 day before, and when it expires"),
            (&[30, 15, 1], "30, 15 and 1 days before"),
        ] {
            assert_eq!(InWords(days).to_string(), words);
        }
    }

    #[test]
    fn who_takes_over_is_there_once_also_where_they_were_there_already() {
        let named: Personnel = [person(1), account(1), person(2)].into_iter().collect();
        let after = named.replaced(person(1), person(2));
        assert_eq!(after, Some([person(2), account(1)].into_iter().collect()));
        assert_eq!(named.replaced(person(3), person(2)), None);
        assert_eq!(
            named.replaced(account(2), person(2)),
            None,
            "an account, and not a person"
        );
    }

    proptest! {
        #[test]
        fn sets_are_the_same_in_any_order(bytes: Vec<(bool, u8)>, days: Vec<u16>) {
            let parties = bytes.iter().map(|(is_person, byte)| if *is_person { person(*byte) } else { account(*byte) });
            let forwards: Personnel = parties.clone().collect();
            let backwards: Personnel = parties.rev().collect();
            prop_assert_eq!(&forwards, &backwards);
            let again: Personnel = forwards.iter().collect();
            prop_assert_eq!(forwards, again);
            let own: ReminderDays = days.iter().copied().collect();
            let reversed: ReminderDays = days.iter().rev().copied().collect();
            prop_assert_eq!(own.own().is_none(), days.is_empty());
            prop_assert!(own.own().is_none_or(|own| own.windows(2).all(|pair| pair[0] > pair[1])));
            prop_assert_eq!(own, reversed);
        }

        #[test]
        fn replacing_takes_one_away_and_keeps_all_others(bytes in proptest::collection::vec(0u8..62, 0..20), from in 0u8..62, to in 0u8..62) {
            let named: Personnel = bytes.iter().map(|byte| person(*byte)).collect();
            match named.replaced(person(from), person(to)) {
                None => prop_assert!(!named.contains(person(from))),
                Some(after) => {
                    prop_assert!(after.contains(person(to)));
                    prop_assert!(from == to || !after.contains(person(from)));
                    let kept = |party: &PartyId| *party != person(from);
                    prop_assert!(named.iter().filter(kept).all(|party| after.contains(party)));
                    prop_assert!(after.len() <= named.len());
                }
            }
        }

        #[test]
        fn no_text_makes_reading_panic(text: String) {
            prop_assert!(ReminderDays::day(&text).is_none_or(|days| days <= LONGEST_REMINDER_DAYS));
        }
    }
}
