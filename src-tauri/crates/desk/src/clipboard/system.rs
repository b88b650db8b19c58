//! The operating system's clipboard, opened when first needed and again after it was lost.

use arboard::{Error, Set};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::ClipboardError;

/// SHA-256 of what was copied: enough to recognise it.
pub(super) type Fingerprint = [u8; 32];

pub(super) fn fingerprint(text: &str) -> Fingerprint {
    Sha256::digest(text.as_bytes()).into()
}

/// Whose text the clipboard holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    Ours,
    /// Someone else's, or none.
    Other,
    /// It could not be read just now.
    Unknown,
}

#[derive(Default)]
pub(super) struct SystemClipboard {
    open: Option<arboard::Clipboard>,
}

impl SystemClipboard {
    /// Writes and reads back: a display may refuse ownership without an error (ICCCM 2.1 wants
    /// the owner asked for afterwards).
    pub(super) fn write(&mut self, text: &str, confidential: bool) -> Result<(), ClipboardError> {
        if self.set(text, confidential).is_err() {
            // The display may have gone and come back since the clipboard was opened.
            self.let_go();
            self.set(text, confidential)
                .map_err(|_| ClipboardError::Unavailable)?;
        }
        match self.holds(&fingerprint(text)) {
            Holds::Ours => Ok(()),
            Holds::Other | Holds::Unknown => Err(ClipboardError::Unavailable),
        }
    }

    pub(super) fn holds(&mut self, ours: &Fingerprint) -> Holds {
        match self.read() {
            Ok(Some(text)) if fingerprint(&text) == *ours => Holds::Ours,
            Ok(_) => Holds::Other,
            Err(ClipboardError::Unavailable) => Holds::Unknown,
        }
    }

    /// Its text; `None` where it holds none.
    pub(super) fn read(&mut self) -> Result<Option<Zeroizing<String>>, ClipboardError> {
        let read = self.opened().and_then(arboard::Clipboard::get_text);
        match read.map(Zeroizing::new) {
            Ok(text) => Ok(Some(text)),
            Err(Error::ContentNotAvailable | Error::ConversionFailure) => Ok(None),
            Err(Error::ClipboardOccupied) => Err(ClipboardError::Unavailable),
            Err(_) => {
                self.let_go();
                Err(ClipboardError::Unavailable)
            }
        }
    }

    /// Empties it, and waits until the display has seen to that.
    pub(super) fn clear(&mut self, ours: &Fingerprint) -> Result<(), ClipboardError> {
        let cleared = self.opened().and_then(arboard::Clipboard::clear);
        // Reading back is the round trip; what is found afterwards is what counts.
        match (cleared, self.holds(ours)) {
            (_, Holds::Other) => Ok(()),
            _ => Err(ClipboardError::Unavailable),
        }
    }

    fn set(&mut self, text: &str, confidential: bool) -> Result<(), Error> {
        let set = self.opened()?.set();
        let set = if confidential {
            kept_out_of_history(set)
        } else {
            set
        };
        set.text(text)
    }

    /// Lets go of a connection that broke. arboard 3.7 keeps one for the process and closes it
    /// when it counts three owners: itself, its thread and the last handle. Its thread ends with
    /// the display, so that a second handle has to stand in for it.
    fn let_go(&mut self) {
        let stand_in = arboard::Clipboard::new();
        self.open = None;
        drop(stand_in);
    }

    fn opened(&mut self) -> Result<&mut arboard::Clipboard, Error> {
        if self.open.is_none() {
            self.open = Some(arboard::Clipboard::new()?);
        }
        self.open.as_mut().ok_or(Error::ContentNotAvailable)
    }
}

/// `x-kde-passwordManagerHint`, which the common clipboard managers heed.
#[cfg(all(unix, not(target_os = "macos")))]
fn kept_out_of_history(set: Set<'_>) -> Set<'_> {
    arboard::SetExtLinux::exclude_from_history(set)
}

/// `org.nspasteboard.ConcealedType`.
#[cfg(target_os = "macos")]
fn kept_out_of_history(set: Set<'_>) -> Set<'_> {
    arboard::SetExtApple::exclude_from_history(set)
}

/// Neither watched by programs, nor in the history, nor on the person's other computers.
#[cfg(windows)]
fn kept_out_of_history(set: Set<'_>) -> Set<'_> {
    use arboard::SetExtWindows;
    set.exclude_from_monitoring()
        .exclude_from_cloud()
        .exclude_from_history()
}
