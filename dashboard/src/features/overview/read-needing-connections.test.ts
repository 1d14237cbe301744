import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Connection } from '@letterlock/sdk'
import { MAX_READ, readNeedingConnections } from './read-needing-connections.ts'

async function* connections(reason: Connection['reason'], count: number): AsyncGenerator<Connection> {
  for (let number = 0; number < count; number++) yield { reason } as Connection
}

for (const { reason, count, items, hasMore } of [
  { reason: 'disconnect_requested', count: MAX_READ, items: 0, hasMore: false },
  { reason: 'disconnect_requested', count: MAX_READ + 1, items: 0, hasMore: true },
  { reason: 'expired', count: 100, items: 100, hasMore: false },
  { reason: 'expired', count: 101, items: 100, hasMore: true },
] as const)
  test(`of ${count} connections with the reason ${reason}, ${items} need attention${hasMore ? ', and there are more' : ''}`, async () => {
    const read = await readNeedingConnections(connections(reason, count))
    assert.deepEqual([read.items.length, read.hasMore], [items, hasMore])
  })
