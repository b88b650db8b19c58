-- People, and what the workspace made of each. Whoever has left stays, and gives up their e-mail address.

CREATE TABLE person (
    person_id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT,
    folded_email TEXT,
    role TEXT NOT NULL CHECK (role IN ('system_administrator', 'api_token_manager', 'auditor', 'none')),
    key_setup TEXT NOT NULL CHECK (key_setup IN ('none', 'view', 'modify', 'modify_all')),
    created_at INTEGER NOT NULL,
    left_at INTEGER,
    digest BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX person_of_email ON person (folded_email) WHERE left_at IS NULL;
