//! Reminding while a workspace is locked: what is needed for it is kept in `standby/<account id>.sealed`, under a key
//! that this computer's keyring keeps. Made and renewed while the workspace is open; what is done with it meanwhile is
//! taken in when it is opened again.

mod content;
mod seal;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use std::{fs, io};

use chrono::TimeDelta;
use keytower_app::Entropy;
use keytower_app::domain::due::Delivery;
use keytower_app::domain::id::{AccountId, DeviceId};
use keytower_app::domain::mailing::Mail;
use keytower_app::domain::time::Instant;
use keytower_contract::{Answer, Backend, NextEnd};
use keytower_desk::keyring::{AT_ONCE, DeviceKeyring};
use keytower_desk::text_file::{SaveError, write_new_private};

use super::{Computer, problems};
use crate::data_folder::create_private_folder;
pub(super) use content::Content;
use seal::SealKey;

/// A keyring that didn't answer is asked again so long after.
const ASK_AGAIN: TimeDelta = TimeDelta::hours(1);

const FOLDER: &str = "standby";
const ENDING: &str = "sealed";
/// An empty file beside one that its workspace went on without.
const OUTDATED: &str = "outdated";

/// What is kept of all workspaces that are reminded of while they are locked.
pub(super) struct Standby {
    folder: PathBuf,
    keyring: DeviceKeyring,
    entropy: Arc<dyn Entropy>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    kept: HashMap<AccountId, Kept>,
    /// Files that weren't read yet, and why.
    unread: HashMap<AccountId, Unread>,
    /// When the keyring is asked for their keys again.
    ask_again_at: Option<Instant>,
    /// The folder was looked through.
    looked: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Unread {
    /// The keyring wasn't asked yet, or didn't answer.
    Silent,
    /// It says that it has no key: it is locked, or the key is lost.
    NoKey,
}

struct Kept {
    key: SealKey,
    content: Content,
    /// Something was done with it that the workspace doesn't know of.
    has_news: bool,
    /// The workspace was open since, and this may no longer be so. It reminds of nothing until it is renewed.
    outdated: bool,
}

impl Standby {
    pub(super) fn of(computer: &Computer) -> Self {
        Self {
            folder: computer.folder.file(FOLDER),
            keyring: computer.keyring.clone(),
            entropy: Arc::clone(&computer.entropy),
            state: Mutex::default(),
        }
    }

    /// Reads what wasn't read yet. When to do so again: a keyring that doesn't answer may ask for its own password, so
    /// it isn't asked often.
    pub(super) fn read(&self, now: Instant) -> Option<Instant> {
        let unread: Vec<AccountId> = {
            let mut state = self.state();
            if !state.looked {
                state.looked = true;
                state.unread = self
                    .files()
                    .into_iter()
                    .map(|one| (one, Unread::Silent))
                    .collect();
            }
            match state.ask_again_at {
                Some(again_at) if now < again_at => return Some(again_at),
                _ => state.unread.keys().copied().collect(),
            }
        };
        for account in unread {
            let found = self.keyring.fetch(&entry(account));
            // What can't be opened is made anew when its workspace is open.
            let kept = match &found {
                Ok(Some(text)) => self.opened(account, text),
                Ok(None) | Err(_) => None,
            };
            let mut state = self.state();
            match found {
                Ok(Some(_)) => {
                    state.unread.remove(&account);
                    if let Some(kept) = kept {
                        state.kept.entry(account).or_insert(kept);
                    }
                }
                Ok(None) => state.still_unread(account, Unread::NoKey),
                Err(_) => state.still_unread(account, Unread::Silent),
            }
        }
        let mut state = self.state();
        state.ask_again_at = (!state.unread.is_empty()).then(|| now + ASK_AGAIN);
        state.ask_again_at
    }

    /// The keyring is asked at the next look: somebody is here, who can unlock it.
    pub(super) fn ask_soon(&self) {
        self.state().ask_again_at = None;
    }

    /// Workspaces that can be reminded of while they are locked.
    pub(super) fn accounts(&self) -> Vec<AccountId> {
        let state = self.state();
        let usable = state.kept.iter().filter(|(_, kept)| !kept.outdated);
        usable.map(|(account, _)| *account).collect()
    }

    /// Whether somebody wants it of a workspace.
    pub(super) fn is_on(&self, account: AccountId) -> bool {
        self.state().kept.contains_key(&account) || self.path(account, ENDING).exists()
    }

    /// Looks at what is kept of a workspace.
    pub(super) fn see<T>(&self, account: AccountId, look: impl FnOnce(&Content) -> T) -> Option<T> {
        self.state().kept.get(&account).map(|kept| look(&kept.content))
    }

    /// What ends next, of all that is kept.
    pub(super) fn next_end(&self, now: Instant) -> Option<NextEnd> {
        let state = self.state();
        let usable = state.kept.values().filter(|kept| !kept.outdated);
        let next = usable.filter_map(|kept| {
            let schedule = &kept.content.schedule;
            let key = schedule.next_to_end(now)?;
            Some(NextEnd {
                name: key.name.clone(),
                owner: key.owner.clone(),
                at: key.expires_at,
                zone: schedule.zone,
            })
        });
        next.min_by_key(|next| next.at)
    }

    /// Begins to keep it, under a new key, for which the keyring is waited for so long.
    pub(super) fn begin(&self, content: Content, limit: Duration) -> Answer<()> {
        let account = content.schedule.account;
        let key = SealKey::new(&*self.entropy);
        self.keyring
            .waiting(limit)
            .store(&entry(account), key.to_text())
            .map_err(problems::keyring)?;
        let mut state = self.state();
        self.write(&key, &content)
            .map_err(|error| problems::save(&error))?;
        let _ = fs::remove_file(self.path(account, OUTDATED));
        let kept = Kept {
            key,
            content,
            has_news: false,
            outdated: false,
        };
        state.kept.insert(account, kept);
        state.unread.remove(&account);
        Ok(())
    }

    /// Keeps nothing of a workspace any more.
    pub(super) fn end(&self, account: AccountId) -> Answer<()> {
        let mut state = self.state();
        match fs::remove_file(self.path(account, ENDING)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(problems::io(&error)),
            Ok(()) | Err(_) => {}
        }
        let _ = fs::remove_file(self.path(account, OUTDATED));
        state.kept.remove(&account);
        state.unread.remove(&account);
        drop(state);
        // What it may still hold opens nothing any more.
        let _ = self.keyring.remove(&entry(account));
        Ok(())
    }

    /// What is known now of an open workspace takes the place of what was kept, where its key is known; written only
    /// where it differs, or is of a later time than now. What was done meanwhile has to be taken in before.
    fn renew(&self, content: Content) -> Result<(), SaveError> {
        let mut state = self.state();
        let account = content.schedule.account;
        let Some(kept) = state.kept.get_mut(&account) else {
            return Ok(());
        };
        if !kept.content.is_same(&content) || content.as_of < kept.content.as_of {
            self.write(&kept.key, &content)?;
            kept.content = content;
        }
        kept.has_news = false;
        if kept.outdated {
            kept.outdated = false;
            let _ = fs::remove_file(self.path(account, OUTDATED));
        }
        Ok(())
    }

    /// Changes what is kept of a workspace, and writes it down where `change` says that it did. `None` where nothing is
    /// kept that can be gone by.
    pub(super) fn change<T>(
        &self,
        account: AccountId,
        change: impl FnOnce(&mut Content) -> (bool, T),
    ) -> Result<Option<T>, SaveError> {
        let mut state = self.state();
        let kept = state.kept.get_mut(&account).filter(|kept| !kept.outdated);
        let Some(kept) = kept else {
            return Ok(None);
        };
        let mut content = kept.content.clone();
        let (changed, answer) = change(&mut content);
        if changed {
            self.write(&kept.key, &content)?;
            kept.content = content;
            kept.has_news = true;
        }
        Ok(Some(answer))
    }

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
    pub(super) async fn take_in(
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
    pub(super) async fn keep(
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
        if self.state().unread.get(&account) == Some(&Unread::Silent) {
            return self.outdate(account);
        }
        let Ok(kept) = backend.reminders_to_keep(device).await else {
            return;
        };
        let content = Content::new(kept, now);
        // What can't be written now is written after the next look.
        if self.see(account, |_| ()).is_some() {
            let _ = self.renew(content);
        } else if self.is_on(account) && self.begin(content, AT_ONCE).is_err() {
            // Its key is lost, or what was kept is damaged; and no new key can be kept now.
            let mut state = self.state();
            state.unread.insert(account, Unread::Silent);
            state.ask_again_at = Some(now + ASK_AGAIN);
            drop(state);
            self.outdate(account);
        }
    }

    /// What lies in a file that can't be read now is of before. Noted beside it, so that the next start knows.
    fn outdate(&self, account: AccountId) {
        // Where that can't be noted, it will be gone by as it is.
        let _ = fs::write(self.path(account, OUTDATED), []);
    }

    /// All of it, just before it is locked.
    pub(super) async fn catch_up(
        &self,
        backend: &dyn Backend,
        account: AccountId,
        device: DeviceId,
        now: Instant,
    ) {
        self.read(now);
        if self.take_in(backend, account, device).await.is_ok() {
            self.keep(backend, account, device, now).await;
        }
    }

    fn opened(&self, account: AccountId, key: &str) -> Option<Kept> {
        let key = SealKey::from_text(key)?;
        let sealed = fs::read(self.path(account, ENDING)).ok()?;
        let content = Content::read(&key.open(account, &sealed)?)?;
        (content.schedule.account == account).then(|| Kept {
            key,
            content,
            has_news: true,
            outdated: self.path(account, OUTDATED).exists(),
        })
    }

    fn write(&self, key: &SealKey, content: &Content) -> Result<(), SaveError> {
        create_private_folder(&self.folder).map_err(SaveError::Io)?;
        let account = content.schedule.account;
        let sealed = key.seal(account, &content.written(), &*self.entropy);
        write_new_private(&self.path(account, ENDING), &sealed, true)
    }

    /// The workspaces of which there is a file.
    fn files(&self) -> Vec<AccountId> {
        let Ok(entries) = fs::read_dir(&self.folder) else {
            return Vec::new();
        };
        let account = |path: PathBuf| {
            let is_ours = path.extension().is_some_and(|ending| ending == ENDING);
            path.file_stem().filter(|_| is_ours)?.to_str()?.parse().ok()
        };
        entries
            .flatten()
            .filter_map(|entry| account(entry.path()))
            .collect()
    }

    fn path(&self, account: AccountId, ending: &str) -> PathBuf {
        self.folder.join(format!("{account}.{ending}"))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Each change of it is whole, so a panic elsewhere leaves it usable.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Where it wasn't begun anew, or ended, meanwhile.
    fn still_unread(&mut self, account: AccountId, why: Unread) {
        if let Some(unread) = self.unread.get_mut(&account) {
            *unread = why;
        }
    }
}

/// Under which the keyring keeps the key.
fn entry(account: AccountId) -> String {
    format!("standby {account}")
}
