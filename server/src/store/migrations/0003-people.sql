-- People who sign in. The four tables of better-auth hold what it wants in its own names; times are ISO 8601, booleans 0 and 1.

CREATE TABLE person (
  "id"            TEXT PRIMARY KEY,
  "name"          TEXT NOT NULL,
  "email"         TEXT NOT NULL UNIQUE,
  "emailVerified" INTEGER NOT NULL,
  "image"         TEXT,
  "createdAt"     TEXT NOT NULL,
  "updatedAt"     TEXT NOT NULL
);

CREATE TABLE person_session (
  "id"        TEXT PRIMARY KEY,
  "expiresAt" TEXT NOT NULL,
  "token"     TEXT NOT NULL UNIQUE,
  "createdAt" TEXT NOT NULL,
  "updatedAt" TEXT NOT NULL,
  "ipAddress" TEXT,
  "userAgent" TEXT,
  "userId"    TEXT NOT NULL REFERENCES person ("id") ON DELETE CASCADE
);
CREATE INDEX person_session_by_person ON person_session ("userId");

CREATE TABLE person_credential (
  "id"                    TEXT PRIMARY KEY,
  "accountId"             TEXT NOT NULL,
  "providerId"            TEXT NOT NULL,
  "userId"                TEXT NOT NULL REFERENCES person ("id") ON DELETE CASCADE,
  "accessToken"           TEXT,
  "refreshToken"          TEXT,
  "idToken"               TEXT,
  "accessTokenExpiresAt"  TEXT,
  "refreshTokenExpiresAt" TEXT,
  "scope"                 TEXT,
  "password"              TEXT,
  "createdAt"             TEXT NOT NULL,
  "updatedAt"             TEXT NOT NULL
);
CREATE INDEX person_credential_by_person ON person_credential ("userId");

CREATE TABLE person_verification (
  "id"         TEXT PRIMARY KEY,
  "identifier" TEXT NOT NULL,
  "value"      TEXT NOT NULL,
  "expiresAt"  TEXT NOT NULL,
  "createdAt"  TEXT NOT NULL,
  "updatedAt"  TEXT NOT NULL
);
CREATE INDEX person_verification_by_identifier ON person_verification ("identifier");

-- Who works in which workspace, and as what: owner, admin or member.
CREATE TABLE member (
  workspace_id TEXT NOT NULL REFERENCES workspace (id),
  person_id    TEXT NOT NULL REFERENCES person ("id") ON DELETE CASCADE,
  role         TEXT NOT NULL,
  created_at   BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, person_id)
);
