import type { Scope } from '@letterlock/sdk/wire.ts'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Principal } from '../workspaces/principal.ts'
import type { SignedIn } from '../identity/users.ts'

/** Assistants: authorization, scopes, revocation. The interface of this folder. */
export interface Assistants {
  /** Serves the authorization server's endpoints. @param form the body, if it was read before */
  handle(request: IncomingMessage, response: ServerResponse, form?: string): Promise<void>
  /** Registers a client (RFC 7591). Tolerates the metadata of real clients; rejects unsafe redirect URIs. */
  register(request: IncomingMessage, response: ServerResponse, body: unknown): Promise<void>
  /** The client that asks for consent, and its scopes. @throws ProblemError consent_request_not_found */
  look(request: IncomingMessage, response: ServerResponse): Promise<ConsentRequest>
  /** Records the decision. @returns the URL where the browser continues @throws ProblemError consent_request_not_found, consent_request_used, invalid_request */
  decide(exchange: Exchange, user: SignedIn, decision: Decision): Promise<string>
  /** The principal of an access token whose resource includes this URL. @throws ProblemError invalid_token */
  principalOf(token: string, resource: URL): Promise<Principal>
  /** The user's authorized assistants. */
  list(userId: string): Promise<Assistant[]>
  /** Revokes an assistant; its next call is rejected. @throws ProblemError assistant_not_found */
  revoke(user: SignedIn, id: string): Promise<void>
  /** Deletes expired records and unused registrations. */
  sweep(): Promise<void>
}

interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

export interface ConsentRequest {
  readonly client: {
    readonly name: string
    /** Host of the redirect URI; for a program on the user's computer, a phrase for that computer. */
    readonly host: string
    /** Whether it runs on the user's computer. */
    readonly local: boolean
    /** Whether its name comes from a Client ID Metadata Document at its own URL. */
    readonly verified: boolean
  }
  readonly scopes: readonly Scope[]
  /** The scopes that the user may grant, requested or not. */
  readonly offered: readonly Scope[]
}

type Decision =
  | { readonly authorize: false }
  | {
      readonly authorize: true
      readonly scopes: readonly Scope[]
      readonly connectionIds: readonly string[] | null
    }

export interface Assistant {
  readonly id: string
  readonly workspaceId: string
  readonly name: string
  readonly host: string
  readonly scopes: readonly Scope[]
  /** IDs; null: all connections that the user can see. */
  readonly connections: readonly string[] | null
  readonly createdAt: number
  readonly lastUsedAt: number | null
}

/** The scopes that every assistant requests and gets. */
export const READ_SCOPES = [
  'connections:read',
  'audiences:read',
  'campaigns:read',
  'reports:read',
] as const satisfies readonly Scope[]

/** The scopes of assistants, in the order of the consent page. */
export const ASSISTANT_SCOPES = [
  ...READ_SCOPES,
  'audiences:write',
  'campaigns:write',
  'campaigns:send',
] as const satisfies readonly Scope[]

/** `READ_SCOPES` as an OAuth `scope` (RFC 6749 section 3.3). */
export const DEFAULT_SCOPE = READ_SCOPES.join(' ')
