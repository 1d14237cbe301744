import {
  ProtocolError,
  ProtocolErrorCode,
  type McpServer,
  type ServerContext,
} from '@modelcontextprotocol/server'
import { CONNECTIONS_URI, type Watch } from './watch-connections.ts'

/**
 * Subscriptions of a session of the 2025 revisions. They end with the session, and the session ends with the credential that subscribed.
 * @param watch creates the watch of the client that subscribes
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
  // The linter takes a property of this name for an event handler of the DOM.
  Object.assign(protocol, { onclose: () => void end() })
}

function assertReported(uri: string): void {
  if (uri === CONNECTIONS_URI) return
  throw new ProtocolError(
    ProtocolErrorCode.InvalidParams,
    `Only changes of ${CONNECTIONS_URI} are reported. Subscribe to it, or read the resource again.`,
  )
}
