import type * as Wire from '@letterlock/sdk/wire.ts'
import { z } from 'zod'
import { SCOPES } from '../workspaces/principal.ts'
import type { AppContext } from '../context.ts'
import { STATUS_REASONS } from '../connections/status.ts'

/* The schemas of the API. `satisfies` compares them with the types in `sdk/src/wire.ts`. */

const level = z.enum(['none', 'read', 'write'])
const time = z.iso.datetime()

const permissions = z.strictObject({
  audiences: level,
  campaigns: level,
  reports: level,
  send: z.boolean(),
}) satisfies z.ZodType<Wire.ConnectionPermissions>

const account = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  dataCenter: z.string().nullable(),
  apiBaseUrl: z.string(),
}) satisfies z.ZodType<Wire.Account>

const reason = z.enum(STATUS_REASONS) satisfies z.ZodType<Wire.ConnectionReason>

const errorCode = z.custom<Wire.ErrorCode>((value) => typeof value === 'string')

export const disconnectResult = z
  .object({
    connectionId: z.string(),
    deletedCredentials: z.array(z.enum(['oauth', 'api_key'])),
    providerRevocation: z.enum(['revoked', 'failed', 'unsupported']),
    activeCredential: z.literal('api_key').nullable(),
    detail: z.string(),
    authorizedAppsUrl: z.string().nullable(),
  })
  .meta({ id: 'DisconnectResult' }) satisfies z.ZodType<Wire.DisconnectResult>

export const connection = z
  .object({
    id: z.string(),
    provider: z.string(),
    oauthAppId: z.string().nullable(),
    endUserId: z.string(),
    account,
    permissions,
    status: z.enum(['connected', 'expiring_soon', 'disconnected']),
    reason: reason.nullable(),
    detail: z.string(),
    nextStep: z.string().nullable(),
    activeCredential: z.enum(['oauth', 'api_key']).nullable(),
    accessTokenExpiresAt: time.nullable(),
    nextRefreshAt: time.nullable(),
    lastRefreshedAt: time.nullable(),
    health: z.object({
      status: z.enum(['ok', 'failing']),
      failingSince: time.nullable(),
      consecutiveFailures: z.number(),
      lastErrorCode: errorCode.nullable(),
    }),
    failedCheck: z.object({ since: time, errorCode }).nullable(),
    disconnectResult: disconnectResult.nullable(),
    grantedScopes: z.array(z.string()).nullable(),
    missingScopes: z.array(z.string()),
    apiKey: z.object({ valid: z.boolean(), reason: reason.nullable() }).nullable(),
    connectedAt: time,
    lastCheckedAt: time.nullable(),
    lastCallAt: time.nullable(),
    createdAt: time,
  })
  .meta({ id: 'Connection' }) satisfies z.ZodType<Wire.Connection>

export const token = z
  .object({
    accessToken: z.string(),
    tokenType: z.literal('Bearer'),
    expiresAt: time.nullable(),
    apiBaseUrl: z.string(),
    credential: z.enum(['oauth', 'api_key']),
    fallbackReason: reason.nullable(),
  })
  .meta({ id: 'Token' }) satisfies z.ZodType<Wire.AccessToken>

export const newToken = z.strictObject({
  minValiditySeconds: z.int().min(0).max(86_400).optional(),
}) satisfies z.ZodType<Wire.GetAccessTokenInput>

export const apiKey = z.string().min(1).max(512)

const legacy = z.string().min(1).max(512)

const credentials = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('api_key'), apiKey }),
  z.strictObject({
    type: z.literal('tokens'),
    accessToken: z.string().min(1).max(8192),
    refreshToken: z.string().min(1).max(8192).optional(),
    accessTokenExpiresAt: time.optional(),
  }),
  z.strictObject({
    type: z.literal('legacy_basic'),
    clientId: legacy,
    clientSecret: legacy,
    username: legacy,
    password: legacy,
  }),
  z.strictObject({
    type: z.literal('legacy_oauth1'),
    consumerKey: legacy,
    consumerSecret: legacy,
    token: legacy,
    tokenSecret: legacy,
  }),
]) satisfies z.ZodType<Wire.ConnectionCredentials>

export const newConnection = z
  .strictObject({
    provider: z.string().max(64),
    endUserId: z.string().min(1).max(200),
    oauthAppId: z.string().max(64).optional(),
    permissions: permissions.optional(),
    credentials,
  })
  .refine(({ oauthAppId, credentials: { type } }) => oauthAppId === undefined || type !== 'api_key', {
    path: ['oauthAppId'],
    error: 'must be left out with an API key, which belongs to no OAuth app',
  }) satisfies z.ZodType<Wire.CreateConnectionInput>

export const connectionChange = z.strictObject({
  permissions: permissions.optional(),
}) satisfies z.ZodType<Wire.UpdateConnectionInput>

export const newDeviceConnection = z.strictObject({
  provider: z.string().max(64),
  endUserId: z.string().min(1).max(200),
  permissions: permissions.optional(),
})

export const startedDevice = z
  .object({
    deviceCode: z.string(),
    userCode: z.string(),
    verificationUri: z.string(),
    verificationUriComplete: z.string().nullable(),
    expiresAt: time,
    intervalSeconds: z.number(),
  })
  .meta({ id: 'DeviceAuthorization' }) satisfies z.ZodType<Wire.DeviceAuthorization>

export const devicePoll = { deviceCode: z.string().min(1).max(4096) }

/** null while the authorization is pending. */
export const deviceConnection = z.object({ connection: connection.nullable() })

export const provider = z
  .object({
    id: z.string(),
    name: z.string(),
    docsUrl: z.string(),
    redirectUri: z.string(),
    developerPortalUrl: z.string(),
    registrationSteps: z.array(z.string()),
    secretRotationSteps: z.array(z.string()),
    authorizedAppsUrl: z.string(),
    accessTokensExpire: z.boolean(),
    exampleApiPath: z.string(),
    deviceFlow: z.boolean(),
    apiKeys: z.boolean(),
  })
  .meta({ id: 'Provider' }) satisfies z.ZodType<Wire.Provider>

export const app = z
  .object({
    id: z.string(),
    provider: z.string(),
    clientId: z.string(),
    name: z.string(),
    redirectUri: z.string(),
    clientSecrets: z.array(z.object({ id: z.string(), createdAt: time })),
    createdAt: time,
  })
  .meta({ id: 'OAuthApp' }) satisfies z.ZodType<Wire.OAuthApp>

export const clientSecret = z.string().min(1).max(512)

export const newApp = z.strictObject({
  provider: z.string().max(64),
  clientId: z.string().min(1).max(256),
  clientSecret,
  name: z.string().min(1).max(100).optional(),
}) satisfies z.ZodType<Wire.CreateOAuthAppInput>

const MAX_SESSION_SECONDS = 1800

export const newConnectSession = z.strictObject({
  endUserId: z.string().min(1).max(200),
  returnUrl: z.string().min(1).max(2000),
  providers: z.array(z.string().max(64)).min(1).max(50).optional(),
  permissions: permissions.optional(),
  connectionId: z.string().max(64).optional(),
  skipConnectPage: z.boolean().optional(),
  expiresInSeconds: z.int().min(1).max(MAX_SESSION_SECONDS).optional(),
}) satisfies z.ZodType<Wire.CreateConnectSessionInput>

export const connectSession = z
  .object({
    id: z.string(),
    url: z.string().optional(),
    endUserId: z.string(),
    providers: z.array(z.string()),
    returnUrl: z.string(),
    connectionId: z.string().nullable(),
    status: z.enum(['pending', 'opened', 'completed', 'expired']),
    expiresAt: time,
  })
  .meta({ id: 'ConnectSession' })

export const confirmation = z.strictObject({
  confirmationToken: z.string().min(1).max(8192),
  endUserId: z.string().min(1).max(200),
  acceptAccountId: z.string().max(200).optional(),
}) satisfies z.ZodType<Wire.ConfirmConnectSessionInput>

export const deletedConnection = z
  .object({
    id: z.string(),
    deleted: z.literal(true),
    deletedCredentials: z.array(z.enum(['oauth', 'api_key'])),
    providerRevocation: z.enum(['revoked', 'failed', 'unsupported']),
    detail: z.string(),
    authorizedAppsUrl: z.string().nullable(),
  })
  .meta({ id: 'DeletedConnection' }) satisfies z.ZodType<Wire.DeletedConnection>

export const secretKey = z
  .object({
    id: z.string(),
    name: z.string(),
    scopes: z.array(z.enum(SCOPES)),
    prefix: z.string(),
    createdAt: time,
    lastUsedAt: time.nullable(),
    revokedAt: time.nullable(),
    secret: z.string().optional(),
  })
  .meta({ id: 'SecretKey' })

export const newKey = z.strictObject({
  name: z.string().min(1).max(100),
  scopes: z.array(z.enum(SCOPES)).min(1),
})

export const workspace = z
  .object({
    id: z.string(),
    name: z.string(),
    allowedReturnUrls: z.array(z.string()),
    color: z.string().nullable(),
    logo: z.string().nullable(),
  })
  .meta({ id: 'Workspace' }) satisfies z.ZodType<Wire.Workspace>

/** About 30 kB: the image is part of every page. */
const MAX_LOGO_LENGTH = 40_000

export const workspaceChange = z.strictObject({
  name: z.string().min(1).max(100).optional(),
  allowedReturnUrls: z.array(z.string().max(2000)).max(100).optional(),
  color: z
    .string()
    .regex(/^#[\da-f]{6}$/i, 'must be like #3346a8')
    .nullable()
    .optional(),
  logo: z
    .string()
    .max(MAX_LOGO_LENGTH)
    .regex(/^data:image\/(?:png|jpeg|webp|svg\+xml);base64,[\w+/]+={0,2}$/, 'must be an image as a data: URL')
    .nullable()
    .optional(),
})

export const event = z
  .object({
    id: z.string(),
    type: z.string(),
    timestamp: time,
    workspaceId: z.string(),
    actor: z.object({
      type: z.enum(['secret_key', 'user', 'assistant', 'system']),
      id: z.string().nullable(),
      name: z.string().nullable(),
    }),
    connection: z
      .object({
        id: z.string(),
        provider: z.string().nullable(),
        endUserId: z.string().nullable(),
        accountId: z.string().nullable(),
        accountName: z.string().nullable(),
      })
      .nullable(),
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'LetterlockEvent' })

/** The only parameter of a path. */
export function idParam<const N extends string>(name: N) {
  return z.object({ [name]: z.string().min(1).max(64) } as Record<N, z.ZodString>)
}

/** An ID as `newId` creates it. */
export function idOf(prefix: 'app' | 'conn' | 'evt' | 'we' | 'whd') {
  return z.string().regex(new RegExp(`^${prefix}_[\\da-v]{26}$`), `must be an ID such as ${prefix}_…`)
}

/** The cursor is the ID of the last item of the previous page. */
export function pageQuery(prefix: 'app' | 'conn' | 'evt' | 'we' | 'whd') {
  return {
    cursor: idOf(prefix).meta({ description: 'The nextCursor of the previous page.' }).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }
}

/** A provider's ID. */
export function providerSlug({ providers }: Pick<AppContext, 'providers'>) {
  return z.enum([...providers.keys()])
}

export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() })
}

/** Builds a page from up to `limit` + 1 rows. */
export function toPage<T extends { id: string }, U>(
  rows: readonly T[],
  limit: number,
  describe: (row: T) => U,
): { items: U[]; nextCursor: string | null } {
  const items = rows.slice(0, limit)
  return { items: items.map(describe), nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}
