import type { ConnectionsContext } from '../connections/context.ts'
import type { RefreshLeases } from './refresh-leases.ts'
import type { TokenWrites } from './token-writes.ts'
import type { OAuthAppCredentialsReader } from '../workspaces/oauth-app-credentials.ts'

/** What a refresh needs. */
export interface RefreshContext extends ConnectionsContext {
  readonly oauthAppCredentials: OAuthAppCredentialsReader
  readonly refreshLeases: RefreshLeases
  readonly tokenWrites: TokenWrites
  /** Timeout of a request to the provider. */
  readonly refreshTimeoutMs: number
}

export interface RefreshOptions {
  /** The provider has just rejected the access token. */
  readonly isAccessTokenRejected?: boolean
  /** The ID of the principal that asked; `system` by default. Events of other findings have the actor `system`. */
  readonly actor?: string
}

/** `elsewhere`: another process has saved a newer token set. */
export type RefreshedTokenSet = 'refreshed' | 'failing' | 'ended' | 'elsewhere'
