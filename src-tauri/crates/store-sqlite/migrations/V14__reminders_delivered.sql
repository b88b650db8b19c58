-- What each computer did with reminders. A reminder is of an end, so many days before; a renewed key has another end.

CREATE TABLE reminder_delivered (
    device_id TEXT NOT NULL,
    key_id TEXT NOT NULL REFERENCES api_key ON DELETE CASCADE,
    expires_at INTEGER NOT NULL,
    days INTEGER NOT NULL CHECK (days >= 0),
    delivered_at INTEGER NOT NULL,
    again_at INTEGER,
    seen INTEGER NOT NULL CHECK (seen IN (0, 1)),
    PRIMARY KEY (device_id, key_id, expires_at, days)
) STRICT, WITHOUT ROWID;
