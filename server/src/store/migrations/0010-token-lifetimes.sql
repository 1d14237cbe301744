-- When a refresh token ends, where the platform says so; and how long a token is assumed to live where it does not say.

ALTER TABLE connection ADD COLUMN refresh_expires_at BIGINT;
ALTER TABLE connection ADD COLUMN assumed_lifetime_ms BIGINT;

UPDATE connection SET assumed_lifetime_ms = 3600000
  WHERE token_set_ciphertext IS NOT NULL AND access_token_expires_at IS NULL AND refresh_type <> 'none';
