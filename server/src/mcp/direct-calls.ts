import {
  classifyInboundRequest,
  isJsonContentType,
  isJSONRPCRequest,
  SUPPORTED_PROTOCOL_VERSIONS,
  type JSONRPCRequest,
} from '@modelcontextprotocol/server'
import type { Servers } from './create-servers.ts'
import { DirectTransport } from './direct-transport.ts'
import { toolsFor } from './endpoint-options.ts'
import { membersOf } from './members-of.ts'
import { authInfoOf, type Extra } from './request-extra.ts'
import type { Tool } from './tool.ts'
import { TOOLS } from './tools/index.ts'

/** Serves tool calls of the 2025 revisions without a session, which most clients send. */
export interface DirectCalls {
  /** The JSON of the response; undefined if the request is not such a call, or needs a response other than a result. */
  answer(headers: Headers, extra: Extra): Promise<string> | undefined
}

/**
 * Each tool has a server that stays connected: creating one for each message, with a transport, a request and a response, took eight times
 * as long as everything else that the MCP SDK does for a call. The servers are not closed: they hold no resources, and a call in progress
 * would get no response.
 */
export function createDirectCalls(servers: Servers): DirectCalls {
  const kept = new Map<Tool, Promise<DirectTransport>>()
  const keep = async (tool: Tool): Promise<DirectTransport> => {
    const transport = new DirectTransport()
    await servers.ofTool(tool).connect(transport)
    return transport
  }
  const call = async (tool: Tool, message: JSONRPCRequest, extra: Extra): Promise<string> => {
    const known = kept.get(tool) ?? keep(tool)
    kept.set(tool, known)
    const transport = await known
    return JSON.stringify(await transport.request(message, authInfoOf(extra)))
  }
  return {
    answer(headers, extra) {
      const { message } = extra
      if (!isJSONRPCRequest(message) || !isDirect(message, headers)) return undefined
      const tool = calledTool(message, extra)
      return tool && call(tool, message, extra)
    },
  }
}

/** Whether a message is of the 2025 revisions and expects its result in one piece. Decided as in the transports of the MCP SDK. */
function isDirect(message: JSONRPCRequest, headers: Headers): boolean {
  const version = headers.get('mcp-protocol-version')
  const accepted = headers.get('accept')
  return (
    message.method === 'tools/call' &&
    !OTHER_HEADERS.some((name) => headers.has(name)) &&
    (version === null || SUPPORTED_PROTOCOL_VERSIONS.includes(version)) &&
    isJsonContentType(headers.get('content-type')) &&
    ['application/json', 'text/event-stream'].every((type) => accepted?.includes(type)) &&
    classifyInboundRequest({
      httpMethod: 'POST',
      body: message,
      ...(version !== null && { protocolVersionHeader: version }),
    }).kind === 'legacy'
  )
}

/** Headers of sessions and of newer revisions. */
const OTHER_HEADERS = ['mcp-session-id', 'mcp-method', 'mcp-name'] as const

/** The tool that is called; undefined if there is none, if the principal may not use it, or if its scope must be asked for first. */
function calledTool({ params }: JSONRPCRequest, { principal, options }: Extra): Tool | undefined {
  const { name } = membersOf(params)
  const [tool] = toolsFor(
    TOOLS.filter((one) => one.name === name),
    options,
    principal,
  )
  return tool && principal.scopes.has(tool.scope) ? tool : undefined
}
