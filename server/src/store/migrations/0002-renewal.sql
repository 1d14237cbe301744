-- Token sets that end and are renewed; an API key beside them. The table is made anew, since an API key alone needs no app.

CREATE TABLE connection_next (
  id                TEXT PRIMARY KEY,
  workspace_id      TEXT NOT NULL REFERENCES workspace (id),
  provider_id       TEXT NOT NULL,
  oauth_app_id            TEXT REFERENCES app (id),
  owner             TEXT NOT NULL,
  account_id        TEXT NOT NULL,
  account           TEXT NOT NULL,
  permissions            TEXT NOT NULL,
  -- The token set. `token_set_version` counts them: whoever saves one names the one that it replaces.
  token_set_ciphertext     BLOB,
  previous_token_set_ciphertext   BLOB,
  access_token_expires_at  BIGINT,
  refresh_type           TEXT NOT NULL,
  reason            TEXT,
  token_set_version        BIGINT NOT NULL,
  -- The API key.
  api_key_ciphertext        BLOB,
  api_key_reason        TEXT,
  -- Who renews it now: the fencing_token counts the claims. The lease is in the database's own time.
  fencing_token             BIGINT NOT NULL,
  lease_expires_at       BIGINT,
  -- Since when a refresh token that works once may have been spent without an answer.
  refresh_started_at         BIGINT,
  -- When somebody must look at it next.
  due_at            BIGINT,
  health            TEXT NOT NULL,
  version           BIGINT NOT NULL,
  connected_at      BIGINT NOT NULL,
  last_checked_at        BIGINT,
  last_call_at      BIGINT,
  created_at        BIGINT NOT NULL,
  UNIQUE (workspace_id, provider_id, owner, account_id)
);

INSERT INTO connection_next (id, workspace_id, provider_id, oauth_app_id, owner, account_id, account, permissions, token_set_ciphertext,
    access_token_expires_at, refresh_type, reason, token_set_version, fencing_token, due_at, health, version, connected_at, last_checked_at, created_at)
  SELECT id, workspace_id, provider_id, oauth_app_id, owner, account_id, account, permissions, token_set_ciphertext,
    access_token_expires_at, 'none', reason, 1, 0, connected_at, '{}', version, connected_at, last_checked_at, created_at
  FROM connection;

DROP TABLE connection;
ALTER TABLE connection_next RENAME TO connection;
CREATE INDEX connection_by_workspace ON connection (workspace_id, id);
CREATE INDEX connection_by_app ON connection (oauth_app_id);
CREATE INDEX connection_by_due ON connection (due_at);
