//! Reminders while a workspace is open: what is due is written down as delivered, then said by the window and by the
//! desktop. A thread waits for the next one; nothing else wakes it while nobody is here.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use chrono::TimeDelta;
use chrono_tz::Tz;
use keytower_app::domain::id::{AccountId, DeviceId};
use keytower_app::domain::link::KeyLink;
use keytower_app::domain::time::Instant;
use keytower_contract::convert::id;
use keytower_contract::{Answer, Backend, Code, DeliveredReminder, Notice, Problem, Reminder};
use keytower_desk::notifications::{Chosen, Notification};
use serde::{Deserialize, Serialize};

use super::links::Opened;
use super::{Computer, Desk, Session};
use crate::data_folder::{read_json, write_json};

/// So many at once are told one by one; more in one notification.
const ONE_BY_ONE: usize = 3;
/// A clock that is set shows another time at most so long after.
const LONGEST_WAIT: Duration = Duration::from_hours(1);
/// While somebody is here, what they changed is looked at so long after.
const PATIENCE: TimeDelta = TimeDelta::minutes(1);

const FILE: &str = "device.json";

const OPEN: &str = "open";
const RENEW: &str = "renew";
const TOMORROW: &str = "tomorrow";
const OF_ONE: &[(&str, &str)] = &[(OPEN, "Open"), (RENEW, "Renew"), (TOMORROW, "Remind me tomorrow")];
const OF_ONE_NOT_RENEWED: &[(&str, &str)] = &[(OPEN, "Open"), (TOMORROW, "Remind me tomorrow")];
const OF_MANY: &[(&str, &str)] = &[(OPEN, "Open")];

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

/// When the thread looks next.
#[derive(Default)]
pub(super) struct Rounds {
    state: Mutex<State>,
    wake: Condvar,
    /// Held while the thread looks.
    looking: Mutex<()>,
}

#[derive(Default)]
struct State {
    asked: bool,
    ended: bool,
    next: Option<Instant>,
    /// What was put off on notifications, and isn't written down yet: its workspace may be locked.
    put_off: Vec<PutOff>,
}

struct PutOff {
    account_id: AccountId,
    reminder: Reminder,
    chosen_at: Instant,
}

/// The thread that looks. It has ended when this is dropped.
pub(super) struct Looking {
    rounds: Arc<Rounds>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Looking {
    fn drop(&mut self) {
        self.rounds.state().ended = true;
        self.rounds.wake.notify_all();
        if let Some(thread) = self.thread.take() {
            // One that panicked has ended too.
            let _ = thread.join();
        }
    }
}

impl Rounds {
    /// Looks now, on the thread.
    pub(super) fn ask(&self) {
        self.state().asked = true;
        self.wake.notify_all();
    }

    /// Waits until nobody looks, who would hold what is open, and keeps it so. To be had before what is held.
    pub(super) fn quiet(&self) -> MutexGuard<'_, ()> {
        self.looking.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Each change of it is whole, so a panic elsewhere leaves it usable.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until it is time to look; `false` when there is nothing to look for any more.
    fn wait(&self, now: impl Fn() -> Instant) -> bool {
        let mut state = self.state();
        loop {
            if state.ended {
                return false;
            }
            if std::mem::take(&mut state.asked) || state.next.is_some_and(|next| next <= now()) {
                return true;
            }
            state = match state.next {
                None => self.wake.wait(state).unwrap_or_else(PoisonError::into_inner),
                Some(next) => {
                    let left = (next - now()).to_std().unwrap_or_default().min(LONGEST_WAIT);
                    let waited = self.wake.wait_timeout(state, left);
                    waited.unwrap_or_else(PoisonError::into_inner).0
                }
            };
        }
    }
}

impl Looking {
    pub(super) fn start(desk: &Arc<Desk>) -> Self {
        let rounds = Arc::clone(&desk.rounds);
        let weak = Arc::downgrade(desk);
        let clock = Arc::clone(&desk.computer.clock);
        let waiting = Arc::clone(&rounds);
        let looks = thread::Builder::new()
            .name("reminders".to_owned())
            .spawn(move || {
                while waiting.wait(|| clock.now()) {
                    let Some(desk) = weak.upgrade() else { return };
                    let looking = waiting.quiet();
                    let next = desk.look_for_reminders();
                    drop(looking);
                    waiting.state().next = next;
                }
            });
        Self {
            rounds,
            // Without a thread none is delivered, as while the vault is locked.
            thread: looks.ok(),
        }
    }
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
        let soon = self.computer.clock.now() + PATIENCE;
        let mut state = self.rounds.state();
        state.next = Some(state.next.map_or(soon, |next| next.min(soon)));
        self.rounds.wake.notify_all();
    }

    /// Writes down what was put off, delivers what is due, and says it. Answers when to look again.
    fn look_for_reminders(self: &Arc<Self>) -> Option<Instant> {
        let open = self.open(|open| (Arc::clone(&open.backend), open.account_id, open.is_sample()));
        let (backend, account_id, is_sample) = open.ok()?;
        let looked = tauri::async_runtime::block_on(async {
            let put_off = self.write_down_put_off(&*backend, account_id).await;
            Ok::<_, Problem>((put_off, backend.deliver_reminders(self.device).await?))
        });
        let Ok((put_off, due)) = looked else {
            return Some(self.computer.clock.now() + TimeDelta::hours(1));
        };
        if !due.now.is_empty() && !is_sample {
            self.keep_device();
            if self.settings().notifications {
                self.notify(account_id, &due.now, due.zone);
            }
        }
        if put_off || !due.now.is_empty() {
            self.shell.tell(Notice::RemindersDelivered);
        }
        due.next
    }

    /// Writes down what was put off of a workspace. Whether any was.
    async fn write_down_put_off(&self, backend: &dyn Backend, account_id: AccountId) -> bool {
        let all = std::mem::take(&mut self.rounds.state().put_off);
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
        self.rounds.state().put_off.append(&mut left);
        written
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
                    desk.shell.raise();
                    desk.shell.tell(Notice::RemindersOpened);
                }
            });
            return self.computer.notifier.show(words_of_many(reminders), chosen);
        }
        for one in reminders {
            let (desk, reminder) = (Arc::downgrade(self), one.reminder.clone());
            let chosen: Chosen = Box::new(move |action| act(&desk, account, reminder, action));
            self.computer.notifier.show(words_of_one(one, zone), chosen);
        }
    }
}

/// Does what was chosen on a notification. Where the workspace is locked by now, it waits until it is open.
fn act(desk: &Weak<Desk>, account_id: AccountId, reminder: Reminder, action: &str) {
    let Some(desk) = desk.upgrade() else { return };
    if action == TOMORROW {
        let chosen_at = desk.computer.clock.now();
        desk.rounds.state().put_off.push(PutOff {
            account_id,
            reminder,
            chosen_at,
        });
        desk.rounds.ask();
        return;
    }
    let Ok(key_id) = id(&reminder.key_id) else { return };
    let link = KeyLink { account_id, key_id };
    *desk.link() = Some(if action == RENEW {
        Opened::Renewal(link)
    } else {
        Opened::Key(link)
    });
    desk.shell.raise();
    desk.shell.tell(Notice::LinkOpened);
}

fn words_of_one(one: &DeliveredReminder, zone: Tz) -> Notification {
    let end = one.reminder.expires_at.with_timezone(&zone);
    let expired = has_expired(one);
    // After an absence there are fewer left than it was to come before.
    let left = (end.date_naive() - one.delivered_at.with_timezone(&zone).date_naive()).num_days();
    let when = match left {
        _ if expired => "has expired".to_owned(),
        ..=0 => "expires today".to_owned(),
        1 => "expires tomorrow".to_owned(),
        days => format!("expires in {days} days"),
    };
    let what = match (one.renewable, expired) {
        (true, true) => "Renew it, or replace it.",
        (true, false) => "Renew it before.",
        (false, true) => "Replace it.",
        (false, false) => "Replace it before.",
    };
    Notification {
        summary: format!("{} {when}", one.name),
        body: format!(
            "{} · {}\n{what}",
            one.owner,
            end.format("%a %-d %b %Y, %H:%M (%Z)")
        ),
        urgent: expired,
        actions: if one.renewable { OF_ONE } else { OF_ONE_NOT_RENEWED },
    }
}

fn has_expired(one: &DeliveredReminder) -> bool {
    one.reminder.expires_at <= one.delivered_at
}

fn words_of_many(reminders: &[DeliveredReminder]) -> Notification {
    let expired = reminders.iter().filter(|one| has_expired(one)).count();
    let ending = reminders.len() - expired;
    let keys = |count: usize| match count {
        1 => "1 key".to_owned(),
        count => format!("{count} keys"),
    };
    let summary = match (expired, ending) {
        (0, _) => format!("{} expire soon", keys(ending)),
        (_, 0) => format!("{} have expired", keys(expired)),
        (_, 1) => format!("{} expired, 1 key expires soon", keys(expired)),
        _ => format!("{} expired, {} expire soon", keys(expired), keys(ending)),
    };
    let mut names: Vec<&str> = reminders.iter().map(|one| &*one.name).take(ONE_BY_ONE).collect();
    let more = format!("and {} more", reminders.len() - names.len());
    names.push(&more);
    Notification {
        summary,
        body: names.join(", "),
        urgent: expired > 0,
        actions: OF_MANY,
    }
}
