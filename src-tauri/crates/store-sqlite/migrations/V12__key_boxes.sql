-- The texts of keys that can be shown again, each sealed in a box that only the master password opens.

CREATE TABLE key_box (
    key_id TEXT PRIMARY KEY REFERENCES api_key ON DELETE CASCADE,
    box BLOB NOT NULL CHECK (length(box) = 150)
) STRICT, WITHOUT ROWID;
