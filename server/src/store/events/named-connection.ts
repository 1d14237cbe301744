import type { RecordedEvent } from '../../workspaces/event.ts'
import { memberAt } from '../../kernel/member-at.ts'

interface JoinedColumns {
  readonly provider: string | null
  readonly endUserId: string | null
  /** JSON; null once the connection is deleted. */
  readonly account: string | null
}

/** The current connection of an event or a call. After its deletion, only its ID is known. */
export function namedConnection(
  id: string,
  { provider, endUserId, account }: JoinedColumns,
): NonNullable<RecordedEvent['connection']> {
  const known: unknown = account === null ? null : JSON.parse(account)
  const part = (name: string): string | null => {
    const value = memberAt(known, name)
    return typeof value === 'string' ? value : null
  }
  return { id, provider, endUserId, accountId: part('id'), accountName: part('name') }
}
