//! A workspace on this computer, as a [`Backend`]: each request is a use case run as an actor, off the async threads.

mod access;
mod accounts;
mod acting;
mod backend;
mod change_keys;
mod events;
mod fleet;
mod fleet_groups;
mod imports;
mod keys;
mod overview;
mod people;
mod reminders;
mod resources;
mod search;
mod someone_left;
mod verification;
mod work;
mod workspace;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use keytower_app::domain::event::Head;
use keytower_app::domain::time::Instant;
use keytower_app::{Activity, EventQuery, Inventory, KeyQuery, Store, StoreError, Tally, holds_seen};
use keytower_contract::{Answer, Backend, Code, Problem};

use crate::work::Work;
use acting::Actors;
use change_keys::PendingChanges;
use imports::Import;
use someone_left::PendingHandover;

pub use acting::Acting;

/// Remembers outside the store how far its chain has come, so that an old copy put back is noticed.
pub trait Witness: Send + Sync {
    /// The newest event that was seen of the store.
    fn seen(&self) -> Option<Head>;
    /// A newer one was committed.
    fn committed(&self, head: Head);
    /// Somebody goes on with an older one.
    fn accepted(&self, head: Head);
}

/// A workspace in a store on this computer.
pub struct Local<S> {
    desk: Arc<Desk<S>>,
}

/// What every request shares.
struct Desk<S> {
    store: S,
    acting: Actors,
    witness: Arc<dyn Witness>,
    older_than_seen: AtomicBool,
    closed: AtomicBool,
    inventory: Mutex<Inventory>,
    order: Mutex<Option<Order>>,
    activity: Mutex<Log>,
    check: Work,
    import: Mutex<Option<Import>>,
    changes: Mutex<Option<PendingChanges>>,
    handover: Mutex<Option<PendingHandover>>,
}

/// The rows that a query found, in order, kept for the next window of the same list.
struct Order {
    query: KeyQuery,
    judged_at: Instant,
    places: Arc<Vec<u32>>,
}

/// The audit log in memory, and the places that the last query found in it.
#[derive(Default)]
struct Log {
    activity: Activity,
    found: Option<(EventQuery, Arc<Vec<u32>>)>,
}

impl<S: Store> Local<S> {
    /// Acts on a store that holds a workspace.
    ///
    /// # Errors
    /// The store's.
    pub fn new(store: S, acting: Acting, witness: Arc<dyn Witness>) -> Result<Self, StoreError> {
        let older_than_seen = match witness.seen() {
            Some(seen) => !holds_seen(&store, seen)?,
            None => false,
        };
        let desk = Desk {
            store,
            acting: Actors::new(acting),
            witness,
            older_than_seen: AtomicBool::new(older_than_seen),
            closed: AtomicBool::new(false),
            inventory: Mutex::default(),
            order: Mutex::default(),
            activity: Mutex::default(),
            check: Work::default(),
            import: Mutex::default(),
            changes: Mutex::default(),
            handover: Mutex::default(),
        };
        desk.witness_head();
        Ok(Self { desk: Arc::new(desk) })
    }

    /// The same, as what the window holds: it acts as whoever holds the vault.
    ///
    /// # Errors
    /// The store's.
    pub fn backend(
        store: S,
        acting: Acting,
        witness: Arc<dyn Witness>,
    ) -> Result<Arc<dyn Backend>, StoreError> {
        let local = Self::new(store, acting, witness)?;
        local.desk.meet_holder()?;
        Ok(Arc::new(local))
    }

    /// Runs a request where it may block.
    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Desk<S>) -> Answer<T> + Send + 'static,
    ) -> Answer<T> {
        let desk = Arc::clone(&self.desk);
        match tokio::task::spawn_blocking(move || (work(&desk), desk.closed.load(Ordering::SeqCst))).await {
            // What was being read when the vault was locked isn't answered.
            Ok((_, true)) => Err(Problem::new(Code::Locked)),
            Ok((answer, false)) => answer,
            Err(_) => Err(Problem::new(Code::Internal).with("detail", "a request ended early")),
        }
    }

    /// Runs a request that may commit, and has the witness remember how far the chain has come.
    async fn change<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Desk<S>) -> Answer<T> + Send + 'static,
    ) -> Answer<T> {
        self.run(|desk| {
            let answer = work(desk);
            desk.witness_head();
            answer
        })
        .await
    }
}

impl<S: Store> Desk<S> {
    /// Who acts now. A request that is under way goes on as whom it asked for.
    fn acting(&self) -> Arc<Acting> {
        self.acting.now()
    }

    /// Has the witness remember how far the chain has come; of an old copy, only once somebody goes on with it.
    fn witness_head(&self) {
        if !self.older_than_seen.load(Ordering::SeqCst)
            && let Ok(head) = self.store.read(|tx| tx.head())
        {
            self.witness.committed(head);
        }
    }

    /// The inventory with what is counted of its keys now.
    fn counted<'a>(&self, inventory: &'a mut Inventory) -> (&'a Inventory, &'a Tally) {
        inventory.counted(inventory.now(self.acting().caller().clock))
    }

    /// The inventory as of the newest event.
    fn inventory(&self) -> Answer<MutexGuard<'_, Inventory>> {
        let mut inventory = held(&self.inventory);
        if self.store.read(|tx| inventory.refresh(tx))? {
            *held(&self.order) = None;
        }
        Ok(inventory)
    }
}

/// What is kept here can be read anew from the store at any time, so a panic elsewhere leaves it usable.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
