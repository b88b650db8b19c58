//! Mails that remind people: what is due is written down first, then sent by whoever asked, and what became of it is
//! written down again. A message whose outcome was lost goes out once more, under the same id. No change of the
//! workspace, so no event.

use std::collections::HashSet;
use std::sync::Arc;

use keytower_domain::actor::Action;
use keytower_domain::due::{Agenda, Delivery, End, Ledger};
use keytower_domain::id::{DeviceId, KeyId};
use keytower_domain::mailing::{Changed, Mail, MailFailure, Mailing, Outbox};

use crate::caller::Caller;
use crate::error::ReadError;
use crate::inventory::Inventory;
use crate::known::Known;
use crate::reminder_schedule::{schedule_of, works};
use crate::store::{ReadTx, Store, StoreError, Stored, WriteTx};

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
    let workspace = Known::workspace(inventory)?;
    let usual = workspace.reminder_days();
    let ends = works(inventory).filter_map(|(key, _)| End::of(key, &usual));
    let agenda = Agenda::of(ends, workspace.zone, &Ledger::default(), now);
    let of_due: HashSet<KeyId> = agenda.due.iter().map(|reminder| reminder.key).collect();
    let schedule = schedule_of(inventory, |end| of_due.contains(&end.key))?;
    let outbox = change(store, |outbox| outbox.take_up(&schedule, &agenda.due, now))?;
    Ok(Mailing::of(Arc::new(schedule), &outbox, agenda.next, now))
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
    change(store, |outbox| outbox.settle(message, failure, now))?;
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
    change(store, |outbox| outbox.try_again(now))?;
    Ok(())
}

/// Takes in what was done elsewhere while the workspace was locked: what a device delivered, and what was mailed. What
/// is of keys that are gone is left out.
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
            if before != Some(&merged) && tx.key(delivery.reminder.key)?.is_some() {
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
fn change<S: Store>(store: &S, mut change: impl FnMut(&mut Outbox) -> Changed) -> Result<Outbox, StoreError> {
    let read = |tx: &dyn ReadTx| -> Stored<Outbox> { Ok(tx.mails()?.into_iter().collect()) };
    // Mostly nothing changes, and then nothing is written.
    let mut outbox = store.read::<_, StoreError>(read)?;
    if change(&mut outbox).is_empty() {
        return Ok(outbox);
    }
    store.write(|tx| {
        let mut outbox: Outbox = tx.mails()?.into_iter().collect();
        keep(tx, &change(&mut outbox))?;
        Ok(outbox)
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
