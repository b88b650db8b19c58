//! The browser: what opens an address outside the program.

use std::io;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// Opens addresses outside the program. Whoever calls says which, and has checked that it is a web address.
pub trait Browser: Send + Sync {
    /// Sends the browser to an address.
    ///
    /// # Errors
    /// There is none, or it refused.
    fn open(&self, address: &str) -> io::Result<()>;
}

/// The one that the desktop prefers. It is started without a shell: an address is one argument, whatever is in it.
pub struct PreferredBrowser;

/// An opener that refuses does so at once; one that becomes the browser goes on.
const REFUSES_WITHIN: Duration = Duration::from_secs(2);

impl Browser for PreferredBrowser {
    fn open(&self, address: &str) -> io::Result<()> {
        let mut opener = opener(address)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let (tell, ended) = mpsc::channel();
        // Waited for whenever its end comes, so that it leaves nothing behind.
        thread::Builder::new()
            .name("browser".to_owned())
            .spawn(move || drop(tell.send(opener.wait())))?;
        match ended.recv_timeout(REFUSES_WITHIN) {
            Ok(status) => {
                let status = status?;
                if status.success() {
                    Ok(())
                } else {
                    Err(io::Error::other(status.to_string()))
                }
            }
            Err(_) => Ok(()),
        }
    }
}

#[cfg(windows)]
fn opener(address: &str) -> Command {
    let mut opener = Command::new("rundll32");
    opener.args(["url.dll,FileProtocolHandler", address]);
    opener
}

#[cfg(target_os = "macos")]
fn opener(address: &str) -> Command {
    let mut opener = Command::new("/usr/bin/open");
    opener.arg(address);
    opener
}

#[cfg(all(unix, not(target_os = "macos")))]
fn opener(address: &str) -> Command {
    let mut opener = Command::new("xdg-open");
    opener.arg(address);
    opener
}
