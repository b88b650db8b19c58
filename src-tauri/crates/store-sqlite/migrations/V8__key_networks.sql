-- From where a key may be used: addresses and networks in CIDR notation, as text. A key without any may be used from any
-- address.

CREATE TABLE key_network (
    key_id TEXT NOT NULL REFERENCES api_key ON DELETE CASCADE,
    network TEXT NOT NULL,
    PRIMARY KEY (key_id, network)
) STRICT, WITHOUT ROWID;
