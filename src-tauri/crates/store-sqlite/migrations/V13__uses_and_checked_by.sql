-- When keys were last used, as far as it was reported, and the newest instant that reports cover; and the other system
-- that checks the keys, where one does.

CREATE TABLE last_use (
    key_id TEXT PRIMARY KEY REFERENCES api_key ON DELETE CASCADE,
    used_at INTEGER NOT NULL,
    address TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE use_report (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    as_of INTEGER NOT NULL
) STRICT;

ALTER TABLE workspace ADD COLUMN checker_name TEXT;
ALTER TABLE workspace ADD COLUMN checker_address TEXT CHECK ((checker_name IS NULL) = (checker_address IS NULL));
