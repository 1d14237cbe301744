import type {
  ConnectionPermissions,
  Account,
  Connection as WireConnection,
  DisconnectResult,
  ErrorCode,
  ConnectionReason,
} from '@letterlock/sdk/wire.ts'
import type { Secret } from '../kernel/secret.ts'

/*
 * The words of the product, the same in database, API, screen, CLI and docs:
 *
 * provider    a platform that we can connect to, described in one file
 * app         our registration at a provider: client id and client secrets, newest first
 * workspace   the tenant; it owns apps, connections and keys
 * owner       the application's own id for its end user
 * session     a connect session: one person is asked to connect something
 * attempt     one started authorization, from the redirect to the callback; taken once
 * ticket      what the browser carries back to the application after the callback; used once
 * account     the platform account that was connected
 * connection  the lasting link between an owner and an account
 * credential  what lets us call the platform: a token set (OAuth) or an API key
 * access      what the person allows through this connection
 */

export type { ConnectionPermissions, Account, DisconnectResult, ConnectionReason, WireConnection }

/** A connection as it is kept. Times are epoch milliseconds. */
export interface Connection {
  readonly id: string
  readonly workspaceId: string
  readonly providerId: string
  /** null when it was made with an API key. */
  readonly oauthAppId: string | null
  readonly endUserId: string
  readonly account: Account
  readonly permissions: ConnectionPermissions
  /** Sealed `TokenSet`; null when there is none. */
  readonly tokenSetCiphertext: Uint8Array | null
  /** The token set before it, until the platform has taken this one. */
  readonly previousTokenSetCiphertext: Uint8Array | null
  readonly accessTokenExpiresAt: number | null
  /** What the access token is assumed to live, where the platform does not say; null: it says, or there is no end. */
  readonly assumedLifetimeMs: number | null
  /** When the refresh token ends; null: it does not, or the platform does not say. */
  readonly refreshExpiresAt: number | null
  /** Whether this token set can be renewed, and whether that uses its refresh token up. */
  readonly refreshType: 'none' | 'static' | 'rotating'
  /** Why the token set is of no use; null while it is. */
  readonly reason: ConnectionReason | null
  /** Counts the token sets: whoever saves one names the one that it replaces. */
  readonly tokenSetVersion: number
  /** Sealed API key. */
  readonly apiKeyCiphertext: Uint8Array | null
  /** Why the API key is of no use; null while it is, or when there is none. */
  readonly apiKeyReason: ConnectionReason | null
  /** Counts the claims: whoever gives up a claim names his own. */
  readonly fencingToken: number
  /** Since when a refresh token that works once may have been spent without an answer. */
  readonly refreshStartedAt: number | null
  /** When somebody must look at it next. */
  readonly dueAt: number | null
  readonly health: Health
  /** The checks since the last one that was answered; null while they are. */
  readonly failedCheck: FailedCheck | null
  /** What was done when it was cut; null once it is connected again. */
  readonly disconnectReport: DisconnectResult | null
  /** What the platform has granted of what was asked; null: all of it, as far as it says. */
  readonly grantedScopes: readonly string[] | null
  /** Counts every change; a writer names the version that it read. */
  readonly version: number
  readonly connectedAt: number
  readonly lastCheckedAt: number | null
  /** The last call that the platform answered with success. */
  readonly lastCallAt: number | null
  readonly createdAt: number
}

/** How renewing goes. Times are epoch milliseconds; what is absent has not happened. */
export interface Health {
  readonly refreshedAt?: number
  /** Renewing has failed this often in a row, since then, for this reason. */
  readonly failures?: number
  readonly failingSince?: number
  readonly problem?: ErrorCode
  /** The last failures were refusals in words that are not known: this many in a row, since then. */
  readonly refusals?: number
  readonly refusedSince?: number
  /** When the answer to a renewal was lost, if that ended the connection. */
  readonly lostAt?: number
  /** Whether the last renewal moved the end of the refresh token. */
  readonly refreshEndMoves?: boolean
  /** What the person was told last, so that it is told once. */
  readonly told?: ConnectionReason
}

/** A check that could not be made, or was not answered. Epoch milliseconds. */
export interface FailedCheck {
  readonly since: number
  readonly errorCode: ErrorCode
}

/** What calling the platform takes: the columns that the hot routes read. */
export type Credentials = Pick<
  Connection,
  | 'id'
  | 'workspaceId'
  | 'providerId'
  | 'oauthAppId'
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
>

export interface TokenSet {
  readonly accessToken: Secret
  readonly refreshToken: Secret | null
  /** Epoch milliseconds; null: does not expire, or `lifetimeKnown` is false. */
  readonly expiresAt: number | null
  /** Whether the platform has said how long the access token lives. */
  readonly lifetimeKnown: boolean
  /** When the refresh token ends, in epoch milliseconds; null: it does not, or the platform does not say. */
  readonly refreshExpiresAt: number | null
  readonly scope: string | null
}
