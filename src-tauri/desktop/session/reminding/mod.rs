//! Reminders: what is due is written down as delivered, then said by the window and by the desktop. A thread waits for
//! the next one, and for whatever changes what there is to look at; nothing else wakes it while nobody is here.

mod locked;
mod words;

use std::sync::{Arc, MutexGuard, PoisonError, Weak};

use chrono::TimeDelta;
use chrono_tz::Tz;
use keytower_app::domain::id::{AccountId, DeviceId};
use keytower_app::domain::link::KeyLink;
use keytower_app::domain::time::Instant;
use keytower_contract::convert::id;
use keytower_contract::{Answer, Backend, Code, DeliveredReminder, LockReason, Notice, Problem, Reminder};
use keytower_desk::notifications::Chosen;
use serde::{Deserialize, Serialize};

use super::links::Opened;
use super::rounds::{AFTER_FAILURE, Looking};
use super::{Computer, Desk, Held, Session, recent};
use crate::data_folder::{read_json, write_json};
use words::{RENEW, TOMORROW};

/// So many at once are told one by one; more in one notification.
const ONE_BY_ONE: usize = 3;
/// While somebody is here, what they changed is looked at so long after.
const PATIENCE: TimeDelta = TimeDelta::minutes(1);

const FILE: &str = "device.json";

/// This computer's id, by which each computer knows what it delivered.
#[derive(Default, Serialize, Deserialize)]
struct Device {
    device_id: Option<String>,
}

/// This computer's id, or a new one, which is kept once something is delivered.
pub(super) fn device(computer: &Computer) -> DeviceId {
    let known = kept_device(computer);
    known.unwrap_or_else(|| DeviceId::new(&mut |bytes| computer.entropy.fill(bytes)))
}

fn kept_device(computer: &Computer) -> Option<DeviceId> {
    let Device { device_id } = read_json(&computer.folder.file(FILE));
    device_id?.parse().ok()
}

/// What was put off on a notification, and isn't written down yet: its workspace may be locked.
pub(super) struct PutOff {
    account_id: AccountId,
    reminder: Reminder,
    chosen_at: Instant,
}

/// Looks for reminders from now on.
pub(super) fn look(desk: &Arc<Desk>) -> Looking {
    // What is kept of workspaces is looked at as soon as the program runs.
    desk.rounds.ask();
    let weak = Arc::downgrade(desk);
    Looking::start(
        "reminders",
        &desk.rounds,
        Arc::clone(&desk.computer.clock),
        move || weak.upgrade()?.look_for_reminders(),
    )
}

impl Session {
    /// What was delivered on this computer, newest first.
    ///
    /// # Errors
    /// The workspace's.
    pub async fn delivered_reminders(&self) -> Answer<Vec<DeliveredReminder>> {
        self.backend()?.delivered_reminders(self.desk.device).await
    }

    /// Somebody has seen what was delivered.
    ///
    /// # Errors
    /// The workspace's.
    pub async fn see_reminders(&self) -> Answer<()> {
        self.backend()?.see_reminders(self.desk.device).await
    }

    /// Puts a reminder off to tomorrow. Answers when it comes again.
    ///
    /// # Errors
    /// The workspace's.
    pub async fn put_reminder_off(&self, reminder: Reminder) -> Answer<Instant> {
        let again_at = self
            .backend()?
            .put_reminder_off(self.desk.device, reminder, None)
            .await?;
        self.desk.rounds.ask();
        Ok(again_at)
    }
}

impl Desk {
    /// Somebody is here: what they change is looked at soon.
    pub(super) fn look_while_somebody_is_here(&self) {
        self.rounds.ask_at(self.computer.clock.now() + PATIENCE);
    }

    /// Looks at every workspace that can be looked at. Answers when to look again.
    fn look_for_reminders(self: &Arc<Self>) -> Option<Instant> {
        let locked = self.look_at_locked();
        let next = [self.look_at_open(), locked];
        self.tell_tray();
        self.mailing.rounds.ask();
        next.into_iter().flatten().min()
    }

    /// Writes down what was put off, delivers what is due, and says it. Answers when to look again.
    fn look_at_open(self: &Arc<Self>) -> Option<Instant> {
        // Locking waits for this: nobody may hold what was open.
        let _quiet = self.quiet();
        // What is kept for when it is locked has been caught up by now, and wouldn't know of it.
        if self.is_locking() {
            return None;
        }
        let open = self.open(|open| (Arc::clone(&open.backend), open.account_id, open.is_sample()));
        let (backend, account_id, is_sample) = open.ok()?;
        let looked = tauri::async_runtime::block_on(async {
            let taken_in = self.standby.take_in(&*backend, account_id, self.device).await?;
            let put_off = self.write_down_put_off(&*backend, account_id).await;
            let due = backend.deliver_reminders(self.device).await?;
            let now = self.computer.clock.now();
            self.standby.keep(&*backend, account_id, self.device, now).await;
            Ok::<_, Problem>((taken_in || put_off, due))
        });
        let Ok((changed, due)) = looked else {
            return Some(self.computer.clock.now() + AFTER_FAILURE);
        };
        // What was locked meanwhile shows nothing of it any more.
        let _ = self.open(|open| {
            if open.account_id == account_id {
                open.next_end = due.next_end;
            }
        });
        if !due.now.is_empty() && !is_sample {
            self.keep_device();
            if self.settings().notifications {
                self.notify(account_id, &due.now, due.zone);
            }
        }
        if changed || !due.now.is_empty() {
            self.shell.tell(Notice::RemindersDelivered);
        }
        due.next
    }

    /// Writes down what was put off of a workspace. Whether any was.
    async fn write_down_put_off(&self, backend: &dyn Backend, account_id: AccountId) -> bool {
        let all = std::mem::take(&mut *self.put_off());
        let (mut written, mut left) = (false, Vec::new());
        for one in all {
            if one.account_id != account_id {
                left.push(one);
                continue;
            }
            let (reminder, chosen_at) = (one.reminder.clone(), Some(one.chosen_at));
            match backend.put_reminder_off(self.device, reminder, chosen_at).await {
                Ok(_) => written = true,
                // The key was deleted, or something more urgent was said meanwhile.
                Err(problem) if problem.code == Code::NotFound => {}
                Err(_) => left.push(one),
            }
        }
        self.put_off().append(&mut left);
        written
    }

    /// Shows where a notification leads, once its workspace is open.
    fn follow(&self, account_id: AccountId, opened: Opened) {
        *self.link() = Some(opened);
        self.take_up_closed(account_id);
        self.shell.raise();
        self.shell.tell(Notice::LinkOpened);
    }

    /// Where no vault is open, the one of that workspace is what somebody wants to unlock.
    fn take_up_closed(&self, account_id: AccountId) {
        let known = recent::of_account(&self.computer.folder, &account_id.to_string());
        let Some(vault) = known.filter(|vault| vault.present) else {
            return;
        };
        let reason = LockReason::Opened;
        {
            let mut held = self.held();
            if !matches!(&*held, Held::Closed) {
                return;
            }
            self.next_turn();
            *held = Held::Locked {
                folder: vault.path.into(),
                reason,
            };
        }
        self.shell.tell(Notice::Locked { reason });
        self.tell_tray();
    }

    fn put_off(&self) -> MutexGuard<'_, Vec<PutOff>> {
        self.put_off.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Another id after the next start would say everything again; where it can't be kept, that is so.
    fn keep_device(&self) {
        if kept_device(&self.computer) != Some(self.device) {
            let device_id = Some(self.device.to_string());
            let _ = write_json(&self.computer.folder.file(FILE), &Device { device_id });
        }
    }

    fn notify(self: &Arc<Self>, account: AccountId, reminders: &[DeliveredReminder], zone: Tz) {
        if reminders.len() > ONE_BY_ONE {
            let desk = Arc::downgrade(self);
            let chosen: Chosen = Box::new(move |_| {
                if let Some(desk) = desk.upgrade() {
                    desk.follow(account, Opened::Reminders(account));
                }
            });
            return self
                .computer
                .notifier
                .show(words::of_many(reminders, ONE_BY_ONE), chosen);
        }
        for one in reminders {
            let (desk, reminder) = (Arc::downgrade(self), one.reminder.clone());
            let chosen: Chosen = Box::new(move |action| act(&desk, account, reminder, action));
            self.computer.notifier.show(words::of_one(one, zone), chosen);
        }
    }
}

/// Does what was chosen on a notification. Where the workspace is locked by now, it waits until it is open.
fn act(desk: &Weak<Desk>, account_id: AccountId, reminder: Reminder, action: &str) {
    let Some(desk) = desk.upgrade() else { return };
    if action == TOMORROW {
        let chosen_at = desk.computer.clock.now();
        desk.put_off().push(PutOff {
            account_id,
            reminder,
            chosen_at,
        });
        desk.rounds.ask();
        return;
    }
    let Ok(key_id) = id(&reminder.key_id) else { return };
    let link = KeyLink { account_id, key_id };
    let opened = if action == RENEW {
        Opened::Renewal(link)
    } else {
        Opened::Key(link)
    };
    desk.follow(account_id, opened);
}
