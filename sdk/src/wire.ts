/*
 * The types of the HTTP API. Members, values and codes may be added; they are never renamed. Times are ISO 8601 in UTC. An absent value is
 * null; only optional members may be missing.
 */

import type { DisconnectResult } from './ending.ts'
import type { ConnectionReason } from './connection-reason.ts'
import type { ErrorCode } from './error-code.ts'
import type { Scope } from './scope.ts'

export type * from './alerts.ts'
export type * from './assistants.ts'
export type * from './ending.ts'
export type * from './events.ts'
export type * from './marketing.ts'
export type * from './people.ts'
export type * from './webhook-endpoints.ts'

export type { ConnectionReason, ErrorCode, Scope }

/** What the end user allows through a connection. Letterlock enforces it, because most providers have no scopes. */
export interface ConnectionPermissions {
  audiences: PermissionLevel
  campaigns: PermissionLevel
  reports: PermissionLevel
  /** Sending, scheduling and resuming campaigns; separate from `campaigns`, because it cannot be undone. */
  send: boolean
}

export type PermissionLevel = 'none' | 'read' | 'write'

export type ConnectionStatus = 'connected' | 'expiring_soon' | 'disconnected'

export interface Account {
  /** The provider's ID of the account. */
  id: string
  name: string
  email: string | null
  dataCenter: string | null
  /** Base URL of the account's API, without a trailing slash. */
  apiBaseUrl: string
}

export interface Connection {
  id: string
  provider: string
  /** null with an API key only. */
  oauthAppId: string | null
  /** The application's own ID of its end user. */
  endUserId: string
  account: Account
  permissions: ConnectionPermissions
  status: ConnectionStatus
  reason: ConnectionReason | null
  /** A sentence for people. */
  detail: string
  /** What to do next, for people; null if nothing is needed. */
  nextStep: string | null
  /** The credential that a call would use now; null if there is none. */
  activeCredential: 'oauth' | 'api_key' | null
  /** null if unknown or non-expiring; see `detail`. */
  accessTokenExpiresAt: string | null
  /** When the token is refreshed next; null if it is not refreshed. */
  nextRefreshAt: string | null
  lastRefreshedAt: string | null
  health: Health
  /** The first of the checks that have failed since the last response; null if none. */
  failedCheck: { since: string; errorCode: ErrorCode } | null
  /** The result of the last disconnect; null after a reconnect. */
  disconnectResult: DisconnectResult | null
  /** The scopes that the provider granted; null if it did not say, which means all. */
  grantedScopes: string[] | null
  /** Requested scopes that were not granted: calls that require them are rejected. */
  missingScopes: string[]
  /** The API key, as fallback or as only credential; null if there is none. */
  apiKey: { valid: boolean; reason: ConnectionReason | null } | null
  connectedAt: string
  lastCheckedAt: string | null
  /** The last forwarded call that the provider answered with success; accurate to a minute. */
  lastCallAt: string | null
  createdAt: string
}

/** Results of refreshes; `ok` also if the token is not refreshable. */
export interface Health {
  status: 'ok' | 'failing'
  failingSince: string | null
  consecutiveFailures: number
  /** Code of the last error. */
  lastErrorCode: ErrorCode | null
}

export interface AccessToken {
  accessToken: string
  tokenType: 'Bearer'
  /** null if non-expiring, or unknown: then it is refreshed on a schedule. */
  expiresAt: string | null
  apiBaseUrl: string
  credential: 'oauth' | 'api_key'
  /** Why the API key is used; null for a token, and for a connection with an API key only. */
  fallbackReason: ConnectionReason | null
}

export interface GetAccessTokenInput {
  /** The token stays valid for at least this long, if the provider's tokens do. 0 to 86400; default 60. */
  minValiditySeconds?: number | undefined
}

/** Credentials of an older kind, which some providers exchange for a token. Used once, and not saved. */
export type LegacyCredentials =
  | { type: 'legacy_basic'; clientId: string; clientSecret: string; username: string; password: string }
  | { type: 'legacy_oauth1'; consumerKey: string; consumerSecret: string; token: string; tokenSecret: string }

/** An API key that the provider issued to the account, tokens from another system, or legacy credentials. */
export type ConnectionCredentials =
  | { type: 'api_key'; apiKey: string }
  | {
      type: 'tokens'
      accessToken: string
      refreshToken?: string | undefined
      /** Left out: unknown, or it does not expire. */
      accessTokenExpiresAt?: string | undefined
    }
  | LegacyCredentials

export interface CreateConnectionInput {
  provider: string
  /** Your own ID of the end user. */
  endUserId: string
  /** The OAuth app that the tokens were issued to, or that gets the token for legacy credentials; the provider's newest when left out. */
  oauthAppId?: string | undefined
  /** Default: everything except `send`. */
  permissions?: ConnectionPermissions | undefined
  credentials: ConnectionCredentials
}

/** Members that are left out stay. */
export interface UpdateConnectionInput {
  permissions?: ConnectionPermissions | undefined
}

/** A device authorization (RFC 8628). */
export interface DeviceAuthorization {
  /** For polling. */
  deviceCode: string
  userCode: string
  verificationUri: string
  verificationUriComplete: string | null
  expiresAt: string
  intervalSeconds: number
}

export interface Provider {
  id: string
  name: string
  /** The provider's OAuth documentation. */
  docsUrl: string
  /** The redirect URI to register at the provider, exactly as it is. */
  redirectUri: string
  /** Where an OAuth app is registered. */
  developerPortalUrl: string
  /** Steps of the registration, one sentence per step; `{redirectUri}` stands for the redirect URI. */
  registrationSteps: string[]
  /** How to replace a client secret there, one sentence per step. */
  secretRotationSteps: string[]
  authorizedAppsUrl: string
  /** Whether access tokens expire. */
  accessTokensExpire: boolean
  /** Path of a GET that works for any account. */
  exampleApiPath: string
  /** Whether device authorization is supported. */
  deviceFlow: boolean
  /** Whether API keys are supported. */
  apiKeys: boolean
}

export interface OAuthApp {
  id: string
  provider: string
  clientId: string
  name: string
  redirectUri: string
  /** Newest first; the newest is used. Values are never returned. */
  clientSecrets: { id: string; createdAt: string }[]
  createdAt: string
}

export interface CreateOAuthAppInput {
  provider: string
  clientId: string
  clientSecret: string
  /** Shown to end users on the connect page. Default: the workspace's name. */
  name?: string | undefined
}

export interface ConnectSession {
  id: string
  /** The link for the end user; it opens once, in one browser. Only in the response that creates the session. */
  url?: string
  endUserId: string
  providers: string[]
  returnUrl: string
  /** The connection to reconnect; null for a new one. */
  connectionId: string | null
  status: 'pending' | 'opened' | 'completed' | 'expired'
  expiresAt: string
}

export interface CreateConnectSessionInput {
  /** Your own ID of the end user. */
  endUserId: string
  /** Where the browser returns, with `connectSessionId` and `confirmationToken` or `error`. Must be in the workspace's list. */
  returnUrl: string
  /** Default: all that have an OAuth app. */
  providers?: string[] | undefined
  /** Upper bound of what the end user can allow. Default: everything except `send`. */
  permissions?: ConnectionPermissions | undefined
  /** The connection to reconnect. */
  connectionId?: string | undefined
  /** Redirects to the provider without the connect page, because your own page has asked. Requires exactly one provider. */
  skipConnectPage?: boolean | undefined
  /** At most 1800, the default. */
  expiresInSeconds?: number | undefined
}

/** What your backend sends after the browser has returned to `returnUrl`. */
export interface ConfirmConnectSessionInput {
  /** The query parameter `confirmationToken`. */
  confirmationToken: string
  /** The end user who is signed in to your application in that browser; must be the session's. */
  endUserId: string
  /** Only after `account_mismatch`: the account that the end user accepted. */
  acceptAccountId?: string | undefined
}

export interface SecretKey {
  id: string
  name: string
  scopes: Scope[]
  /** The first characters, to recognize it. */
  prefix: string
  createdAt: string
  lastUsedAt: string | null
  revokedAt: string | null
  /** Only in the response that creates it. */
  secret?: string
}

export interface Workspace {
  id: string
  name: string
  /**
   * Allowed return URLs of connect sessions: origin and path are compared exactly, the query is free. Loopback URLs are always allowed.
   */
  allowedReturnUrls: string[]
  /** Color of buttons on the connect page, `#rrggbb`; null: the default. */
  color: string | null
  /** Image at the top of the connect page, as a `data:` URL. */
  logo: string | null
}

/** Omitted members stay unchanged; null removes. */
export interface UpdateWorkspaceInput {
  name?: string | undefined
  allowedReturnUrls?: string[] | undefined
  color?: string | null | undefined
  /** PNG, JPEG, WebP or SVG, as a `data:` URL of at most 40,000 characters. */
  logo?: string | null | undefined
}

export interface Page<T> {
  items: T[]
  /** Pass it as `cursor` to get the next page; null on the last page. */
  nextCursor: string | null
}

/** Problem details (RFC 9457), with a stable `code` and a `nextStep`. */
export interface Problem {
  type: string
  title: string
  status: number
  detail: string
  /** `urn:letterlock:request:` and the request's ID. */
  instance: string
  code: ErrorCode
  /** What to do about it. */
  nextStep: string
  requestId: string
  /** When to retry; also in the header `Retry-After`. */
  retryAfterSeconds?: number
  /** For `invalid_request`: all invalid fields. */
  errors?: InvalidField[]
}

/** An invalid field; one of `pointer`, `parameter` and `header` says which. */
export interface InvalidField {
  /** JSON Pointer into the body (RFC 6901); empty for the whole body. */
  pointer?: string
  /** Name of a path or query parameter. */
  parameter?: string
  header?: string
  /** A sentence for people. */
  detail: string
}
