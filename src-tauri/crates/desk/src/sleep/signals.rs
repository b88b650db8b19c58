//! One thread for each bus, which hears its signals until told to stop.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use zbus::blocking::connection::Builder;
use zbus::blocking::{Connection, MessageIterator};
use zbus::{MatchRule, Message};

use super::SystemNotice;

/// How long a bus may take to answer one question.
const ANSWER_LIMIT: Duration = Duration::from_secs(2);

pub(super) fn connect(bus: Builder<'_>) -> zbus::Result<Connection> {
    bus.method_timeout(ANSWER_LIMIT).build()
}

/// Whether anybody answers to the name just now.
pub(super) fn has_owner(connection: &Connection, name: &str) -> bool {
    let answer = connection.call_method(
        Some("org.freedesktop.DBus"),
        "/org/freedesktop/DBus",
        Some("org.freedesktop.DBus"),
        "NameHasOwner",
        &name,
    );
    answer
        .and_then(|answer| answer.body().deserialize())
        .unwrap_or(false)
}

/// The callback, called by one thread at a time, and by none once the watch is over.
#[derive(Clone)]
pub(super) struct Tell {
    on: Arc<Mutex<dyn Fn(SystemNotice) + Send>>,
}

impl Tell {
    pub(super) fn new(on: impl Fn(SystemNotice) + Send + 'static) -> Self {
        Self {
            on: Arc::new(Mutex::new(on)),
        }
    }

    pub(super) fn notice(&self, notice: SystemNotice) {
        (self.on.lock().unwrap_or_else(PoisonError::into_inner))(notice);
    }
}

/// A thread that hears the signals of one bus. Dropping it closes the connection, which ends the
/// thread.
pub(super) struct Listening {
    connection: Option<Connection>,
    over: Arc<AtomicBool>,
}

impl Listening {
    pub(super) fn start(
        connection: Connection,
        rule: MatchRule<'static>,
        mut on_signal: impl FnMut(&Message) + Send + 'static,
    ) -> zbus::Result<Self> {
        let signals = MessageIterator::for_match_rule(rule, &connection, None)?;
        let over = Arc::new(AtomicBool::new(false));
        let ended = Arc::clone(&over);
        thread::spawn(move || {
            for signal in signals {
                // An error is the end of the connection.
                let (Ok(signal), false) = (signal, ended.load(Ordering::SeqCst)) else {
                    break;
                };
                on_signal(&signal);
            }
        });
        Ok(Self {
            connection: Some(connection),
            over,
        })
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.over.store(true, Ordering::SeqCst);
        if let Some(connection) = self.connection.take() {
            // It may already be closed from the other side.
            let _ = connection.close();
        }
    }
}
