import type { RecordedEvent } from '../workspaces/event.ts'
import type { NamedCall } from '../calls/call-repository.ts'
import type { Connection } from '../connections/connection.ts'
import { ProblemError } from '../kernel/errors.ts'
import { pagesOfConnections } from './connections-of-end-user.ts'
import type { EndUsersContext } from './context.ts'
import { pagesOf } from './pages-of.ts'

const PAGE = 500

/** Everything that is stored about an end user, without credentials, page by page: a connection may have hundreds of thousands of calls. */
export interface EndUserExport {
  readonly connections: AsyncIterable<readonly Connection[]>
  /** Newest first, as are the calls. */
  readonly events: AsyncIterable<readonly RecordedEvent[]>
  readonly calls: AsyncIterable<readonly NamedCall[]>
}

/** @throws ProblemError end_user_not_found */
export async function exportEndUser(
  context: EndUsersContext,
  workspaceId: string,
  endUserId: string,
): Promise<EndUserExport> {
  const { connections, events, calls } = context.store
  const [first] = await connections.list(workspaceId, { endUserId }, { limit: 1, after: null })
  if (!first) throw new ProblemError('end_user_not_found')
  return {
    connections: pagesOfConnections(context, workspaceId, endUserId),
    events: pagesOf(PAGE, (page) => events.list(workspaceId, { endUserId }, page)),
    calls: pagesOf(PAGE, (page) => calls.list({ workspaceId, endUserId }, {}, page)),
  }
}
