import type { CampaignLeaseRepository } from './campaign-lease.ts'
import type { EmailMarketingParts } from './context.ts'
import type { Source } from '@letterlock/sdk/wire.ts'
import { callProvider } from '../proxy/call-provider.ts'
import type { Principal } from '../workspaces/principal.ts'
import type { Connection } from '../connections/connection.ts'
import type { EventType } from '../workspaces/event.ts'
import { readConnection } from '../connections/get-connection.ts'
import { providerOf } from '../workspaces/oauth-apps.ts'
import { ProblemError } from '../kernel/errors.ts'
import type { MarketingAdapter, ProviderApi } from './adapter.ts'
import { ADAPTERS } from './adapters/index.ts'
import { createProviderApi } from './provider-api.ts'

/** An account, through the email marketing model. */
export interface OpenAccount {
  readonly connection: Connection
  readonly adapter: MarketingAdapter
  readonly api: ProviderApi
  readonly now: () => Date
  readonly campaignLeases: CampaignLeaseRepository
  /** Records an event of a change. */
  record(type: EventType, data: Readonly<Record<string, unknown>>): Promise<void>
  /** The account and the credential; call it after the calls, which decide the credential. */
  source(): Promise<Source>
}

/**
 * @param signal aborted when the client has disconnected; then nothing more is sent
 * @throws ProblemError connection_not_found, connection_disconnected, unsupported_by_provider
 */
export async function openAccount(
  parts: EmailMarketingParts,
  principal: Principal,
  connectionId: string,
  signal: AbortSignal,
): Promise<OpenAccount> {
  const { ports, accessTokens } = parts
  const connection = await readConnection(ports, principal, connectionId)
  const { providerSlug, workspaceId, account } = connection
  const provider = providerOf(ports, providerSlug)
  const adapter = ADAPTERS.get(providerSlug)
  if (!adapter)
    throw new ProblemError('unsupported_by_provider', { provider, facts: { capability: 'email marketing' } })
  return {
    adapter,
    connection,
    now: () => ports.now(),
    campaignLeases: ports.store.campaignLeases,
    api: createProviderApi(provider, (request) =>
      callProvider(parts, principal, { connectionId, ...request, signal }),
    ),
    async record(type, data) {
      const event = { type, connectionId, actor: principal.principalId, data }
      await ports.store.events.record(workspaceId, event, ports.now().getTime())
    },
    async source() {
      const { credential, fallbackReason } = await accessTokens.getAccessToken(workspaceId, connectionId)
      return {
        connectionId,
        provider: providerSlug,
        accountName: account.name,
        credential,
        fallbackReason,
      }
    },
  }
}
