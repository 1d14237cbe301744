import type { EventType } from '@letterlock/sdk'
import assert from 'node:assert/strict'
import { EVENT_DATA } from '../../server/src/workspaces/event-data.ts'
import type { Demo } from './start-demo.ts'

/**
 * The data of every event that was recorded is as its type has it (`EventData`), unless it was removed with its connection. Returns the
 * number of types.
 */
export async function checkDescribedEvents({ client }: Pick<Demo, 'client'>): Promise<number> {
  const types = new Set<EventType>()
  const deleted = new Set<string | undefined>()
  // The newest first: a deletion comes before what it removed.
  for await (const { type, data, connection } of client.events.list({ limit: 100 })) {
    types.add(type)
    if (type === 'connection.deleted') deleted.add(connection?.id)
    if (connection && deleted.has(connection.id) && Object.keys(data).length === 0) continue
    const { error } = EVENT_DATA[type].strict().safeParse(data)
    assert.ok(!error, `${type} has other data than described: ${error?.message}`)
  }
  return types.size
}
