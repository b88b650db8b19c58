//! A real gnome-keyring, each on a bus and in a home of its own.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use keytower_desk::keyring::{DeviceKeyring, KeyringError};
use rustix::process::Signal;
use zbus::blocking::{Connection, MessageIterator};
use zbus::zvariant::{ObjectPath, OwnedObjectPath};
use zeroize::Zeroizing;

use crate::support::{self, Bus, Running};

const VAULT: &str = "vlt_3kQ9";
const SERVICE: &str = "org.freedesktop.secrets";

/// Runs the body with a session bus of its own, on which there is no keyring yet.
fn on_a_bus(test: &str, body: impl FnOnce()) {
    let home = tempfile::tempdir().expect("a temporary folder");
    let mut bus = None;
    support::inside(
        &format!("keyring::{test}"),
        |command| {
            let own = bus.insert(Bus::start(home.path()));
            command
                .env("DBUS_SESSION_BUS_ADDRESS", &own.address)
                .env("HOME", home.path())
                .env("XDG_DATA_HOME", home.path())
                .env("XDG_RUNTIME_DIR", home.path())
                .env_remove("GNOME_KEYRING_CONTROL")
                .env_remove("DISPLAY")
                .env_remove("WAYLAND_DISPLAY");
        },
        body,
    );
}

/// A keyring that was unlocked with a password at login.
fn unlocked() -> Running {
    started(true)
}

/// Returns when the service answers on the bus.
fn started(unlock: bool) -> Running {
    let bus = Connection::session().expect("a bus");
    let rule = zbus::MatchRule::builder()
        .msg_type(zbus::message::Type::Signal)
        .member("NameOwnerChanged")
        .and_then(|rule| rule.arg(0, SERVICE))
        .expect("a rule")
        .build();
    let mut owners = MessageIterator::for_match_rule(rule, &bus, None).expect("a bus");
    let mut command = Command::new("gnome-keyring-daemon");
    command
        .args(["--foreground", "--components=secrets"])
        .arg("--control-directory");
    command.arg(PathBuf::from(std::env::var_os("HOME").expect("set")).join("control"));
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    if unlock {
        command.arg("--unlock");
    }
    let mut daemon = command.spawn().expect("gnome-keyring is installed");
    let mut password = daemon.stdin.take().expect("a pipe");
    password.write_all(b"pw").expect("read");
    drop(password);
    owners.find(|signal| {
        let (_, _, new): (String, String, String) = signal
            .as_ref()
            .expect("a bus")
            .body()
            .deserialize()
            .expect("three names");
        !new.is_empty()
    });
    Running::from(daemon)
}

fn secret(text: &str) -> Zeroizing<String> {
    Zeroizing::new(text.to_owned())
}

fn fetched(keyring: &DeviceKeyring) -> Option<String> {
    keyring
        .fetch(VAULT)
        .expect("fetched")
        .map(|text| text.to_string())
}

fn secret_tool(args: &[&str], input: &str) -> Option<String> {
    support::printed(Command::new("secret-tool").args(args), input)
}

const ATTRIBUTES: [&str; 4] = ["service", "org.keytower.desktop", "username", VAULT];

fn lock_everything() {
    let bus = Connection::session().expect("a bus");
    let (path, interface) = ("/org/freedesktop/secrets", "org.freedesktop.Secret.Service");
    let alias = bus
        .call_method(Some(SERVICE), path, Some(interface), "ReadAlias", &"default")
        .expect("the service answers");
    let collection: OwnedObjectPath = alias.body().deserialize().expect("a path");
    let objects: Vec<ObjectPath<'_>> = vec![collection.into()];
    bus.call_method(Some(SERVICE), path, Some(interface), "Lock", &objects)
        .expect("locked");
}

#[test]
fn a_secret_is_kept_replaced_found_and_removed() {
    on_a_bus("a_secret_is_kept_replaced_found_and_removed", || {
        let _daemon = unlocked();
        let keyring = DeviceKeyring::new();
        assert!(keyring.available());
        assert_eq!(fetched(&keyring), None);
        keyring.store(VAULT, secret("first")).expect("kept");
        keyring.store(VAULT, secret("second")).expect("replaced");
        assert_eq!(fetched(&keyring).as_deref(), Some("second"));
        let seen = secret_tool(&[&["lookup"], &ATTRIBUTES[..]].concat(), "");
        assert_eq!(seen.as_deref(), Some("second"), "one entry, under our name");
        assert!(keyring.fetch("another vault").expect("answered").is_none());
        keyring.remove(VAULT).expect("removed");
        keyring.remove(VAULT).expect("nothing to remove");
        assert_eq!(fetched(&keyring), None);
    });
}

#[test]
fn without_a_keyring_it_is_absent_and_one_that_comes_later_is_found() {
    on_a_bus(
        "without_a_keyring_it_is_absent_and_one_that_comes_later_is_found",
        || {
            let keyring = DeviceKeyring::new();
            assert!(!keyring.available());
            assert_eq!(keyring.fetch(VAULT), Err(KeyringError::Absent));
            assert_eq!(keyring.store(VAULT, secret("text")), Err(KeyringError::Absent));
            let _daemon = unlocked();
            assert!(keyring.available());
            keyring.store(VAULT, secret("text")).expect("kept");
        },
    );
}

#[test]
fn without_a_bus_it_is_absent() {
    let nowhere = |command: &mut Command| {
        command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/at/all");
    };
    support::inside("keyring::without_a_bus_it_is_absent", nowhere, || {
        let keyring = DeviceKeyring::new();
        assert!(!keyring.available());
        assert_eq!(keyring.fetch(VAULT), Err(KeyringError::Absent));
    });
}

#[test]
fn a_keyring_without_a_collection_is_not_available_and_keeps_nothing() {
    on_a_bus(
        "a_keyring_without_a_collection_is_not_available_and_keeps_nothing",
        || {
            let _daemon = started(false);
            let keyring = DeviceKeyring::new();
            assert!(!keyring.available());
            assert_eq!(fetched(&keyring), None);
            assert_eq!(keyring.store(VAULT, secret("text")), Err(KeyringError::Absent));
        },
    );
}

#[test]
fn a_locked_keyring_that_nobody_unlocks_holds_nobody_up() {
    on_a_bus("a_locked_keyring_that_nobody_unlocks_holds_nobody_up", || {
        let _daemon = unlocked();
        let keyring = DeviceKeyring::new();
        keyring.store(VAULT, secret("text")).expect("kept");
        let (asked, dialogs) = mpsc::channel();
        let _dialog = Connection::session()
            .and_then(|bus| {
                bus.object_server()
                    .at("/org/gnome/keyring/Prompter", Prompter { asked })?;
                bus.request_name("org.gnome.keyring.SystemPrompter")?;
                Ok(bus)
            })
            .expect("a bus");
        lock_everything();
        let hasty = keyring.waiting(Duration::from_millis(300));
        assert_eq!(hasty.fetch(VAULT), Err(KeyringError::TimedOut));
        dialogs.recv().expect("a dialog is waiting for the password");
        assert_eq!(hasty.remove(VAULT), Err(KeyringError::TimedOut));
        assert!(keyring.available(), "it is there, only locked");
    });
}

/// A dialog that asks for the keyring's password and is never answered.
struct Prompter {
    asked: mpsc::Sender<OwnedObjectPath>,
}

#[zbus::interface(name = "org.gnome.keyring.internal.Prompter")]
impl Prompter {
    fn begin_prompting(&self, callback: OwnedObjectPath) {
        let _ = self.asked.send(callback);
    }
}

#[test]
fn a_locked_keyring_that_cannot_ask_is_told() {
    on_a_bus("a_locked_keyring_that_cannot_ask_is_told", || {
        let _daemon = unlocked();
        let keyring = DeviceKeyring::new();
        keyring.store(VAULT, secret("text")).expect("kept");
        lock_everything();
        assert_eq!(keyring.fetch(VAULT), Err(KeyringError::Locked));
        assert_eq!(keyring.store(VAULT, secret("new")), Err(KeyringError::Locked));
    });
}

#[test]
fn a_keyring_that_hangs_is_given_up_and_used_again_when_it_goes_on() {
    on_a_bus(
        "a_keyring_that_hangs_is_given_up_and_used_again_when_it_goes_on",
        || {
            let daemon = unlocked();
            let keyring = DeviceKeyring::new();
            let hasty = keyring.waiting(Duration::from_millis(100));
            keyring.store(VAULT, secret("text")).expect("kept");
            daemon.signal(Signal::STOP);
            for _ in 0..6 {
                assert_eq!(hasty.fetch(VAULT), Err(KeyringError::TimedOut));
            }
            assert!(!hasty.available());
            daemon.signal(Signal::CONT);
            assert_eq!(fetched(&keyring).as_deref(), Some("text"));
        },
    );
}

#[test]
fn a_keyring_that_was_restarted_is_used_again() {
    on_a_bus("a_keyring_that_was_restarted_is_used_again", || {
        let daemon = unlocked();
        let keyring = DeviceKeyring::new();
        keyring.store(VAULT, secret("text")).expect("kept");
        drop(daemon);
        assert_eq!(keyring.fetch(VAULT), Err(KeyringError::Absent));
        keyring.remove(VAULT).expect_err("it is gone");
        let _again = unlocked();
        assert_eq!(fetched(&keyring).as_deref(), Some("text"));
    });
}

#[test]
fn a_restart_between_two_calls_goes_unnoticed() {
    on_a_bus("a_restart_between_two_calls_goes_unnoticed", || {
        let daemon = unlocked();
        let keyring = DeviceKeyring::new();
        keyring.store(VAULT, secret("text")).expect("kept");
        drop(daemon);
        let _again = unlocked();
        assert_eq!(fetched(&keyring).as_deref(), Some("text"));
    });
}

#[test]
fn an_entry_that_was_removed_outside_is_none_and_an_altered_one_is_what_it_is_now() {
    let test = "an_entry_that_was_removed_outside_is_none_and_an_altered_one_is_what_it_is_now";
    on_a_bus(test, || {
        let _daemon = unlocked();
        let keyring = DeviceKeyring::new();
        keyring.store(VAULT, secret("text")).expect("kept");
        let label = ["store", "--label", "altered"];
        secret_tool(&[&label[..], &ATTRIBUTES].concat(), "altered").expect("stored");
        assert_eq!(fetched(&keyring).as_deref(), Some("altered"));
        secret_tool(&[&["clear"], &ATTRIBUTES[..]].concat(), "").expect("cleared");
        assert_eq!(fetched(&keyring), None);
    });
}

#[test]
fn two_entries_for_one_vault_are_ambiguous() {
    on_a_bus("two_entries_for_one_vault_are_ambiguous", || {
        let _daemon = unlocked();
        let keyring = DeviceKeyring::new();
        keyring.store(VAULT, secret("text")).expect("kept");
        let label = ["store", "--label", "another"];
        let attributes = [&label[..], &ATTRIBUTES, &["copied", "yes"]].concat();
        secret_tool(&attributes, "another").expect("stored");
        assert_eq!(keyring.fetch(VAULT), Err(KeyringError::Ambiguous));
        assert_eq!(keyring.store(VAULT, secret("new")), Err(KeyringError::Ambiguous));
    });
}
