import type { Connection } from '../connections/connection.ts'
import type { EndUsersContext } from './context.ts'
import { pagesOf } from './pages-of.ts'

const PAGE = 100

/** Every connection of an end user. */
export async function connectionsOfEndUser(
  context: EndUsersContext,
  workspaceId: string,
  endUserId: string,
): Promise<Connection[]> {
  const all: Connection[] = []
  for await (const page of pagesOfConnections(context, workspaceId, endUserId)) all.push(...page)
  return all
}

export const pagesOfConnections = (
  { store }: EndUsersContext,
  workspaceId: string,
  endUserId: string,
): AsyncGenerator<Connection[]> =>
  pagesOf(PAGE, (page) => store.connections.list(workspaceId, { endUserId }, page))
