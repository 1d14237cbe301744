-- Proofs that somebody is who they say.

-- Trust in a device is no longer offered, and was never asked for; links and half-made sign-ins are asked for anew.
DELETE FROM person_verification;

-- Codes of second factors, each good once; forgotten when they would not be accepted any more.
CREATE TABLE person_code_used (
  code_hash  TEXT PRIMARY KEY,
  expires_at BIGINT NOT NULL
);

-- What stands only in the e-mail of an invitation: whoever has it reads the mail of that address.
ALTER TABLE invitation ADD COLUMN proof_hash TEXT;
