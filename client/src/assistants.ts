import type { Right } from './wire.ts'

/* Assistants that people let in to work with their accounts. */

/** One that was let in. */
export interface Assistant {
  id: string
  /** As it calls itself. */
  name: string
  /** Where it runs. */
  host: string
  rights: Right[]
  /** Ids; null: all that the person sees. */
  connections: string[] | null
  createdAt: string
  lastUsedAt: string | null
}

/** One that asks to be let in. */
export interface ConsentAsked {
  client: {
    name: string
    host: string
    /** Whether it runs on the person's own machine. */
    local: boolean
    /** Whether the name is published at an address of its own. */
    verified: boolean
  }
  rights: Right[]
  /** What can be allowed, asked for or not. */
  offered: Right[]
}

export type ConsentDecision =
  { allow: false } | { allow: true; rights: Right[]; connections: string[] | null }
