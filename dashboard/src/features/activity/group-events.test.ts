import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { EventType, LetterlockEvent } from '@letterlock/sdk'
import { groupEvents } from './group-events.ts'

const eventOf = (id: string, type: EventType, data: Record<string, unknown> = {}): LetterlockEvent => ({
  id,
  type,
  data,
  timestamp: '2026-12-01T09:30:00.000Z',
  workspaceId: 'ws_1',
  actor: { type: 'system', id: 'system', name: null },
  connection: null,
})

test('events that repeat the one before are one line with their number', () => {
  const refreshed = (id: string): LetterlockEvent => eventOf(id, 'connection.token_refreshed')
  const groups = groupEvents([
    refreshed('e5'),
    refreshed('e4'),
    eventOf('e3', 'connection.check_failed', { code: 'provider_timeout' }),
    eventOf('e2', 'connection.check_failed', { code: 'provider_unavailable' }),
    refreshed('e1'),
  ])
  assert.deepEqual(
    groups.map(({ newest, count }) => [newest.id, count]),
    [
      ['e5', 2],
      ['e3', 1],
      ['e2', 1],
      ['e1', 1],
    ],
  )
  assert.deepEqual(groupEvents([]), [])
})
