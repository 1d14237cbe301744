import { ProblemError } from '../kernel/errors.ts'
import type { Connection } from '../connections/connection.ts'
import { getConnection } from '../connections/get-connection.ts'
import type { Principal } from '../workspaces/principal.ts'
import type { ConnectContext } from './context.ts'

/** Removes the API key of a connection. It stays valid at the provider. @throws ProblemError connection_not_found, api_key_not_found */
export async function removeApiKey(
  context: ConnectContext,
  principal: Principal,
  id: string,
): Promise<Connection> {
  const connection = await getConnection(context, principal, id)
  if (connection.apiKeyCiphertext === null) throw new ProblemError('api_key_not_found')
  const event = {
    type: 'connection.api_key_removed',
    connectionId: id,
    actor: principal.principalId,
  } as const
  const how = { guard: 'version', events: [event], now: context.now().getTime() } as const
  const changed = await context.store.connections.change(
    connection,
    { apiKeyCiphertext: null, apiKeyReason: null },
    how,
  )
  return changed ? getConnection(context, principal, id) : removeApiKey(context, principal, id)
}
