//! The life of a key, and the turns that it takes.

use chrono::TimeDelta;

use crate::policy::Renewal;
use crate::time::Instant;

/// The life of a key: *Active ⇄ Disabled*, then *Expired* or *Revoked*. A transition consumes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Life {
    /// Works.
    Active,
    /// Stopped; can be enabled.
    Disabled {
        /// Since when.
        since: Instant,
    },
    /// Its time has passed, or it was ended by hand.
    Expired {
        /// Since when.
        at: Instant,
        /// Ended by hand, which is final; otherwise it can be renewed for a while.
        by_hand: bool,
    },
    /// Ended for good.
    Revoked {
        /// Since when.
        at: Instant,
    },
}

/// Why a key's life doesn't take a turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LifeRefusal {
    /// It is revoked, which is final.
    #[error("revoked")]
    Revoked,
    /// Its time has passed.
    #[error("expired")]
    Expired,
    /// It was expired by hand, which is final.
    #[error("expired by hand")]
    ExpiredByHand,
    /// It expired longer ago than it may be renewed.
    #[error("expired more than {days} days ago")]
    GraceOver {
        /// For so many days it could have been renewed.
        days: u16,
    },
    /// The workspace's policy has no such turn.
    #[error("not by policy")]
    NotByPolicy,
    /// It is disabled already.
    #[error("disabled already")]
    AlreadyDisabled,
    /// It isn't disabled.
    #[error("not disabled")]
    NotDisabled,
    /// Only a revoked key can be deleted.
    #[error("not revoked")]
    NotRevoked,
    /// It already ends no earlier than the new end.
    #[error("ends at {expires_at} already")]
    EndsLaterAlready {
        /// Its present end.
        expires_at: Instant,
    },
    /// An expired key is renewed with a reason.
    #[error("a reason is required")]
    ReasonRequired,
    /// Its secret left the program: somebody may have it.
    #[error("handed out")]
    HandedOut,
    /// An older secret still works.
    #[error("rotating until {until}")]
    RotatingAlready {
        /// Until then.
        until: Instant,
    },
    /// No older secret works.
    #[error("not rotating")]
    NotRotating,
}

impl Life {
    /// Stops it; can be undone.
    pub(crate) fn disable(self, at: Instant) -> Result<Self, LifeRefusal> {
        match self {
            Self::Active => Ok(Self::Disabled { since: at }),
            Self::Disabled { .. } => Err(LifeRefusal::AlreadyDisabled),
            ended => Err(ended.refusal()),
        }
    }

    /// Lets it work again.
    pub(crate) fn enable(self) -> Result<Self, LifeRefusal> {
        match self {
            Self::Disabled { .. } => Ok(Self::Active),
            Self::Active => Err(LifeRefusal::NotDisabled),
            ended => Err(ended.refusal()),
        }
    }

    /// Ends it by hand, for good.
    pub(crate) fn expire(self, at: Instant) -> Result<Self, LifeRefusal> {
        match self {
            Self::Active | Self::Disabled { .. } => Ok(Self::Expired { at, by_hand: true }),
            ended => Err(ended.refusal()),
        }
    }

    /// Ends it for good, expired or not.
    pub(crate) fn revoke(self, at: Instant) -> Result<Self, LifeRefusal> {
        match self {
            Self::Active | Self::Disabled { .. } | Self::Expired { .. } => Ok(Self::Revoked { at }),
            Self::Revoked { .. } => Err(LifeRefusal::Revoked),
        }
    }

    /// Gives it a later end. What is disabled stays so.
    pub(crate) fn renew(self, renewal: Renewal, now: Instant) -> Result<Self, LifeRefusal> {
        match (self, renewal) {
            (Self::Revoked { .. }, _) => Err(LifeRefusal::Revoked),
            (Self::Expired { by_hand: true, .. }, _) => Err(LifeRefusal::ExpiredByHand),
            (_, Renewal::Never) => Err(LifeRefusal::NotByPolicy),
            (Self::Active | Self::Disabled { .. }, _) => Ok(self),
            (Self::Expired { at, .. }, Renewal::Within { grace_days: days })
                if now - at > TimeDelta::days(days.into()) =>
            {
                Err(LifeRefusal::GraceOver { days })
            }
            (Self::Expired { .. }, _) => Ok(Self::Active),
        }
    }

    pub(crate) fn refusal(self) -> LifeRefusal {
        match self {
            Self::Active => LifeRefusal::NotDisabled,
            Self::Disabled { .. } => LifeRefusal::AlreadyDisabled,
            Self::Expired { by_hand: true, .. } => LifeRefusal::ExpiredByHand,
            Self::Expired { by_hand: false, .. } => LifeRefusal::Expired,
            Self::Revoked { .. } => LifeRefusal::Revoked,
        }
    }
}
