import type { Source } from '@letterlock/client/wire.ts'
import { callPlatform, type PlatformAnswer } from '../core/call-platform.ts'
import type { Caller } from '../core/caller.ts'
import type { ForwardParts } from '../core/forward-request.ts'
import { readConnection } from '../core/read-connection.ts'
import { HubError } from '../errors.ts'
import type { MarketingAdapter, PlatformApi, Query } from './adapter.ts'
import { ADAPTERS } from './index.ts'

/** A connected account in the words of the model. */
export interface OpenAccount {
  readonly adapter: MarketingAdapter
  readonly api: PlatformApi
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
    api: {
      async get<T>(path: string, query: Query = {}): Promise<T> {
        const call = { connectionId, method: 'GET', path: withQuery(path, query) }
        return read(await callPlatform(parts, caller, call)) as T
      },
    },
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
  if (status < 300) return parse(text)
  const detail = `${status} ${text.slice(0, 300)}`
  if (status === 404) throw new HubError('resource_not_found', { detail })
  if (status === 401) throw new HubError('disconnected', { detail, facts: { reason: 'revoked_at_provider' } })
  if (status === 429) {
    const seconds = Number(headers['retry-after'])
    const facts = seconds > 0 ? { retryAfterSeconds: seconds } : {}
    throw new HubError('platform_busy', { detail, facts })
  }
  if (status >= 500) throw new HubError('platform_unreachable', { detail })
  throw new HubError('platform_refused', { detail, facts: { status } })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new HubError('platform_unreachable', { detail: 'an answer that is no JSON', cause })
  }
}
