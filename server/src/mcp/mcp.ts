import { createMcpHandler, isLegacyRequest, type AuthInfo } from '@modelcontextprotocol/server'
import type { Principal } from '../workspaces/principal.ts'
import type { McpContext } from './context.ts'
import { createServers, type McpOptions } from './create-servers.ts'
import { createDirectCalls } from './direct-calls.ts'
import { endpointOptions, type EndpointOptions } from './endpoint-options.ts'
import { createListenStreams } from './listen-streams.ts'
import { createMcpSessions } from './mcp-sessions.ts'
import { membersOf } from './members-of.ts'
import { narrowPrincipal } from './narrow-principal.ts'
import { authInfoOf, type Extra } from './request-extra.ts'
import { serveStateless } from './serve-stateless.ts'
import { createToolLists } from './tool-lists.ts'
import { watchOwnConnections } from './watch-own-connections.ts'

interface ServedRequest extends Omit<Extra, 'options' | 'signal'> {
  /** Calls back when the response is finished, or the client has disconnected. */
  readonly onClose: (closed: () => void) => void
}

/** The MCP server: the tools over the email marketing model. */
export interface Mcp {
  /** The JSON of a response that needs no `Request`: a cached list of tools, or a tool call; undefined if the request must be served. */
  answerDirectly(url: URL, headers: Headers, of: Omit<Extra, 'options'>): Buffer | Promise<string> | undefined
  serve(request: Request, of: ServedRequest): Promise<Response>
  close(): Promise<void>
}

export function createMcp(options: McpOptions): Mcp {
  const { context } = options
  const servers = createServers(options)
  const handler = createMcpHandler(({ authInfo }) => servers.of(authInfo as AuthInfo), {
    onerror: (error) => logTransportError(context, error),
  })
  const sessions = createMcpSessions(servers.of, context.now)
  const streams = createListenStreams()
  const lists = createToolLists()
  const direct = createDirectCalls(servers)
  return {
    answerDirectly(url, headers, of) {
      const asked = endpointOptions(url)
      // Whether the principal may use the connection in the URL is not yet known.
      if (asked.connection !== null) return undefined
      const { principal, message } = of
      return (
        lists.remembered({ message, headers, key: listKey(principal, asked) }) ??
        direct.answer(headers, { ...of, options: asked })
      )
    },
    async serve(request, { onClose, ...of }) {
      const asked = endpointOptions(new URL(request.url))
      const principal = await narrowPrincipal(context, of.principal, asked)
      const { message } = of
      const authInfo = authInfoOf({ ...of, principal, options: asked, signal: request.signal })
      const answer = async (): Promise<Response> => {
        const isLegacy = await isLegacyRequest(request, message)
        if (!isLegacy && membersOf(message)['method'] === 'subscriptions/listen')
          return streams.open(request, {
            message,
            newServer: () => servers.of(authInfo),
            watch: watchOwnConnections(context, authInfo),
            serve: (one, parsedBody) => one.fetch(request, { authInfo, parsedBody }),
            onError: (error) => logTransportError(context, error),
          })
        if (!isLegacy) return handler.fetch(request, { authInfo, parsedBody: message })
        const inSession = await sessions.serve(request, { authInfo, message, onClose })
        if (inSession) return inSession
        return message === undefined
          ? handler.fetch(request, { authInfo })
          : serveStateless(servers.of(authInfo), request, { authInfo, message })
      }
      return lists.serve({ message, headers: request.headers, key: listKey(principal, asked) }, answer)
    },
    // Closes what stays open. `handler` is not closed, so that calls in progress are completed.
    close: async () => void (await Promise.all([sessions.close(), streams.close()])),
  }
}

/** The cache key of a list of tools. */
function listKey({ kind, scopes }: Principal, { readOnly, toolsets, connection }: EndpointOptions): string {
  const ofScopes = kind === 'assistant' ? '' : [...scopes].toSorted().join(' ')
  return [kind, ofScopes, readOnly, toolsets && [...toolsets].toSorted().join(' '), connection !== null].join(
    '|',
  )
}

function logTransportError({ log }: McpContext, { message }: Error): void {
  log.warn({ component: 'mcp', errorDetail: message }, 'MCP transport error')
}
