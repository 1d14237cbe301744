import type { Connection } from '../connections/connection.ts'
import type { EndUsersContext } from './context.ts'

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

export async function* pagesOfConnections(
  { store }: EndUsersContext,
  workspaceId: string,
  endUserId: string,
): AsyncGenerator<Connection[]> {
  for (let after: string | null = null; ;) {
    const page: Connection[] = await store.connections.list(
      workspaceId,
      { endUserId },
      { limit: PAGE, after },
    )
    yield page
    if (page.length < PAGE) return
    after = page.at(-1)?.id ?? null
  }
}
