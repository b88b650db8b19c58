//! Who acts. In a vault that is whoever holds it: a person, whose name can change while it is open, and who can hand
//! it on to another.

use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};

use keytower_app::domain::actor::Actor;
use keytower_app::domain::id::PersonId;
use keytower_app::domain::person::Person;
use keytower_app::{Caller, Clock, DescribeError, Entropy, Store, StoreError, add_creator, holder};

use crate::{Desk, held};

/// Who acts, from where, and what time and randomness they bring.
#[derive(Clone)]
pub struct Acting {
    /// Who.
    pub actor: Actor,
    /// From where, as events record it.
    pub origin: &'static str,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub entropy: Arc<dyn Entropy>,
}

impl Acting {
    /// As use cases take it.
    #[must_use]
    pub fn caller(&self) -> Caller<'_> {
        Caller {
            actor: &self.actor,
            origin: self.origin,
            clock: &*self.clock,
            entropy: &*self.entropy,
        }
    }
}

/// Who acts now, and which person that is.
pub(crate) struct Actors(Mutex<(Arc<Acting>, Option<PersonId>)>);

impl Actors {
    pub(crate) fn new(acting: Acting) -> Self {
        Self(Mutex::new((Arc::new(acting), None)))
    }

    pub(crate) fn now(&self) -> Arc<Acting> {
        Arc::clone(&held(&self.0).0)
    }

    /// Whether it is this person who acts.
    pub(crate) fn is(&self, person: PersonId) -> bool {
        held(&self.0).1 == Some(person)
    }

    /// From now on it is this person.
    fn become_person(&self, person: &Person) {
        let mut now = held(&self.0);
        let actor = Actor {
            name: person.description.name.clone(),
            person: Some(person.id),
            ..now.0.actor.clone()
        };
        let acting = Acting {
            actor,
            ..Acting::clone(&now.0)
        };
        *now = (Arc::new(acting), Some(person.id));
    }
}

impl<S: Store> Desk<S> {
    /// Acts as whoever holds the vault. One from before there were people gets its creator as the first of them,
    /// unless it can't be written to, or is an old copy that nobody went on with.
    pub(crate) fn meet_holder(&self) -> Result<(), StoreError> {
        if !self.older_than_seen.load(Ordering::SeqCst) {
            match add_creator(&self.store, &self.acting().caller()) {
                // Whoever may not change people leaves them as they are.
                Err(
                    DescribeError::Store(StoreError::ReadOnly | StoreError::Full)
                    | DescribeError::Forbidden(_)
                    | DescribeError::NotFound
                    | DescribeError::Invalid(_),
                )
                | Ok(()) => {}
                Err(DescribeError::Store(error)) => return Err(error),
            }
            self.witness_head();
        }
        self.follow_holder()
    }

    /// Goes on as whoever holds the vault now.
    pub(crate) fn follow_holder(&self) -> Result<(), StoreError> {
        if let Some(person) = self.store.read(|tx| holder(tx))? {
            self.acting.become_person(&person);
        }
        Ok(())
    }
}
