//! `org.freedesktop.login1`: sleep, and the lock of this session.

use zbus::blocking::Connection;
use zbus::blocking::connection::Builder;
use zbus::zvariant::{OwnedFd, OwnedObjectPath, OwnedValue};
use zbus::{MatchRule, Message};

use super::SystemNotice;
use super::signals::{Listening, Tell, connect, has_owner};

const SERVICE: &str = "org.freedesktop.login1";
const MANAGER_PATH: &str = "/org/freedesktop/login1";
const MANAGER: &str = "org.freedesktop.login1.Manager";
const SESSION: &str = "org.freedesktop.login1.Session";
const USER: &str = "org.freedesktop.login1.User";

/// Listens, and says which of `sleep` and `session lock` there is to hear.
///
/// # Errors
/// There is no such bus.
pub(super) fn listen(bus: Builder<'_>, tell: Tell) -> zbus::Result<(Vec<&'static str>, Listening)> {
    let connection = connect(bus)?;
    let rule = MatchRule::builder()
        .msg_type(zbus::message::Type::Signal)
        .sender(SERVICE)?
        .path_namespace(MANAGER_PATH)?
        .build();
    let session = own_session(&connection);
    let mut sources = Vec::new();
    if has_owner(&connection, SERVICE) {
        sources.push("sleep");
    }
    if session.is_some() {
        sources.push("session lock");
    }
    let asking = connection.clone();
    let mut delay = delay_sleep(&asking);
    let listening = Listening::start(connection, rule, move |signal| match heard(signal) {
        Some(Heard::GoesToSleep) => {
            tell.notice(SystemNotice::GoesToSleep);
            delay = None;
        }
        Some(Heard::Woke) => {
            delay = delay.take().or_else(|| delay_sleep(&asking));
            tell.notice(SystemNotice::Woke);
        }
        Some(Heard::Locked(path)) if session.as_ref() == Some(&path) => {
            tell.notice(SystemNotice::DeskLocked);
        }
        Some(Heard::Locked(_)) | None => {}
    })?;
    Ok((sources, listening))
}

enum Heard {
    GoesToSleep,
    Woke,
    /// A session, of whatever user.
    Locked(OwnedObjectPath),
}

fn heard(signal: &Message) -> Option<Heard> {
    let header = signal.header();
    match (header.interface()?.as_str(), header.member()?.as_str()) {
        (MANAGER, "PrepareForSleep") => {
            let starts: bool = signal.body().deserialize().ok()?;
            Some(if starts { Heard::GoesToSleep } else { Heard::Woke })
        }
        (SESSION, "Lock") => Some(Heard::Locked(header.path()?.to_owned().into())),
        _ => None,
    }
}

/// Makes the computer wait with sleeping until the descriptor is closed, or logind's
/// `InhibitDelayMaxSec` is over (`systemd-inhibit(1)`, *delay*). Where it isn't granted the
/// notice may come too late, and whatever locks by time sees to it after waking.
fn delay_sleep(connection: &Connection) -> Option<OwnedFd> {
    let what = ("sleep", "Keytower", "Locks the vault", "delay");
    let path = MANAGER_PATH;
    let answer = connection.call_method(Some(SERVICE), path, Some(MANAGER), "Inhibit", &what);
    answer.ok()?.body().deserialize().ok()
}

/// This process's session; for one that the user's service manager started, which is in none,
/// the user's graphical session.
fn own_session(connection: &Connection) -> Option<OwnedObjectPath> {
    let pid = std::process::id();
    let path = MANAGER_PATH;
    connection
        .call_method(Some(SERVICE), path, Some(MANAGER), "GetSessionByPID", &pid)
        .and_then(|answer| answer.body().deserialize())
        .ok()
        .or_else(|| users_session(connection))
}

fn users_session(connection: &Connection) -> Option<OwnedObjectPath> {
    let answer = connection.call_method(
        Some(SERVICE),
        "/org/freedesktop/login1/user/self",
        Some("org.freedesktop.DBus.Properties"),
        "Get",
        &(USER, "Display"),
    );
    let display: OwnedValue = answer.ok()?.body().deserialize().ok()?;
    let (_id, path): (String, OwnedObjectPath) = display.try_into().ok()?;
    (path.as_str() != "/").then_some(path)
}
