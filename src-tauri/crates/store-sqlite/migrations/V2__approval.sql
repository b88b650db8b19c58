-- Who approved a key, and why it is there. Empty says nothing: what was written before has its digest still.

ALTER TABLE api_key ADD COLUMN approved_by TEXT NOT NULL DEFAULT '';
ALTER TABLE api_key ADD COLUMN reason TEXT NOT NULL DEFAULT '';
