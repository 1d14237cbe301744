import type { EventType } from '@letterlock/sdk'
import assert from 'node:assert/strict'
import { EVENT_DESCRIPTIONS } from '../reference-docs/event-descriptions.ts'
import type { Demo } from './start-demo.ts'

/** The data of every event that was recorded has the members that docs/events.md names, and no others. Returns the number of types. */
export async function checkDescribedEvents({ client }: Pick<Demo, 'client'>): Promise<number> {
  const types = new Set<EventType>()
  for await (const { type, data } of client.events.list({ limit: 100 })) {
    types.add(type)
    const described = EVENT_DESCRIPTIONS[type].data
    for (const member of Object.keys(data))
      assert.ok(described.includes(member), `${type} has “${member}”, which is not described`)
  }
  return types.size
}
