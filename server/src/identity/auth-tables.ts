/* better-auth's models as our tables (store/migrations): the library's camelCase members are snake_case columns. */

const TIMESTAMPS = { createdAt: 'created_at', updatedAt: 'updated_at' } as const
const ours = { type: 'string', required: false, input: false } as const

export const USERS = {
  modelName: 'users',
  fields: { emailVerified: 'email_verified', ...TIMESTAMPS },
  additionalFields: { locale: ours },
} as const

export const SESSIONS = {
  modelName: 'user_sessions',
  fields: {
    userId: 'user_id',
    ipAddress: 'ip_address',
    userAgent: 'user_agent',
    expiresAt: 'expires_at',
    ...TIMESTAMPS,
  },
  additionalFields: {
    timeZone: { ...ours, fieldName: 'time_zone' },
    seenAt: { ...ours, fieldName: 'last_seen_at' },
    workspaceId: { ...ours, fieldName: 'workspace_id' },
  },
} as const

export const CREDENTIALS = {
  modelName: 'user_credentials',
  fields: {
    userId: 'user_id',
    accountId: 'account_id',
    providerId: 'provider_id',
    accessToken: 'access_token',
    refreshToken: 'refresh_token',
    idToken: 'id_token',
    accessTokenExpiresAt: 'access_token_expires_at',
    refreshTokenExpiresAt: 'refresh_token_expires_at',
    ...TIMESTAMPS,
  },
} as const

/** The token of a link is stored as a hash. */
export const VERIFICATIONS = {
  modelName: 'user_verifications',
  fields: { expiresAt: 'expires_at', ...TIMESTAMPS },
  storeIdentifier: 'hashed',
} as const

export const TOTP_FACTORS = {
  user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
  twoFactor: {
    modelName: 'user_totp_factors',
    fields: {
      userId: 'user_id',
      backupCodes: 'backup_codes',
      failedVerificationCount: 'failed_verification_count',
      lockedUntil: 'locked_until',
    },
  },
} as const

export const PASSKEYS = {
  passkey: {
    modelName: 'user_passkeys',
    fields: {
      userId: 'user_id',
      publicKey: 'public_key',
      credentialID: 'credential_id',
      deviceType: 'device_type',
      backedUp: 'backed_up',
      createdAt: 'created_at',
    },
  },
} as const
