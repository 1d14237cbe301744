import type { Source } from '@letterlock/client/wire.ts'
import { callPlatform, type PlatformAnswer } from '../core/call-platform.ts'
import type { Caller } from '../core/caller.ts'
import type { Connection, EventType } from '../core/connection.ts'
import type { ForwardParts } from '../core/forward-request.ts'
import { readConnection } from '../core/read-connection.ts'
import { HubError } from '../errors.ts'
import type { MarketingAdapter, PlatformApi, Query } from './adapter.ts'
import { ADAPTERS } from './index.ts'

/** A connected account in the words of the model. */
export interface OpenAccount {
  readonly connection: Connection
  readonly adapter: MarketingAdapter
  readonly api: PlatformApi
  /** Writes into the audit trail what was changed. */
  record(type: EventType, data: Readonly<Record<string, unknown>>): Promise<void>
  /** To be asked after the calls: only then is it known which credential served them. */
  source(): Promise<Source>
}

/** @throws HubError connection_not_found, disconnected, marketing_unsupported */
export async function openAccount(
  parts: ForwardParts,
  caller: Caller,
  connectionId: string,
): Promise<OpenAccount> {
  const { ports, door } = parts
  const connection = await readConnection(ports, caller, connectionId)
  const { providerId, workspaceId, account } = connection
  const adapter = ADAPTERS.get(providerId)
  if (!adapter) throw new HubError('marketing_unsupported')
  return {
    adapter,
    connection,
    api: {
      async get<T>(path: string, query: Query = {}): Promise<T> {
        const call = { connectionId, method: 'GET', path: withQuery(path, query) }
        return read(await callPlatform(parts, caller, call)) as T
      },
      async send<T>(method: string, path: string, body?: unknown): Promise<T> {
        return read(await callPlatform(parts, caller, { connectionId, method, path, body })) as T
      },
    },
    record: (type, data) =>
      ports.store.events.record(
        workspaceId,
        { type, connectionId, actor: caller.keyId, data },
        ports.now().getTime(),
      ),
    async source() {
      const { credential, because } = await door.freshToken(workspaceId, connectionId)
      return { connection: connectionId, provider: providerId, account: account.name, credential, because }
    },
  }
}

function withQuery(path: string, query: Query): string {
  const given = Object.entries(query).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  )
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`
}

function read({ status, headers, text }: PlatformAnswer): unknown {
  if (status < 300) return text === '' ? undefined : parse(text)
  const detail = `${status} ${text.slice(0, 300)}`
  if (status === 404) throw new HubError('resource_not_found', { detail })
  if (status === 401) throw new HubError('disconnected', { detail, facts: { reason: 'revoked_at_provider' } })
  if (status === 429) {
    const seconds = Number(headers['retry-after'])
    const facts = seconds > 0 ? { retryAfterSeconds: seconds } : {}
    throw new HubError('platform_busy', { detail, facts })
  }
  if (status >= 500) throw new HubError('platform_unreachable', { detail })
  throw new HubError('platform_refused', { detail, facts: { status, problem: problemIn(text) } })
}

const LONGEST_PROBLEM = 300
/** Where platforms write why. */
const PROBLEM_MEMBERS = ['detail', 'error_message', 'ErrorDescription', 'message', 'title']

/** The platform's own reason, as one line of plain text: whoever asked must know what to change. */
function problemIn(text: string): string {
  const body = tryParse(text)
  const [first] = (Array.isArray(body) ? body : [body]) as unknown[]
  if (typeof first !== 'object' || first === null) return 'it gives no reason'
  const { errors, ...members } = first as Record<string, unknown>
  const said = PROBLEM_MEMBERS.map((name) => members[name]).find((value) => typeof value === 'string')
  const fields = Array.isArray(errors)
    ? (errors as { field?: string; message?: string }[]).map(({ field, message }) => `${field}: ${message}`)
    : []
  const words = [said, ...fields].filter((part) => part !== undefined).join(' ')
  const line = words.replaceAll(/[\p{Cc}\p{Cf}<>\s]+/gu, ' ').trim()
  return line === '' ? 'it gives no reason' : line.slice(0, LONGEST_PROBLEM)
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new HubError('platform_unreachable', { detail: 'an answer that is no JSON', cause })
  }
}
