import { ProblemError } from '../kernel/errors.ts'
import { definitionOf } from '../providers/definition-of.ts'
import type { Principal } from '../workspaces/principal.ts'
import { getConnection } from '../connections/get-connection.ts'
import type { Connection } from '../connections/connection.ts'
import type { ConnectionsContext } from '../connections/context.ts'
import { ASK_AGAIN_SECONDS, type RefreshCoordinator } from './refresh-coordinator.ts'

/**
 * Refreshes the token now, even if it is not due. The result is in the returned connection.
 * @throws ProblemError connection_not_found, connection_disconnected, invalid_request if the provider's tokens cannot be refreshed,
 * refresh_in_progress, decryption_failed
 */
export async function refreshConnection(
  context: ConnectionsContext,
  refreshCoordinator: RefreshCoordinator,
  { principal, id, waitTimeoutMs }: { principal: Principal; id: string; waitTimeoutMs: number },
): Promise<Connection> {
  const connection = await getConnection(context, principal, id)
  const { reason, tokenSetCiphertext, refreshType, providerSlug } = connection
  const { name } = definitionOf(context, providerSlug)
  if (tokenSetCiphertext === null)
    throw new ProblemError('connection_disconnected', { facts: { reason: reason ?? 'not_connected' } })
  if (refreshType === 'none')
    throw new ProblemError('invalid_request', {
      facts: {
        problem: `${name} tokens cannot be refreshed; check the connection instead.`,
      },
    })
  const outcome = await refreshCoordinator.refresh(connection, {
    force: true,
    waitTimeoutMs,
    actor: principal.principalId,
  })
  if (outcome === 'pending')
    throw new ProblemError('refresh_in_progress', { facts: { retryAfterSeconds: ASK_AGAIN_SECONDS } })
  return getConnection(context, principal, id)
}
