-- Token sets that end and are renewed; an API key beside them. The table is made anew, since an API key alone needs no app.

CREATE TABLE connection_next (
  id                TEXT PRIMARY KEY,
  workspace_id      TEXT NOT NULL REFERENCES workspace (id),
  provider_id       TEXT NOT NULL,
  app_id            TEXT REFERENCES app (id),
  owner             TEXT NOT NULL,
  account_id        TEXT NOT NULL,
  account           TEXT NOT NULL,
  access            TEXT NOT NULL,
  -- The token set. `generation` counts them: whoever saves one names the one that it replaces.
  sealed_tokens     BLOB,
  sealed_previous   BLOB,
  tokens_expire_at  BIGINT,
  renewal           TEXT NOT NULL,
  reason            TEXT,
  generation        BIGINT NOT NULL,
  -- The API key.
  sealed_key        BLOB,
  key_reason        TEXT,
  -- Who renews it now: the fence counts the claims. The lease is in the database's own time.
  fence             BIGINT NOT NULL,
  lease_until       BIGINT,
  -- Since when a refresh token that works once may have been spent without an answer.
  intent_at         BIGINT,
  -- When somebody must look at it next.
  due_at            BIGINT,
  health            TEXT NOT NULL,
  version           BIGINT NOT NULL,
  connected_at      BIGINT NOT NULL,
  checked_at        BIGINT,
  last_call_at      BIGINT,
  created_at        BIGINT NOT NULL,
  UNIQUE (workspace_id, provider_id, owner, account_id)
);

INSERT INTO connection_next (id, workspace_id, provider_id, app_id, owner, account_id, account, access, sealed_tokens,
    tokens_expire_at, renewal, reason, generation, fence, due_at, health, version, connected_at, checked_at, created_at)
  SELECT id, workspace_id, provider_id, app_id, owner, account_id, account, access, sealed_tokens,
    tokens_expire_at, 'never', reason, 1, 0, connected_at, '{}', version, connected_at, checked_at, created_at
  FROM connection;

DROP TABLE connection;
ALTER TABLE connection_next RENAME TO connection;
CREATE INDEX connection_by_workspace ON connection (workspace_id, id);
CREATE INDEX connection_by_app ON connection (app_id);
CREATE INDEX connection_by_due ON connection (due_at);
