//! Who acts. In a vault that is whoever holds it: a person, whose name can change while it is open, and who can hand
//! it on to another.

use std::sync::atomic::Ordering;
use std::sync::{Arc, OnceLock};

use keytower_app::domain::actor::Actor;
use keytower_app::domain::id::PersonId;
use keytower_app::domain::person::Person;
use keytower_app::{Caller, Clock, DescribeError, Entropy, Store, StoreError, add_creator, holder};

use crate::Desk;

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

/// Who acts now. Requests under way go on as whom they began.
pub(crate) struct Actors {
    first: Link,
}

/// Somebody, and who it was after them.
struct Link {
    acting: Acting,
    person: Option<PersonId>,
    next: OnceLock<Box<Link>>,
}

impl Actors {
    pub(crate) fn new(acting: Acting) -> Self {
        Self {
            first: Link::of(acting, None),
        }
    }

    pub(crate) fn now(&self) -> &Acting {
        &self.last().acting
    }

    /// Whether it is this person who acts.
    pub(crate) fn is(&self, person: PersonId) -> bool {
        self.last().person == Some(person)
    }

    /// From now on it is this person.
    fn become_person(&self, person: &Person) {
        let last = self.last();
        let name = &person.description.name;
        if last.person != Some(person.id) || last.acting.actor.name != *name {
            let actor = Actor {
                name: name.clone(),
                ..last.acting.actor.clone()
            };
            let acting = Acting {
                actor,
                ..last.acting.clone()
            };
            // Where another request was quicker, it read the same.
            let _ = last.next.set(Box::new(Link::of(acting, Some(person.id))));
        }
    }

    fn last(&self) -> &Link {
        let mut last = &self.first;
        while let Some(next) = last.next.get() {
            last = next;
        }
        last
    }
}

impl Link {
    fn of(acting: Acting, person: Option<PersonId>) -> Self {
        Self {
            acting,
            person,
            next: OnceLock::new(),
        }
    }
}

impl<S: Store> Desk<S> {
    /// Acts as whoever holds the vault. One from before there were people gets its creator as the first of them,
    /// unless it can't be written to, or is an old copy that nobody went on with.
    pub(crate) fn meet_holder(&self) -> Result<(), StoreError> {
        if !self.older_than_seen.load(Ordering::SeqCst) {
            match add_creator(&self.store, &self.caller()) {
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
