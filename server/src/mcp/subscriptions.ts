import {
  createMcpHandler,
  InMemoryServerEventBus,
  ProtocolError,
  ProtocolErrorCode,
  type McpHttpHandler,
  type McpServer,
  type ServerContext,
} from '@modelcontextprotocol/server'
import { membersOf } from './members-of.ts'

/** The one resource whose changes are reported. */
export const CONNECTIONS_URI = 'letterlock://connections'

interface Listener {
  readonly onChange: () => void
  readonly onEnd: () => void
}

/** Resolves when every later change is reported, with a function that ends the watch. */
export type Watch = (listener: Listener) => Promise<() => void>

/**
 * Subscriptions of a session of the 2025 revisions. They end with the session, and the session ends with the credential that subscribed.
 * @param watch of the client that subscribes
 */
export function registerSubscriptions(server: McpServer, watch: (called: ServerContext) => Watch): void {
  const protocol = server.server
  let watching: Promise<() => void> | undefined
  const end = async (): Promise<void> => {
    const ending = watching
    watching = undefined
    const unwatch = await ending?.catch(() => undefined)
    unwatch?.()
  }
  protocol.setRequestHandler('resources/subscribe', async ({ params: { uri } }, called) => {
    assertReported(uri)
    if (called.sessionId === undefined)
      throw new ProtocolError(
        ProtocolErrorCode.InvalidRequest,
        'A subscription needs a session: send initialize first, and its Mcp-Session-Id with each request.',
      )
    const onChange = (): void => void protocol.sendResourceUpdated({ uri }).catch(() => undefined)
    const mine = (watching ??= watch(called)({
      onChange,
      onEnd: () => void server.close().catch(() => undefined),
    }))
    await mine.catch((error: unknown) => {
      if (watching === mine) watching = undefined
      throw error
    })
    return {}
  })
  protocol.setRequestHandler('resources/unsubscribe', async ({ params: { uri } }) => {
    assertReported(uri)
    await end()
    return {}
  })
  Object.assign(protocol, { onclose: () => void end() })
}

function assertReported(uri: string): void {
  if (uri === CONNECTIONS_URI) return
  throw new ProtocolError(
    ProtocolErrorCode.InvalidParams,
    `Only changes of ${CONNECTIONS_URI} are reported. Subscribe to it, or read the resource again.`,
  )
}

/** Serves `subscriptions/listen` of the 2026 revision. Each stream has a bus of its own, so that no client hears of another’s connections. */
export interface ListenStreams {
  open(request: Request, of: OpenedStream): Promise<Response>
  close(): Promise<void>
}

interface OpenedStream {
  readonly message: unknown
  readonly newServer: () => McpServer
  readonly watch: Watch
  readonly serve: (handler: McpHttpHandler, message: unknown) => Promise<Response>
  readonly onError: (error: Error) => void
}

export function createListenStreams(): ListenStreams {
  const streams = new Set<() => Promise<void>>()
  return {
    async open({ signal }, { message, newServer, watch, serve, onError }) {
      const handler = createMcpHandler(newServer, { bus: new InMemoryServerEventBus(), onerror: onError })
      let watching: Promise<() => void> | undefined
      const end = async (): Promise<void> => {
        streams.delete(end)
        const unwatch = await watching?.catch(() => undefined)
        unwatch?.()
        await handler.close()
      }
      const endSoon = (): void => void end().catch(onError)
      streams.add(end)
      signal.addEventListener('abort', endSoon, { once: true })
      try {
        if (asksFor(message).includes(CONNECTIONS_URI))
          watching = watch({
            onChange: () => handler.notify.resourceUpdated(CONNECTIONS_URI),
            onEnd: endSoon,
          })
        await watching
        // What it confirms is what it reports.
        const response = await serve(handler, withReportedUris(message))
        if (signal.aborted || !isStream(response)) await end()
        return response
      } catch (error) {
        await end()
        throw error
      }
    },
    close: async () => void (await Promise.all([...streams].map((end) => end()))),
  }
}

function isStream({ headers }: Response): boolean {
  return headers.get('content-type')?.startsWith('text/event-stream') === true
}

function asksFor(message: unknown): readonly unknown[] {
  const { resourceSubscriptions } = membersOf(membersOf(membersOf(message)['params'])['notifications'])
  return Array.isArray(resourceSubscriptions) ? resourceSubscriptions : []
}

function withReportedUris(message: unknown): unknown {
  const { params, ...rest } = membersOf(message)
  const { notifications, ...others } = membersOf(params)
  const { resourceSubscriptions, ...lists } = membersOf(notifications)
  if (!Array.isArray(resourceSubscriptions)) return message
  const reported = resourceSubscriptions.filter((uri) => uri === CONNECTIONS_URI)
  return {
    ...rest,
    params: { ...others, notifications: { ...lists, resourceSubscriptions: reported } },
  }
}
