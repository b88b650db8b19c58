//! Reminders on a computer: what is due is written down as delivered there, and only then said. No change of the
//! workspace, so no event.

use keytower_domain::actor::Action;
use keytower_domain::due::{Agenda, Delivery, End, Ledger, Reminder};
use keytower_domain::id::DeviceId;
use keytower_domain::time::Instant;

use crate::caller::Caller;
use crate::edit_workspace::workspace;
use crate::error::ReadError;
use crate::inventory::Inventory;
use crate::known::Known;
use crate::reminder_schedule::works;
use crate::store::{ReadTx, Store, StoreError, Stored};

/// What was due on a computer, and is written down as delivered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivered {
    /// What is to be said now, in no order. Nobody says it again.
    pub now: Vec<Reminder>,
    /// When to ask again, if nothing changes before; `None` for never.
    pub next: Option<Instant>,
}

/// Delivers what is due on a computer, each reminder once.
///
/// # Errors
/// [`ReadError`]; then nothing is delivered.
pub fn deliver_reminders<S: Store>(
    store: &S,
    inventory: &Inventory,
    caller: &Caller<'_>,
    device: DeviceId,
) -> Result<Delivered, ReadError> {
    caller.may(Action::Read)?;
    let workspace = Known::workspace(inventory)?;
    let now = inventory.now(caller.clock);
    let usual = workspace.reminder_days();
    let ends = works(inventory).filter_map(|(key, _)| End::of(key, &usual));
    let ledger = store.read(|tx| ledger(tx, device))?;
    let agenda = Agenda::of(ends, workspace.zone, &ledger, now);
    let due = agenda.due;
    if !due.is_empty() {
        store.write::<_, StoreError>(|tx| {
            for reminder in &due {
                tx.keep_delivery(device, &Delivery::now(*reminder, now))?;
            }
            Ok(())
        })?;
    }
    Ok(Delivered {
        now: due,
        next: agenda.next,
    })
}

/// What was delivered on a computer, in no order.
///
/// # Errors
/// [`ReadError`].
pub fn delivered_reminders<S: Store>(
    store: &S,
    caller: &Caller<'_>,
    device: DeviceId,
) -> Result<Vec<Delivery>, ReadError> {
    caller.may(Action::Read)?;
    Ok(store.read::<_, StoreError>(|tx| tx.deliveries(device))?)
}

/// Somebody has seen in the window what was delivered.
///
/// # Errors
/// [`ReadError`].
pub fn see_reminders<S: Store>(store: &S, caller: &Caller<'_>, device: DeviceId) -> Result<(), ReadError> {
    caller.may(Action::Read)?;
    store.write::<_, StoreError>(|tx| {
        for delivery in tx.deliveries(device)?.into_iter().filter(|one| !one.seen) {
            tx.keep_delivery(
                device,
                &Delivery {
                    seen: true,
                    ..delivery
                },
            )?;
        }
        Ok(())
    })?;
    Ok(())
}

/// Puts a reminder that was delivered off to the day after `chosen_at`, or after now. Answers when it comes again.
///
/// # Errors
/// [`ReadError::NotFound`] where it wasn't delivered here, or something more urgent was: it would never come.
pub fn put_reminder_off<S: Store>(
    store: &S,
    caller: &Caller<'_>,
    device: DeviceId,
    reminder: Reminder,
    chosen_at: Option<Instant>,
) -> Result<Instant, ReadError> {
    caller.may(Action::Read)?;
    store.write(|tx| {
        let (workspace, now) = (workspace(tx)?, caller.now(tx)?);
        let key = tx.key(reminder.key)?.ok_or(ReadError::NotFound)?;
        let usual = workspace.reminder_days();
        let end = End::of(&key, &usual).ok_or(ReadError::NotFound)?;
        let chosen_at = chosen_at.unwrap_or(now);
        let put_off = ledger(tx, device)?.put_off(&end, reminder, chosen_at, workspace.zone, now);
        let (delivery, again_at) = put_off.ok_or(ReadError::NotFound)?;
        tx.keep_delivery(device, &delivery)?;
        Ok(again_at)
    })
}

fn ledger(tx: &(impl ReadTx + ?Sized), device: DeviceId) -> Stored<Ledger> {
    Ok(tx.deliveries(device)?.into_iter().collect())
}
