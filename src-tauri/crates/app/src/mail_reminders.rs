//! Mails that remind people: what is due is written down first, then sent by whoever asked, and what became of it is
//! written down again. A message whose outcome was lost goes out once more, under the same id. No change of the
//! workspace, so no event.

use keytower_domain::actor::Action;
use keytower_domain::due::{Agenda, Delivery, End, Ledger};
use keytower_domain::id::DeviceId;
use keytower_domain::mailing::{Changed, Mail, MailFailure, Message, Outbox};
use keytower_domain::schedule::Schedule;
use keytower_domain::time::Instant;

use crate::caller::Caller;
use crate::error::ReadError;
use crate::inventory::Inventory;
use crate::known::Known;
use crate::reminder_schedule::{schedule_of, works};
use crate::store::{ReadTx, Store, StoreError, Stored, WriteTx};

/// What is to be mailed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailing {
    /// The keys that messages are about, among others.
    pub schedule: Schedule,
    /// What is to go out now.
    pub messages: Vec<Message>,
    /// When to ask again, if nothing changes before; `None` for never. It has passed where more is to go out.
    pub next: Option<Instant>,
    /// As of when all of that is so.
    pub now: Instant,
}

/// Writes down what is due to be mailed, and says what is to go out now.
///
/// # Errors
/// [`ReadError`]; then nothing is written down.
pub fn mail_reminders<S: Store>(
    store: &S,
    inventory: &Inventory,
    caller: &Caller<'_>,
) -> Result<Mailing, ReadError> {
    caller.may(Action::Read)?;
    let now = inventory.now(caller.clock);
    let schedule = schedule_of(inventory, |end| {
        end.reminds_from() <= now && now <= end.reminds_until()
    })?;
    let (outbox, next_due) = change(store, |outbox| outbox.take_up(&schedule, now))?;
    let workspace = Known::workspace(inventory)?;
    let usual = workspace.reminder_days();
    let ends = works(inventory).filter_map(|(key, _)| End::of(key, &usual));
    let later = Agenda::of(ends, workspace.zone, &Ledger::default(), now).next;
    Ok(Mailing {
        schedule,
        messages: outbox.to_send(now),
        next: [next_due, later, outbox.next(now)].into_iter().flatten().min(),
        now,
    })
}

/// Writes down what became of a message: sent, or why not.
///
/// # Errors
/// [`ReadError`].
pub fn settle_mail<S: Store>(
    store: &S,
    caller: &Caller<'_>,
    message: &str,
    failure: Option<&MailFailure>,
) -> Result<(), ReadError> {
    caller.may(Action::Read)?;
    let now = store.read(|tx| caller.now(tx))?;
    change(store, |outbox| (outbox.settle(message, failure, now), ()))?;
    Ok(())
}

/// All mails, in no order.
///
/// # Errors
/// [`ReadError`].
pub fn mails<S: Store>(store: &S, caller: &Caller<'_>) -> Result<Vec<Mail>, ReadError> {
    caller.may(Action::Read)?;
    Ok(store.read::<_, StoreError>(|tx| tx.mails())?)
}

/// What isn't sent is to be tried at once.
///
/// # Errors
/// [`ReadError`].
pub fn try_mails_again<S: Store>(store: &S, caller: &Caller<'_>) -> Result<(), ReadError> {
    caller.may(Action::Read)?;
    let now = store.read(|tx| caller.now(tx))?;
    change(store, |outbox| (outbox.try_again(now), ()))?;
    Ok(())
}

/// Takes in what was done elsewhere while the workspace was locked: what a device delivered, and what was mailed. What is
/// of keys that are gone is left out.
///
/// # Errors
/// [`ReadError`]; then nothing is taken in.
pub fn take_in_reminders<S: Store>(
    store: &S,
    caller: &Caller<'_>,
    device: DeviceId,
    deliveries: &[Delivery],
    mails: &[Mail],
) -> Result<(), ReadError> {
    caller.may(Action::Read)?;
    store.write::<_, StoreError>(|tx| {
        let known: Ledger = tx.deliveries(device)?.into_iter().collect();
        for delivery in deliveries {
            let before = known.of(&delivery.reminder);
            let merged = before.map_or(*delivery, |before| before.merged(*delivery));
            if before != Some(merged) && tx.key(delivery.reminder.key)?.is_some() {
                tx.keep_delivery(device, &merged)?;
            }
        }
        let mut outbox: Outbox = tx.mails()?.into_iter().collect();
        for mail in outbox.merge(mails.iter().cloned()).kept {
            if tx.key(mail.reminder.key)?.is_some() {
                tx.keep_mail(&mail)?;
            }
        }
        Ok(())
    })?;
    Ok(())
}

/// Changes the outbox, and keeps what changed.
fn change<S: Store, T>(
    store: &S,
    mut change: impl FnMut(&mut Outbox) -> (Changed, T),
) -> Result<(Outbox, T), StoreError> {
    let read = |tx: &dyn ReadTx| -> Stored<Outbox> { Ok(tx.mails()?.into_iter().collect()) };
    // Mostly nothing changes, and then nothing is written.
    let mut outbox = store.read::<_, StoreError>(read)?;
    let (changed, answer) = change(&mut outbox);
    if changed.is_empty() {
        return Ok((outbox, answer));
    }
    store.write(|tx| {
        let mut outbox: Outbox = tx.mails()?.into_iter().collect();
        let (changed, answer) = change(&mut outbox);
        keep(tx, &changed)?;
        Ok((outbox, answer))
    })
}

fn keep(tx: &mut dyn WriteTx, changed: &Changed) -> Stored<()> {
    for mail in &changed.gone {
        tx.forget_mail(mail)?;
    }
    for mail in &changed.kept {
        tx.keep_mail(mail)?;
    }
    Ok(())
}
