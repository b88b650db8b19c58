//! Who calls a use case, from where, and with which clock and randomness.

use keytower_domain::actor::{Action, Actor, Forbidden, may, may_change_keys_of};
use keytower_domain::party::PartyId;
use keytower_domain::time::Instant;

use crate::store::{ReadTx, Stored};
use crate::{Clock, Entropy};

/// Who calls, from where, and what time and randomness they bring.
#[derive(Clone, Copy)]
pub struct Caller<'a> {
    /// Who.
    pub actor: &'a Actor,
    /// From where, as events record it: `desktop` for this program's window.
    pub origin: &'a str,
    /// The time.
    pub clock: &'a dyn Clock,
    /// Randomness.
    pub entropy: &'a dyn Entropy,
}

impl Caller<'_> {
    /// Whether they may do something.
    ///
    /// # Errors
    /// [`Forbidden`].
    pub fn may(&self, action: Action) -> Result<(), Forbidden> {
        may(self.actor, action)
    }

    /// Whether they may change the keys of an owner.
    ///
    /// # Errors
    /// [`Forbidden`].
    pub fn may_change_keys_of(&self, owner: PartyId) -> Result<(), Forbidden> {
        may_change_keys_of(self.actor, owner)
    }

    /// The instant at which states are judged: the clock's, or the newest event's where the clock stands before it,
    /// so that a clock set back revives nothing.
    ///
    /// # Errors
    /// The store's.
    pub fn now(&self, tx: &(impl ReadTx + ?Sized)) -> Stored<Instant> {
        Ok(self.clock.now().max(tx.head()?.at))
    }

    /// Randomness in the form in which the domain takes it.
    pub(crate) fn fill(&self) -> impl FnMut(&mut [u8]) {
        |bytes| self.entropy.fill(bytes)
    }
}
