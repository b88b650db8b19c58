//! `reminder_delivered`: what each computer did with reminders.

use keytower_app::Stored;
use keytower_domain::due::{Delivery, Reminder};
use keytower_domain::id::DeviceId;
use rusqlite::Connection;

use super::{Row, all, change_one, get, instant, millis, optional_instant, parsed};

pub fn of(db: &Connection, device: DeviceId) -> Stored<Vec<Delivery>> {
    all(
        db,
        "SELECT key_id, expires_at, days, delivered_at, again_at, seen FROM reminder_delivered WHERE device_id = ?1",
        [device.as_str()],
        read,
    )
}

pub fn keep(db: &Connection, device: DeviceId, delivery: &Delivery) -> Stored<()> {
    let Reminder {
        key,
        expires_at,
        days,
    } = delivery.reminder;
    change_one(
        db,
        "INSERT OR REPLACE INTO reminder_delivered
             (device_id, key_id, expires_at, days, delivered_at, again_at, seen) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        (
            device.as_str(),
            key.as_str(),
            expires_at.timestamp_millis(),
            days,
            delivery.at.timestamp_millis(),
            millis(delivery.again_at),
            delivery.seen,
        ),
    )
}

fn read(row: &Row<'_>) -> Stored<Delivery> {
    Ok(Delivery {
        reminder: Reminder {
            key: parsed(row, "key_id")?,
            expires_at: instant(row, "expires_at")?,
            days: get(row, "days")?,
        },
        at: instant(row, "delivered_at")?,
        again_at: optional_instant(row, "again_at")?,
        seen: get(row, "seen")?,
    })
}
