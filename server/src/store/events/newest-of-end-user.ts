import type { PageRequest } from '../../kernel/page.ts'
import type { Sql } from '../sql/sql.ts'

/** Connections of an end user that one statement reads. */
const CONNECTIONS_AT_ONCE = 16

interface OfEndUser {
  readonly workspaceId: string
  readonly endUserId: string
  /** Only this connection. */
  readonly connectionId: string | undefined
}

/**
 * The newest rows about the connections of an end user.
 * @param read reads the newest rows about these connections; `''` stands for none, so that few statements have to be prepared
 */
export async function newestOfEndUser<Row extends { readonly id: string }>(
  sql: Pick<Sql, 'all'>,
  { workspaceId, endUserId, connectionId }: OfEndUser,
  { limit }: PageRequest,
  read: (connectionIds: readonly string[]) => Promise<Row[]>,
): Promise<Row[]> {
  const text =
    'SELECT connection_id AS id FROM connection_listings WHERE workspace_id = $1 AND end_user_id = $2'
  const theirs = (await sql.all<{ id: string }>(text, [workspaceId, endUserId]))
    .map(({ id }) => id)
    .filter((id) => connectionId === undefined || connectionId === id)
  const rows: Row[] = []
  for (let from = 0; from < theirs.length; from += CONNECTIONS_AT_ONCE)
    rows.push(...(await read(padded(theirs.slice(from, from + CONNECTIONS_AT_ONCE)))))
  return rows.toSorted((a, b) => (a.id < b.id ? 1 : -1)).slice(0, limit)
}

/** Pads the IDs to a power of two. */
function padded(ids: readonly string[]): string[] {
  const length = 2 ** Math.ceil(Math.log2(ids.length))
  return [...ids, ...Array<string>(length - ids.length).fill('')]
}
