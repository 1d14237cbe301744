import {
  createMcpHandler,
  InMemoryServerEventBus,
  type McpHttpHandler,
  type McpServer,
} from '@modelcontextprotocol/server'
import { membersOf } from './members-of.ts'
import { CONNECTIONS_URI, type Watch } from './watch-connections.ts'

/** Serves `subscriptions/listen` of the 2026 revision. Each stream has a bus of its own, so that no client is told about another’s connections. */
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
      const asked = onlyReported(message)
      try {
        if (asked.ofConnections)
          watching = watch({
            onChange: () => handler.notify.resourceUpdated(CONNECTIONS_URI),
            onEnd: endSoon,
          })
        await watching
        // The response confirms only the subscriptions that are reported.
        const response = await serve(handler, asked.message)
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

/** The message without resources whose changes are not reported, and whether it subscribes to the connections. */
function onlyReported(message: unknown): { readonly message: unknown; readonly ofConnections: boolean } {
  const { params, ...rest } = membersOf(message)
  const { notifications, ...others } = membersOf(params)
  const { resourceSubscriptions: asked, ...lists } = membersOf(notifications)
  if (!Array.isArray(asked)) return { message, ofConnections: false }
  const resourceSubscriptions = asked.filter((uri) => uri === CONNECTIONS_URI)
  return {
    message: { ...rest, params: { ...others, notifications: { ...lists, resourceSubscriptions } } },
    ofConnections: resourceSubscriptions.length > 0,
  }
}
