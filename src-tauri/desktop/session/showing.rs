//! Showing a key again: the master password opens its box, each time.

use std::sync::atomic::{AtomicBool, Ordering};

use keytower_contract::{Answer, Code, GeneratedKey, Problem};
use keytower_store_sqlite::vault::MasterPassword;

use super::{Session, problems};

impl Session {
    /// Shows a key again, and keeps its text until the dialog that shows it is closed.
    ///
    /// # Errors
    /// When the password is wrong or the key can't be shown. [`Code::ShownAlready`] while another is being opened;
    /// [`Code::Locked`] when the vault was locked meanwhile.
    pub async fn reveal_key(&self, key_id: String, password: String) -> Answer<GeneratedKey> {
        let password = MasterPassword::typed(password);
        let page = self.page()?;
        let _alone = Alone::take(&self.desk.revealing)?;
        let workspace = page.backend.workspace().await?;
        let opened = self.on_vault(move |_, vault| vault.opening_key(&password).map_err(problems::vault));
        let opening_key = opened.await?.ok_or_else(|| Problem::new(Code::NothingSeals))?;
        let shown = page.backend.reveal_key(key_id, opening_key).await?;
        self.show(&page, &workspace, shown)
    }
}

/// Held while a key is being opened: of two requests for one value, one gets it, with one event.
struct Alone<'a>(&'a AtomicBool);

impl<'a> Alone<'a> {
    fn take(revealing: &'a AtomicBool) -> Answer<Self> {
        if revealing.swap(true, Ordering::SeqCst) {
            Err(Problem::new(Code::ShownAlready))
        } else {
            Ok(Self(revealing))
        }
    }
}

impl Drop for Alone<'_> {
    fn drop(&mut self) {
        self.0.store(false, Ordering::SeqCst);
    }
}
