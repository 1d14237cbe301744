import type {
  Access,
  Account,
  Connection as WireConnection,
  Event,
  EventType,
  StatusReason,
} from '@letterlock/client/wire.ts'
import type { Secret } from '../secret.ts'

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

export type { Access, Account, Event, EventType, StatusReason, WireConnection }

/** A connection as it is kept. Times are epoch milliseconds. */
export interface Connection {
  readonly id: string
  readonly workspaceId: string
  readonly providerId: string
  readonly appId: string
  readonly owner: string
  readonly account: Account
  readonly access: Access
  /** Sealed `TokenSet`; null when there is none. */
  readonly sealedTokens: Uint8Array | null
  readonly tokensExpireAt: number | null
  /** Set exactly when the connection is disconnected. */
  readonly reason: StatusReason | null
  /** Counts every change; a writer names the version that it read. */
  readonly version: number
  readonly connectedAt: number
  readonly checkedAt: number | null
  readonly createdAt: number
}

/** What calling the platform takes: the columns that the hot routes read. */
export type Credentials = Pick<
  Connection,
  'id' | 'workspaceId' | 'providerId' | 'account' | 'access' | 'sealedTokens' | 'reason'
>

export interface TokenSet {
  readonly accessToken: Secret
  readonly refreshToken: Secret | null
  /** Epoch milliseconds; null: does not expire. */
  readonly expiresAt: number | null
  readonly scope: string | null
}

export interface App {
  readonly id: string
  readonly workspaceId: string
  readonly providerId: string
  readonly clientId: string
  readonly name: string
  /** Newest first. */
  readonly secrets: readonly {
    readonly id: string
    readonly sealed: Uint8Array
    readonly createdAt: number
  }[]
  readonly createdAt: number
}

export interface Session {
  readonly id: string
  readonly workspaceId: string
  readonly owner: string
  readonly providerIds: readonly string[]
  /** The most that the person can allow. */
  readonly access: Access
  readonly returnUrl: string
  readonly connectionId: string | null
  readonly openedAt: number | null
  readonly completedAt: number | null
  readonly expiresAt: number
}

export interface Attempt {
  readonly sessionId: string
  readonly workspaceId: string
  readonly providerId: string
  readonly appId: string
  readonly redirectUri: string
  readonly access: Access
  /** Sealed PKCE verifier; null for platforms without PKCE. */
  readonly sealedVerifier: Uint8Array | null
  readonly expiresAt: number
}

export interface NewEvent {
  readonly type: EventType
  readonly connectionId: string | null
  readonly actor: string
  readonly data?: Readonly<Record<string, unknown>>
}

export interface Workspace {
  readonly id: string
  readonly name: string
  readonly returnUrls: readonly string[]
}
