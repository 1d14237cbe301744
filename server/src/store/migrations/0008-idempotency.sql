-- Answers to requests with an Idempotency-Key, for a day. Request and answer are sealed: they may hold secrets.

CREATE TABLE idempotency_keys (
  -- Who asks: the id of a secret key or of a person, in a workspace.
  workspace_id   TEXT NOT NULL,
  principal      TEXT NOT NULL,
  key_hash       TEXT NOT NULL,
  -- Names the request that is at work on it; only that one may write its answer.
  claim          TEXT NOT NULL,
  request_ciphertext BLOB NOT NULL,
  -- NULL while the first request is at work.
  response_ciphertext  BLOB,
  lease_expires_at    BIGINT NOT NULL,
  expires_at     BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, principal, key_hash)
);
CREATE INDEX idempotency_keys_by_end ON idempotency_keys (expires_at);
