import type { TestWorld } from '@letterlock/testing/world.ts'
import type { Forgery, Seen } from '../target.ts'

const PROTOCOL = '2026-07-28'
const META = 'io.modelcontextprotocol/'
const ENVELOPE = {
  [`${META}protocolVersion`]: PROTOCOL,
  [`${META}clientCapabilities`]: { elicitation: { form: {}, url: {} } },
  [`${META}clientInfo`]: { name: 'forger', version: '1' },
}

interface Answer {
  readonly requestState?: string
  readonly structuredContent?: { readonly status?: string }
}

type Post = (path: string, body: unknown, headers?: Record<string, string>) => Promise<Response>
type CallTool = (name: string, args: object, more: object) => Promise<Answer>

/** Approvals that no user has given: over the API with the client's own key, and with answers to questions that were never asked. */
export function forgeriesOf({ server, secretKey }: Pick<TestWorld, 'server' | 'secretKey'>): Forgery[] {
  const post: Post = (path, body, headers = {}) =>
    fetch(`${server.url}${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${secretKey}`,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        ...headers,
      },
      body: JSON.stringify(body),
    })
  const callTool: CallTool = async (name, args, more) => {
    const params = { name, arguments: args, ...more, _meta: ENVELOPE }
    const headers = { 'mcp-protocol-version': PROTOCOL, 'mcp-method': 'tools/call', 'mcp-name': name }
    const response = await post('/mcp', { jsonrpc: '2.0', id: 1, method: 'tools/call', params }, headers)
    const { result } = (await response.json()) as { result?: Answer }
    return result ?? {}
  }
  const madeUp = Buffer.from(JSON.stringify({ tool: 'send_campaign' })).toString('base64')
  return [
    async ({ sendRequest, name }) =>
      (await post(`/v1/send-requests/${sendRequest}/approve`, { approvalText: name })).ok,
    (seen) => answerUnasked(callTool, seen, undefined),
    (seen) => answerUnasked(callTool, seen, madeUp),
    // The state of another tool's question.
    async (seen) => {
      const { requestState } = await callTool('connect_account', {}, {})
      return answerUnasked(callTool, seen, requestState)
    },
  ]
}

async function answerUnasked(
  callTool: CallTool,
  { campaign, connection, name }: Seen,
  requestState: string | undefined,
): Promise<boolean> {
  const inputResponses = { answer: { action: 'accept', content: { typed: name } } }
  const more = { inputResponses, ...(requestState !== undefined && { requestState }) }
  const { structuredContent } = await callTool('send_campaign', { connection, campaign }, more)
  return structuredContent?.status === 'approved'
}
