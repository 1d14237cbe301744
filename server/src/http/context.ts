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

/** What is known of a request to the MCP server. */
interface McpRequest {
  readonly principal: Principal
  /** Who sends the request with the same credential later; rejects when it is no longer valid. */
  readonly identify: () => Promise<Principal>
  readonly requestId: string
  /** Of the protected resource metadata (RFC 9728). */
  readonly metadataUrl: string
  /** The parsed body; undefined: the request has the body, which is empty or no JSON. */
  readonly message: unknown
  /** Calls back when the response is finished, or the client has disconnected. */
  readonly onClose: (closed: () => void) => void
}

/** The MCP server, loaded with the first request. */
export interface LazyMcpServer {
  /** The JSON of a response that needs no `Request`; undefined: serve the request. */
  answerDirectly(
    url: URL,
    headers: Headers,
    of: Omit<McpRequest, 'onClose'> & { readonly signal: AbortSignal },
  ): Buffer | Promise<string> | undefined
  serve(request: Request, of: McpRequest): Promise<Response>
  close(): Promise<void>
}

/** What the HTTP server needs. */
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
  /** Whether the server is about to end. */
  readonly isStopping: () => boolean
  readonly settings: {
    readonly proxyMaxBodyBytes: number
    /** Whether every request is logged. */
    readonly logsRequests: boolean
    /** null: the metrics have a port of their own. */
    readonly metrics: { readonly token: string | null } | null
    /** Folder of the built dashboard; null if it is not built. */
    readonly webFolder: string | null
    /** Origins of pages that may call the MCP server and the authorization server, beside this server's and loopback ones. */
    readonly allowedOrigins: readonly string[]
    /** Whether proxies are trusted to report the address of the client. */
    readonly isBehindProxies: boolean
  }
}
