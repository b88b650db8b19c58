//! Leaving the program for the one address that the workspace holds.

use std::sync::Arc;

use keytower_contract::{Answer, CheckedBy, Code, Problem};

use super::{Session, blocking};

impl Session {
    /// Opens, outside the program, the address of the system that checks the workspace's keys. No other can be asked for.
    ///
    /// # Errors
    /// [`Code::NotFound`] where none checks them, [`Code::BrowserRefused`].
    pub async fn open_checking_system(&self) -> Answer<()> {
        let workspace = self.backend()?.workspace().await?;
        let CheckedBy::AnotherSystem { address, .. } = workspace.checked_by else {
            return Err(Problem::new(Code::NotFound));
        };
        let browser = Arc::clone(&self.desk.computer.browser);
        blocking(move || {
            browser
                .open(&address)
                .map_err(|_| Problem::new(Code::BrowserRefused).with("address", &address))
        })
        .await
    }
}
