//! What is kept of a workspace while that is open: what was done meanwhile is taken in, and what is known now is kept.

use std::fs;

use keytower_app::domain::due::Delivery;
use keytower_app::domain::id::{AccountId, DeviceId};
use keytower_app::domain::mailing::Mail;
use keytower_app::domain::time::Instant;
use keytower_contract::{Answer, Backend};
use keytower_desk::keyring::AT_ONCE;

use super::{ASK_AGAIN, Content, ENDING, OUTDATED, Standby, Unread, entry};

impl Standby {
    /// What was done that the workspace may not know of.
    fn news(&self, account: AccountId) -> Option<(Vec<Delivery>, Vec<Mail>)> {
        let state = self.state();
        let kept = state.kept.get(&account).filter(|kept| kept.has_news)?;
        Some((
            kept.content.ledger.iter().copied().collect(),
            kept.content.outbox.iter().cloned().collect(),
        ))
    }

    /// Takes in what was done while a workspace was locked, now that it is open. Whether there was anything.
    pub(in crate::session) async fn take_in(
        &self,
        backend: &dyn Backend,
        account: AccountId,
        device: DeviceId,
    ) -> Answer<bool> {
        let Some((deliveries, mails)) = self.news(account) else {
            return Ok(false);
        };
        backend.take_in_reminders(device, deliveries, mails).await?;
        Ok(true)
    }

    /// Keeps what is known of an open workspace, where somebody wants it. What was done meanwhile is to be taken in
    /// before.
    pub(in crate::session) async fn keep(
        &self,
        backend: &dyn Backend,
        account: AccountId,
        device: DeviceId,
        now: Instant,
    ) {
        if !self.is_on(account) {
            return;
        }
        // A keyring that doesn't answer is asked again, but not for a new key's sake.
        if self.is_silent_about(account) {
            return self.outdate(account);
        }
        let Ok(kept) = backend.reminders_to_keep(device).await else {
            return;
        };
        let content = Content::new(kept, now);
        // What can't be written now is written after the next look.
        if self.see(account, |_| ()).is_some() {
            let _ = self.renew(content);
        } else if self.is_on(account) {
            // Its key is lost, or what was kept is damaged.
            self.begin_anew(content, now);
        }
    }

    /// Whether the keyring wasn't asked yet for the key, or didn't answer.
    fn is_silent_about(&self, account: AccountId) -> bool {
        let state = self.state();
        let is_unread = !state.looked || state.unread.get(&account) == Some(&Unread::Silent);
        is_unread && !state.kept.contains_key(&account)
    }

    /// Begins to keep it under a new key, in the place of what can't be read; not where that was ended meanwhile.
    fn begin_anew(&self, content: Content, now: Instant) {
        let account = content.schedule.account;
        let key = self.new_key(account, AT_ONCE);
        let mut state = self.state();
        if !self.path(account, ENDING).exists() {
            drop(state);
            let _ = self.keyring.remove(&entry(account));
            return;
        }
        if key
            .and_then(|key| self.begin_under(key, content, &mut state))
            .is_err()
        {
            state.unread.insert(account, Unread::Silent);
            state.ask_again_at = Some(now + ASK_AGAIN);
            self.outdate(account);
        }
    }

    /// What lies in a file that can't be read now is of before. Noted beside it, so that the next start knows.
    fn outdate(&self, account: AccountId) {
        // Where that can't be noted, it will be gone by as it is.
        let _ = fs::write(self.path(account, OUTDATED), []);
    }

    /// Both.
    pub(in crate::session) async fn catch_up(
        &self,
        backend: &dyn Backend,
        account: AccountId,
        device: DeviceId,
        now: Instant,
    ) {
        if self.take_in(backend, account, device).await.is_ok() {
            self.keep(backend, account, device, now).await;
        }
    }
}
