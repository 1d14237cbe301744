import { ProblemError } from '../kernel/errors.ts'
import type { Connection } from './connection.ts'
import type { ConnectionsContext } from './context.ts'
import { decryptTokenSet } from './encrypted-credentials.ts'
import { revokeAtProvider } from './revoke-at-provider.ts'

/**
 * Revokes the tokens of an account that an end user has replaced by another: they are no longer stored. Not while another connection uses
 * that account: some providers revoke all grants of an OAuth app for an account together.
 * @param replaced the connection as it was
 */
export async function revokeReplaced(context: ConnectionsContext, replaced: Connection): Promise<void> {
  const { id, workspaceId, providerSlug, tokenSetCiphertext, account } = replaced
  if (tokenSetCiphertext === null) return
  try {
    const key = { workspaceId, providerSlug, accountId: account.id }
    const others = await context.store.connections.identitiesOf(key)
    if (others.length > 0) return
    await revokeAtProvider(context, replaced, context.providers.get(providerSlug), () =>
      decryptTokenSet(context, replaced, tokenSetCiphertext),
    )
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    // The new account is saved, so the request succeeds all the same.
    context.log.warn(
      { connectionId: id, errorCode: error.code },
      'tokens of the replaced account not revoked',
    )
  }
}
