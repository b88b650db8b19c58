//! Reminders while a workspace is locked, from what is kept of it; and what is kept of one that is open.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, mpsc};
use std::thread;
use std::time::Duration;

use keytower_app::domain::due::{Delivery, Reminder};
use keytower_app::domain::id::AccountId;
use keytower_app::domain::schedule::Scheduled;
use keytower_app::domain::time::Instant;
use keytower_contract::{Answer, Code, DeliveredReminder, KeyState, Problem, Standby};
use keytower_desk::keyring::WITH_A_PROMPT;
use keytower_desk::text_file::SaveError;

use super::{Desk, PutOff, Session};
use crate::session::rounds::AFTER_FAILURE;
use crate::session::standby::Content;

/// Locking waits so long at most for what is kept to be what is known now.
const NOT_LONGER: Duration = Duration::from_secs(2);

impl Session {
    /// Whether this computer reminds while the workspace is locked.
    ///
    /// # Errors
    /// While it is locked.
    pub async fn standby(&self) -> Answer<Standby> {
        self.on_desk(|desk| Ok(desk.standby_of(desk.open_account()?)))
            .await
    }

    /// Lets this computer remind while the workspace is locked, or no longer.
    ///
    /// # Errors
    /// When the keyring refuses, or the file can't be written.
    pub async fn set_standby(&self, on: bool) -> Answer<Standby> {
        // Nobody holds what is open while the keyring may ask for its password.
        let kept = self.backend()?.reminders_to_keep(self.desk.device).await?;
        self.on_desk(move |desk| {
            let account = desk.open_account()?;
            if kept.schedule.account != account {
                return Err(Problem::new(Code::Conflict));
            }
            if on {
                desk.keep_device();
                let content = Content::new(kept, desk.computer.clock.now());
                desk.standby.begin(content, WITH_A_PROMPT)?;
            } else {
                desk.standby.end(account)?;
            }
            desk.rounds.ask();
            Ok(desk.standby_of(account))
        })
        .await
    }
}

impl Desk {
    fn standby_of(&self, account: AccountId) -> Standby {
        let on = self.standby.see(account, |content| Standby::On {
            keys: u32::try_from(content.schedule.keys.len()).unwrap_or(u32::MAX),
            as_of: content.as_of,
        });
        match on {
            Some(on) => on,
            None if self.standby.is_on(account) => Standby::Unreadable,
            None if self.computer.keyring.available() => Standby::Off,
            None => Standby::NoKeyring,
        }
    }

    /// What is kept is to be what is known now, just before the workspace is locked, which doesn't wait long for it.
    pub(in crate::session) fn keep_before_locking(&self) {
        let Some((backend, account)) = self.open_workspace() else {
            return;
        };
        if !self.standby.is_on(account) {
            return;
        }
        let (done, kept) = mpsc::sync_channel(1);
        let (standby, quiet, device) = (Arc::clone(&self.standby), Arc::clone(&self.quiet), self.device);
        let now = self.computer.clock.now();
        thread::spawn(move || {
            // Nobody else writes down meanwhile what would be lost by this.
            let _quiet = quiet.lock().unwrap_or_else(PoisonError::into_inner);
            tauri::async_runtime::block_on(standby.catch_up(&*backend, account, device, now));
            drop(backend);
            let _ = done.send(());
        });
        let _ = kept.recv_timeout(NOT_LONGER);
    }

    /// Delivers what is due of workspaces that are locked, and says it. Answers when to look again.
    pub(super) fn look_at_locked(self: &Arc<Self>) -> Option<Instant> {
        let now = self.computer.clock.now();
        let (read_again_at, later) = (self.standby.read(now), now + AFTER_FAILURE);
        let open = self.open_workspace().map(|(_, account)| account);
        let locked = self.standby.accounts().into_iter();
        let next = locked
            .filter(|account| Some(*account) != open)
            .filter_map(|account| self.deliver_locked(account).unwrap_or(Some(later)));
        next.chain(read_again_at).min()
    }

    fn deliver_locked(self: &Arc<Self>, account: AccountId) -> Result<Option<Instant>, SaveError> {
        let put_off: Vec<PutOff> = self
            .put_off()
            .extract_if(.., |one| one.account_id == account)
            .collect();
        let now = self.computer.clock.now();
        let delivered = self.standby.change(account, |content| {
            // The clock isn't taken to stand before the time at which the workspace was open last.
            let now = now.max(content.as_of);
            let mut changed = false;
            for one in &put_off {
                changed |= put_off_in(content, one, now);
            }
            let agenda = content.schedule.agenda(&content.ledger, now);
            for reminder in &agenda.due {
                content.ledger.add(Delivery::now(*reminder, now));
            }
            changed |= !agenda.due.is_empty();
            let keys: HashMap<_, _> = content.schedule.keys.iter().map(|key| (key.key, key)).collect();
            let due = agenda.due.iter();
            let told = due.filter_map(|one| Some(told(keys.get(&one.key)?, *one, now)));
            (
                changed,
                (told.collect::<Vec<_>>(), content.schedule.zone, agenda.next),
            )
        });
        match delivered {
            Ok(Some((told, zone, next))) => {
                if !told.is_empty() && self.settings().notifications {
                    self.notify(account, &told, zone);
                }
                Ok(next)
            }
            Ok(None) => {
                self.put_off().extend(put_off);
                Ok(None)
            }
            Err(error) => {
                self.put_off().extend(put_off);
                Err(error)
            }
        }
    }
}

/// Whether it could be put off.
fn put_off_in(content: &mut Content, one: &PutOff, now: Instant) -> bool {
    let Ok(reminder) = Reminder::try_from(&one.reminder) else {
        return false;
    };
    let Content { schedule, ledger, .. } = content;
    let key = schedule.keys.iter().find(|key| key.key == reminder.key);
    let end = key.map(Scheduled::end);
    end.is_some_and(|end| {
        ledger
            .put_off(&end, reminder, one.chosen_at, schedule.zone, now)
            .is_some()
    })
}

/// A reminder as it is told.
fn told(key: &Scheduled, reminder: Reminder, now: Instant) -> DeliveredReminder {
    DeliveredReminder {
        reminder: reminder.into(),
        name: key.name.clone(),
        owner: key.owner.clone(),
        state: if key.expires_at <= now {
            KeyState::Expired
        } else {
            KeyState::Active
        },
        stands: true,
        renewed: false,
        renewable: key.is_renewable(now),
        current: true,
        delivered_at: now,
        again_at: None,
        seen: false,
    }
}
