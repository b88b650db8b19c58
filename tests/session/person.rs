//! Somebody who answers for the window.

use std::path::PathBuf;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use keytower::shell::{Shell, Target, TrayView};
use keytower_contract::Notice;

/// A notice that didn't come within this never will.
const LIMIT: Duration = Duration::from_secs(10);

/// Hears what the window is told, and chooses what it was given to choose.
#[derive(Default)]
pub struct Person {
    state: Mutex<State>,
    told: Condvar,
}

#[derive(Default)]
struct State {
    heard: Vec<Notice>,
    target: Option<(PathBuf, bool)>,
    folder: Option<PathBuf>,
    file: Option<PathBuf>,
    suggested: Vec<String>,
    tray: Option<TrayView>,
}

impl Person {
    /// Will save there, once.
    pub fn will_save(&self, path: impl Into<PathBuf>, may_replace: bool) {
        self.state().target = Some((path.into(), may_replace));
    }

    /// Will choose that folder, once.
    pub fn will_choose_folder(&self, path: impl Into<PathBuf>) {
        self.state().folder = Some(path.into());
    }

    /// Will choose that file, once.
    pub fn will_choose_file(&self, path: impl Into<PathBuf>) {
        self.state().file = Some(path.into());
    }

    /// The names that were suggested so far.
    pub fn suggested(&self) -> Vec<String> {
        self.state().suggested.clone()
    }

    /// Waits until it was told something, once for each time.
    pub fn hears(&self, notice: &Notice) {
        let (mut state, waited) = self
            .told
            .wait_timeout_while(self.state(), LIMIT, |state| !state.heard.contains(notice))
            .unwrap_or_else(PoisonError::into_inner);
        assert!(!waited.timed_out(), "{notice:?} never came: {:?}", state.heard);
        let place = state.heard.iter().position(|heard| heard == notice);
        state.heard.remove(place.expect("just heard"));
    }

    /// Waits until the tray shows a line, and whether something can be locked there.
    pub fn sees_in_the_tray(&self, line: &str, can_lock: bool) {
        let view = Some(TrayView {
            line: line.to_owned(),
            can_lock,
        });
        let (state, waited) = self
            .told
            .wait_timeout_while(self.state(), LIMIT, |state| state.tray != view)
            .unwrap_or_else(PoisonError::into_inner);
        assert!(!waited.timed_out(), "{view:?} never came: {:?}", state.tray);
    }

    /// Whether there is a tray.
    pub fn has_a_tray(&self) -> bool {
        self.state().tray.is_some()
    }

    /// What it was told, and nobody waited for.
    pub fn heard(&self) -> Vec<Notice> {
        self.state().heard.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Shell for Person {
    fn tell(&self, notice: Notice) {
        self.state().heard.push(notice);
        self.told.notify_all();
    }

    fn raise(&self) {}

    fn tray(&self, view: Option<TrayView>) {
        self.state().tray = view;
        self.told.notify_all();
    }

    async fn choose_folder(&self, _title: &str) -> Option<PathBuf> {
        self.state().folder.take()
    }

    async fn choose_file(&self, _title: &str, _ending: &str) -> Option<PathBuf> {
        self.state().file.take()
    }

    async fn choose_target(&self, _title: &str, suggested: &str) -> Option<Target> {
        let mut state = self.state();
        state.suggested.push(suggested.to_owned());
        let (path, may_replace) = state.target.take()?;
        Some(Target { path, may_replace })
    }
}
