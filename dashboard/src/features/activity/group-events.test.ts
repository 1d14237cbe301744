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
  const inWords = ({ data: { code } }: LetterlockEvent): string => JSON.stringify(code)
  const events = [
    eventOf('e5', 'connection.token_refreshed', { expiresAt: '2026-12-01T10:30:00.000Z' }),
    eventOf('e4', 'connection.token_refreshed', { expiresAt: '2026-12-01T09:30:00.000Z' }),
    eventOf('e3', 'connection.check_failed', { code: 'provider_timeout' }),
    eventOf('e2', 'connection.check_failed', { code: 'provider_unavailable' }),
    eventOf('e1', 'connection.token_refreshed'),
  ]
  const groups = groupEvents(events, inWords)
  assert.deepEqual(
    groups.map(({ newest, count }) => [newest.id, count]),
    [
      ['e5', 2],
      ['e3', 1],
      ['e2', 1],
      ['e1', 1],
    ],
  )
  assert.deepEqual(groupEvents([], inWords), [])
})
