import type { Scope } from '@letterlock/sdk/wire.ts'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Principal } from '../workspaces/principal.ts'
import type { SignedIn } from '../identity/users.ts'

/** Assistants: how they are let in, what they may do, and how they are sent away. What core and http know of `accounts/assistants`. */
export interface Assistants {
  /** Serves the authorization server's own addresses; `form`: the body, where it has been read. */
  handle(request: IncomingMessage, response: ServerResponse, form?: string): Promise<void>
  /** Registers a client (RFC 7591), whatever real clients write, and nothing hostile. */
  register(request: IncomingMessage, response: ServerResponse, body: unknown): Promise<void>
  /** Who asks to be let in, and for what. @throws HubError consent_request_not_found */
  look(request: IncomingMessage, response: ServerResponse): Promise<ConsentRequest>
  /** Answers where the browser goes on. @throws HubError consent_request_not_found, invalid_request */
  decide(exchange: Exchange, user: SignedIn, decision: Decision): Promise<string>
  /** Whose token this is, now, if it is for this address. @throws HubError invalid_token */
  callerOf(token: string, resource: URL): Promise<Principal>
  /** Those that a person has let in and not sent away. */
  list(userId: string): Promise<Assistant[]>
  /** At once: its next call is refused. @throws HubError assistant_not_found */
  revoke(user: SignedIn, id: string): Promise<void>
  /** Forgets what has ended, and registrations that nobody uses. */
  sweep(): Promise<void>
}

export interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

export interface ConsentRequest {
  readonly client: {
    readonly name: string
    /** Where the answer goes: for a program on the person's machine, that machine. */
    readonly host: string
    /** Whether it runs on the person's own machine. */
    readonly local: boolean
    /** Whether its metadata is at an address of its own, so that the name is that address's word. */
    readonly verified: boolean
  }
  readonly scopes: readonly Scope[]
  /** What the person may allow, asked for or not. */
  readonly offered: readonly Scope[]
}

export type Decision =
  | { readonly allow: false }
  | {
      readonly allow: true
      readonly scopes: readonly Scope[]
      readonly connections: readonly string[] | null
    }

export interface Assistant {
  readonly id: string
  readonly workspaceId: string
  readonly name: string
  readonly host: string
  readonly scopes: readonly Scope[]
  /** Ids; null: all that the person sees. */
  readonly connections: readonly string[] | null
  readonly createdAt: number
  readonly lastUsedAt: number | null
}

/** What an assistant can be allowed, in the order in which a person is asked. */
export const ASSISTANT_SCOPES = [
  'marketing.read',
  'audiences:write',
  'campaigns:write',
  'campaigns:send',
] as const satisfies readonly Scope[]

/** What it asks for at least. */
export const DEFAULT_SCOPE = 'marketing.read'
