//! API keys, and what may be done to them.

use std::sync::Arc;

use chrono::TimeDelta;

use crate::access::Rights;
use crate::canonical::{Canonical, RowDigest};
use crate::id::KeyId;
use crate::key_box::KeyBox;
use crate::key_text::SealedDigest;
use crate::lifetime::SOON_DAYS;
use crate::party::PartyId;
use crate::policy::{Deletion, Renewal};
use crate::rotation::OldSecrets;
use crate::time::Instant;

pub use crate::handed_out::HandedOut;
pub use crate::key_description::KeyDescription;
pub use crate::life::{Life, LifeRefusal};

/// What a person is told about a key as of an instant: what isn't normal comes before what is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyState {
    /// Ended, and not revoked.
    Expired,
    /// Works for at most [`SOON_DAYS`] more days.
    Expiring,
    /// Works, but its secret never left the program: nobody has it.
    NotHandedOut,
    /// Stopped because its owner is: a disabled account, or a person who left.
    OwnerDisabled,
    /// Stopped; can be enabled.
    Disabled,
    /// Works with a new secret, and until a deadline with the old one as well.
    Rotating,
    /// Works.
    Active,
    /// Ended for good.
    Revoked,
}

/// Why somebody should look at a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Attention {
    /// It works, and ends within [`SOON_DAYS`] days.
    ExpiringSoon,
    /// It has expired, and can still be renewed.
    StillRenewable,
}

/// An API key.
#[derive(Clone, Debug)]
pub struct Key {
    /// Public.
    pub id: KeyId,
    /// What is kept of its text.
    pub sealed: SealedDigest,
    /// Who calls with it.
    pub owner: PartyId,
    /// What can be edited.
    pub description: KeyDescription,
    /// When it was issued.
    pub generated_at: Instant,
    /// By whom.
    pub generated_by: Arc<str>,
    /// When it was last renewed.
    pub renewed_at: Option<Instant>,
    /// It is dead at this instant; `None` for never.
    pub expires_at: Option<Instant>,
    /// As last decided by somebody; [`Key::life_at`] adds the passing of time.
    pub life: Life,
    /// How its secret left.
    pub handed_out: HandedOut,
    /// The key it replaces.
    pub replaces: Option<KeyId>,
    /// The secrets it had before, of which the last may still work.
    pub old_secrets: OldSecrets,
    /// Its text, sealed, where it was generated to be shown again.
    pub boxed: Option<KeyBox>,
}

impl Key {
    /// Its life as of an instant: it lives on `[generated_at, expires_at)`.
    #[must_use]
    pub fn life_at(&self, now: Instant) -> Life {
        match (self.life, self.expires_at) {
            (Life::Active | Life::Disabled { .. }, Some(at)) if at <= now => {
                Life::Expired { at, by_hand: false }
            }
            (life, _) => life,
        }
    }

    /// Whether it hasn't ended: active or disabled.
    #[must_use]
    pub fn is_live(&self, now: Instant) -> bool {
        matches!(self.life_at(now), Life::Active | Life::Disabled { .. })
    }

    /// Nothing, while it hasn't ended.
    ///
    /// # Errors
    /// How it ended.
    pub fn require_live(&self, now: Instant) -> Result<(), LifeRefusal> {
        match self.life_at(now) {
            Life::Active | Life::Disabled { .. } => Ok(()),
            ended @ (Life::Expired { .. } | Life::Revoked { .. }) => Err(ended.refusal()),
        }
    }

    /// When it ends or ended: by hand, where somebody ended it before its time; `None` for never.
    #[must_use]
    pub fn ends_at(&self) -> Option<Instant> {
        match (self.life, self.expires_at) {
            (Life::Expired { at, .. } | Life::Revoked { at }, expires_at) => {
                Some(expires_at.map_or(at, |expires_at| at.min(expires_at)))
            }
            (Life::Active | Life::Disabled { .. }, expires_at) => expires_at,
        }
    }

    /// What a person is told about it.
    #[must_use]
    pub fn state(&self, owner_stopped: bool, now: Instant) -> KeyState {
        match self.life_at(now) {
            Life::Revoked { .. } => KeyState::Revoked,
            Life::Expired { .. } => KeyState::Expired,
            Life::Disabled { .. } => KeyState::Disabled,
            Life::Active if owner_stopped => KeyState::OwnerDisabled,
            Life::Active if self.handed_out == HandedOut::Never => KeyState::NotHandedOut,
            Life::Active
                if self
                    .expires_at
                    .is_some_and(|at| at - now <= TimeDelta::days(SOON_DAYS)) =>
            {
                KeyState::Expiring
            }
            Life::Active if self.rotating_until(now).is_some() => KeyState::Rotating,
            Life::Active => KeyState::Active,
        }
    }

    /// Why somebody should look at it, where there is a reason.
    #[must_use]
    pub fn attention(&self, renewal: Renewal, now: Instant) -> Option<Attention> {
        let soon = |at: &Instant| *at - now <= TimeDelta::days(SOON_DAYS);
        match self.life_at(now) {
            Life::Active => self.expires_at.filter(soon).map(|_| Attention::ExpiringSoon),
            life @ Life::Expired { .. } => life
                .renew(renewal, now)
                .is_ok()
                .then_some(Attention::StillRenewable),
            Life::Disabled { .. } | Life::Revoked { .. } => None,
        }
    }

    /// Until when it can be renewed: for a while after its time has passed. `None` where it won't be once it has ended,
    /// or has no end.
    #[must_use]
    pub fn renewable_until(&self, renewal: Renewal) -> Option<Instant> {
        let Renewal::Within { grace_days } = renewal else {
            return None;
        };
        let expired_at = match self.life {
            Life::Active | Life::Disabled { .. } => self.expires_at,
            Life::Expired { at, by_hand: false } => Some(at),
            Life::Expired { by_hand: true, .. } | Life::Revoked { .. } => None,
        };
        expired_at.map(|at| at + TimeDelta::days(grace_days.into()))
    }

    /// The next instant at which the passing of time alone changes its life or its attention; `None` for never.
    #[must_use]
    pub fn turns_at(&self, renewal: Renewal, now: Instant) -> Option<Instant> {
        if matches!(
            self.life,
            Life::Expired { by_hand: true, .. } | Life::Revoked { .. }
        ) {
            return None;
        }
        let past_grace = self
            .renewable_until(renewal)
            .map(|until| until + TimeDelta::milliseconds(1));
        let soon = self.expires_at.map(|at| at - TimeDelta::days(SOON_DAYS));
        [soon, self.expires_at, past_grace]
            .into_iter()
            .flatten()
            .find(|turn| *turn > now)
    }

    /// Stops it now; can be undone.
    ///
    /// # Errors
    /// When it is disabled or has ended.
    pub fn disable(self, now: Instant) -> Result<Self, LifeRefusal> {
        let life = self.life_at(now).disable(now)?;
        Ok(Self { life, ..self })
    }

    /// Lets it work again.
    ///
    /// # Errors
    /// When it isn't disabled or has ended.
    pub fn enable(self, now: Instant) -> Result<Self, LifeRefusal> {
        let life = self.life_at(now).enable()?;
        Ok(Self { life, ..self })
    }

    /// Ends it at once, for good: for a key that may be compromised.
    ///
    /// # Errors
    /// When it has ended.
    pub fn expire(self, now: Instant) -> Result<Self, LifeRefusal> {
        let life = self.life_at(now).expire(now)?;
        Ok(Self { life, ..self })
    }

    /// Stops it for good.
    ///
    /// # Errors
    /// When it is revoked already.
    pub fn revoke(self, now: Instant) -> Result<Self, LifeRefusal> {
        let life = self.life_at(now).revoke(now)?;
        Ok(Self { life, ..self })
    }

    /// Revokes it, as long as nobody can have it.
    ///
    /// # Errors
    /// When it was handed out, or is revoked already.
    pub fn discard(self, now: Instant) -> Result<Self, LifeRefusal> {
        match self.handed_out {
            HandedOut::Never => self.revoke(now),
            HandedOut::Copied | HandedOut::Saved | HandedOut::Stored => Err(LifeRefusal::HandedOut),
        }
    }

    /// Whether it can get a later end at all.
    ///
    /// # Errors
    /// When it was ended by hand or too long ago, or keys aren't renewed.
    pub fn renewable(&self, renewal: Renewal, now: Instant) -> Result<(), LifeRefusal> {
        self.life_at(now).renew(renewal, now).map(|_| ())
    }

    /// Same key, later end.
    ///
    /// # Errors
    /// When it ends no earlier already, was ended by hand or too long ago, or has expired and no reason is given.
    pub fn renew(
        self,
        renewal: Renewal,
        until: Instant,
        reason: &str,
        now: Instant,
    ) -> Result<Self, LifeRefusal> {
        let before = self.life_at(now);
        let renewed = before.renew(renewal, now)?;
        // Disabled before its time passed, it stays so: nobody has enabled it.
        let life = if matches!(self.life, Life::Disabled { .. }) {
            self.life
        } else {
            renewed
        };
        if let Some(expires_at) = self.expires_at.filter(|expires_at| until <= *expires_at) {
            return Err(LifeRefusal::EndsLaterAlready { expires_at });
        }
        if matches!(before, Life::Expired { .. }) && reason.is_empty() {
            return Err(LifeRefusal::ReasonRequired);
        }
        Ok(Self {
            life,
            expires_at: Some(until),
            renewed_at: Some(now),
            ..self
        })
    }

    /// Another description.
    ///
    /// # Errors
    /// When it has ended.
    pub fn edit(self, description: KeyDescription, now: Instant) -> Result<Self, LifeRefusal> {
        self.require_live(now)?;
        Ok(Self { description, ..self })
    }

    /// Its secret left the program. What is said later adds to it, never takes away.
    #[must_use]
    pub fn hand_out(self, how: HandedOut) -> Self {
        match how {
            HandedOut::Never => self,
            left => Self {
                handed_out: left,
                ..self
            },
        }
    }

    /// Whether it may be deleted.
    ///
    /// # Errors
    /// When the policy keeps it listed, at all or until it is revoked.
    pub fn delete(&self, deletion: Deletion) -> Result<(), LifeRefusal> {
        match (deletion, self.life) {
            (Deletion::Always, _) | (Deletion::AfterRevocation, Life::Revoked { .. }) => Ok(()),
            (Deletion::AfterRevocation, _) => Err(LifeRefusal::NotRevoked),
            (Deletion::Never, _) => Err(LifeRefusal::NotByPolicy),
        }
    }

    /// The digest of its row: `key/1`; `key/2` where something says who approved it and why; `key/3` where it
    /// names fleet groups, networks, or who is reminded and when, was rotated, or can be shown again.
    #[must_use]
    pub fn digest(&self) -> RowDigest {
        let described = &self.description;
        let approval = [&described.approved_by, &described.reason];
        let approved = approval.iter().any(|text| !text.is_empty());
        let grouped = described.scope.names_groups();
        let confined = !described.networks.is_empty();
        let rotated = !self.old_secrets.is_empty();
        let reminding = !described.reminders.is_usual();
        let says_more = grouped || confined || rotated || reminding || self.boxed.is_some();
        let kind = match (approved, says_more) {
            (false, false) => "key/1",
            (true, false) => "key/2",
            (_, true) => "key/3",
        };
        let row = Canonical::new(kind)
            .text(self.id.as_str())
            .bytes(&self.sealed.0)
            .text(&self.owner.to_string())
            .text(&described.name)
            .text(&described.description)
            .number(described.renewal_days.into());
        let row = match &described.rights {
            Rights::AllOfOwner => row.text("all_of_owner"),
            Rights::Chosen(grants) => row.text("chosen").each(grants.iter(), |row, (id, level)| {
                row.text(id.as_str()).text(level.name())
            }),
        };
        let row = described.scope.encode(row);
        let instant = |row: Canonical, at: Instant| row.number(at.timestamp_millis());
        let row = match self.life {
            Life::Active => row.text("active"),
            Life::Disabled { since } => instant(row.text("disabled"), since),
            Life::Expired { at, by_hand } => instant(row.text("expired").number(by_hand.into()), at),
            Life::Revoked { at } => instant(row.text("revoked"), at),
        };
        let row = row
            .number(self.generated_at.timestamp_millis())
            .text(&self.generated_by)
            .option(self.renewed_at, instant)
            .option(self.expires_at, instant)
            .text(self.handed_out.name())
            .option(self.replaces, |row, id| row.text(id.as_str()));
        let row = if approved || says_more {
            approval.iter().fold(row, |row, text| row.text(text))
        } else {
            row
        };
        // Each under its name, so that one isn't taken for another.
        let row = if grouped {
            described.scope.encode_groups(row.text("groups"))
        } else {
            row
        };
        let row = if rotated {
            self.encode_old_secrets(row.text("old_secrets"))
        } else {
            row
        };
        let row = if confined {
            described.networks.encode(row.text("networks"))
        } else {
            row
        };
        let row = match &self.boxed {
            Some(closed) => row.text("box").bytes(closed.bytes()),
            None => row,
        };
        let row = if reminding {
            described.reminders.encode(row.text("reminders"))
        } else {
            row
        };
        row.digest()
    }
}

#[cfg(test)]
#[path = "key_tests.rs"]
pub(crate) mod tests;
