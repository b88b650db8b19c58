-- What a workspace asks of its keys, where it isn't the default. Lists hold names or numbers with spaces between them;
-- where keys have no end, what is said of their days is NULL.

CREATE TABLE policy (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    preset TEXT NOT NULL,
    is_on INTEGER NOT NULL CHECK (is_on IN (0, 1)),
    owners TEXT NOT NULL CHECK (owners IN ('accounts', 'people', 'both')),
    account_names TEXT NOT NULL CHECK (account_names IN ('any', 'letters_and_digits')),
    retrieval TEXT NOT NULL CHECK (retrieval IN ('once', 'revealable')),
    maximum_days INTEGER,
    default_days INTEGER,
    offered_days TEXT,
    custom_days INTEGER CHECK (custom_days IN (0, 1)),
    grace_days INTEGER,
    asked TEXT NOT NULL,
    editable TEXT NOT NULL,
    approval_required INTEGER NOT NULL CHECK (approval_required IN (0, 1)),
    endings TEXT NOT NULL,
    deletion TEXT NOT NULL CHECK (deletion IN ('never', 'after_revocation', 'always')),
    reminder_days TEXT NOT NULL,
    remind_owner INTEGER NOT NULL CHECK (remind_owner IN (0, 1)),
    remind_token_managers INTEGER NOT NULL CHECK (remind_token_managers IN (0, 1)),
    CHECK ((maximum_days IS NULL) = (default_days IS NULL)),
    CHECK ((maximum_days IS NULL) = (offered_days IS NULL)),
    CHECK ((maximum_days IS NULL) = (custom_days IS NULL))
) STRICT;
