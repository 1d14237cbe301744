import { SYSTEM } from '../workspaces/event.ts'
import type { UsableCredential } from '../tokens/access-tokens.ts'
import type { ProxyContext } from './context.ts'

/** After a rejected call: refreshes or checks the credential, and returns another one; undefined if there is none. */
export async function getAnotherCredential(
  context: ProxyContext,
  rejected: UsableCredential,
): Promise<UsableCredential | undefined> {
  const { accessTokens, refreshCoordinator, checker, waitTimeoutMs } = context
  const { id, workspaceId, refreshType } = rejected.connection
  if (rejected.credential === 'oauth' && refreshType !== 'none')
    await refreshCoordinator.refresh(rejected.connection, { waitTimeoutMs, isAccessTokenRejected: true })
  else
    await checker.check({
      access: { workspaceId, endUserId: null, connectionIds: null },
      id,
      actor: SYSTEM,
    })
  accessTokens.forget(id)
  const next = await accessTokens.getAccessToken(workspaceId, id)
  // The call is not sent to another account that has replaced this one meanwhile.
  if (next.connection.account.id !== rejected.connection.account.id) return undefined
  const isAnother = next.token.reveal() !== rejected.token.reveal() || next.apiBaseUrl !== rejected.apiBaseUrl
  return isAnother ? next : undefined
}
