import type { Scope } from './scope.ts'

/* Assistants that people let in to work with their accounts. */

/** One that was let in. */
export interface Assistant {
  id: string
  /** As it calls itself. */
  name: string
  /** Where it runs. */
  host: string
  scopes: Scope[]
  /** Ids; null: all that the person sees. */
  connections: string[] | null
  createdAt: string
  lastUsedAt: string | null
}

/** One that asks to be let in. */
export interface ConsentRequest {
  client: {
    name: string
    host: string
    /** Whether it runs on the person's own machine. */
    local: boolean
    /** Whether the name is published at an address of its own. */
    verified: boolean
  }
  scopes: Scope[]
  /** What can be allowed, asked for or not. */
  offered: Scope[]
}

export type ConsentDecision =
  { allow: false } | { allow: true; scopes: Scope[]; connections: string[] | null }
