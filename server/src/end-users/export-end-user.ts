import type { RecordedEvent } from '../workspaces/event.ts'
import type { NamedCall } from '../calls/call-repository.ts'
import type { Connection } from '../connections/connection.ts'
import { ProblemError } from '../kernel/errors.ts'
import { connectionsOfEndUser } from './connections-of-end-user.ts'
import type { EndUsersContext } from './context.ts'

const PAGE = 500

/** Everything that is stored about an end user, without credentials. */
export interface EndUserExport {
  readonly connections: readonly Connection[]
  /** Newest first, as are the calls. */
  readonly events: readonly RecordedEvent[]
  readonly calls: readonly NamedCall[]
}

/** @throws ProblemError end_user_not_found */
export async function exportEndUser(
  context: EndUsersContext,
  workspaceId: string,
  endUserId: string,
): Promise<EndUserExport> {
  const { events, calls } = context.store
  const connections = await connectionsOfEndUser(context, workspaceId, endUserId)
  if (connections.length === 0) throw new ProblemError('end_user_not_found')
  return {
    connections,
    events: await allPages((after) => events.list(workspaceId, { endUserId }, { limit: PAGE, after })),
    calls: await allPages((after) => calls.list({ workspaceId, endUserId }, {}, { limit: PAGE, after })),
  }
}

async function allPages<T extends { readonly id: string }>(
  page: (after: string | null) => Promise<T[]>,
): Promise<T[]> {
  const all: T[] = []
  for (;;) {
    const found = await page(all.at(-1)?.id ?? null)
    all.push(...found)
    if (found.length < PAGE) return all
  }
}
