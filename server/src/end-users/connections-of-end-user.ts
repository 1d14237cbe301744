import type { Connection } from '../connections/connection.ts'
import type { EndUsersContext } from './context.ts'

const PAGE = 100

/** Every connection of an end user. */
export async function connectionsOfEndUser(
  { store }: EndUsersContext,
  workspaceId: string,
  endUserId: string,
): Promise<Connection[]> {
  const all: Connection[] = []
  for (;;) {
    const page = { limit: PAGE, after: all.at(-1)?.id ?? null }
    const found = await store.connections.list(workspaceId, { endUserId }, page)
    all.push(...found)
    if (found.length < PAGE) return all
  }
}
