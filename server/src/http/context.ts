import type { AppContext } from '../context.ts'
import type { ProxyParts } from '../proxy/proxy-request.ts'
import type { Assistants } from '../authorization-server/assistant.ts'
import type { Principal } from '../workspaces/principal.ts'
import type { Changes } from '../workspaces/event-notifier.ts'
import type { Users } from '../identity/users.ts'
import type { KeyGuard } from '../workspaces/authenticate-secret-key.ts'
import type { ClientAddress } from './client-address.ts'
import type { KnownDevices } from './known-devices.ts'
import type { Metrics } from './metrics.ts'
import type { RateLimit } from './rate-limit.ts'

/** Answers an assistant's request, for whoever has sent it. */
export interface LazyMcpServer {
  /** `metadataUrl`: where it is told how to sign in. */
  serve(request: Request, principal: Principal, metadataUrl: string): Promise<Response>
  close(): Promise<void>
}

/** What the routes work with. */
export interface Context extends ProxyParts {
  readonly ports: AppContext
  readonly guard: KeyGuard
  readonly users: Users
  readonly assistants: Assistants
  readonly changes: Changes
  readonly mcp: LazyMcpServer
  readonly rateLimit: RateLimit
  readonly clientAddress: ClientAddress
  readonly knownDevices: KnownDevices
  readonly metrics: Metrics
  readonly settings: {
    readonly proxyMaxBodyBytes: number
    /** The built dashboard; null: none is served. */
    readonly webFolder: string | null
    /** Of pages that may call what assistants call, beside our own and this machine's. */
    readonly allowedOrigins: readonly string[]
  }
}
