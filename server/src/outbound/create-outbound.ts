import { Agent } from './undici.ts'
import type { Outbound } from './outbound.ts'
import { createConnectSocket } from './connect-socket.ts'
import { createStream } from './stream.ts'
import { createRequest } from './request.ts'
import type { CountOutbound } from './count-outbound.ts'
import { createRoute, toSandboxUrl } from './route.ts'
import { traceOutbound, type OutboundTracing } from './trace-outbound.ts'

export interface OutboundOptions {
  /** null: calls go to the providers themselves. */
  readonly sandboxUrl: string | null
  /** Timeout of a small request, from connecting to the last byte. */
  readonly timeoutMs: number
  /** Counts each request, by host and the status of its response or the code of its error. */
  readonly countOutbound?: CountOutbound
  /** null: no spans. */
  readonly tracing?: OutboundTracing | null
}

/** Creates the client for all outbound calls. It always verifies certificates. */
export function createOutbound({
  sandboxUrl,
  timeoutMs,
  countOutbound = () => undefined,
  tracing = null,
}: OutboundOptions): Outbound & { close(): Promise<void> } {
  const route = createRoute(sandboxUrl)
  const agent = new Agent({
    connections: 128,
    // Set explicitly, it overrides NODE_TLS_REJECT_UNAUTHORIZED.
    connect: createConnectSocket({ timeout: timeoutMs, rejectUnauthorized: true }),
    headersTimeout: 0,
    bodyTimeout: 0,
  })
  const outbound: Outbound & { close(): Promise<void> } = {
    request: createRequest(agent, route, { timeoutMs, countOutbound }),
    stream: createStream(agent, route, countOutbound),
    browserUrl: (url) => (sandboxUrl === null ? url : toSandboxUrl(sandboxUrl, new URL(url))),
    close: () => agent.destroy(),
  }
  return tracing ? traceOutbound(outbound, tracing) : outbound
}
