//! Without an open vault there is no data, whatever is asked.

use keytower_contract::{BackupEvery, BackupSchedule, Code, CopyWhat};

use super::pasting;
use super::room::{OTHER_PASSWORD, PASSWORD, Room, Seat, refused};

/// What everything that needs an open vault is refused with.
fn refusals(seat: &Seat, asked: &keytower_contract::GenerateKey) -> Vec<(&'static str, Code)> {
    let session = &seat.session;
    let text = |text: &str| text.to_owned();
    vec![
        ("backend", refused(session.backend())),
        ("generate", refused(seat.run(session.generate_key(asked.clone())))),
        ("copy", refused(seat.run(session.copy_shown(CopyWhat::Key)))),
        (
            "copy account id",
            refused(seat.run(session.copy_shown(CopyWhat::AccountId))),
        ),
        (
            "copy both",
            refused(seat.run(session.copy_shown(CopyWhat::KeyAndAccountId))),
        ),
        ("save", refused(seat.run(session.save_shown()))),
        ("stored", refused(seat.run(session.confirm_stored()))),
        ("discard", refused(seat.run(session.discard_shown()))),
        (
            "copy key id",
            refused(seat.run(session.copy_key_id(text("0000000000000000")))),
        ),
        (
            "copy a link",
            refused(seat.run(session.copy_link(text("0000000000000000")))),
        ),
        (
            "read the clipboard",
            refused(seat.run(session.identify_clipboard())),
        ),
        (
            "copy the workspace's id",
            refused(seat.run(session.copy_account_id())),
        ),
        (
            "change password",
            refused(seat.run(session.change_password(text(PASSWORD), text(OTHER_PASSWORD)))),
        ),
        (
            "replace code",
            refused(seat.run(session.replace_recovery_code(text(PASSWORD)))),
        ),
        (
            "re-encrypt",
            refused(seat.run(session.re_encrypt_vault(text(PASSWORD)))),
        ),
        (
            "keyring on",
            refused(seat.run(session.set_keyring_unlock(true, text(PASSWORD)))),
        ),
        (
            "keyring off",
            refused(seat.run(session.set_keyring_unlock(false, text(PASSWORD)))),
        ),
        ("back up", refused(seat.run(session.back_up_now()))),
        (
            "a folder for backups",
            refused(seat.run(session.choose_backup_folder())),
        ),
        (
            "schedule backups",
            refused(seat.run(session.set_backup_schedule(Some(BackupSchedule {
                folder: text("/nowhere"),
                every: BackupEvery::Daily,
                keep: 7,
            })))),
        ),
    ]
}

#[test]
fn while_the_vault_is_locked_everything_that_needs_it_says_so() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    let asked = seat.request("feed");
    seat.person.will_save(room.folder.path().join("never.txt"), true);
    seat.person.will_choose_folder(room.folder.path());
    seat.lock();
    for (what, code) in refusals(&seat, &asked) {
        assert_eq!(code, Code::Locked, "{what}");
    }
    assert_eq!(seat.person.suggested(), [""; 0], "nobody was asked where to save");
}

#[test]
fn without_a_vault_everything_that_needs_one_says_so() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    let asked = seat.request("feed");
    seat.run(seat.session.close_vault())
        .expect("closing always works");
    for (what, code) in refusals(&seat, &asked) {
        assert_eq!(code, Code::NoVault, "{what}");
    }
    let session = &seat.session;
    assert_eq!(refused(seat.unlock(PASSWORD)), Code::NoVault);
    assert_eq!(
        refused(seat.run(session.unlock_vault_with_keyring())),
        Code::NoVault
    );
}

#[test]
fn locking_empties_the_clipboard_and_a_request_from_before_keeps_nothing_open() {
    let _turn = pasting::turn();
    let room = Room::new();
    let (seat, _) = room.with_vault();
    let generated = seat.generate("feed");
    seat.run(seat.session.copy_shown(CopyWhat::Key))
        .expect("a clipboard");
    assert_eq!(pasting::pasted().as_deref(), Some(generated.key_text.as_str()));
    seat.lock();
    assert_eq!(pasting::pasted(), None);

    seat.unlock(PASSWORD).expect("the right password");
    seat.generate("other");
    seat.run(seat.session.copy_shown(CopyWhat::KeyAndAccountId))
        .expect("a clipboard");
    seat.session.shut();
    assert_eq!(pasting::pasted(), None, "quitting empties it as well");
}
