-- Tags on aircraft, fleet groups, and the aircraft that service accounts are for. A deleted group keeps its row and gives
-- up its name.

CREATE TABLE aircraft_tag (
    aircraft_id TEXT NOT NULL REFERENCES aircraft,
    tag TEXT NOT NULL,
    PRIMARY KEY (aircraft_id, tag)
) STRICT, WITHOUT ROWID;

CREATE TABLE fleet_group (
    group_id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    tag TEXT,
    deleted_at INTEGER,
    digest BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX fleet_group_named ON fleet_group (folded_name) WHERE deleted_at IS NULL;

CREATE TABLE fleet_group_aircraft (
    group_id TEXT NOT NULL REFERENCES fleet_group,
    aircraft_id TEXT NOT NULL REFERENCES aircraft,
    PRIMARY KEY (group_id, aircraft_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE key_fleet_group (
    key_id TEXT NOT NULL REFERENCES api_key ON DELETE CASCADE,
    group_id TEXT NOT NULL REFERENCES fleet_group,
    PRIMARY KEY (key_id, group_id)
) STRICT, WITHOUT ROWID;

ALTER TABLE service_account ADD COLUMN scope TEXT NOT NULL DEFAULT 'whole_fleet'
    CHECK (scope IN ('whole_fleet', 'only'));

CREATE TABLE account_aircraft (
    account_id TEXT NOT NULL REFERENCES service_account,
    aircraft_id TEXT NOT NULL REFERENCES aircraft,
    PRIMARY KEY (account_id, aircraft_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE account_fleet_group (
    account_id TEXT NOT NULL REFERENCES service_account,
    group_id TEXT NOT NULL REFERENCES fleet_group,
    PRIMARY KEY (account_id, group_id)
) STRICT, WITHOUT ROWID;
