-- The secrets that keys had before they were rotated, of which the last may still work.

CREATE TABLE old_secret (
    key_id TEXT NOT NULL REFERENCES api_key ON DELETE CASCADE,
    position INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    until INTEGER NOT NULL,
    retired INTEGER NOT NULL CHECK (retired IN (0, 1)),
    handed_out TEXT NOT NULL CHECK (handed_out IN ('never', 'copied', 'saved', 'stored')),
    PRIMARY KEY (key_id, position)
) STRICT, WITHOUT ROWID;
