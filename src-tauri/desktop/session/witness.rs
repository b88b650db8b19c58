//! How far a vault's chain of events has come, remembered outside the vault: `heads/<account id>.json`.
//! A vault that holds less than this is an old copy put back.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use keytower_app::domain::event::{Head, Link};
use keytower_app::domain::id::AccountId;
use keytower_app::domain::time::Instant;
use keytower_desk::text_file::SaveError;
use keytower_local::Witness;
use serde::{Deserialize, Serialize};

use crate::data_folder::{DataFolder, read_json, write_json};

/// The head of one vault's chain, in a file.
pub(super) struct HeadFile {
    path: PathBuf,
    /// Makes those who look and then write wait for one another.
    turn: Mutex<()>,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    seq: u32,
    mac: [u8; 32],
    at: Instant,
}

impl HeadFile {
    pub(super) fn of(folder: &DataFolder, workspace: AccountId) -> Self {
        let path = folder.file("heads").join(format!("{workspace}.json"));
        Self {
            path,
            turn: Mutex::new(()),
        }
    }

    fn write(&self, head: Head) -> Result<(), SaveError> {
        write_json(
            &self.path,
            &Kept {
                seq: head.seq,
                mac: head.mac.0,
                at: head.at,
            },
        )
    }
}

impl Witness for HeadFile {
    fn seen(&self) -> Option<Head> {
        let kept: Option<Kept> = read_json(&self.path);
        kept.map(|kept| Head {
            seq: kept.seq,
            mac: Link(kept.mac),
            at: kept.at,
        })
    }

    fn accepted(&self, head: Head) {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = self.write(head);
    }

    fn committed(&self, head: Head) {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        if self.seen().is_none_or(|seen| seen.seq < head.seq) {
            // The next commit tries again, and an older head that is remembered is an ancestor still.
            let _ = self.write(head);
        }
    }
}
