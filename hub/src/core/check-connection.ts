import { HubError } from '../errors.ts'
import type { Account, Connection, NewEvent } from './connection.ts'
import type { TokenDoor } from './fresh-token.ts'
import { identify } from './identify.ts'
import type { ConnectionChange, Ports } from './ports.ts'
import { providerOf } from './apps.ts'

/** @throws HubError connection_not_found */
export async function readConnection(
  { store }: Pick<Ports, 'store'>,
  workspaceId: string,
  id: string,
): Promise<Connection> {
  const connection = await store.connections.read(workspaceId, id)
  if (!connection) throw new HubError('connection_not_found')
  return connection
}

/**
 * Asks the platform whether the credential still works, and notes the answer. A refused call alone proves nothing
 * (a wrong data centre is refused in the same words), so `identify` has the last word.
 * @throws HubError connection_not_found, disconnected (nothing to check), platform_timeout, platform_unreachable
 */
export async function checkConnection(
  ports: Ports,
  door: TokenDoor,
  { workspaceId, id, actor }: { workspaceId: string; id: string; actor: string },
): Promise<Connection> {
  const connection = await readConnection(ports, workspaceId, id)
  const finding = await probe(ports, door, connection)
  const { change, event } = judge(connection, finding)
  const at = ports.now().getTime()
  const noted = event && ({ ...event, connectionId: id, actor } as NewEvent)
  // When somebody else changed it meanwhile, theirs is the newer truth.
  await ports.store.connections.change(connection, { ...change, checkedAt: at }, noted, at)
  return readConnection(ports, workspaceId, id)
}

type Finding = { readonly works: true; readonly account: Account } | { readonly works: false }

async function probe(ports: Ports, door: TokenDoor, connection: Connection): Promise<Finding> {
  const provider = providerOf(ports, connection.providerId)
  const { accessToken } = door.openTokens(connection)
  const { authorizationScheme, probePath, unauthorizedStatus } = provider.api
  const answer = await ports.outbound.request(provider, connection.account.apiBaseUrl + probePath, {
    method: 'GET',
    headers: { authorization: `${authorizationScheme} ${accessToken.reveal()}` },
  })
  if (answer.status < 300) return { works: true, account: connection.account }
  if (answer.status !== unauthorizedStatus)
    throw new HubError('platform_unreachable', { detail: `${provider.id} probe: ${answer.status}` })
  const account = await identify(ports, provider, accessToken)
  return account ? { works: true, account } : { works: false }
}

function judge(
  connection: Connection,
  finding: Finding,
): { change: ConnectionChange; event: Pick<NewEvent, 'type' | 'data'> | null } {
  if (!finding.works) {
    const reason = 'revoked_at_provider'
    const known = connection.reason !== null
    return { change: { reason }, event: known ? null : { type: 'connection.access_lost', data: { reason } } }
  }
  const { account } = finding
  const recovered = connection.reason !== null
  const moved = account.apiBaseUrl !== connection.account.apiBaseUrl
  if (recovered) return { change: { reason: null, account }, event: { type: 'connection.recovered' } }
  if (!moved) return { change: {}, event: null }
  const data = { from: connection.account.dataCenter, to: account.dataCenter }
  return { change: { account }, event: { type: 'connection.moved', data } }
}
