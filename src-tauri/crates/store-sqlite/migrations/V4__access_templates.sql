-- Access templates, and which service accounts have them. A deleted one keeps its row and gives up its name.

CREATE TABLE template (
    template_id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    summary TEXT NOT NULL,
    deleted_at INTEGER,
    digest BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX template_named ON template (folded_name) WHERE deleted_at IS NULL;

CREATE TABLE template_grant (
    template_id TEXT NOT NULL REFERENCES template,
    resource_id TEXT NOT NULL REFERENCES resource,
    level TEXT NOT NULL CHECK (level IN ('view', 'modify', 'modify_all')),
    PRIMARY KEY (template_id, resource_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE account_template (
    account_id TEXT NOT NULL REFERENCES service_account,
    template_id TEXT NOT NULL REFERENCES template,
    PRIMARY KEY (account_id, template_id)
) STRICT, WITHOUT ROWID;
