//! What the process asks of the system for itself.

use std::io;

/// Leaves no core dump behind, whatever happens: its memory may hold keys.
///
/// `RLIMIT_CORE` is set to 0, the hard limit as well, so that no child raises it again. Where
/// there is no such limit (Windows) it does nothing.
///
/// # Errors
/// The system's, should it refuse.
pub fn forbid_core_dumps() -> io::Result<()> {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        setrlimit(
            Resource::Core,
            Rlimit {
                current: Some(0),
                maximum: Some(0),
            },
        )?;
    }
    Ok(())
}

/// Calls back when the process is asked to end: SIGTERM, SIGINT or SIGHUP, on a thread of its
/// own, once for each signal. The signals no longer end the process by themselves; the callback
/// has to. On Windows it does nothing: the window's close request tells.
///
/// # Errors
/// The system's, when the handlers can't be set or the thread can't be started.
#[cfg(unix)]
pub fn on_terminate(callback: impl Fn() + Send + 'static) -> io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGINT, SIGHUP])?;
    std::thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || {
            for _ in signals.forever() {
                callback();
            }
        })?;
    Ok(())
}

/// Does nothing on Windows, where the window's close request tells.
///
/// # Errors
/// None.
#[cfg(not(unix))]
pub fn on_terminate(_callback: impl Fn() + Send + 'static) -> io::Result<()> {
    Ok(())
}
