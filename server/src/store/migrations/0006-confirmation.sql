-- Sendings that wait for a word, kept for a while after they were used so that a second try is told what happened.

CREATE TABLE confirmation (
  token_hash   TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL REFERENCES workspace (id),
  sending      TEXT NOT NULL,
  expires_at   BIGINT NOT NULL,
  used_at      BIGINT
);
CREATE INDEX confirmation_by_end ON confirmation (expires_at);
