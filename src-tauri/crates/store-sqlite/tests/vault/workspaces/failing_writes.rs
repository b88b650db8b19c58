//! A disk that fails at each write in turn: the system refuses any that goes beyond a limit (`setrlimit(2)`,
//! `RLIMIT_FSIZE`), with an error that no full disk has.

use keytower_app::StoreError;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tempfile::tempdir;

use super::acts::{ACTS, prepare};
use super::tower::{Tower, assert_intact, state};
use crate::children;

/// Without this the system would end the process at the first such write. What is ignored stays so in the program
/// that takes the shell's place.
const IGNORING_THE_SIGNAL: [&str; 4] = ["sh", "-c", "trap '' XFSZ; exec \"$@\"", "sh"];

fn limit_files(bytes: Option<u64>) {
    let Rlimit { maximum, .. } = getrlimit(Resource::Fsize);
    let limit = Rlimit {
        current: bytes.or(maximum),
        maximum,
    };
    setrlimit(Resource::Fsize, limit).unwrap();
}

#[test]
fn whichever_write_fails_a_use_case_happens_whole_or_not_at_all() {
    let Some(folder) = children::folder() else {
        let parent = tempdir().unwrap();
        return children::run(
            &IGNORING_THE_SIGNAL,
            "workspaces::failing_writes::whichever_write_fails_a_use_case_happens_whole_or_not_at_all",
            parent.path(),
        );
    };
    let place = folder.join("Tower.keytower");
    let tower = Tower::create(&place);
    let desk = tower.desk(0);
    prepare(&desk);
    let around = tower.vault.connect().unwrap();
    for (name, act) in ACTS {
        let before = state(&desk);
        let mut refusals = 0;
        // A frame of the log has a header of 24 bytes: half a page each time also cuts frames in two.
        for bytes in (0..1_000_000).step_by(2_060) {
            around
                .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
                .unwrap();
            limit_files(Some(bytes));
            let outcome = act(&desk);
            limit_files(None);
            let when = format!("{name}, no byte from {bytes} on");
            match outcome {
                Ok(()) => break,
                Err(StoreError::Unavailable(_)) => refusals += 1,
                Err(other) => panic!("{when}: {other:?}"),
            }
            assert_intact(&desk, Some(before.0), &when);
            assert_eq!(state(&desk), before, "{when}");
        }
        assert!(refusals > 2, "{name}: {refusals}");
        assert_ne!(state(&desk), before, "{name}: when writes succeed, it happens");
        assert_intact(&desk, Some(before.0), name);
    }
    let end = state(&desk);
    drop((around, tower));
    assert_eq!(
        state(&Tower::open(&place).desk(1)),
        end,
        "all of it was on the disk"
    );
}
