//! How far a vault's chain of events has come, remembered outside the vault: `heads/<account id>.json`.
//! A vault that holds less than this is an old copy put back.

use std::path::PathBuf;

use keytower_app::domain::event::{Head, Link};
use keytower_app::domain::id::AccountId;
use keytower_app::domain::time::Instant;
use keytower_local::Witness;
use serde::{Deserialize, Serialize};

use crate::data_folder::{DataFolder, read_json, write_json};

/// The head of one vault's chain, in a file.
pub(super) struct HeadFile(PathBuf);

#[derive(Serialize, Deserialize)]
struct Kept {
    seq: u32,
    mac: [u8; 32],
    at: Instant,
}

impl HeadFile {
    pub(super) fn of(folder: &DataFolder, workspace: AccountId) -> Self {
        Self(folder.file("heads").join(format!("{workspace}.json")))
    }
}

impl Witness for HeadFile {
    fn seen(&self) -> Option<Head> {
        let kept: Option<Kept> = read_json(&self.0);
        kept.map(|kept| Head {
            seq: kept.seq,
            mac: Link(kept.mac),
            at: kept.at,
        })
    }

    fn committed(&self, head: Head) {
        if self.seen() != Some(head) {
            // The next commit tries again, and an older head that is remembered is an ancestor still.
            let _ = write_json(
                &self.0,
                &Kept {
                    seq: head.seq,
                    mac: head.mac.0,
                    at: head.at,
                },
            );
        }
    }
}
