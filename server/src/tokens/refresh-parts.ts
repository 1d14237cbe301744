import type { CallParts } from '../connections/account-lookup.ts'
import type { OAuthAppCredentialsReader } from '../workspaces/client-secrets.ts'

export interface RefreshParts extends CallParts {
  readonly apps: OAuthAppCredentialsReader
  /** Timeout of the request; the lease lasts twice as long. */
  readonly timeoutMs: number
}

export interface RefreshOptions {
  /** The provider has just rejected the access token. */
  readonly refused?: boolean
  /** The ID of the principal that asked; `system` by default. Events of other findings have the actor `system`. */
  readonly actor?: string
}

/** The actor of background work. */
export const SYSTEM = 'system'

/** `elsewhere`: another process has saved a newer token set. */
export type RefreshedTokenSet = 'refreshed' | 'failing' | 'ended' | 'elsewhere'
