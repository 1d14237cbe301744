import type { ServerDescription } from '@letterlock/sdk/wire.ts'
import type { FastifyBaseLogger } from 'fastify'
import type { CallLog } from '../calls/call-log.ts'
import type { AppContext } from '../context.ts'
import type { Assistants } from '../authorization-server/assistant.ts'
import type { Principal } from '../workspaces/principal.ts'
import type { EventNotifier } from '../workspaces/event-notifier.ts'
import type { Users } from '../identity/users.ts'
import type { SecretKeyGuard } from '../workspaces/secret-key-guard.ts'
import type { ClientAddress } from './client-address.ts'
import type { KnownDevices } from './known-devices.ts'
import type { Metrics } from '../metrics/metrics.ts'
import type { RateLimit } from './rate-limit.ts'

/** The facts of a request that the MCP server needs. */
interface McpRequest {
  readonly principal: Principal
  /** Authenticates the request's credential again, later; rejects when it is no longer valid. */
  readonly identify: () => Promise<Principal>
  readonly requestId: string
  /** The URL of the protected resource metadata (RFC 9728). */
  readonly metadataUrl: string
  /** The parsed body; undefined if it is empty or not JSON, in which case the request still has it. */
  readonly message: unknown
  /** Registers a callback for the end of the response, or the client's disconnect. */
  readonly onClose: (closed: () => void) => void
}

/** The MCP server, loaded with the first request. */
export interface LazyMcpServer {
  /** The JSON of a response that needs no `Request`; undefined if the request must be served. */
  answerDirectly(
    url: URL,
    headers: Headers,
    of: Omit<McpRequest, 'onClose'> & { readonly signal: AbortSignal },
  ): Buffer | Promise<string> | undefined
  serve(request: Request, of: McpRequest): Promise<Response>
  close(): Promise<void>
}

/** The context of the HTTP server. */
export interface HttpContext extends AppContext {
  /** The log, as the framework asks for it. */
  readonly logger: FastifyBaseLogger
  readonly secretKeyGuard: SecretKeyGuard
  readonly users: Users
  readonly assistants: Assistants
  readonly eventNotifier: EventNotifier
  readonly mcp: LazyMcpServer
  readonly rateLimit: RateLimit
  readonly clientAddress: ClientAddress
  readonly knownDevices: KnownDevices
  readonly metrics: Metrics
  readonly callLog: CallLog
  readonly describeServer: (workspaceId: string) => Promise<ServerDescription>
  /** Whether the server is about to stop. */
  readonly isStopping: () => boolean
  readonly settings: {
    readonly proxyMaxBodyBytes: number
    /** Whether every request is logged. */
    readonly logsRequests: boolean
    /** null if the metrics have a port of their own. */
    readonly metrics: { readonly token: string | null } | null
    /** Folder of the built dashboard; null if it is not built. */
    readonly webFolder: string | null
    /** Origins of pages that may call the MCP server and the authorization server, beside this server's and loopback ones. */
    readonly allowedOrigins: readonly string[]
    /** Whether proxies are trusted to report the address of the client. */
    readonly isBehindProxies: boolean
  }
}
