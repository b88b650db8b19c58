-- Who is reminded that a key expires: people and service accounts. And how many days before, where the key doesn't leave
-- that to its workspace.

CREATE TABLE key_personnel (
    key_id TEXT NOT NULL REFERENCES api_key ON DELETE CASCADE,
    party_id TEXT NOT NULL,
    PRIMARY KEY (key_id, party_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE key_reminder_day (
    key_id TEXT NOT NULL REFERENCES api_key ON DELETE CASCADE,
    days INTEGER NOT NULL CHECK (days BETWEEN 0 AND 365),
    PRIMARY KEY (key_id, days)
) STRICT, WITHOUT ROWID;
