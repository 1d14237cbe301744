import type { Scope } from './scope.ts'

/* Assistants that people let in to work with their accounts. */

/** One that was let in. */
export interface Assistant {
  id: string
  /** As it calls itself. */
  name: string
  /** Where it runs. */
  redirectHost: string
  scopes: Scope[]
  /** Ids; null: all that the person sees. */
  connectionIds: string[] | null
  authorizedAt: string
  lastUsedAt: string | null
}

/** One that asks to be let in. */
export interface ConsentRequest {
  client: {
    name: string
    redirectHost: string
    /** Whether it runs on the person's own machine. */
    isLocal: boolean
    /** Whether the name is published at an address of its own. */
    isVerified: boolean
  }
  requestedScopes: Scope[]
  /** What can be allowed, asked for or not. */
  offered: Scope[]
}

export type ConsentDecision =
  { authorize: false } | { authorize: true; scopes: Scope[]; connectionIds: string[] | null }
