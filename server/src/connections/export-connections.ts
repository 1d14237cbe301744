import { csvLine } from '../kernel/csv.ts'
import type { Connection } from './connection.ts'
import type { ConnectionFilter } from './connection-repository.ts'
import type { ConnectionsContext } from './context.ts'
import { toConnectionResponse } from './to-connection-response.ts'

const AT_ONCE = 500

const COLUMNS = [
  'id',
  'provider',
  'endUserId',
  'accountId',
  'accountName',
  'accountEmail',
  'status',
  'reason',
  'detail',
  'labels',
  'activeCredential',
  'accessTokenExpiresAt',
  'lastCheckedAt',
  'lastCallAt',
  'connectedAt',
  'createdAt',
] as const

/** Yields all connections that match, oldest first, without a credential. Reads page by page, so that memory stays bounded. */
export async function* exportConnections(
  context: ConnectionsContext,
  workspaceId: string,
  filter: ConnectionFilter,
  format: 'csv' | 'jsonl',
): AsyncGenerator<string> {
  const write = format === 'csv' ? toCsv : toJson
  if (format === 'csv') yield csvLine(COLUMNS)
  let after: string | null = null
  for (;;) {
    const page: Connection[] = await context.store.connections.list(workspaceId, filter, {
      limit: AT_ONCE,
      after,
    })
    if (page.length === 0) return
    yield page.map((connection) => write(context, connection)).join('')
    after = page.at(-1)?.id ?? null
  }
}

function toJson(context: ConnectionsContext, connection: Connection): string {
  return `${JSON.stringify(toConnectionResponse(context, connection))}\n`
}

function toCsv(context: ConnectionsContext, connection: Connection): string {
  const { account, labels, ...facts } = toConnectionResponse(context, connection)
  const row = {
    ...facts,
    accountId: account.id,
    accountName: account.name,
    accountEmail: account.email,
    labels: Object.keys(labels).length === 0 ? '' : JSON.stringify(labels),
  }
  return csvLine(COLUMNS.map((column) => row[column] ?? ''))
}
