//! The computer that the session runs on, as far as it matters to it; tests bring another.

use std::sync::Arc;

use keytower_app::{Clock, Entropy};
use keytower_contract::{Answer, Computer as ComputerView};
use keytower_desk::autostart::{Autostart, NoAutostart, of_this_program};
use keytower_desk::browser::{Browser, PreferredBrowser};
use keytower_desk::keyring::DeviceKeyring;
use keytower_desk::notifications::{DesktopNotifier, Notifier};
use keytower_desk::ticks::{SinceBoot, Ticks};
use keytower_mail::Authority;
use keytower_store_sqlite::vault::KdfCost;

use super::background::BACKGROUND;
use super::{Session, blocking};
use crate::data_folder::DataFolder;
use crate::system::{SystemClock, SystemEntropy};

/// What the session takes from the computer.
pub struct Computer {
    /// Where this computer's part lives.
    pub folder: DataFolder,
    /// The time of day.
    pub clock: Arc<dyn Clock>,
    /// Time passed, asleep or not.
    pub ticks: Arc<dyn Ticks + Send + Sync>,
    /// Randomness.
    pub entropy: Arc<dyn Entropy>,
    /// The keyring.
    pub keyring: DeviceKeyring,
    /// What shows notifications.
    pub notifier: Arc<dyn Notifier>,
    /// Authorities whose mail servers are trusted, beside the system's.
    pub mail_authorities: Vec<Authority>,
    /// What opens an address outside the program.
    pub browser: Arc<dyn Browser>,
    /// What starts the program with the person's session.
    pub autostart: Arc<dyn Autostart>,
    /// What deriving a new vault's key costs.
    pub cost: KdfCost,
    /// Whether to lock when the system sleeps or locks its screen.
    pub watches_system: bool,
}

impl Computer {
    /// This computer.
    #[must_use]
    pub fn this(folder: DataFolder) -> Self {
        Self {
            folder,
            clock: Arc::new(SystemClock),
            ticks: Arc::new(SinceBoot),
            entropy: Arc::new(SystemEntropy),
            keyring: DeviceKeyring::new(),
            notifier: Arc::new(DesktopNotifier),
            mail_authorities: Vec::new(),
            browser: Arc::new(PreferredBrowser),
            autostart: of_this_program(BACKGROUND)
                .map_or_else(|_| Arc::new(NoAutostart) as Arc<dyn Autostart>, Arc::from),
            cost: KdfCost::STANDARD,
            watches_system: true,
        }
    }
}

impl Session {
    /// What this computer offers.
    ///
    /// # Errors
    /// None.
    pub async fn computer(&self) -> Answer<ComputerView> {
        let keyring = self.desk.computer.keyring.clone();
        let vaults_folder = self.desk.computer.folder.vaults().display().to_string();
        let locks_on_sleep = self
            .watch
            .as_ref()
            .is_some_and(|watch| !watch.sources().is_empty());
        blocking(move || {
            Ok(ComputerView {
                keyring: keyring.available(),
                locks_on_sleep,
                vaults_folder,
                version: env!("CARGO_PKG_VERSION").to_owned(),
            })
        })
        .await
    }
}
