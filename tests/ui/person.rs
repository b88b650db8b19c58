//! What stands for the window: notices wait until the page asks, and dialogs are answered as the story said before.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use keytower::shell::{Shell, Target, TrayView};
use keytower_contract::Notice;
use tokio::sync::watch;

/// The person at the window, and what was said to them.
pub struct Person {
    notices: watch::Sender<Vec<Notice>>,
    folder: Mutex<Option<PathBuf>>,
    file: Mutex<Option<PathBuf>>,
    target: Mutex<Option<Target>>,
}

impl Default for Person {
    fn default() -> Self {
        Self {
            notices: watch::Sender::new(Vec::new()),
            folder: Mutex::default(),
            file: Mutex::default(),
            target: Mutex::default(),
        }
    }
}

impl Person {
    /// The next folder that is asked for.
    pub fn will_choose_folder(&self, folder: PathBuf) {
        *self.folder.lock().unwrap_or_else(PoisonError::into_inner) = Some(folder);
    }

    /// The next file that is asked for.
    pub fn will_choose_file(&self, file: PathBuf) {
        *self.file.lock().unwrap_or_else(PoisonError::into_inner) = Some(file);
    }

    /// The next place to save that is asked for.
    pub fn will_choose_target(&self, path: PathBuf, may_replace: bool) {
        *self.target.lock().unwrap_or_else(PoisonError::into_inner) = Some(Target { path, may_replace });
    }

    /// How much was told so far.
    pub fn told(&self) -> usize {
        self.notices.borrow().len()
    }

    /// What was told from the one at `from` on, as soon as there is any.
    pub async fn hear(&self, from: usize) -> Vec<Notice> {
        let mut notices = self.notices.subscribe();
        let heard = notices.wait_for(|told| told.len() > from).await;
        heard.map(|told| told[from..].to_vec()).unwrap_or_default()
    }
}

#[async_trait]
impl Shell for Person {
    fn tell(&self, notice: Notice) {
        self.notices.send_modify(|told| told.push(notice));
    }

    fn raise(&self) {}

    fn tray(&self, _: Option<TrayView>) {}

    async fn choose_folder(&self, _title: &str) -> Option<PathBuf> {
        self.folder.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    async fn choose_file(&self, _title: &str, _ending: &str) -> Option<PathBuf> {
        self.file.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    async fn choose_target(&self, _title: &str, _suggested: &str) -> Option<Target> {
        self.target.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}
