import type {
  ConnectionPermissions,
  Account,
  Connection as WireConnection,
  DisconnectResult,
  ErrorCode,
  ConnectionReason,
} from '@letterlock/sdk/wire.ts'
import type { Secret } from '../kernel/secret.ts'

export type { ConnectionPermissions, Account, DisconnectResult, ConnectionReason, WireConnection }

/** Values by name. */
export type Labels = Readonly<Record<string, string>>

/** A stored connection. Times are epoch milliseconds. */
export interface Connection {
  readonly id: string
  readonly workspaceId: string
  readonly providerSlug: string
  /** null with an API key only. */
  readonly oauthAppId: string | null
  readonly endUserId: string
  readonly account: Account
  readonly permissions: ConnectionPermissions
  /** Set by the application or a user, for filtering only. */
  readonly labels: Labels
  /** Encrypted `TokenSet`; null if there is none. */
  readonly tokenSetCiphertext: Uint8Array | null
  /** Encrypted previous token set, until the provider has accepted the current one. */
  readonly previousTokenSetCiphertext: Uint8Array | null
  readonly accessTokenExpiresAt: number | null
  /** Assumed lifetime of the access token; null if the provider states it or the token does not expire. */
  readonly assumedLifetimeMs: number | null
  /** Expiry of the refresh token; null if unknown or non-expiring. */
  readonly refreshExpiresAt: number | null
  /** `static`: a refresh keeps the refresh token; `rotating`: it replaces it; `none`: there is no refresh. */
  readonly refreshType: 'none' | 'static' | 'rotating'
  /** Why the token set does not work; null while it does. */
  readonly reason: ConnectionReason | null
  /** Incremented with each token set. */
  readonly tokenSetVersion: number
  /** Encrypted API key. */
  readonly apiKeyCiphertext: Uint8Array | null
  /** Why the API key does not work; null while it does, and if there is none. */
  readonly apiKeyReason: ConnectionReason | null
  /** Incremented with each lease. */
  readonly fencingToken: number
  /** When a refresh was sent whose response is missing: its rotating refresh token may be used up. */
  readonly refreshStartedAt: number | null
  /** When the refresh loop handles the connection next; null: never. */
  readonly dueAt: number | null
  readonly health: Health
  /** The first of the checks that have failed since the last response; null if none. */
  readonly failedCheck: FailedCheck | null
  /** The result of the last disconnect; null after a reconnect. */
  readonly disconnectReport: DisconnectResult | null
  /** The scopes that the provider granted; null if it did not say, which means all. */
  readonly grantedScopes: readonly string[] | null
  /** Incremented with each change. */
  readonly version: number
  readonly connectedAt: number
  readonly lastCheckedAt: number | null
  /** The last successful call. */
  readonly lastCallAt: number | null
  readonly createdAt: number
}

/** Results of refreshes. Times are epoch milliseconds; absent: has not happened. */
export interface Health {
  readonly refreshedAt?: number
  /** Number, start and error code of consecutive failures. */
  readonly failures?: number
  readonly failingSince?: number
  readonly problem?: ErrorCode
  /** Number and start of consecutive failures with unknown error codes. */
  readonly rejections?: number
  readonly rejectedSince?: number
  /** When the response to a refresh was lost, if that ended the connection. */
  readonly responseLostAt?: number
  /** Whether the last refresh extended the refresh token's lifetime. */
  readonly refreshEndMoves?: boolean
  /** The last reason that an event reported, so that it is reported once. */
  readonly notifiedReason?: ConnectionReason
}

/** A check without a result. Times are epoch milliseconds. */
export interface FailedCheck {
  readonly since: number
  readonly errorCode: ErrorCode
}

/** What a call to the provider needs: the columns that hot routes read. */
export type Credentials = Pick<
  Connection,
  | 'id'
  | 'workspaceId'
  | 'providerSlug'
  | 'oauthAppId'
  | 'endUserId'
  | 'account'
  | 'permissions'
  | 'tokenSetCiphertext'
  | 'refreshType'
  | 'assumedLifetimeMs'
  | 'reason'
  | 'tokenSetVersion'
  | 'apiKeyCiphertext'
  | 'apiKeyReason'
  | 'dueAt'
  | 'grantedScopes'
  | 'version'
>

/** The decrypted tokens of a connection. */
export interface TokenSet {
  readonly accessToken: Secret
  readonly refreshToken: Secret | null
  /** Epoch milliseconds; null if non-expiring, or unknown (`lifetimeKnown` is false). */
  readonly expiresAt: number | null
  /** Whether the lifetime of the access token is known. */
  readonly lifetimeKnown: boolean
  /** When the access token was requested, in epoch milliseconds; absent for an imported one. */
  readonly askedAt?: number
  /** Expiry of the refresh token in epoch milliseconds; null if unknown or non-expiring. */
  readonly refreshExpiresAt: number | null
  readonly scope: string | null
}
