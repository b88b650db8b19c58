-- A key's owner is a service account or a person, and people are given access as service accounts are. A key is never
-- without an owner, and never has two.

ALTER TABLE person ADD COLUMN scope TEXT NOT NULL DEFAULT 'whole_fleet'
    CHECK (scope IN ('whole_fleet', 'only'));

CREATE TABLE person_grant (
    person_id TEXT NOT NULL REFERENCES person,
    resource_id TEXT NOT NULL REFERENCES resource,
    level TEXT NOT NULL CHECK (level IN ('view', 'modify', 'modify_all')),
    PRIMARY KEY (person_id, resource_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE person_template (
    person_id TEXT NOT NULL REFERENCES person,
    template_id TEXT NOT NULL REFERENCES template,
    PRIMARY KEY (person_id, template_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE person_aircraft (
    person_id TEXT NOT NULL REFERENCES person,
    aircraft_id TEXT NOT NULL REFERENCES aircraft,
    PRIMARY KEY (person_id, aircraft_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE person_fleet_group (
    person_id TEXT NOT NULL REFERENCES person,
    group_id TEXT NOT NULL REFERENCES fleet_group,
    PRIMARY KEY (person_id, group_id)
) STRICT, WITHOUT ROWID;

-- The table itself stays: dropping it would take what belongs to its keys with it.
ALTER TABLE api_key ADD COLUMN account_id TEXT REFERENCES service_account;
UPDATE api_key SET account_id = owner_id;
DROP INDEX api_key_of_owner;
ALTER TABLE api_key DROP COLUMN owner_id;
ALTER TABLE api_key ADD COLUMN person_id TEXT REFERENCES person
    CHECK ((account_id IS NULL) <> (person_id IS NULL));
CREATE INDEX api_key_of_account ON api_key (account_id, name) WHERE account_id IS NOT NULL;
CREATE INDEX api_key_of_person ON api_key (person_id, name) WHERE person_id IS NOT NULL;
