-- Assistants that people have let in, and what the authorization server keeps for them. Codes, tokens and sessions are found by
-- a hash and sealed: whoever reads this table can use none of them.

CREATE TABLE assistant (
  id           TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL REFERENCES workspace (id),
  person_id    TEXT NOT NULL REFERENCES person ("id") ON DELETE CASCADE,
  client_hash  TEXT NOT NULL,
  name         TEXT NOT NULL,
  host         TEXT NOT NULL,
  rights       TEXT NOT NULL,
  -- Ids; NULL: all that the person sees.
  connections  TEXT,
  created_at   BIGINT NOT NULL,
  last_used_at BIGINT,
  revoked_at   BIGINT
);
CREATE INDEX assistant_by_person ON assistant (person_id);

CREATE TABLE authorization_record (
  kind           TEXT NOT NULL,
  id_hash        TEXT NOT NULL,
  sealed         BLOB NOT NULL,
  grant_id       TEXT,
  uid_hash       TEXT,
  user_code_hash TEXT,
  touched_at     BIGINT NOT NULL,
  expires_at     BIGINT,
  consumed_at    BIGINT,
  PRIMARY KEY (kind, id_hash)
);
CREATE INDEX authorization_record_by_grant ON authorization_record (grant_id);
CREATE INDEX authorization_record_by_uid ON authorization_record (uid_hash);
CREATE INDEX authorization_record_by_user_code ON authorization_record (user_code_hash);
CREATE INDEX authorization_record_by_end ON authorization_record (expires_at);
