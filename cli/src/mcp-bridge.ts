/** One message of JSON-RPC, as far as it must be known to carry it over. */
interface Message {
  readonly id?: string | number | null
  readonly method?: string
  readonly params?: {
    readonly name?: string
    readonly uri?: string
    readonly _meta?: Readonly<Record<string, unknown>>
  }
}

/** With what the hub is asked: a secret key, or a sign-in that is renewed. */
export interface BridgeAccess {
  readonly token: () => string
  /** Another token after one was refused; false: there is none. */
  readonly refreshTokenSet: () => Promise<boolean>
}

export interface BridgeOptions {
  /** The assistant's door at the hub. */
  readonly address: string
  readonly permissions: BridgeAccess
  /** One line to the assistant. */
  readonly say: (line: string) => void
}

const VERSION_KEY = 'io.modelcontextprotocol/protocolVersion'

/**
 * Carries an assistant's messages from standard input to the hub's `/mcp`, and the answers back: one line each way. The credential stays
 * here and is never shown to the assistant.
 */
export function createBridge({ address, permissions, say }: BridgeOptions): (line: string) => Promise<void> {
  // Of the older revision: what was agreed on in `initialize`, and is said from then on.
  let agreed: string | undefined
  let session: string | undefined

  const post = async (message: Message, line: string): Promise<void> => {
    const { method, params } = message
    const { _meta: meta } = params ?? {}
    const version = (meta?.[VERSION_KEY] as string | undefined) ?? agreed
    const name = params?.name ?? params?.uri
    const send = (): Promise<Response> =>
      fetch(address, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${permissions.token()}`,
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
          ...(version !== undefined && { 'mcp-protocol-version': version }),
          ...(session !== undefined && { 'mcp-session-id': session }),
          ...(method !== undefined && { 'mcp-method': method }),
          ...(name !== undefined && { 'mcp-name': name }),
        },
        body: line,
      })
    const first = await send()
    const response = first.status === 401 && (await permissions.refreshTokenSet()) ? await send() : first
    session = response.headers.get('mcp-session-id') ?? session
    if (isInsufficientScope(response)) throw new Error(INSUFFICIENT_SCOPE)
    for await (const answer of answersOf(response)) {
      if (method === 'initialize') agreed = versionIn(answer) ?? agreed
      say(answer)
    }
  }

  return async (line) => {
    const message = parse(line)
    if (!message) return say(refusal(null, -32_700, 'This is no JSON.'))
    try {
      await post(message, line)
    } catch (error) {
      if (message.id !== undefined) say(refusal(message.id, -32_000, (error as Error).message))
    }
  }
}

const INSUFFICIENT_SCOPE =
  'The person has not allowed this assistant that. They can, with “letterlock login”; then try again.'

function isInsufficientScope({ status, headers }: Response): boolean {
  return status === 403 && (headers.get('www-authenticate') ?? '').includes('insufficient_scope')
}

/** JSON as it is, or each message of a stream. What is no answer of the protocol is told in the hub's own sentence. */
async function* answersOf(response: Response): AsyncGenerator<string> {
  const type = response.headers.get('content-type') ?? ''
  if (type.startsWith('application/problem+json')) {
    const { detail, next } = (await response.json()) as { detail: string; next: string }
    throw new Error(`${detail} ${next}`)
  }
  if (!type.startsWith('text/event-stream')) {
    const text = await response.text()
    if (text !== '') yield JSON.stringify(JSON.parse(text))
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

function versionIn(answer: string): string | undefined {
  return (JSON.parse(answer) as { result?: { protocolVersion?: string } }).result?.protocolVersion
}

function refusal(id: Message['id'], code: number, message: string): string {
  return JSON.stringify({ jsonrpc: '2.0', id: id ?? null, error: { code, message } })
}
