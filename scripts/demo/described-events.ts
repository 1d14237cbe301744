import type { EventType } from '@letterlock/sdk'
import assert from 'node:assert/strict'
import { EVENT_DATA } from '../../server/src/workspaces/event-data.ts'
import type { Demo } from './start-demo.ts'

/** The data of every event that was recorded is as its type has it (`EventData`). Returns the number of types. */
export async function checkDescribedEvents({ client }: Pick<Demo, 'client'>): Promise<number> {
  const types = new Set<EventType>()
  for await (const { type, data } of client.events.list({ limit: 100 })) {
    types.add(type)
    const { error } = EVENT_DATA[type].strict().safeParse(data)
    assert.ok(!error, `${type} has other data than described: ${error?.message}`)
  }
  return types.size
}
