import type { Source } from '@letterlock/client/wire.ts'
import { callPlatform } from '../core/call-platform.ts'
import type { Caller } from '../core/caller.ts'
import type { Connection, EventType } from '../core/connection.ts'
import type { ForwardParts } from '../core/forward-request.ts'
import { readConnection } from '../core/read-connection.ts'
import { HubError } from '../errors.ts'
import type { MarketingAdapter, PlatformApi } from './adapter.ts'
import { ADAPTERS } from './index.ts'
import { createPlatformApi } from './platform-api.ts'

/** A connected account in the words of the model. */
export interface OpenAccount {
  readonly connection: Connection
  readonly adapter: MarketingAdapter
  readonly api: PlatformApi
  readonly now: () => Date
  /** Writes into the audit trail what was changed. */
  record(type: EventType, data: Readonly<Record<string, unknown>>): Promise<void>
  /** To be asked after the calls: only then is it known which credential served them. */
  source(): Promise<Source>
}

/**
 * @param signal aborted when whoever asked has left: then nothing more is sent
 * @throws HubError connection_not_found, disconnected, marketing_unsupported
 */
export async function openAccount(
  parts: ForwardParts,
  caller: Caller,
  connectionId: string,
  signal: AbortSignal,
): Promise<OpenAccount> {
  const { ports, door } = parts
  const connection = await readConnection(ports, caller, connectionId)
  const { providerId, workspaceId, account } = connection
  const adapter = ADAPTERS.get(providerId)
  if (!adapter) throw new HubError('marketing_unsupported')
  return {
    adapter,
    connection,
    now: () => ports.now(),
    api: createPlatformApi(ports.providers.get(providerId)?.name ?? providerId, (request) =>
      callPlatform(parts, caller, { connectionId, ...request, signal }),
    ),
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
