//! Reminding while a workspace is locked: what is needed for it is kept in `standby/<account id>.sealed`, under a key
//! that this computer's keyring keeps. Made and renewed while the workspace is open; what is done with it meanwhile is
//! taken in when it is opened again.

mod content;
mod keeping;
mod seal;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use std::{fs, io};

use chrono::TimeDelta;
use keytower_app::Entropy;
use keytower_app::domain::id::AccountId;
use keytower_app::domain::time::Instant;
use keytower_contract::{Answer, NextEnd};
use keytower_desk::keyring::{DeviceKeyring, KeyringError};
use keytower_desk::text_file::{SaveError, write_new_private};

use super::{Computer, problems};
use crate::data_folder::create_private_folder;
pub(super) use content::Content;
use seal::SealKey;

/// A keyring that didn't answer is asked again so long after.
const ASK_AGAIN: TimeDelta = TimeDelta::hours(1);
/// Once, where somebody has just unlocked a vault, and may be typing the keyring's password.
const ASK_AGAIN_SOON: TimeDelta = TimeDelta::minutes(1);

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
    /// Somebody has just unlocked a vault.
    somebody_is_here: bool,
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
        // Each question may be a prompt: of a keyring that doesn't answer, nothing more is asked.
        let mut no_answer = None;
        for account in unread {
            let found = no_answer.map_or_else(|| self.keyring.fetch(&entry(account)), Err);
            // What can't be opened is made anew when its workspace is open.
            let kept = match &found {
                Ok(Some(text)) => self.opened(account, text),
                Ok(None) | Err(_) => None,
            };
            let mut state = self.state();
            match found {
                Ok(Some(_)) => {
                    let is_wanted = state.unread.remove(&account).is_some();
                    if let (true, Some(kept)) = (is_wanted, kept) {
                        state.kept.insert(account, kept);
                    }
                }
                Ok(None) => state.still_unread(account, Unread::NoKey),
                Err(error) => {
                    state.still_unread(account, Unread::Silent);
                    let is_of_this_one =
                        matches!(error, KeyringError::Ambiguous | KeyringError::Refused { .. });
                    no_answer = no_answer.or((!is_of_this_one).then_some(error));
                }
            }
        }
        let mut state = self.state();
        let pause = if std::mem::take(&mut state.somebody_is_here) {
            ASK_AGAIN_SOON
        } else {
            ASK_AGAIN
        };
        state.ask_again_at = (!state.unread.is_empty()).then(|| now + pause);
        state.ask_again_at
    }

    /// The keyring is asked at the next look, and once more soon: somebody is here, who can unlock it.
    pub(super) fn ask_soon(&self) {
        let mut state = self.state();
        state.ask_again_at = None;
        state.somebody_is_here = true;
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
        let key = self.new_key(content.schedule.account, limit)?;
        self.begin_under(key, content, &mut self.state())
    }

    /// A new key, which the keyring keeps.
    fn new_key(&self, account: AccountId, limit: Duration) -> Answer<SealKey> {
        let key = SealKey::new(&*self.entropy);
        self.keyring
            .waiting(limit)
            .store(&entry(account), key.to_text())
            .map_err(problems::keyring)?;
        Ok(key)
    }

    /// Begins to keep it under this key.
    fn begin_under(&self, key: SealKey, content: Content, state: &mut State) -> Answer<()> {
        let account = content.schedule.account;
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
