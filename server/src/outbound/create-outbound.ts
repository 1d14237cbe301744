import { Agent } from 'undici'
import type { Outbound } from './outbound.ts'
import { createConnectSocket } from './connect-socket.ts'
import { createStream } from './stream.ts'
import { createRequest } from './request.ts'
import { createRoute, toSandboxUrl } from './route.ts'
import { traceOutbound, type OutboundTracing } from './trace-outbound.ts'

export interface OutboundOptions {
  /** null: calls go to the providers themselves. */
  readonly sandboxUrl: string | null
  /** Timeout of a small request, from connecting to the last byte. */
  readonly timeoutMs: number
  /** null: no spans. */
  readonly tracing?: OutboundTracing | null
}

/** Creates the client for all outbound calls. It always verifies certificates. */
export function createOutbound({
  sandboxUrl,
  timeoutMs,
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
    request: createRequest(agent, route, timeoutMs),
    stream: createStream(agent, route),
    browserUrl: (url) => (sandboxUrl === null ? url : toSandboxUrl(sandboxUrl, new URL(url))),
    close: () => agent.destroy(),
  }
  return tracing ? traceOutbound(outbound, tracing) : outbound
}
