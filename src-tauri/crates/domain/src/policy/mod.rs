//! What a workspace asks of its keys: how they come to be, how long they live, what may change, and how they end.
//!
//! A policy is data. Changing it changes no key; [`Policy::breaches`] says what of a key no longer conforms.

mod check;
mod preset;

use std::collections::BTreeSet;

use crate::canonical::Canonical;
use crate::key::{Key, LifeRefusal};
use crate::lifetime::latest_day;
use crate::named::named;
use crate::party::PartyId;
use crate::workspace::Workspace;

pub use check::{MOST_DAYS, MOST_OFFERED, PolicyProblem};
pub use preset::Preset;

named! {
    /// Who can own keys.
    Owners {
        /// Service accounts.
        Accounts = "accounts",
        /// People.
        People = "people",
        /// Both.
        Both = "both",
    }
}

named! {
    /// What names of service accounts are made of.
    AccountNames {
        /// Letters, digits, `-`, `_` and `.`.
        Any = "any",
        /// Letters and digits.
        LettersAndDigits = "letters_and_digits",
    }
}

named! {
    /// How often a key's text can be seen.
    Retrieval {
        /// When it is generated.
        Once = "once",
        /// Again later, after the password was given.
        Revealable = "revealable",
    }
}

named! {
    /// What a key is given when it is generated, and what may change later.
    KeyField {
        /// Who calls with it.
        Owner = "owner",
        /// Its name.
        Name = "name",
        /// What it is for.
        Description = "description",
        /// What it may do.
        Resources = "resources",
        /// For which aircraft.
        Aircraft = "aircraft",
        /// From where it may be used.
        Networks = "networks",
        /// When it ends.
        Expiry = "expiry",
        /// How much longer it lives once it is renewed.
        RenewalPeriod = "renewal_period",
        /// Who is reminded.
        Personnel = "personnel",
        /// When they are.
        ReminderDays = "reminder_days",
        /// Who approved it, and why.
        Approval = "approval",
    }
}

named! {
    /// A way in which keys are stopped or ended.
    Ending {
        /// It stops now; can be undone.
        Disable = "disable",
        /// It ends at once, for good.
        Expire = "expire",
        /// It stops for good.
        Revoke = "revoke",
    }
}

named! {
    /// Whether keys can be deleted.
    Deletion {
        /// They stay listed.
        Never = "never",
        /// Once they are revoked.
        AfterRevocation = "after_revocation",
        /// Whatever their state: that ends them.
        Always = "always",
    }
}

/// How long keys live.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lifetime {
    /// Until somebody ends them.
    Endless,
    /// At most so long.
    Limited {
        /// Calendar days from issue or renewal, 1 to [`MOST_DAYS`].
        maximum: u16,
        /// Days that are taken where nothing else is chosen.
        default: u16,
        /// Days that are offered.
        offered: BTreeSet<u16>,
        /// Any day up to the maximum can be chosen.
        custom: bool,
        /// Whether they can live longer than that.
        renewal: Renewal,
    },
}

/// Whether a key can get a later end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renewal {
    /// It can't.
    Never,
    /// It can, also for so many days after it has expired.
    Within {
        /// 0 to [`MOST_DAYS`].
        grace_days: u16,
    },
}

/// Who is reminded of a key's end, and when, beside the key's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reminders {
    /// Days before its end, 0 for when it expires; at most [`MAXIMUM_REMINDER_DAYS`](crate::reminders::MAXIMUM_REMINDER_DAYS).
    pub days: BTreeSet<u16>,
    /// Its owner.
    pub owner: bool,
    /// Everybody who is API token manager.
    pub token_managers: bool,
}

/// What a workspace asks of its keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// What it was set from. Its rules may differ since; words and columns are as there.
    pub preset: Preset,
    /// Keys can be generated, changed and renewed here.
    pub is_on: bool,
    /// Who can own keys.
    pub owners: Owners,
    /// What names of service accounts are made of.
    pub account_names: AccountNames,
    /// How often a key's text can be seen.
    pub retrieval: Retrieval,
    /// How long keys live.
    pub lifetime: Lifetime,
    /// What is asked when a key is generated. What isn't is all that the owner has, the whole fleet, the default end.
    pub asked: BTreeSet<KeyField>,
    /// What may change later.
    pub editable: BTreeSet<KeyField>,
    /// Somebody is named who approved a key.
    pub approval_required: bool,
    /// How keys are stopped and ended.
    pub endings: BTreeSet<Ending>,
    /// Whether they can be deleted.
    pub deletion: Deletion,
    /// Who is reminded, and when.
    pub reminders: Reminders,
}

/// In what a key doesn't conform with a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Breach {
    /// It belongs to somebody who can't own keys.
    Owner,
    /// It has no end.
    NoEnd,
    /// It lives longer than the maximum.
    BeyondMaximum,
    /// Nobody is named who approved it.
    NotApproved,
}

impl Renewal {
    /// For so many days after its end a key can be renewed; not at all where there are none.
    #[must_use]
    pub fn of_grace(grace_days: Option<u16>) -> Self {
        grace_days.map_or(Self::Never, |grace_days| Self::Within { grace_days })
    }

    /// The other way round.
    #[must_use]
    pub fn grace_days(self) -> Option<u16> {
        match self {
            Self::Never => None,
            Self::Within { grace_days } => Some(grace_days),
        }
    }
}

impl Lifetime {
    /// The longest life in days; `None` for no end.
    #[must_use]
    pub fn maximum(&self) -> Option<u16> {
        match self {
            Self::Endless => None,
            Self::Limited { maximum, .. } => Some(*maximum),
        }
    }

    /// Whether keys can get a later end while API keys are on.
    #[must_use]
    pub fn renewal(&self) -> Renewal {
        match self {
            Self::Endless => Renewal::Never,
            Self::Limited { renewal, .. } => *renewal,
        }
    }
}

impl Policy {
    /// Whether keys can get a later end now: not while API keys are switched off.
    #[must_use]
    pub fn renewal(&self) -> Renewal {
        if self.is_on {
            self.lifetime.renewal()
        } else {
            Renewal::Never
        }
    }

    /// Whether keys may be stopped or ended in a way.
    ///
    /// # Errors
    /// [`LifeRefusal::NotByPolicy`].
    pub fn allows(&self, ending: Ending) -> Result<(), LifeRefusal> {
        if self.endings.contains(&ending) {
            Ok(())
        } else {
            Err(LifeRefusal::NotByPolicy)
        }
    }

    /// Whether somebody may own keys.
    #[must_use]
    pub fn allows_owner(&self, owner: PartyId) -> bool {
        match self.owners {
            Owners::Both => true,
            Owners::Accounts => owner.account().is_some(),
            Owners::People => owner.person().is_some(),
        }
    }

    /// In what a key doesn't conform with it.
    #[must_use]
    pub fn breaches(&self, key: &Key, workspace: &Workspace) -> Vec<Breach> {
        let since = key.renewed_at.unwrap_or(key.generated_at);
        let (no_end, beyond) = match (self.lifetime.maximum(), key.expires_at) {
            (Some(_), None) => (true, false),
            (Some(maximum), Some(at)) => {
                let latest = workspace.start_of(latest_day(maximum.saturating_add(1), workspace, since));
                (false, at >= latest)
            }
            (None, _) => (false, false),
        };
        let not_approved = self.approval_required && key.description.approved_by.is_empty();
        [
            (!self.allows_owner(key.owner), Breach::Owner),
            (no_end, Breach::NoEnd),
            (beyond, Breach::BeyondMaximum),
            (not_approved, Breach::NotApproved),
        ]
        .into_iter()
        .filter_map(|(is_so, breach)| is_so.then_some(breach))
        .collect()
    }

    /// Adds it to a row's encoding.
    #[must_use]
    pub(crate) fn encode(&self, row: Canonical) -> Canonical {
        fn names<T>(row: Canonical, set: &BTreeSet<T>, name: fn(T) -> &'static str) -> Canonical
        where
            T: Copy,
        {
            row.each(set.iter(), |row, one| row.text(name(*one)))
        }
        let days =
            |row: Canonical, set: &BTreeSet<u16>| row.each(set.iter(), |row, day| row.number((*day).into()));
        let row = row
            .text(self.preset.name())
            .number(self.is_on.into())
            .text(self.owners.name())
            .text(self.account_names.name())
            .text(self.retrieval.name());
        let row = match &self.lifetime {
            Lifetime::Endless => row.text("endless"),
            Lifetime::Limited {
                maximum,
                default,
                offered,
                custom,
                renewal,
            } => {
                let row = row
                    .text("limited")
                    .number((*maximum).into())
                    .number((*default).into());
                days(row, offered)
                    .number((*custom).into())
                    .option(renewal.grace_days().map(i64::from), Canonical::number)
            }
        };
        let row = names(row, &self.asked, KeyField::name);
        let row = names(row, &self.editable, KeyField::name).number(self.approval_required.into());
        let row = names(row, &self.endings, Ending::name).text(self.deletion.name());
        days(row, &self.reminders.days)
            .number(self.reminders.owner.into())
            .number(self.reminders.token_managers.into())
    }
}

#[cfg(test)]
mod tests;
