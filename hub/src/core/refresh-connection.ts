import { HubError } from '../errors.ts'
import { providerOf } from './apps.ts'
import { readConnection, type Scope } from './read-connection.ts'
import type { Connection } from './connection.ts'
import type { Ports } from './ports.ts'
import type { Refresher } from './refresher.ts'

/**
 * Renews the token now, whenever it is due. What came of it is read off the connection.
 * @throws HubError connection_not_found, disconnected, invalid_request (nothing to renew), renewal_under_way
 */
export async function refreshConnection(
  ports: Ports,
  refresher: Refresher,
  { scope, id, patienceMs }: { scope: Scope; id: string; patienceMs: number },
): Promise<Connection> {
  const connection = await readConnection(ports, scope, id)
  const { reason, sealedTokens, renewal, providerId } = connection
  if (sealedTokens === null)
    throw new HubError('disconnected', { facts: { reason: reason ?? 'not_connected' } })
  if (renewal === 'never')
    throw new HubError('invalid_request', {
      facts: {
        problem: `${providerOf(ports, providerId).name} gives tokens that are not renewed; check the connection instead.`,
      },
    })
  const outcome = await refresher.refresh(connection, { force: true, patienceMs })
  if (outcome === 'pending') throw new HubError('renewal_under_way', { facts: { retryAfterSeconds: 5 } })
  return readConnection(ports, scope, id)
}
