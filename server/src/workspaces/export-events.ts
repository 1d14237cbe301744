import { csvLine } from '../kernel/csv.ts'
import type { EventFilter, RecordedEvent } from './event.ts'
import type { WorkspacesContext } from './context.ts'

const AT_ONCE = 500

const COLUMNS = [
  'timestamp',
  'type',
  'actorType',
  'actorId',
  'actorName',
  'connectionId',
  'provider',
  'endUserId',
  'accountId',
  'accountName',
  'data',
  'id',
] as const

/** Yields all matching events, newest first. Reads page by page, so that memory stays bounded. */
export async function* exportEvents(
  { store }: Pick<WorkspacesContext, 'store'>,
  workspaceId: string,
  filter: EventFilter,
  format: 'csv' | 'jsonl',
): AsyncGenerator<string> {
  if (format === 'csv') yield csvLine(COLUMNS)
  let after: string | null = null
  for (;;) {
    const page: RecordedEvent[] = await store.events.list(workspaceId, filter, { limit: AT_ONCE, after })
    if (page.length === 0) return
    yield page.map(format === 'csv' ? toCsv : toJson).join('')
    after = page.at(-1)?.id ?? null
  }
}

function toJson(event: RecordedEvent): string {
  return `${JSON.stringify(event)}\n`
}

function toCsv({ id, timestamp, type, actor, connection, data }: RecordedEvent): string {
  const row = {
    id,
    timestamp,
    type,
    actorType: actor.type,
    actorId: actor.id,
    actorName: actor.name,
    connectionId: connection?.id,
    provider: connection?.provider,
    endUserId: connection?.endUserId,
    accountId: connection?.accountId,
    accountName: connection?.accountName,
    data: JSON.stringify(data),
  }
  return csvLine(COLUMNS.map((column) => row[column] ?? ''))
}
