//! Hearing that the computer goes to sleep or that the desk was locked.
//!
//! On Linux from logind (system bus) and from the screen savers (session bus). Where there is no
//! such bus, and on other systems, nothing is heard, and nothing is said about it either: what is
//! heard can be asked.

#[cfg(target_os = "linux")]
mod logind;
#[cfg(target_os = "linux")]
mod screen_saver;
#[cfg(target_os = "linux")]
mod signals;

/// What the desk tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SystemNotice {
    /// The computer is about to sleep. It waits (by logind's leave, up to 5 seconds) until the
    /// callback has returned.
    GoesToSleep,
    /// The computer has woken.
    Woke,
    /// The desk was locked or its screen saver has started.
    DeskLocked,
}

/// Hears until it is dropped.
#[derive(Default)]
pub struct Watch {
    sources: Vec<&'static str>,
    #[cfg(target_os = "linux")]
    listening: Vec<signals::Listening>,
}

impl Watch {
    /// What was found when the watch began: `sleep`, `session lock`, `screen saver`.
    #[must_use]
    pub fn sources(&self) -> Vec<&'static str> {
        self.sources.clone()
    }
}

/// Listens on the desk's own buses. `on` is called on a thread of its own, one call at a time.
///
/// Returns when the buses have answered; one that hangs holds it up for two seconds a question.
#[must_use]
pub fn watch(on: impl Fn(SystemNotice) + Send + 'static) -> Watch {
    #[cfg(target_os = "linux")]
    {
        use zbus::blocking::connection::Builder;
        watch_buses(Builder::system().ok(), Builder::session().ok(), on)
    }
    #[cfg(not(target_os = "linux"))]
    {
        drop(on);
        Watch::default()
    }
}

/// Like [`watch`], on buses at these addresses (D-Bus specification, *Server Addresses*).
#[cfg(target_os = "linux")]
#[must_use]
pub fn watch_on(system_bus: &str, session_bus: &str, on: impl Fn(SystemNotice) + Send + 'static) -> Watch {
    use zbus::blocking::connection::Builder;
    watch_buses(
        Builder::address(system_bus).ok(),
        Builder::address(session_bus).ok(),
        on,
    )
}

#[cfg(target_os = "linux")]
fn watch_buses(
    system: Option<zbus::blocking::connection::Builder<'_>>,
    session: Option<zbus::blocking::connection::Builder<'_>>,
    on: impl Fn(SystemNotice) + Send + 'static,
) -> Watch {
    let tell = signals::Tell::new(on);
    let mut watch = Watch::default();
    let started = [
        system.and_then(|bus| logind::listen(bus, tell.clone()).ok()),
        session.and_then(|bus| screen_saver::listen(bus, tell.clone()).ok()),
    ];
    for (sources, listening) in started.into_iter().flatten() {
        watch.sources.extend(sources);
        watch.listening.push(listening);
    }
    watch
}
