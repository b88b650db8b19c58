//! A logind and a screen saver of our own, on a bus of their own.

use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

use keytower_desk::sleep::{SystemNotice, Watch, watch_on};
use tempfile::TempDir;
use zbus::blocking::Connection;
use zbus::blocking::connection::Builder;
use zbus::zvariant::{Fd, ObjectPath, OwnedObjectPath};

use crate::support::Bus;

const LOGIND: &str = "/org/freedesktop/login1";
const OURS: &str = "/org/freedesktop/login1/session/_31";
const ANOTHER: &str = "/org/freedesktop/login1/session/_32";
const PATIENCE: Duration = Duration::from_secs(20);

/// Answers as `org.freedesktop.login1.Manager` does, and tells when a delay is let go.
struct Manager {
    session: OwnedObjectPath,
    delay_ended: mpsc::Sender<()>,
}

#[zbus::interface(name = "org.freedesktop.login1.Manager")]
impl Manager {
    #[zbus(name = "GetSessionByPID")]
    fn session_of(&self, pid: u32) -> OwnedObjectPath {
        assert_eq!(pid, std::process::id());
        self.session.clone()
    }

    fn inhibit(&self, what: &str, who: &str, why: &str, mode: &str) -> Fd<'static> {
        assert_eq!(
            (what, who, why, mode),
            ("sleep", "Keytower", "Locks the vault", "delay")
        );
        let (held, theirs) = std::os::unix::net::UnixStream::pair().expect("a pair");
        let ended = self.delay_ended.clone();
        std::thread::spawn(move || {
            // Ends when the other side is closed.
            let _ = std::io::Read::read(&mut &held, &mut [0]);
            let _ = ended.send(());
        });
        Fd::from(std::os::fd::OwnedFd::from(theirs))
    }
}

struct Desk {
    /// Speaks as logind and as the screen savers.
    services: Connection,
    delay_ended: Receiver<()>,
    bus: Bus,
    _folder: TempDir,
}

impl Desk {
    fn start() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let bus = Bus::start(folder.path());
        let (delay_ended, ended) = mpsc::channel();
        let session = ObjectPath::from_static_str_unchecked(OURS).into();
        let services = Builder::address(bus.address.as_str())
            .and_then(|builder| builder.serve_at(LOGIND, Manager { session, delay_ended }))
            .and_then(|builder| builder.name("org.freedesktop.login1"))
            .and_then(|builder| builder.name("org.gnome.ScreenSaver"))
            .and_then(Builder::build)
            .expect("services");
        Self {
            services,
            delay_ended: ended,
            bus,
            _folder: folder,
        }
    }

    fn watch(&self) -> (Watch, Receiver<SystemNotice>) {
        listen(&self.bus.address, &self.bus.address)
    }

    fn prepare_for_sleep(&self, starts: bool) {
        let interface = "org.freedesktop.login1.Manager";
        self.signal(LOGIND, interface, "PrepareForSleep", &starts);
    }

    fn signal<B>(&self, path: &str, interface: &str, member: &str, body: &B)
    where
        B: zbus::export::serde::Serialize + zbus::zvariant::DynamicType,
    {
        let to_all: Option<&str> = None;
        self.services
            .emit_signal(to_all, path, interface, member, body)
            .expect("sent");
    }
}

fn listen(system_bus: &str, session_bus: &str) -> (Watch, Receiver<SystemNotice>) {
    let (heard, notices) = mpsc::channel();
    let watch = watch_on(system_bus, session_bus, move |notice| {
        let _ = heard.send(notice);
    });
    (watch, notices)
}

#[test]
fn going_to_sleep_is_told_and_waits_until_that_is_done() {
    let desk = Desk::start();
    let (watch, notices) = desk.watch();
    assert_eq!(watch.sources(), ["sleep", "session lock", "screen saver"]);
    assert!(desk.delay_ended.try_recv().is_err(), "the delay is held");
    for _ in 0..2 {
        desk.prepare_for_sleep(true);
        assert_eq!(notices.recv_timeout(PATIENCE), Ok(SystemNotice::GoesToSleep));
        assert_eq!(desk.delay_ended.recv_timeout(PATIENCE), Ok(()));
        desk.prepare_for_sleep(false);
        assert_eq!(notices.recv_timeout(PATIENCE), Ok(SystemNotice::Woke));
    }
}

#[test]
fn the_lock_of_this_session_is_told_and_no_others() {
    let desk = Desk::start();
    let (_watch, notices) = desk.watch();
    let session = "org.freedesktop.login1.Session";
    desk.signal(ANOTHER, session, "Lock", &());
    desk.signal(OURS, session, "Unlock", &());
    desk.prepare_for_sleep(false);
    assert_eq!(
        notices.recv_timeout(PATIENCE),
        Ok(SystemNotice::Woke),
        "nothing before it"
    );
    desk.signal(OURS, session, "Lock", &());
    assert_eq!(notices.recv_timeout(PATIENCE), Ok(SystemNotice::DeskLocked));
}

#[test]
fn a_screen_saver_that_starts_is_told_and_one_that_ends_is_not() {
    let desk = Desk::start();
    let (_watch, notices) = desk.watch();
    for interface in ["org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"] {
        desk.signal("/ScreenSaver", interface, "ActiveChanged", &false);
        desk.signal("/ScreenSaver", interface, "ActiveChanged", &true);
        assert_eq!(notices.recv_timeout(PATIENCE), Ok(SystemNotice::DeskLocked));
    }
    desk.signal("/Other", "org.example.Other", "ActiveChanged", &true);
    drop(desk);
    assert_eq!(
        notices.recv_timeout(PATIENCE),
        Err(RecvTimeoutError::Disconnected)
    );
}

#[test]
fn dropping_the_watch_ends_its_threads() {
    let desk = Desk::start();
    let (watch, notices) = desk.watch();
    drop(watch);
    // The callback is dropped with the last thread.
    assert_eq!(
        notices.recv_timeout(PATIENCE),
        Err(RecvTimeoutError::Disconnected)
    );
    assert_eq!(
        desk.delay_ended.recv_timeout(PATIENCE),
        Ok(()),
        "nothing delays the sleep"
    );
}

#[test]
fn without_buses_nothing_is_heard_and_nothing_fails() {
    let (watch, notices) = listen("unix:path=/nowhere", "not an address");
    assert!(watch.sources().is_empty());
    assert_eq!(
        notices.recv_timeout(PATIENCE),
        Err(RecvTimeoutError::Disconnected)
    );
}
