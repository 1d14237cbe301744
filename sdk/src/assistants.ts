import type { Scope } from './scope.ts'

/* Assistants that users authorized to work with their accounts. */

/** An authorized assistant. */
export interface Assistant {
  id: string
  /** Given by the assistant itself. */
  name: string
  /** Host of the redirect URI. */
  redirectHost: string
  scopes: Scope[]
  /** null: all connections that the user can see. */
  connectionIds: string[] | null
  authorizedAt: string
  lastUsedAt: string | null
}

/** An assistant that requests authorization. */
export interface ConsentRequest {
  client: {
    name: string
    redirectHost: string
    /** Whether it runs on the user's computer. */
    isLocal: boolean
    /** Whether the name comes from a Client ID Metadata Document at its own URL. */
    isVerified: boolean
  }
  requestedScopes: Scope[]
  /** The scopes that the user can grant, requested or not. */
  offered: Scope[]
}

export type ConsentDecision =
  { authorize: false } | { authorize: true; scopes: Scope[]; connectionIds: string[] | null }
