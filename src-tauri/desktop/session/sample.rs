//! Sample data: a workspace to look around in, which is in memory only and gone once it is left.

use std::sync::Arc;

use keytower_app::Store as _;
use keytower_app::domain::event::Head;
use keytower_contract::{Answer, Code, LockReason, Problem, SessionStatus};
use keytower_local::{Local, Witness};
use keytower_sample::{ORIGIN, SEED, administrator, make_sample};
use keytower_store_sqlite::SqliteStore;

use super::{Desk, Held, Open, Place, Session, problems};

/// What the window calls it.
const NAME: &str = "Sample data";

/// The chain's head isn't remembered: nobody can put an old copy back of what has no copy.
struct Unremembered;

impl Witness for Unremembered {
    fn seen(&self) -> Option<Head> {
        None
    }

    fn committed(&self, _head: Head) {}

    fn accepted(&self, _head: Head) {}
}

/// What the session holds while sample data is open.
pub(super) fn status() -> SessionStatus {
    SessionStatus::Open {
        name: NAME.to_owned(),
        path: String::new(),
        keyring: false,
        recovery_code_is_older: false,
        sample: true,
    }
}

impl Session {
    /// Opens sample data, made for the occasion. Nothing of it is written anywhere.
    ///
    /// # Errors
    /// [`Code::Locked`] when it was left again meanwhile.
    pub async fn open_sample(&self) -> Answer<SessionStatus> {
        self.idle.restart();
        self.on_desk(|desk| desk.open_sample()).await
    }
}

impl Desk {
    fn open_sample(&self) -> Answer<SessionStatus> {
        self.lock(LockReason::Asked);
        let turn = self.turn();
        let store = SqliteStore::in_memory().map_err(problems::migration)?;
        make_sample(&store, self.computer.clock.now(), SEED).map_err(problems::sample)?;
        let workspace = store.read(|tx| tx.workspace()).map_err(problems::store)?;
        let workspace = workspace.ok_or_else(|| Problem::new(Code::Internal))?;
        let acting = self.acting(administrator(), ORIGIN);
        let backend = Local::backend(store, acting, Arc::new(Unremembered)).map_err(problems::store)?;
        let mut held = self.held();
        if self.turn() != turn {
            return Err(Problem::new(Code::Locked));
        }
        *held = Held::Open(Box::new(Open {
            backend,
            place: Place::Sample,
            account_id: workspace.account_id,
            shown: None,
            next_end: None,
            backing_up: None,
        }));
        self.rounds.ask();
        Ok(status())
    }
}
