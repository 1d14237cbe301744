/**
 * Every type of the HTTP API: the promise to callers. Names and codes are added, never renamed.
 * Times are ISO 8601 in UTC; an absent value is null, never left out, unless marked optional.
 */

import type { DisconnectResult } from './ending.ts'
import type { ConnectionReason } from './connection-reason.ts'
import type { ErrorCode } from './error-code.ts'
import type { Scope } from './scope.ts'

export type * from './assistants.ts'
export type * from './ending.ts'
export type * from './events.ts'
export type * from './marketing.ts'
export type * from './people.ts'

export type { ConnectionReason, ErrorCode, Scope }

/** What a person allows through a connection. Enforced by Letterlock: most platforms have no scopes. */
export interface ConnectionPermissions {
  audiences: PermissionLevel
  campaigns: PermissionLevel
  reports: PermissionLevel
  /** Sending, scheduling and resuming campaigns; apart from `campaigns`, since it cannot be undone. */
  send: boolean
}

export type PermissionLevel = 'none' | 'read' | 'write'

export type ConnectionStatus = 'connected' | 'expiring_soon' | 'disconnected'

export interface Account {
  /** The platform's own id of the account. */
  id: string
  name: string
  email: string | null
  dataCenter: string | null
  /** Where the account's API lives, without a trailing slash. */
  apiBaseUrl: string
}

export interface Connection {
  id: string
  provider: string
  /** null for one that was made with an API key. */
  oauthAppId: string | null
  /** The application's own id for its end user. */
  endUserId: string
  account: Account
  permissions: ConnectionPermissions
  status: ConnectionStatus
  reason: ConnectionReason | null
  /** A sentence for people. */
  detail: string
  /** What to do next, for people; null when nothing is needed. */
  nextStep: string | null
  /** Which credential a call would use now; null when there is none. */
  activeCredential: 'oauth' | 'api_key' | null
  /** null also means: does not expire, or the platform does not say when. See `detail`. */
  accessTokenExpiresAt: string | null
  /** When the token is renewed next; null when it is not, or need not be. */
  nextRefreshAt: string | null
  lastRefreshedAt: string | null
  health: Health
  /** Checks that could not be made, or were not answered, since the last one that was; null when there is none. */
  failedCheck: { since: string; errorCode: ErrorCode } | null
  /** What was done when it was cut, and what remains to be done at the platform; null once it is connected again. */
  disconnectResult: DisconnectResult | null
  /** What the platform has granted of what was asked; null: all of it, as far as it says. */
  grantedScopes: string[] | null
  /** What was asked and not granted: calls that need it are refused. */
  missingScopes: string[]
  /** The API key that stands in when the token fails, or works alone; null when there is none. */
  apiKey: { valid: boolean; reason: ConnectionReason | null } | null
  connectedAt: string
  lastCheckedAt: string | null
  /** The last forwarded call that the platform answered with success; noted once a minute. */
  lastCallAt: string | null
  createdAt: string
}

/** How renewing goes: `ok` also when there is nothing to renew. */
export interface Health {
  status: 'ok' | 'failing'
  failingSince: string | null
  consecutiveFailures: number
  /** The code of what went wrong last. */
  lastErrorCode: ErrorCode | null
}

export interface AccessToken {
  accessToken: string
  tokenType: 'Bearer'
  /** null: does not expire, or the platform does not say when; then it is renewed on a schedule. */
  expiresAt: string | null
  apiBaseUrl: string
  credential: 'oauth' | 'api_key'
  /** Why the API key had to stand in; null for a token, and for a key that is all there is. */
  fallbackReason: ConnectionReason | null
}

export interface GetAccessTokenInput {
  /** At least this long, where the platform allows it: the token is renewed if need be. 0 to 86400; 60 when left out. */
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
  /** Everything but `send`, when left out. */
  permissions?: ConnectionPermissions | undefined
  credentials: ConnectionCredentials
}

/** Members that are left out stay. */
export interface UpdateConnectionInput {
  permissions?: ConnectionPermissions | undefined
}

/** What a person is asked to do on another device (RFC 8628). */
export interface DeviceAuthorization {
  /** Give it back when you ask whether the person has finished. */
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
  /** The platform's own page about its OAuth. */
  docsUrl: string
  /** The redirect address to register at the platform, to the letter. */
  redirectUri: string
  /** Where an app is registered, and where a person removes one. */
  developerPortalUrl: string
  /** What to do there, a sentence a step; `{redirectUri}` stands for the address to copy. */
  registrationSteps: string[]
  /** How to replace a client secret there, one sentence per step. */
  secretRotationSteps: string[]
  authorizedAppsUrl: string
  /** Whether an access token of this platform ends by itself. */
  accessTokensExpire: boolean
  /** A call that every connected account answers. */
  exampleApiPath: string
  /** Whether it can be connected from a machine without a browser. */
  deviceFlow: boolean
  /** Whether an API key can be used beside OAuth, or instead of it. */
  apiKeys: boolean
}

export interface OAuthApp {
  id: string
  provider: string
  clientId: string
  name: string
  redirectUri: string
  /** Newest first; the newest is used. Values are never shown again. */
  clientSecrets: { id: string; createdAt: string }[]
  createdAt: string
}

export interface CreateOAuthAppInput {
  provider: string
  clientId: string
  clientSecret: string
  /** Shown to people who connect; the workspace's name when left out. */
  name?: string | undefined
}

export interface ConnectSession {
  id: string
  /** The link for the person: opens once, in one browser. Only in the answer that created the session. */
  url?: string
  endUserId: string
  providers: string[]
  returnUrl: string
  /** Set when this session renews one connection. */
  connectionId: string | null
  status: 'pending' | 'opened' | 'completed' | 'expired'
  expiresAt: string
}

export interface CreateConnectSessionInput {
  /** Your own id for the person who will connect. */
  endUserId: string
  /** Where the browser goes afterwards, with `session` and `ticket` or `error`. Must be on the workspace's list. */
  returnUrl: string
  /** All that have an app, when left out. */
  providers?: string[] | undefined
  /** The most that the person can allow; they may allow less. Everything but `send`, when left out. */
  permissions?: ConnectionPermissions | undefined
  /** Renew this connection instead of making one. */
  connectionId?: string | undefined
  /** Lead straight to the platform: your own page has asked the person already. Only with one provider. */
  skipConnectPage?: boolean | undefined
  /** At most 1800, which is also the default. */
  expiresInSeconds?: number | undefined
}

/** What your backend sends after the browser came back to `returnUrl`. */
export interface ConfirmConnectSessionInput {
  /** The `ticket` of the query. */
  confirmationToken: string
  /** The person who is signed in to your application in that browser: compared with the session's owner. */
  endUserId: string
  /** Only after `account_mismatch`: the id of the account that the person agreed to. */
  acceptAccountId?: string | undefined
}

export interface SecretKey {
  id: string
  name: string
  scopes: Scope[]
  /** The beginning, to recognise it by. */
  prefix: string
  createdAt: string
  lastUsedAt: string | null
  revokedAt: string | null
  /** Only in the answer that created it. */
  secret?: string
}

export interface Workspace {
  id: string
  name: string
  /** Where connect sessions may return to: origin and path are compared exactly, the query is free. Loopback addresses always may. */
  allowedReturnUrls: string[]
  /** Of the hosted page's buttons: `#rrggbb`; null: ours. */
  color: string | null
  /** At the head of the hosted page: a picture as a `data:` address. */
  logo: string | null
}

/** What is absent stays; null takes away. */
export interface UpdateWorkspaceInput {
  name?: string | undefined
  allowedReturnUrls?: string[] | undefined
  color?: string | null | undefined
  /** PNG, JPEG, WebP or SVG, at most 40,000 letters of `data:` address. */
  logo?: string | null | undefined
}

export interface Page<T> {
  items: T[]
  /** Give it back as `cursor` for the next page; null on the last one. */
  nextCursor: string | null
}

/** RFC 9457, with a stable `code` and the next step in `next`. */
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
  /** When to try again; `Retry-After` says the same. */
  retryAfterSeconds?: number
  /** Every fault of the request that was found, for `invalid_request`. */
  errors?: InvalidField[]
}

/** What is wrong with one part of a request; one of `pointer`, `parameter` and `header` says which. */
export interface InvalidField {
  /** Into the body: a JSON pointer (RFC 6901); an empty one is the whole body. */
  pointer?: string
  /** A part of the path or of the query. */
  parameter?: string
  header?: string
  /** A sentence for people. */
  detail: string
}
