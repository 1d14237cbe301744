-- Times are epoch milliseconds, booleans 0 and 1, JSON is text. A column `…_ciphertext` is encrypted (see encryption/encryption.ts).

CREATE TABLE workspaces (
  id                  TEXT PRIMARY KEY,
  name                TEXT NOT NULL,
  -- JSON array.
  allowed_return_urls TEXT NOT NULL,
  branding_color      TEXT,
  branding_logo       TEXT,
  -- Grows with each change of the members, so that the last owner cannot be removed by two requests at once.
  members_version     BIGINT NOT NULL DEFAULT 0,
  -- Grows with each change of name, return URLs and branding, so that no concurrent change is written over.
  settings_version    BIGINT NOT NULL DEFAULT 0,
  -- Grows when an end user is erased or a member removed, so that nothing that has begun before connects them again.
  end_users_version   BIGINT NOT NULL DEFAULT 0,
  created_at          BIGINT NOT NULL
);

CREATE TABLE secret_keys (
  id           TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL REFERENCES workspaces (id),
  key_hash     TEXT NOT NULL UNIQUE,
  name         TEXT NOT NULL,
  -- JSON array.
  scopes       TEXT NOT NULL,
  prefix       TEXT NOT NULL,
  created_at   BIGINT NOT NULL,
  last_used_at BIGINT,
  revoked_at   BIGINT
);
CREATE INDEX secret_keys_workspace_id_id_idx ON secret_keys (workspace_id, id);

CREATE TABLE oauth_apps (
  id           TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL REFERENCES workspaces (id),
  provider     TEXT NOT NULL,
  client_id    TEXT NOT NULL,
  name         TEXT NOT NULL,
  -- Grows with each change of the client secrets, so that the last one cannot be removed by two requests at once.
  secrets_version BIGINT NOT NULL DEFAULT 0,
  -- 1: the sandbox made it, and the real provider does not know it.
  is_simulated BIGINT NOT NULL,
  created_at   BIGINT NOT NULL,
  UNIQUE (workspace_id, provider, client_id)
);
CREATE INDEX oauth_apps_workspace_id_id_idx ON oauth_apps (workspace_id, id);

CREATE TABLE client_secrets (
  id                TEXT PRIMARY KEY,
  oauth_app_id      TEXT NOT NULL REFERENCES oauth_apps (id) ON DELETE CASCADE,
  secret_ciphertext BLOB NOT NULL,
  created_at        BIGINT NOT NULL
);
CREATE INDEX client_secrets_oauth_app_id_id_idx ON client_secrets (oauth_app_id, id);

CREATE TABLE connections (
  id                            TEXT PRIMARY KEY,
  workspace_id                  TEXT NOT NULL REFERENCES workspaces (id),
  provider                      TEXT NOT NULL,
  -- NULL: an API key alone needs no OAuth app.
  oauth_app_id                  TEXT REFERENCES oauth_apps (id),
  end_user_id                   TEXT NOT NULL,
  account_id                    TEXT NOT NULL,
  -- JSON.
  account                       TEXT NOT NULL,
  permissions                   TEXT NOT NULL,
  -- JSON, as in its rows of `connection_labels`.
  labels                        TEXT NOT NULL DEFAULT '{}',
  -- JSON array of the scopes that the provider granted; NULL: all that were requested.
  granted_scopes                TEXT,
  -- `token_set_version` counts the token sets: a writer names the one that it replaces.
  token_set_ciphertext          BLOB,
  previous_token_set_ciphertext BLOB,
  token_set_version             BIGINT NOT NULL,
  access_token_expires_at       BIGINT,
  refresh_token_expires_at      BIGINT,
  -- For providers that do not say when an access token expires.
  assumed_lifetime_ms           BIGINT,
  refresh_type                  TEXT NOT NULL,
  -- Why the token set does not work; NULL: it works.
  oauth_reason                  TEXT,
  api_key_ciphertext            BLOB,
  api_key_reason                TEXT,
  -- Who refreshes it now: `fencing_token` counts the leases. The lease is in the database's own time.
  fencing_token                 BIGINT NOT NULL,
  lease_expires_at              BIGINT,
  -- Since when a refresh token that works once may have been spent without a response.
  refresh_started_at            BIGINT,
  -- When the refresh loop looks at it next.
  due_at                        BIGINT,
  -- JSON, all three.
  health                        TEXT NOT NULL,
  failed_check                  TEXT,
  disconnect_report             TEXT,
  -- As in its row of `connection_listings`, so that one statement sees that a change leaves it as it is.
  listed_status                 TEXT NOT NULL,
  -- 1: at the sandbox, and the real provider does not know its account.
  is_simulated                  BIGINT NOT NULL,
  row_version                   BIGINT NOT NULL,
  connected_at                  BIGINT NOT NULL,
  last_checked_at               BIGINT,
  last_call_at                  BIGINT,
  created_at                    BIGINT NOT NULL,
  UNIQUE (workspace_id, provider, end_user_id, account_id)
);
CREATE INDEX connections_oauth_app_id_idx ON connections (oauth_app_id);
CREATE INDEX connections_due_at_idx ON connections (due_at);
CREATE INDEX connections_simulated_idx ON connections (id) WHERE is_simulated = 1;
-- Those that wait for a client secret of their OAuth app.
CREATE INDEX connections_waiting_idx ON connections (oauth_app_id, id) WHERE refresh_type <> 'none'
  AND (oauth_reason = 'oauth_app_rejected' OR (oauth_reason IS NULL AND health LIKE '%"oauth_app_rejected"%'));

-- What lists of connections filter and sort by, apart from the rows that every refresh changes: those keep few indexes.
CREATE TABLE connection_listings (
  -- Grows with each connection: lists are in this order.
  number        INTEGER PRIMARY KEY,
  connection_id TEXT NOT NULL UNIQUE REFERENCES connections (id) ON DELETE CASCADE,
  workspace_id  TEXT NOT NULL,
  provider      TEXT NOT NULL,
  end_user_id   TEXT NOT NULL,
  -- `connected`, `expiring_soon` or `disconnected`, as of the last change.
  status        TEXT NOT NULL,
  -- The connection's short name, without the number that makes it unique.
  slug          TEXT NOT NULL,
  -- In lower case. A full-text index over it is made when the database is opened.
  search_text   TEXT NOT NULL
);
CREATE INDEX connection_listings_workspace_id_idx ON connection_listings (workspace_id);
CREATE INDEX connection_listings_end_user_id_idx ON connection_listings (workspace_id, end_user_id);
CREATE INDEX connection_listings_provider_idx ON connection_listings (workspace_id, provider, status);
CREATE INDEX connection_listings_status_idx ON connection_listings (workspace_id, status);
CREATE INDEX connection_listings_slug_idx ON connection_listings (workspace_id, slug);

-- What lists of connections are filtered by: names and values that the application or a user gives.
CREATE TABLE connection_labels (
  connection_id TEXT NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  workspace_id  TEXT NOT NULL,
  name          TEXT NOT NULL,
  value         TEXT NOT NULL,
  PRIMARY KEY (connection_id, name)
);
CREATE INDEX connection_labels_name_idx ON connection_labels (workspace_id, name, value, connection_id);

-- How many connections have a label of this name, and with this value: written with the labels, so that showing the most used counts nothing.
CREATE TABLE label_names (
  workspace_id     TEXT NOT NULL,
  name             TEXT NOT NULL,
  connection_count BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, name)
);
CREATE INDEX label_names_count_idx ON label_names (workspace_id, connection_count DESC, name);
CREATE TABLE label_values (
  workspace_id     TEXT NOT NULL,
  name             TEXT NOT NULL,
  value            TEXT NOT NULL,
  connection_count BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, name, value)
);
CREATE INDEX label_values_count_idx ON label_values (workspace_id, name, connection_count DESC, value);

CREATE TABLE connect_sessions (
  id                  TEXT PRIMARY KEY,
  workspace_id        TEXT NOT NULL REFERENCES workspaces (id),
  link_token_hash     TEXT NOT NULL UNIQUE,
  end_user_id         TEXT NOT NULL,
  -- JSON array; permissions are JSON, too.
  providers           TEXT NOT NULL,
  permissions         TEXT NOT NULL,
  return_url          TEXT NOT NULL,
  connection_id       TEXT,
  -- JSON object: of the connection that it makes.
  labels              TEXT NOT NULL,
  skip_connect_page   INTEGER NOT NULL,
  browser_cookie_hash TEXT,
  opened_at           BIGINT,
  completed_at        BIGINT,
  expires_at          BIGINT NOT NULL,
  created_at          BIGINT NOT NULL
);
CREATE INDEX connect_sessions_expires_at_idx ON connect_sessions (expires_at);

CREATE TABLE authorization_requests (
  state_hash                    TEXT PRIMARY KEY,
  connect_session_id            TEXT NOT NULL REFERENCES connect_sessions (id) ON DELETE CASCADE,
  workspace_id                  TEXT NOT NULL,
  provider                      TEXT NOT NULL,
  oauth_app_id                  TEXT NOT NULL,
  redirect_uri                  TEXT NOT NULL,
  permissions                   TEXT NOT NULL,
  -- Whether the end user changed what the connect page preselected.
  permissions_chosen            INTEGER NOT NULL,
  browser_cookie_hash           TEXT NOT NULL,
  code_verifier_ciphertext      BLOB,
  expires_at                    BIGINT NOT NULL,
  callback_at                   BIGINT,
  confirmation_token_hash       TEXT UNIQUE,
  confirmation_token_expires_at BIGINT,
  confirmation_token_used_at    BIGINT
);
CREATE INDEX authorization_requests_connect_session_id_idx ON authorization_requests (connect_session_id);

-- End users who have been erased and members who have been removed, until nothing that has begun before can still run.
CREATE TABLE end_user_removals (
  workspace_id      TEXT NOT NULL REFERENCES workspaces (id),
  end_user_id_hash  TEXT NOT NULL,
  -- Of the workspace's end users, with this removal.
  end_users_version BIGINT NOT NULL,
  removed_at        BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, end_user_id_hash)
);
CREATE INDEX end_user_removals_removed_at_idx ON end_user_removals (removed_at);

-- Token sets that wait for the look-up of their account, found by the hash of the grant that they were issued for.
CREATE TABLE kept_grants (
  grant_hash           TEXT PRIMARY KEY,
  workspace_id         TEXT NOT NULL REFERENCES workspaces (id),
  token_set_ciphertext BLOB NOT NULL,
  expires_at           BIGINT NOT NULL
);
CREATE INDEX kept_grants_expires_at_idx ON kept_grants (expires_at);

CREATE TABLE events (
  id            TEXT PRIMARY KEY,
  workspace_id  TEXT NOT NULL,
  connection_id TEXT,
  type          TEXT NOT NULL,
  actor_id      TEXT NOT NULL,
  -- `secret_key`, `user`, `assistant` or `system`.
  actor_type    TEXT NOT NULL,
  -- JSON.
  data          TEXT NOT NULL,
  -- 1: not yet queued for the webhook endpoints of its workspace.
  is_pending    BIGINT NOT NULL,
  occurred_at   BIGINT NOT NULL
);
CREATE INDEX events_is_pending_idx ON events (id) WHERE is_pending = 1;
CREATE INDEX events_workspace_id_id_idx ON events (workspace_id, id);
CREATE INDEX events_connection_id_id_idx ON events (connection_id, id);
CREATE INDEX events_type_id_idx ON events (workspace_id, type, id);
CREATE INDEX events_actor_id_type_id_idx ON events (workspace_id, actor_id, type, id);

-- Where the events of a workspace are sent.
CREATE TABLE webhook_endpoints (
  id                   TEXT PRIMARY KEY,
  workspace_id         TEXT NOT NULL REFERENCES workspaces (id),
  url                  TEXT NOT NULL,
  description          TEXT NOT NULL,
  -- JSON array of types and of first parts of types; empty: every event.
  event_types          TEXT NOT NULL,
  -- `enabled`, `paused` or `disabled`, and why Letterlock itself has changed it: `failing` or `gone`.
  status               TEXT NOT NULL,
  status_reason        TEXT,
  -- Since the last success.
  consecutive_failures BIGINT NOT NULL,
  failing_since        BIGINT,
  -- Nothing is sent before; a failing endpoint is tried with one event at a time.
  held_until           BIGINT,
  -- When its queue is looked at next. The lease is in the database's own time.
  due_at               BIGINT,
  lease_holder         TEXT,
  lease_expires_at     BIGINT,
  -- Counts the changes of its settings and secrets.
  version              BIGINT NOT NULL,
  created_at           BIGINT NOT NULL
);
CREATE INDEX webhook_endpoints_workspace_id_id_idx ON webhook_endpoints (workspace_id, id);
CREATE INDEX webhook_endpoints_due_at_idx ON webhook_endpoints (due_at);
CREATE INDEX webhook_endpoints_lease_expires_at_idx ON webhook_endpoints (lease_expires_at);

-- What `event_types` means, as patterns of LIKE.
CREATE TABLE webhook_subscriptions (
  webhook_endpoint_id TEXT NOT NULL REFERENCES webhook_endpoints (id) ON DELETE CASCADE,
  type_pattern        TEXT NOT NULL,
  PRIMARY KEY (webhook_endpoint_id, type_pattern)
);

-- Several while one is rotated: each signs until it expires.
CREATE TABLE signing_secrets (
  id                  TEXT PRIMARY KEY,
  webhook_endpoint_id TEXT NOT NULL REFERENCES webhook_endpoints (id) ON DELETE CASCADE,
  secret_ciphertext   BLOB NOT NULL,
  created_at          BIGINT NOT NULL,
  expires_at          BIGINT
);
CREATE INDEX signing_secrets_webhook_endpoint_id_id_idx ON signing_secrets (webhook_endpoint_id, id);

-- Events that an endpoint has not accepted yet. Those of one ordering key (a connection) are sent one after another.
CREATE TABLE queued_webhooks (
  webhook_endpoint_id TEXT NOT NULL REFERENCES webhook_endpoints (id) ON DELETE CASCADE,
  event_id            TEXT NOT NULL,
  ordering_key        TEXT NOT NULL,
  is_redelivery       BIGINT NOT NULL,
  attempts            BIGINT NOT NULL,
  first_failed_at     BIGINT,
  due_at              BIGINT NOT NULL,
  queued_at           BIGINT NOT NULL,
  PRIMARY KEY (webhook_endpoint_id, event_id)
);
CREATE INDEX queued_webhooks_ordering_key_idx ON queued_webhooks (webhook_endpoint_id, ordering_key, event_id);
CREATE INDEX queued_webhooks_due_at_idx ON queued_webhooks (webhook_endpoint_id, due_at);
CREATE INDEX queued_webhooks_queued_at_idx ON queued_webhooks (queued_at);

-- One row for each attempt to deliver an event.
CREATE TABLE webhook_deliveries (
  id                  TEXT PRIMARY KEY,
  webhook_endpoint_id TEXT NOT NULL REFERENCES webhook_endpoints (id) ON DELETE CASCADE,
  event_id            TEXT NOT NULL,
  event_type          TEXT NOT NULL,
  url                 TEXT NOT NULL,
  signature           TEXT NOT NULL,
  attempt             BIGINT NOT NULL,
  is_redelivery       BIGINT NOT NULL,
  succeeded           BIGINT NOT NULL,
  -- NULL: there was no response, for the reason in `error_code`.
  status_code         BIGINT,
  response_body       TEXT,
  error_code          TEXT,
  duration_ms         BIGINT NOT NULL,
  next_attempt_at     BIGINT,
  sent_at             BIGINT NOT NULL
);
CREATE INDEX webhook_deliveries_webhook_endpoint_id_id_idx ON webhook_deliveries (webhook_endpoint_id, id);
CREATE INDEX webhook_deliveries_succeeded_id_idx ON webhook_deliveries (webhook_endpoint_id, succeeded, id);
CREATE INDEX webhook_deliveries_event_id_id_idx ON webhook_deliveries (webhook_endpoint_id, event_id, id);

-- How many attempts an endpoint has accepted, in periods of six hours: what its deliveries would have to be counted for.
CREATE TABLE webhook_delivery_totals (
  webhook_endpoint_id TEXT NOT NULL REFERENCES webhook_endpoints (id) ON DELETE CASCADE,
  started_at          BIGINT NOT NULL,
  succeeded_count     BIGINT NOT NULL,
  failed_count        BIGINT NOT NULL,
  PRIMARY KEY (webhook_endpoint_id, started_at)
);

-- Calls through connections: all of them, or a sample.
CREATE TABLE calls (
  id                     TEXT PRIMARY KEY,
  workspace_id           TEXT NOT NULL REFERENCES workspaces (id),
  type                   TEXT NOT NULL,
  started_at             BIGINT NOT NULL,
  request_id             TEXT NOT NULL,
  principal_type         TEXT NOT NULL,
  principal_id           TEXT NOT NULL,
  -- It may be deleted.
  connection_id          TEXT,
  operation              TEXT,
  method                 TEXT NOT NULL,
  path                   TEXT NOT NULL,
  -- NULL: the client had disconnected.
  status_code            BIGINT,
  error_code             TEXT,
  duration_ms            BIGINT NOT NULL,
  provider_duration_ms   BIGINT NOT NULL,
  provider_request_count BIGINT NOT NULL,
  retry_count            BIGINT NOT NULL,
  request_bytes          BIGINT NOT NULL,
  response_bytes         BIGINT NOT NULL,
  credential             TEXT
);
CREATE INDEX calls_workspace_id_id_idx ON calls (workspace_id, id);
CREATE INDEX calls_connection_id_id_idx ON calls (connection_id, id);
CREATE INDEX calls_request_id_id_idx ON calls (workspace_id, request_id, id);
CREATE INDEX calls_type_id_idx ON calls (workspace_id, type, id);
CREATE INDEX calls_principal_id_id_idx ON calls (workspace_id, principal_id, id);
CREATE INDEX calls_failed_idx ON calls (workspace_id, id) WHERE error_code IS NOT NULL OR status_code IS NULL OR status_code >= 400;

-- Every call, by connection and hour.
CREATE TABLE call_totals (
  connection_id        TEXT NOT NULL,
  hour                 BIGINT NOT NULL,
  workspace_id         TEXT NOT NULL REFERENCES workspaces (id),
  call_count           BIGINT NOT NULL,
  error_count          BIGINT NOT NULL,
  duration_ms          BIGINT NOT NULL,
  max_duration_ms      BIGINT NOT NULL,
  provider_duration_ms BIGINT NOT NULL,
  PRIMARY KEY (connection_id, hour)
);
CREATE INDEX call_totals_hour_idx ON call_totals (hour);

-- Connections that need a user, as far as alerts know.
CREATE TABLE alerting_connections (
  connection_id TEXT PRIMARY KEY,
  workspace_id  TEXT NOT NULL REFERENCES workspaces (id),
  cause         TEXT NOT NULL,
  since         BIGINT NOT NULL
);

-- The last alert for each cause.
CREATE TABLE sent_alerts (
  workspace_id TEXT NOT NULL REFERENCES workspaces (id),
  cause        TEXT NOT NULL,
  -- What it is about, apart from its language: JSON.
  title        TEXT NOT NULL,
  alerted_at   BIGINT NOT NULL,
  -- NULL: it goes on.
  recovered_at BIGINT,
  PRIMARY KEY (workspace_id, cause)
);

-- Messages of alerts that have not reached their recipient.
CREATE TABLE queued_alerts (
  workspace_id  TEXT NOT NULL REFERENCES workspaces (id),
  cause         TEXT NOT NULL,
  -- ID of a user, or 'incoming_webhook'.
  recipient     TEXT NOT NULL,
  -- 1: it is over.
  is_recovery   INTEGER NOT NULL,
  queued_at     BIGINT NOT NULL,
  due_at        BIGINT NOT NULL,
  attempt_count INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, cause, recipient)
);

CREATE TABLE alert_settings (
  workspace_id           TEXT PRIMARY KEY REFERENCES workspaces (id),
  -- JSON array of roles.
  email_roles            TEXT NOT NULL,
  webhook_url_ciphertext BLOB
);

-- One row: until when events have been looked at. The lease is in the database's own time.
CREATE TABLE alert_loop (
  id               BIGINT PRIMARY KEY,
  looked_at        BIGINT NOT NULL,
  lease_holder     TEXT,
  lease_expires_at BIGINT
);

-- Responses to requests with an Idempotency-Key. Request and response may hold secrets.
CREATE TABLE idempotency_keys (
  workspace_id        TEXT NOT NULL,
  principal_id        TEXT NOT NULL,
  key_hash            TEXT NOT NULL,
  -- Names the request that works on it; only that one may write the response.
  claim_id            TEXT NOT NULL,
  -- The connection that the response tells of; with it, the row is erased.
  connection_id       TEXT,
  request_ciphertext  BLOB NOT NULL,
  -- NULL while the first request is at work.
  response_ciphertext BLOB,
  lease_expires_at    BIGINT NOT NULL,
  expires_at          BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, principal_id, key_hash)
);
CREATE INDEX idempotency_keys_expires_at_idx ON idempotency_keys (expires_at);
CREATE INDEX idempotency_keys_connection_id_idx ON idempotency_keys (connection_id) WHERE connection_id IS NOT NULL;

-- Campaigns that wait for approval; kept for a while afterwards, so that a second approval gets a precise error.
CREATE TABLE send_requests (
  id              TEXT PRIMARY KEY,
  workspace_id    TEXT NOT NULL REFERENCES workspaces (id),
  connection_id   TEXT NOT NULL,
  -- As of the connection: several may be of one account.
  provider        TEXT NOT NULL,
  account_id      TEXT NOT NULL,
  campaign_id     TEXT NOT NULL,
  -- The ID of a principal.
  requested_by_id TEXT NOT NULL,
  -- 1: only a user can approve it.
  by_user         INTEGER NOT NULL,
  -- JSON.
  payload         TEXT NOT NULL,
  -- Salted hashes of up to 1,000 addresses, 12 characters each; NULL: too many, or decided.
  recipient_hashes TEXT,
  -- NULL: it is sent when it is approved.
  scheduled_at    BIGINT,
  created_at      BIGINT NOT NULL,
  expires_at      BIGINT NOT NULL,
  approved_at     BIGINT,
  declined_at     BIGINT,
  -- When an event recorded what came of the approval; NULL: not yet.
  concluded_at    BIGINT
);
CREATE INDEX send_requests_workspace_id_id_idx ON send_requests (workspace_id, id);
CREATE INDEX send_requests_connection_id_idx ON send_requests (connection_id);
CREATE INDEX send_requests_account_idx ON send_requests (workspace_id, provider, account_id, campaign_id);
CREATE INDEX send_requests_expires_at_idx ON send_requests (expires_at);
CREATE INDEX send_requests_unconcluded_idx ON send_requests (approved_at) WHERE approved_at IS NOT NULL AND concluded_at IS NULL;

-- Contacts that are being added where only a contact that was added shows whether it had unsubscribed. A row stays until that is checked.
CREATE TABLE unchecked_contacts (
  contact_hash     TEXT PRIMARY KEY,
  workspace_id     TEXT NOT NULL REFERENCES workspaces (id),
  connection_id    TEXT NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  -- The account that the connection led to: in another one that has replaced it, the same audience is another.
  account_id       TEXT NOT NULL,
  audience_id      TEXT NOT NULL,
  email_ciphertext BLOB NOT NULL,
  -- 1: it has left elsewhere, and is unsubscribed whatever its past here is.
  must_unsubscribe INTEGER NOT NULL,
  -- Why the last try failed; NULL: it did not, or there was none.
  error_code       TEXT,
  due_at           BIGINT NOT NULL,
  created_at       BIGINT NOT NULL
);
CREATE INDEX unchecked_contacts_due_at_idx ON unchecked_contacts (due_at);
CREATE INDEX unchecked_contacts_connection_id_idx ON unchecked_contacts (connection_id);

-- Work that outlives a request. Leases are in the database's own time.
CREATE TABLE jobs (
  id                    TEXT PRIMARY KEY,
  workspace_id          TEXT NOT NULL REFERENCES workspaces (id),
  type                  TEXT NOT NULL,
  status                TEXT NOT NULL,
  -- JSON.
  principal             TEXT NOT NULL,
  principal_type        TEXT NOT NULL,
  principal_id          TEXT NOT NULL,
  connection_id         TEXT,
  -- Of a move: the connection whose contacts are moved.
  source_connection_id  TEXT,
  -- NULL: the job has ended.
  input_ciphertext      BLOB,
  checkpoint_ciphertext BLOB,
  done_count            BIGINT NOT NULL,
  total_count           BIGINT,
  interruption_count    BIGINT NOT NULL,
  error_code            TEXT,
  -- What is said about the error, with what it is about.
  error_ciphertext      BLOB,
  lease_id              TEXT,
  lease_expires_at      BIGINT,
  due_at                BIGINT NOT NULL,
  cancel_requested_at   BIGINT,
  created_at            BIGINT NOT NULL,
  started_at            BIGINT,
  ended_at              BIGINT,
  expires_at            BIGINT NOT NULL
);
CREATE INDEX jobs_due_at_idx ON jobs (due_at) WHERE status IN ('queued', 'running');
CREATE INDEX jobs_principal_id_idx ON jobs (workspace_id, principal_id) WHERE status IN ('queued', 'running');
CREATE INDEX jobs_workspace_id_id_idx ON jobs (workspace_id, id);
CREATE INDEX jobs_connection_id_idx ON jobs (connection_id) WHERE connection_id IS NOT NULL;
CREATE INDEX jobs_source_connection_id_idx ON jobs (source_connection_id) WHERE source_connection_id IS NOT NULL;
CREATE INDEX jobs_expires_at_idx ON jobs (expires_at);

-- The report of a job.
CREATE TABLE job_rows (
  job_id         TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
  number         BIGINT NOT NULL,
  outcome        TEXT NOT NULL,
  -- Of a job about several connections: the one that the row is about.
  connection_id  TEXT,
  row_ciphertext BLOB NOT NULL,
  PRIMARY KEY (job_id, number)
);
CREATE INDEX job_rows_connection_id_idx ON job_rows (connection_id) WHERE connection_id IS NOT NULL;

-- Users who sign in. The six tables up to `user_passkeys` are better-auth's; their times are ISO 8601.
CREATE TABLE users (
  id                 TEXT PRIMARY KEY,
  name               TEXT NOT NULL,
  email              TEXT NOT NULL UNIQUE,
  email_verified     INTEGER NOT NULL,
  -- The language in which the dashboard was last shown to the user; NULL: not known.
  locale             TEXT,
  image              TEXT,
  two_factor_enabled INTEGER NOT NULL DEFAULT 0,
  created_at         TEXT NOT NULL,
  updated_at         TEXT NOT NULL
);

CREATE TABLE user_sessions (
  id           TEXT PRIMARY KEY,
  user_id      TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  token        TEXT NOT NULL UNIQUE,
  ip_address   TEXT,
  user_agent   TEXT,
  time_zone    TEXT,
  -- The workspace that was chosen in this browser.
  workspace_id TEXT,
  last_seen_at TEXT,
  expires_at   TEXT NOT NULL,
  created_at   TEXT NOT NULL,
  updated_at   TEXT NOT NULL
);
CREATE INDEX user_sessions_user_id_idx ON user_sessions (user_id);

CREATE TABLE user_credentials (
  id                       TEXT PRIMARY KEY,
  user_id                  TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  account_id               TEXT NOT NULL,
  provider_id              TEXT NOT NULL,
  access_token             TEXT,
  refresh_token            TEXT,
  id_token                 TEXT,
  access_token_expires_at  TEXT,
  refresh_token_expires_at TEXT,
  scope                    TEXT,
  -- A hash.
  password                 TEXT,
  created_at               TEXT NOT NULL,
  updated_at               TEXT NOT NULL
);
CREATE INDEX user_credentials_user_id_idx ON user_credentials (user_id);

CREATE TABLE user_verifications (
  id         TEXT PRIMARY KEY,
  -- A hash.
  identifier TEXT NOT NULL,
  value      TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
);
CREATE INDEX user_verifications_identifier_idx ON user_verifications (identifier);

CREATE TABLE user_totp_factors (
  id                        TEXT PRIMARY KEY,
  user_id                   TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  secret                    TEXT NOT NULL,
  backup_codes              TEXT NOT NULL,
  verified                  INTEGER,
  failed_verification_count INTEGER,
  locked_until              TEXT
);
CREATE INDEX user_totp_factors_user_id_idx ON user_totp_factors (user_id);

CREATE TABLE user_passkeys (
  id            TEXT PRIMARY KEY,
  user_id       TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  name          TEXT,
  public_key    TEXT NOT NULL,
  credential_id TEXT NOT NULL UNIQUE,
  counter       BIGINT NOT NULL,
  device_type   TEXT NOT NULL,
  backed_up     INTEGER NOT NULL,
  transports    TEXT,
  aaguid        TEXT,
  created_at    TEXT
);
CREATE INDEX user_passkeys_user_id_idx ON user_passkeys (user_id);

-- Each TOTP code works once; kept until it would be rejected anyway.
CREATE TABLE used_totp_codes (
  code_hash  TEXT PRIMARY KEY,
  expires_at BIGINT NOT NULL
);

CREATE TABLE members (
  workspace_id TEXT NOT NULL REFERENCES workspaces (id),
  user_id      TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  role         TEXT NOT NULL,
  -- 0: the member has turned alerts by email off.
  receives_alerts BIGINT NOT NULL DEFAULT 1,
  created_at   BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, user_id)
);
CREATE INDEX members_user_id_idx ON members (user_id);

CREATE TABLE invitations (
  id           TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL REFERENCES workspaces (id),
  token_hash   TEXT NOT NULL UNIQUE,
  -- Of what is only in the email: its holder reads the mail of this address.
  proof_hash   TEXT,
  email        TEXT NOT NULL,
  role         TEXT NOT NULL,
  invited_by   TEXT NOT NULL,
  created_at   BIGINT NOT NULL,
  expires_at   BIGINT NOT NULL,
  accepted_at  BIGINT,
  revoked_at   BIGINT
);
CREATE INDEX invitations_workspace_id_id_idx ON invitations (workspace_id, id);

-- One row for each consent.
CREATE TABLE assistants (
  id             TEXT PRIMARY KEY,
  workspace_id   TEXT NOT NULL REFERENCES workspaces (id),
  user_id        TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  client_id_hash TEXT NOT NULL,
  name           TEXT NOT NULL,
  redirect_host  TEXT NOT NULL,
  -- JSON array.
  scopes         TEXT NOT NULL,
  -- JSON array; NULL: all connections that the user sees.
  connection_ids TEXT,
  created_at     BIGINT NOT NULL,
  last_used_at   BIGINT,
  revoked_at     BIGINT
);
CREATE INDEX assistants_user_id_idx ON assistants (user_id);

-- Codes, tokens, sessions and clients of the authorization server: found by a hash and encrypted.
CREATE TABLE oidc_records (
  model              TEXT NOT NULL,
  id_hash            TEXT NOT NULL,
  payload_ciphertext BLOB NOT NULL,
  grant_id           TEXT,
  uid_hash           TEXT,
  user_code_hash     TEXT,
  last_used_at       BIGINT NOT NULL,
  expires_at         BIGINT,
  consumed_at        BIGINT,
  PRIMARY KEY (model, id_hash)
);
CREATE INDEX oidc_records_grant_id_idx ON oidc_records (grant_id);
CREATE INDEX oidc_records_uid_hash_idx ON oidc_records (uid_hash);
CREATE INDEX oidc_records_user_code_hash_idx ON oidc_records (user_code_hash);
CREATE INDEX oidc_records_expires_at_idx ON oidc_records (expires_at);

-- One row: a known text, encrypted, so that a wrong encryption key is noticed at the start.
CREATE TABLE encryption_checks (
  id         BIGINT PRIMARY KEY,
  ciphertext BLOB NOT NULL
);

-- One row, replaced to find out whether the database can be written to.
CREATE TABLE write_checks (
  id      TEXT PRIMARY KEY,
  content BLOB NOT NULL
);
