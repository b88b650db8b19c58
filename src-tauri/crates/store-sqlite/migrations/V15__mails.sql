-- The mails that remind people, each of one reminder to one address. Those that stand in one message share its id.

CREATE TABLE mail (
    key_id TEXT NOT NULL REFERENCES api_key ON DELETE CASCADE,
    expires_at INTEGER NOT NULL,
    days INTEGER NOT NULL CHECK (days >= 0),
    address TEXT NOT NULL,
    message_id TEXT NOT NULL,
    queued_at INTEGER NOT NULL,
    -- 'waiting' has tries and next_at, the others settled_at; failure and said are of the last try.
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'refused')),
    tries INTEGER CHECK (tries >= 0),
    next_at INTEGER,
    settled_at INTEGER,
    failure TEXT,
    said TEXT,
    PRIMARY KEY (key_id, expires_at, days, address),
    CHECK ((state = 'waiting') = (tries IS NOT NULL AND next_at IS NOT NULL AND settled_at IS NULL)),
    CHECK ((failure IS NULL) = (said IS NULL)),
    CHECK (state <> 'sent' OR failure IS NULL),
    CHECK (state <> 'refused' OR failure IS NOT NULL)
) STRICT, WITHOUT ROWID;
