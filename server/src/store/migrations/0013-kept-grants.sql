-- Tokens that wait, sealed, for the look-up of their account; found by the hash of what they were traded for.
CREATE TABLE kept_grant (
  hash         TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL REFERENCES workspace (id),
  sealed       BLOB NOT NULL,
  expires_at   BIGINT NOT NULL
);
CREATE INDEX kept_grant_by_end ON kept_grant (expires_at);

-- What the platform has granted of what was asked, as a JSON array; NULL: all of it, as far as it says.
ALTER TABLE connection ADD COLUMN granted_scopes TEXT;
