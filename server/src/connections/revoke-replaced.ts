import type { Connection } from './connection.ts'
import type { ConnectionsContext } from './context.ts'
import { decryptTokenSet } from './encrypted-credentials.ts'
import { revokeUnlessUsed } from './revoke-unless-used.ts'

/**
 * Revokes the tokens of an account that an end user has replaced with another; they are no longer stored.
 * @param replaced the connection as it was
 */
export async function revokeReplaced(context: ConnectionsContext, replaced: Connection): Promise<void> {
  const { tokenSetCiphertext, account } = replaced
  if (tokenSetCiphertext === null) return
  await revokeUnlessUsed(context, { ...replaced, accountId: account.id }, () =>
    decryptTokenSet(context, replaced, tokenSetCiphertext),
  )
}
