import { reasonOf } from '@letterlock/server/reason-of.ts'
import { ownCommand } from './own-command.ts'
import { parseObject, textIn } from './parse-object.ts'

/** The members of a JSON-RPC message that the transport needs. */
interface Message {
  readonly id?: string | number | null
  readonly method?: string
  readonly params?: {
    readonly name?: string
    readonly uri?: string
    readonly _meta?: Readonly<Record<string, unknown>>
  }
}

/** A secret key, or a sign-in that is refreshed. */
export interface BridgeCredential {
  readonly token: () => string
  /** Gets another token after one was rejected; false if there is none. */
  readonly refresh: () => Promise<boolean>
}

export interface BridgeOptions {
  /** The server's MCP endpoint. */
  readonly endpoint: string
  readonly credential: BridgeCredential
  /** Writes one line to the assistant. */
  readonly write: (line: string) => void
}

const VERSION_KEY = 'io.modelcontextprotocol/protocolVersion'

/**
 * Forwards an assistant's messages from standard input to the server's `/mcp`, and the responses back, one per line. The assistant never
 * sees the credential.
 */
export function createMcpBridge({
  endpoint,
  credential,
  write,
}: BridgeOptions): (line: string) => Promise<void> {
  // The older revision negotiates both in `initialize`, and sends them with every later message.
  let negotiatedVersion: string | undefined
  let sessionId: string | undefined

  const post = async (message: Message, line: string): Promise<void> => {
    const { method, params } = message
    const { _meta: meta } = params ?? {}
    const version = (meta?.[VERSION_KEY] as string | undefined) ?? negotiatedVersion
    const name = params?.name ?? params?.uri
    const send = (): Promise<Response> =>
      fetch(endpoint, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${credential.token()}`,
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
          ...(version !== undefined && { 'mcp-protocol-version': version }),
          ...(sessionId !== undefined && { 'mcp-session-id': sessionId }),
          ...(method !== undefined && { 'mcp-method': method }),
          ...(name !== undefined && { 'mcp-name': name }),
        },
        body: line,
      }).catch((error: unknown) => {
        throw new Error(unreachable(endpoint), { cause: error })
      })
    const first = await send()
    const response = first.status === 401 && (await credential.refresh()) ? await send() : first
    sessionId = response.headers.get('mcp-session-id') ?? sessionId
    if (isInsufficientScope(response)) throw new Error(insufficientScope())
    for await (const received of messagesOf(response, endpoint)) {
      if (method === 'initialize') negotiatedVersion = versionIn(received) ?? negotiatedVersion
      write(received)
    }
  }

  return async (line) => {
    const message = parse(line)
    if (!message) return write(errorResponse(null, -32_700, 'The message is not JSON.'))
    try {
      await post(message, line)
    } catch (error) {
      if (message.id !== undefined) write(errorResponse(message.id, -32_000, reasonOf(error)))
    }
  }
}

const unreachable = (endpoint: string): string =>
  `No response from ${new URL(endpoint).origin}. Start the server with “${ownCommand('start')}”, or set LETTERLOCK_URL to its address.`

const notLetterlock = (endpoint: string, status: number): string =>
  `The response from ${new URL(endpoint).origin} is not Letterlock’s (status ${status}). Set LETTERLOCK_URL to the server’s address.`

const insufficientScope = (): string =>
  `The user has not allowed this assistant that. Run “${ownCommand('login')}” to allow it, then try again.`

function isInsufficientScope({ status, headers }: Response): boolean {
  return status === 403 && (headers.get('www-authenticate') ?? '').includes('insufficient_scope')
}

/** The JSON body, or each message of a stream. @throws Error with the server's sentences for a problem */
async function* messagesOf(response: Response, endpoint: string): AsyncGenerator<string> {
  const type = response.headers.get('content-type') ?? ''
  if (type.startsWith('application/problem+json')) {
    const problem: unknown = await response.json()
    throw new Error(`${textIn(problem, 'detail')} ${textIn(problem, 'nextStep')}`)
  }
  if (!type.startsWith('text/event-stream')) {
    const text = await response.text()
    if (text === '' && response.ok) return
    if (!type.startsWith('application/json')) throw new Error(notLetterlock(endpoint, response.status))
    yield JSON.stringify(JSON.parse(text))
    return
  }
  let rest = ''
  for await (const chunk of (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line.startsWith('data:')) yield line.slice('data:'.length).trim()
  }
}

function parse(line: string): Message | undefined {
  try {
    return JSON.parse(line) as Message
  } catch {
    return undefined
  }
}

function versionIn(message: string): string | undefined {
  return textIn(parseObject(message)?.['result'], 'protocolVersion')
}

function errorResponse(id: Message['id'], code: number, message: string): string {
  return JSON.stringify({ jsonrpc: '2.0', id: id ?? null, error: { code, message } })
}
