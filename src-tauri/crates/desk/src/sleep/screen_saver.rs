//! The desk's screen savers, which start when the desk is locked.

use zbus::blocking::connection::Builder;
use zbus::{MatchRule, Message};

use super::SystemNotice;
use super::signals::{Listening, Tell, connect, has_owner};

/// The names under which desks speak; each is also the interface of its signal.
const NAMES: [&str; 2] = ["org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"];

/// Listens, and says whether there is a `screen saver` to hear. One that is started later is
/// heard as well.
///
/// # Errors
/// There is no such bus.
pub(super) fn listen(bus: Builder<'_>, tell: Tell) -> zbus::Result<(Vec<&'static str>, Listening)> {
    let connection = connect(bus)?;
    // Not bound to a sender: whoever else says so on this bus is the same user, and only locks.
    let rule = MatchRule::builder()
        .msg_type(zbus::message::Type::Signal)
        .member("ActiveChanged")?
        .build();
    let is_there = NAMES.iter().any(|name| has_owner(&connection, name));
    let listening = Listening::start(connection, rule, move |signal| {
        if starts(signal) {
            tell.notice(SystemNotice::DeskLocked);
        }
    })?;
    Ok((
        is_there.then_some("screen saver").into_iter().collect(),
        listening,
    ))
}

fn starts(signal: &Message) -> bool {
    let header = signal.header();
    let ours = header
        .interface()
        .is_some_and(|interface| NAMES.contains(&interface.as_str()));
    ours && signal.body().deserialize().unwrap_or(false)
}
