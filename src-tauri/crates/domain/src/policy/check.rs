//! Whether a policy agrees with itself.

use super::{Deletion, Ending, KeyField, Lifetime, Owners, Policy, Renewal};
use crate::reminders::{LONGEST_REMINDER_DAYS, MAXIMUM_REMINDER_DAYS};

/// Longest life that a policy can set, in days: ten years.
pub const MOST_DAYS: u16 = 3_650;
/// Most periods that a policy offers.
pub const MOST_OFFERED: usize = 6;

/// In what a policy contradicts itself, or goes beyond what there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PolicyProblem {
    /// A number of days that isn't 1 (0 for reminders and grace) to this.
    #[error("not a number of days up to {most}")]
    Days {
        /// The most that there can be.
        most: u16,
    },
    /// More entries than that.
    #[error("more than {most}")]
    TooMany {
        /// The most that there can be.
        most: usize,
    },
    /// It goes beyond the maximum life.
    #[error("beyond the maximum of {maximum} days")]
    BeyondMaximum {
        /// The maximum that the policy sets.
        maximum: u16,
    },
    /// The default is neither offered, nor may another day be chosen.
    #[error("the default is not offered")]
    DefaultNotOffered,
    /// Nothing is offered, and no other day may be chosen.
    #[error("nothing is offered")]
    NothingOffered,
    /// An end is asked for, or a renewal period, where keys have none.
    #[error("keys have no end")]
    NoEnd,
    /// A renewal period is asked for or can be edited, where keys aren't renewed.
    #[error("keys aren't renewed")]
    NotRenewed,
    /// An approval is required that isn't asked for.
    #[error("approval isn't asked for")]
    ApprovalNotAsked,
    /// The owner isn't asked for, and can't be the one who generates a key.
    #[error("the owner isn't asked for")]
    OwnerNotAsked,
    /// Owner and expiry of a key never change so.
    #[error("never changes")]
    NeverChanges,
    /// There is no way to end a key.
    #[error("no way to end a key")]
    NoEnding,
    /// Keys are deleted once revoked, and can't be.
    #[error("keys can't be revoked")]
    NeverRevoked,
}

/// A problem, and the field it is at by its name on the wire.
type At = (&'static str, PolicyProblem);

impl Policy {
    /// All in which it contradicts itself.
    #[must_use]
    pub fn problems(&self) -> Vec<(&'static str, PolicyProblem)> {
        let mut found = Vec::new();
        self.check_lifetime(&mut found);
        self.check_fields(&mut found);
        self.check_reminders(&mut found);
        let gone = self.deletion == Deletion::Always;
        if !self.endings.contains(&Ending::Revoke) && !self.endings.contains(&Ending::Expire) && !gone {
            found.push(("endings", PolicyProblem::NoEnding));
        }
        if self.deletion == Deletion::AfterRevocation && !self.endings.contains(&Ending::Revoke) {
            found.push(("deletion", PolicyProblem::NeverRevoked));
        }
        found
    }

    fn check_lifetime(&self, found: &mut Vec<At>) {
        let Lifetime::Limited {
            maximum,
            default,
            offered,
            custom,
            renewal,
        } = &self.lifetime
        else {
            return;
        };
        let (most, maximum) = (MOST_DAYS, *maximum);
        if !(1..=most).contains(&maximum) {
            found.push(("maximum_days", PolicyProblem::Days { most }));
            return;
        }
        let beyond = PolicyProblem::BeyondMaximum { maximum };
        if *default == 0 {
            found.push(("default_days", PolicyProblem::Days { most: maximum }));
        } else if *default > maximum {
            found.push(("default_days", beyond));
        } else if !custom && !offered.is_empty() && !offered.contains(default) {
            found.push(("default_days", PolicyProblem::DefaultNotOffered));
        }
        if offered.contains(&0) {
            found.push(("offered_days", PolicyProblem::Days { most: maximum }));
        } else if offered.last().is_some_and(|days| *days > maximum) {
            found.push(("offered_days", beyond));
        } else if offered.len() > MOST_OFFERED {
            found.push(("offered_days", PolicyProblem::TooMany { most: MOST_OFFERED }));
        } else if offered.is_empty() && !custom && self.asked.contains(&KeyField::Expiry) {
            found.push(("offered_days", PolicyProblem::NothingOffered));
        }
        if let Renewal::Within { grace_days } = *renewal
            && grace_days > most
        {
            found.push(("grace_days", PolicyProblem::Days { most }));
        }
    }

    fn check_fields(&self, found: &mut Vec<At>) {
        let endless = self.lifetime == Lifetime::Endless;
        let never = self.lifetime.renewal() == Renewal::Never;
        let asks = |field| self.asked.contains(&field);
        if endless && (asks(KeyField::Expiry) || asks(KeyField::RenewalPeriod)) {
            found.push(("asked", PolicyProblem::NoEnd));
        } else if never && asks(KeyField::RenewalPeriod) {
            found.push(("asked", PolicyProblem::NotRenewed));
        }
        if !asks(KeyField::Owner) && self.owners == Owners::Accounts {
            found.push(("asked", PolicyProblem::OwnerNotAsked));
        }
        if self.approval_required && !asks(KeyField::Approval) {
            found.push(("approval_required", PolicyProblem::ApprovalNotAsked));
        }
        let edits = |field| self.editable.contains(&field);
        if edits(KeyField::Owner) || edits(KeyField::Expiry) {
            found.push(("editable", PolicyProblem::NeverChanges));
        } else if never && edits(KeyField::RenewalPeriod) {
            found.push(("editable", PolicyProblem::NotRenewed));
        }
    }

    fn check_reminders(&self, found: &mut Vec<At>) {
        let days = &self.reminders.days;
        if days.len() > MAXIMUM_REMINDER_DAYS {
            let most = MAXIMUM_REMINDER_DAYS;
            found.push(("reminder_days", PolicyProblem::TooMany { most }));
        }
        if days.last().is_some_and(|days| *days > LONGEST_REMINDER_DAYS) {
            let most = LONGEST_REMINDER_DAYS;
            found.push(("reminder_days", PolicyProblem::Days { most }));
            return;
        }
        if let Some(maximum) = self.lifetime.maximum().filter(|days| *days > 0)
            && days.last().is_some_and(|days| *days >= maximum)
        {
            found.push(("reminder_days", PolicyProblem::BeyondMaximum { maximum }));
        }
    }
}
