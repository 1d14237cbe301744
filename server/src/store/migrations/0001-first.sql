-- Times are epoch milliseconds. JSON is text. Sealed values are bytes (see vault/vault.ts).

CREATE TABLE workspace (
  id          TEXT PRIMARY KEY,
  name        TEXT NOT NULL,
  return_urls TEXT NOT NULL,
  created_at  BIGINT NOT NULL
);

CREATE TABLE secret_key (
  id           TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL REFERENCES workspace (id),
  hash         TEXT NOT NULL UNIQUE,
  name         TEXT NOT NULL,
  rights       TEXT NOT NULL,
  prefix       TEXT NOT NULL,
  created_at   BIGINT NOT NULL,
  last_used_at BIGINT,
  revoked_at   BIGINT
);

CREATE TABLE app (
  id           TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL REFERENCES workspace (id),
  provider_id  TEXT NOT NULL,
  client_id    TEXT NOT NULL,
  name         TEXT NOT NULL,
  created_at   BIGINT NOT NULL,
  UNIQUE (workspace_id, provider_id, client_id)
);

CREATE TABLE app_secret (
  id         TEXT PRIMARY KEY,
  oauth_app_id     TEXT NOT NULL REFERENCES app (id) ON DELETE CASCADE,
  sealed     BLOB NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX app_secret_by_app ON app_secret (oauth_app_id, id);

CREATE TABLE connection (
  id                TEXT PRIMARY KEY,
  workspace_id      TEXT NOT NULL REFERENCES workspace (id),
  provider_id       TEXT NOT NULL,
  oauth_app_id            TEXT NOT NULL REFERENCES app (id),
  owner             TEXT NOT NULL,
  account_id        TEXT NOT NULL,
  account           TEXT NOT NULL,
  permissions            TEXT NOT NULL,
  token_set_ciphertext     BLOB,
  access_token_expires_at  BIGINT,
  reason            TEXT,
  version           BIGINT NOT NULL,
  connected_at      BIGINT NOT NULL,
  last_checked_at        BIGINT,
  created_at        BIGINT NOT NULL,
  UNIQUE (workspace_id, provider_id, owner, account_id)
);
CREATE INDEX connection_by_workspace ON connection (workspace_id, id);
CREATE INDEX connection_by_app ON connection (oauth_app_id);

CREATE TABLE connect_session (
  id            TEXT PRIMARY KEY,
  workspace_id  TEXT NOT NULL REFERENCES workspace (id),
  token_hash    TEXT NOT NULL UNIQUE,
  owner         TEXT NOT NULL,
  provider_ids  TEXT NOT NULL,
  permissions        TEXT NOT NULL,
  return_url    TEXT NOT NULL,
  connection_id TEXT,
  browser_hash  TEXT,
  opened_at     BIGINT,
  completed_at  BIGINT,
  expires_at    BIGINT NOT NULL,
  created_at    BIGINT NOT NULL
);
CREATE INDEX connect_session_by_end ON connect_session (expires_at);

CREATE TABLE attempt (
  state_hash        TEXT PRIMARY KEY,
  session_id        TEXT NOT NULL REFERENCES connect_session (id) ON DELETE CASCADE,
  workspace_id      TEXT NOT NULL,
  provider_id       TEXT NOT NULL,
  oauth_app_id            TEXT NOT NULL,
  redirect_uri      TEXT NOT NULL,
  permissions            TEXT NOT NULL,
  browser_hash      TEXT NOT NULL,
  code_verifier_ciphertext   BLOB,
  expires_at        BIGINT NOT NULL,
  callback_at          BIGINT,
  confirmation_token_hash       TEXT UNIQUE,
  confirmation_token_expires_at BIGINT,
  confirmation_token_used_at    BIGINT
);
CREATE INDEX attempt_by_session ON attempt (session_id);

CREATE TABLE event (
  id            TEXT PRIMARY KEY,
  workspace_id  TEXT NOT NULL REFERENCES workspace (id),
  connection_id TEXT,
  type          TEXT NOT NULL,
  actor         TEXT NOT NULL,
  data          TEXT NOT NULL,
  at            BIGINT NOT NULL
);
CREATE INDEX event_by_workspace ON event (workspace_id, id);
CREATE INDEX event_by_connection ON event (connection_id, id);

-- One row: a known text sealed with the key ring, so that a wrong key is noticed at start.
CREATE TABLE key_check (
  id     BIGINT PRIMARY KEY,
  sealed BLOB NOT NULL
);
