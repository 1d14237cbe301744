import type { LetterlockEvent } from '../workspaces/event.ts'

interface JoinedColumns {
  readonly provider: string | null
  readonly endUserId: string | null
  /** JSON; null once the connection is deleted. */
  readonly account: string | null
}

/** The connection of an event or a call as it is now; nothing of it but its ID is known once it is deleted. */
export function namedConnection(
  id: string,
  { provider, endUserId, account }: JoinedColumns,
): NonNullable<LetterlockEvent['connection']> {
  const { id: accountId = null, name: accountName = null } =
    account === null ? {} : (JSON.parse(account) as { id: string; name: string })
  return { id, provider, endUserId, accountId, accountName }
}
