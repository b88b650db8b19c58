//! Many keys are changed while the vault is locked.

use keytower_contract::{Code, KeySelection, KeyState, KeyVerb, Selected};

use super::room::{PASSWORD, Room, every_key, state};

const KEYS: usize = 40;

#[test]
fn locked_while_many_keys_change_all_of_them_have_or_none_has() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    for number in 0..KEYS {
        let request = seat.request(&format!("feed-{number}"));
        seat.run(seat.backend().generate_key(request))
            .expect("a request in order");
    }
    let mut before = 0;
    for turn in 0..20 {
        let verb = if before == 0 {
            KeyVerb::Disable
        } else {
            KeyVerb::Enable
        };
        let selection = KeySelection {
            query: every_key(),
            selected: Selected::AllBut { key_ids: Vec::new() },
        };
        let backend = seat.backend();
        let preview = seat
            .run(backend.preview_key_changes(selection, verb))
            .expect("an open vault");
        assert_eq!(preview.changing as usize, KEYS);
        let changed = std::thread::scope(|scope| {
            let change = scope.spawn(|| {
                let runtime = tokio::runtime::Builder::new_current_thread().build();
                let confirmed = backend.confirm_key_changes(preview.changes_id, String::new());
                runtime.expect("threads").block_on(confirmed)
            });
            for _ in 0..turn {
                seat.workspace();
            }
            seat.lock();
            let unlocked = seat.unlock(PASSWORD).expect("nobody else has it");
            assert_eq!(state(&unlocked), "open", "turn {turn}");
            change.join().expect("no panic")
        });
        let now = seat.names(KeyState::Disabled).len();
        assert!(now == 0 || now == KEYS, "turn {turn}: {now}");
        match changed {
            Ok(()) => assert_ne!(now, before, "turn {turn}: said to be done"),
            Err(problem) => assert_eq!(problem.code, Code::Locked, "turn {turn}: {problem:?}"),
        }
        before = now;
    }
}
