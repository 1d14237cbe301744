import type { Connection } from '@letterlock/sdk'

export interface NeedingConnections {
  readonly items: readonly Connection[]
  /** There are connections that were not read. */
  readonly hasMore: boolean
}

const MAX_ITEMS = 100
export const MAX_READ = 1000

/** Connections for which a user has something to do: not those that were disconnected on request, however many these are. */
export async function readNeedingConnections(list: AsyncIterable<Connection>): Promise<NeedingConnections> {
  const items: Connection[] = []
  let read = 0
  for await (const connection of list) {
    if (items.length === MAX_ITEMS || read === MAX_READ) return { items, hasMore: true }
    read++
    if (connection.reason !== 'disconnect_requested') items.push(connection)
  }
  return { items, hasMore: false }
}
