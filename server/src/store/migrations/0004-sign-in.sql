-- Invitations, several workspaces a person, second factors and passkeys. What is in camel case is better-auth's.

ALTER TABLE workspace ADD COLUMN members_version BIGINT NOT NULL DEFAULT 0;

CREATE TABLE invitation (
  id           TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL REFERENCES workspace (id),
  token_hash   TEXT NOT NULL UNIQUE,
  email        TEXT NOT NULL,
  role         TEXT NOT NULL,
  invited_by   TEXT NOT NULL,
  created_at   BIGINT NOT NULL,
  expires_at   BIGINT NOT NULL,
  accepted_at  BIGINT,
  revoked_at   BIGINT
);
CREATE INDEX invitation_by_workspace ON invitation (workspace_id, id);

-- Where the browser is as it says itself, when it was seen last, and the workspace that was chosen in it.
ALTER TABLE person_session ADD COLUMN "timeZone" TEXT;
ALTER TABLE person_session ADD COLUMN "seenAt" TEXT;
ALTER TABLE person_session ADD COLUMN "workspaceId" TEXT;

ALTER TABLE person ADD COLUMN "twoFactorEnabled" INTEGER NOT NULL DEFAULT 0;

CREATE TABLE person_second_factor (
  "id"                      TEXT PRIMARY KEY,
  "userId"                  TEXT NOT NULL REFERENCES person ("id") ON DELETE CASCADE,
  "secret"                  TEXT NOT NULL,
  "backupCodes"             TEXT NOT NULL,
  "verified"                INTEGER,
  "failedVerificationCount" INTEGER,
  "lockedUntil"             TEXT
);
CREATE INDEX person_second_factor_by_person ON person_second_factor ("userId");

CREATE TABLE person_passkey (
  "id"           TEXT PRIMARY KEY,
  "userId"       TEXT NOT NULL REFERENCES person ("id") ON DELETE CASCADE,
  "name"         TEXT,
  "publicKey"    TEXT NOT NULL,
  "credentialID" TEXT NOT NULL UNIQUE,
  "counter"      BIGINT NOT NULL,
  "deviceType"   TEXT NOT NULL,
  "backedUp"     INTEGER NOT NULL,
  "transports"   TEXT,
  "createdAt"    TEXT,
  "aaguid"       TEXT
);
CREATE INDEX person_passkey_by_person ON person_passkey ("userId");
