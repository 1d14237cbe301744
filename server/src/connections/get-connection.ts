import { ProblemError } from '../kernel/errors.ts'
import type { Connection } from './connection.ts'
import type { ConnectionsContext } from './context.ts'

/** The accessible connections: those of one end user, or with null all of the workspace. */
export interface Scope {
  readonly workspaceId: string
  readonly endUserId: string | null
  /** The only accessible connections; null or absent: no further restriction. */
  readonly connections?: ReadonlySet<string> | null
}

/** @throws ProblemError connection_not_found, also for a connection outside the scope */
export async function readConnection(
  { store }: Pick<ConnectionsContext, 'store'>,
  { workspaceId, endUserId, connections = null }: Scope,
  id: string,
): Promise<Connection> {
  const connection = await store.connections.read(workspaceId, id)
  if (
    !connection ||
    (endUserId !== null && connection.endUserId !== endUserId) ||
    connections?.has(id) === false
  )
    throw new ProblemError('connection_not_found')
  return connection
}

/**
 * A member connects only for themselves.
 * @throws ProblemError insufficient_role
 */
export function assertOwner(scope: Scope, endUserId: string): void {
  if (scope.endUserId !== null && scope.endUserId !== endUserId) throw new ProblemError('insufficient_role')
}
