-- Instants are milliseconds since 1970-01-01 UTC. Ids are text of base 62.
-- `digest` is the SHA-256 of a row's canonical encoding: an update names the digest it replaces.

CREATE TABLE workspace (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    account_id TEXT NOT NULL,
    name TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    expiry_time TEXT NOT NULL,
    administrator TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    pepper BLOB NOT NULL CHECK (length(pepper) = 32),
    chain_key BLOB NOT NULL CHECK (length(chain_key) = 32),
    digest BLOB NOT NULL
) STRICT;

CREATE TABLE event (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    origin TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    changes TEXT NOT NULL,
    row_digest BLOB NOT NULL,
    mac BLOB NOT NULL
) STRICT;
CREATE INDEX event_of_subject ON event (subject_kind, subject_id, seq);

CREATE TABLE resource (
    resource_id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    "group" TEXT NOT NULL,
    summary TEXT NOT NULL,
    retired_at INTEGER,
    digest BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE resource_level (
    resource_id TEXT NOT NULL REFERENCES resource,
    level TEXT NOT NULL CHECK (level IN ('view', 'modify', 'modify_all')),
    code TEXT NOT NULL UNIQUE,
    PRIMARY KEY (resource_id, level)
) STRICT, WITHOUT ROWID;

CREATE TABLE aircraft (
    aircraft_id TEXT PRIMARY KEY,
    registration TEXT NOT NULL,
    folded_registration TEXT NOT NULL UNIQUE,
    icao_address TEXT,
    aircraft_type TEXT NOT NULL,
    operator TEXT NOT NULL,
    retired_at INTEGER,
    digest BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE service_account (
    account_id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL UNIQUE,
    organisation TEXT NOT NULL,
    email TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    disabled_at INTEGER,
    digest BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE account_grant (
    account_id TEXT NOT NULL REFERENCES service_account,
    resource_id TEXT NOT NULL REFERENCES resource,
    level TEXT NOT NULL CHECK (level IN ('view', 'modify', 'modify_all')),
    PRIMARY KEY (account_id, resource_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE api_key (
    key_id TEXT PRIMARY KEY,
    sealed BLOB NOT NULL CHECK (length(sealed) = 32),
    owner_id TEXT NOT NULL REFERENCES service_account,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    rights TEXT NOT NULL CHECK (rights IN ('all_of_owner', 'chosen')),
    scope TEXT NOT NULL CHECK (scope IN ('whole_fleet', 'only')),
    renewal_days INTEGER NOT NULL,
    generated_at INTEGER NOT NULL,
    generated_by TEXT NOT NULL,
    renewed_at INTEGER,
    expires_at INTEGER,
    life TEXT NOT NULL CHECK (life IN ('active', 'disabled', 'expired', 'expired_by_hand', 'revoked')),
    stopped_at INTEGER,
    handed_out TEXT NOT NULL CHECK (handed_out IN ('never', 'copied', 'saved', 'stored')),
    replaces TEXT,
    digest BLOB NOT NULL,
    CHECK ((life = 'active') = (stopped_at IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX api_key_of_owner ON api_key (owner_id);
CREATE INDEX api_key_that_replaces ON api_key (replaces) WHERE replaces IS NOT NULL;

CREATE TABLE key_grant (
    key_id TEXT NOT NULL REFERENCES api_key ON DELETE CASCADE,
    resource_id TEXT NOT NULL REFERENCES resource,
    level TEXT NOT NULL CHECK (level IN ('view', 'modify', 'modify_all')),
    PRIMARY KEY (key_id, resource_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE key_aircraft (
    key_id TEXT NOT NULL REFERENCES api_key ON DELETE CASCADE,
    aircraft_id TEXT NOT NULL REFERENCES aircraft,
    PRIMARY KEY (key_id, aircraft_id)
) STRICT, WITHOUT ROWID;

-- A deleted key leaves its id behind, so that it can't come back.
CREATE TABLE deleted_key (
    key_id TEXT PRIMARY KEY,
    deleted_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE draft (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    draft TEXT NOT NULL
) STRICT;
