//! Rotating a key: a new secret under the same key id, while the old one works until a deadline.

use crate::canonical::Canonical;
use crate::handed_out::HandedOut;
use crate::key::{Key, LifeRefusal};
use crate::key_text::SealedDigest;
use crate::time::Instant;

/// How long an old secret may go on working, calendar days.
pub const LONGEST_OVERLAP_DAYS: u16 = 90;

/// A secret that a key had.
#[derive(Clone, Debug)]
pub struct OldSecret {
    /// Until when it works, this instant excluded: a deadline, or when it was retired.
    pub until: Instant,
    /// It was stopped by hand, or nobody had it: it works no more, whatever the clock says.
    pub retired: bool,
    /// What is kept of it.
    pub sealed: SealedDigest,
    /// How it had left.
    pub handed_out: HandedOut,
}

/// The secrets that a key had, oldest first. Only the last of them can still work.
#[derive(Clone, Debug, Default)]
pub struct OldSecrets(Box<[OldSecret]>);

/// Which of a key's secrets was presented.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PresentedSecret {
    /// The one it has.
    Current,
    /// The one before, which still works.
    Old {
        /// Until then.
        until: Instant,
    },
    /// One that it had, which works no more.
    Retired {
        /// Since then.
        at: Instant,
    },
    /// None of them.
    Other,
}

impl OldSecrets {
    /// Whether there is none: the key was never rotated.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All, oldest first.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &OldSecret> + Clone {
        self.0.iter()
    }

    fn last(&self) -> Option<&OldSecret> {
        self.0.last()
    }

    /// These and one more.
    fn with(&self, newest: OldSecret) -> Self {
        self.iter().cloned().chain([newest]).collect()
    }

    /// These without the last.
    fn without_last(&self) -> Self {
        let all_but_one = self.0.len().saturating_sub(1);
        self.iter().take(all_but_one).cloned().collect()
    }
}

impl FromIterator<OldSecret> for OldSecrets {
    fn from_iter<I: IntoIterator<Item = OldSecret>>(secrets: I) -> Self {
        Self(secrets.into_iter().collect())
    }
}

impl Key {
    /// Until when the old secret works; `None` where none does.
    #[must_use]
    pub fn rotating_until(&self, now: Instant) -> Option<Instant> {
        let old = self.old_secrets.last().filter(|old| !old.retired)?;
        (self.is_live(now) && now < old.until).then_some(old.until)
    }

    /// Until when one of its old secrets works, told by its place; `None` where it doesn't: only the last one can.
    #[must_use]
    pub fn old_secret_until(&self, place: usize, now: Instant) -> Option<Instant> {
        let is_last = place + 1 == self.old_secrets.0.len();
        self.rotating_until(now).filter(|_| is_last)
    }

    /// Which of its secrets was presented, where `matches` compares it with what is kept of one.
    #[must_use]
    pub fn secret_of(&self, matches: impl Fn(&SealedDigest) -> bool, now: Instant) -> PresentedSecret {
        if matches(&self.sealed) {
            return PresentedSecret::Current;
        }
        let mut old_secrets = self.old_secrets.iter().enumerate();
        match old_secrets.find(|(_, old)| matches(&old.sealed)) {
            None => PresentedSecret::Other,
            Some((place, old)) => match self.old_secret_until(place, now) {
                Some(until) => PresentedSecret::Old { until },
                None => PresentedSecret::Retired { at: old.until },
            },
        }
    }

    /// Gives it another secret, and lets the old one work until an instant, its own end at the latest. An old one that
    /// never left stops at once: nobody has it. One that never left while an older one works gives way to it first.
    ///
    /// # Errors
    /// [`LifeRefusal`] when it has ended, or while an older secret still works.
    pub fn rotate(self, sealed: SealedDigest, wanted: Instant, now: Instant) -> Result<Self, LifeRefusal> {
        self.require_live(now)?;
        if let Some(until) = self.rotating_until(now) {
            return match self.handed_out {
                // Nobody has the newest one: it is as if it had never been.
                HandedOut::Never => self.take_rotation_back(now)?.rotate(sealed, wanted, now),
                HandedOut::Copied | HandedOut::Saved | HandedOut::Stored => {
                    Err(LifeRefusal::RotatingAlready { until })
                }
            };
        }
        let until = match self.handed_out {
            HandedOut::Never => now,
            HandedOut::Copied | HandedOut::Saved | HandedOut::Stored => {
                let end = self.expires_at.map_or(wanted, |end| wanted.min(end));
                end.max(now)
            }
        };
        let old_secrets = self.old_secrets.with(OldSecret {
            until,
            retired: until <= now,
            sealed: self.sealed,
            handed_out: self.handed_out,
        });
        Ok(Self {
            sealed,
            old_secrets,
            handed_out: HandedOut::Never,
            boxed: None,
            ..self
        })
    }

    /// Stops the old secret now.
    ///
    /// # Errors
    /// [`LifeRefusal::NotRotating`] when none works.
    pub fn retire_old_secret(self, now: Instant) -> Result<Self, LifeRefusal> {
        match (self.rotating_until(now), self.old_secrets.last()) {
            (Some(_), Some(old)) => {
                let retired = OldSecret {
                    until: now,
                    retired: true,
                    ..old.clone()
                };
                Ok(Self {
                    old_secrets: self.old_secrets.without_last().with(retired),
                    ..self
                })
            }
            _ => Err(LifeRefusal::NotRotating),
        }
    }

    /// Puts back the secret that still works, where the new one never left.
    ///
    /// # Errors
    /// [`LifeRefusal::NotRotating`] when there is none to put back, [`LifeRefusal::HandedOut`] when the new one left.
    pub fn take_rotation_back(self, now: Instant) -> Result<Self, LifeRefusal> {
        if self.handed_out != HandedOut::Never {
            return Err(LifeRefusal::HandedOut);
        }
        match (self.rotating_until(now), self.old_secrets.last()) {
            (Some(_), Some(old)) => Ok(Self {
                sealed: old.sealed,
                handed_out: old.handed_out,
                old_secrets: self.old_secrets.without_last(),
                boxed: None,
                ..self
            }),
            _ => Err(LifeRefusal::NotRotating),
        }
    }

    /// Adds the secrets that it had to its row's encoding.
    pub(crate) fn encode_old_secrets(&self, row: Canonical) -> Canonical {
        row.each(self.old_secrets.iter(), |row, old| {
            row.number(old.until.timestamp_millis())
                .number(old.retired.into())
                .bytes(&old.sealed.0)
                .text(old.handed_out.name())
        })
    }
}

#[cfg(test)]
#[path = "rotation_tests.rs"]
mod tests;
