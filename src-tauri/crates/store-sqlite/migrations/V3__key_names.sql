-- The names of an owner's keys are had from the index alone: a new key must have one of its own.

DROP INDEX api_key_of_owner;
CREATE INDEX api_key_of_owner ON api_key (owner_id, name);
