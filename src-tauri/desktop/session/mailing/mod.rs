//! Mails that remind people: what is due is written down, sent, and what became of it is written down again; in the
//! workspace while it is open, and in what is kept of it while it is locked. A thread of its own does so: a mail server
//! that doesn't answer keeps nothing else waiting.

mod sending;
mod settings;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::TimeDelta;
use keytower_app::domain::due::Ledger;
use keytower_app::domain::id::AccountId;
use keytower_app::domain::mailing::{self, MailFailure};
use keytower_app::domain::time::Instant;
use keytower_contract::{Answer, MailSettings, Mails, Notice};
use keytower_mail::About;
use zeroize::Zeroizing;

use super::rounds::{AFTER_FAILURE, Looking, Rounds};
use super::standby::Content;
use super::{Desk, Session};
use sending::{NotSent, Sender};

/// After messages went out, what is left is looked at so long after.
const PAUSE: TimeDelta = TimeDelta::minutes(1);

/// What the session keeps for mails.
#[derive(Default)]
pub(super) struct Mailing {
    pub(super) rounds: Arc<Rounds>,
    /// Passwords that no keyring takes.
    passwords: Mutex<HashMap<AccountId, Zeroizing<String>>>,
    /// What became of messages, and isn't written down yet: their workspace was locked meanwhile.
    unsettled: Mutex<Vec<Settled>>,
}

struct Settled {
    account: AccountId,
    message: String,
    failure: Option<MailFailure>,
}

/// Sends mails from now on.
pub(super) fn look(desk: &Arc<Desk>) -> Looking {
    let (weak, clock) = (Arc::downgrade(desk), Arc::clone(&desk.computer.clock));
    let looking = Looking::start("mails", &desk.mailing.rounds, clock, move || {
        weak.upgrade()?.send_mails()
    });
    // A mail server may take its time.
    looking.detached()
}

impl Session {
    /// The mails of the workspace.
    ///
    /// # Errors
    /// The workspace's.
    pub async fn mails(&self) -> Answer<Mails> {
        self.backend()?.mails().await
    }

    /// What isn't sent is tried at once.
    ///
    /// # Errors
    /// The workspace's.
    pub async fn try_mails_again(&self) -> Answer<()> {
        self.backend()?.try_mails_again().await?;
        self.desk.mailing.rounds.ask();
        Ok(())
    }
}

impl Desk {
    /// Sends what is due of each workspace whose mails this computer sends. Answers when to look again.
    fn send_mails(&self) -> Option<Instant> {
        let sent_from_here = settings::all(&self.computer.folder);
        let next = sent_from_here
            .into_iter()
            .filter(|(_, settings)| settings.on)
            .filter_map(|(account, settings)| self.send_mails_of(account, &settings));
        next.min()
    }

    fn send_mails_of(&self, account: AccountId, settings: &MailSettings) -> Option<Instant> {
        let later = || Some(self.computer.clock.now() + AFTER_FAILURE);
        // What isn't written down would go out again and again.
        if !self.settle_what_is_left(account) {
            return later();
        }
        let batch = match self.mail_batch(account) {
            Ok(batch) => batch?,
            Err(Unavailable) => return later(),
        };
        if batch.messages.is_empty() {
            return batch.next;
        }
        let mut sender = Sender::new(self, settings, &batch);
        // Once the server itself fails, no message fares better.
        let mut server_fails = None;
        for message in &batch.messages {
            let failure = match &server_fails {
                Some(failure) => Some(MailFailure::clone(failure)),
                None => sender.send(message).err().map(|NotSent { failure, about }| {
                    if about == About::Server {
                        server_fails = Some(failure.clone());
                    }
                    failure
                }),
            };
            let settled = Settled {
                account,
                message: message.id.clone(),
                failure,
            };
            if let Err(settled) = self.settle(settled) {
                self.unsettled().push(settled);
                break;
            }
        }
        self.shell.tell(Notice::MailsChanged);
        Some(self.computer.clock.now() + PAUSE)
    }

    /// What is to go out now; `None` where the workspace is locked, and nothing is kept of it.
    fn mail_batch(&self, account: AccountId) -> Result<Option<mailing::Mailing>, Unavailable> {
        // Locking waits for this: nobody may hold what was open.
        let _quiet = self.quiet();
        if self.is_locking() {
            return Ok(None);
        }
        if let Some(backend) = self.backend_of(account) {
            let mailing = tauri::async_runtime::block_on(async {
                self.standby.take_in(&*backend, account, self.device).await?;
                backend.mail_reminders().await
            });
            return mailing.map(Some).map_err(|_| Unavailable);
        }
        let now = self.computer.clock.now();
        let batch = self.standby.change(account, |content| {
            let now = now.max(content.as_of);
            let Content { schedule, outbox, .. } = content;
            let agenda = schedule.agenda(&Ledger::default(), now);
            let changed = outbox.take_up(schedule, &agenda.due, now);
            let batch = mailing::Mailing::of(Arc::clone(schedule), outbox, agenda.next, now);
            (!changed.is_empty(), batch)
        });
        batch.map_err(|_| Unavailable)
    }

    /// Writes down what became of a message. Gives it back where that can't be.
    fn settle(&self, settled: Settled) -> Result<(), Settled> {
        let _quiet = self.quiet();
        if self.is_locking() {
            return Err(settled);
        }
        let Settled {
            account,
            message,
            failure,
        } = &settled;
        let written = if let Some(backend) = self.backend_of(*account) {
            let settled = tauri::async_runtime::block_on(async {
                // It may have been queued while the workspace was locked.
                self.standby.take_in(&*backend, *account, self.device).await?;
                backend.settle_mail(message.clone(), failure.clone()).await
            });
            settled.is_ok()
        } else {
            let now = self.computer.clock.now();
            let kept = self.standby.change(*account, |content| {
                let changed = content
                    .outbox
                    .settle(message, failure.as_ref(), now.max(content.as_of));
                (!changed.is_empty(), ())
            });
            matches!(kept, Ok(Some(())))
        };
        if written { Ok(()) } else { Err(settled) }
    }

    /// Whether nothing is left.
    fn settle_what_is_left(&self, account: AccountId) -> bool {
        let all = std::mem::take(&mut *self.unsettled());
        let (of_it, mut left): (Vec<_>, Vec<_>) = all.into_iter().partition(|one| one.account == account);
        let unsettled: Vec<_> = of_it
            .into_iter()
            .filter_map(|one| self.settle(one).err())
            .collect();
        let none_left = unsettled.is_empty();
        left.extend(unsettled);
        self.unsettled().append(&mut left);
        none_left
    }

    fn unsettled(&self) -> MutexGuard<'_, Vec<Settled>> {
        self.mailing
            .unsettled
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// The workspace, or what is kept of it, can't be read or written.
struct Unavailable;
