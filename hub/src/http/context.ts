import type { ForwardParts } from '../core/forward-request.ts'
import type { Assistants } from '../core/assistants.ts'
import type { Caller } from '../core/caller.ts'
import type { Changes } from '../core/changes.ts'
import type { People } from '../core/people.ts'
import type { KeyGuard } from '../core/authenticate-key.ts'
import type { ClientAddress } from './client-address.ts'
import type { KnownDevices } from './known-devices.ts'
import type { Metrics } from './metrics.ts'
import type { RateLimit } from './rate-limit.ts'

/** Answers an assistant's request, for whoever has sent it. */
export interface AssistantDoor {
  /** `metadataUrl`: where it is told how to sign in. */
  serve(request: Request, caller: Caller, metadataUrl: string): Promise<Response>
  close(): Promise<void>
}

/** What the routes work with. */
export interface Context extends ForwardParts {
  readonly guard: KeyGuard
  readonly people: People
  readonly assistants: Assistants
  readonly changes: Changes
  readonly mcp: AssistantDoor
  readonly rateLimit: RateLimit
  readonly clientAddress: ClientAddress
  readonly knownDevices: KnownDevices
  readonly metrics: Metrics
  readonly settings: {
    readonly maxBodyBytes: number
    /** The built dashboard; null: none is served. */
    readonly webFolder: string | null
    /** Of pages that may call what assistants call, beside our own and this machine's. */
    readonly allowedOrigins: readonly string[]
  }
}
