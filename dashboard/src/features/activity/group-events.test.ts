import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LetterlockEvent } from '@letterlock/sdk'
import { groupEvents } from './group-events.ts'

type Failed = Extract<LetterlockEvent, { type: 'connection.check_failed' }>
type Refreshed = Extract<LetterlockEvent, { type: 'connection.token_refreshed' }>

const eventOf = <Event extends Failed | Refreshed>(
  id: string,
  { type, data }: Pick<Event, 'type' | 'data'>,
) => ({
  id,
  type,
  data,
  timestamp: '2026-12-01T09:30:00.000Z',
  workspaceId: 'ws_1',
  actor: { type: 'system' as const, id: 'system', name: null },
  connection: null,
})

test('events that repeat the one before are one line with their number', () => {
  const refreshed = (id: string, accessTokenExpiresAt: string | null): LetterlockEvent =>
    eventOf<Refreshed>(id, { type: 'connection.token_refreshed', data: { accessTokenExpiresAt } })
  const failed = (id: string, errorCode: string): LetterlockEvent =>
    eventOf<Failed>(id, {
      type: 'connection.check_failed',
      data: { errorCode, since: '2026-12-01T09:00:00.000Z' },
    })
  const inWords = (event: LetterlockEvent): string =>
    event.type === 'connection.check_failed' ? event.data.errorCode : ''
  const events = [
    refreshed('e5', '2026-12-01T10:30:00.000Z'),
    refreshed('e4', '2026-12-01T09:30:00.000Z'),
    failed('e3', 'provider_timeout'),
    failed('e2', 'provider_unavailable'),
    refreshed('e1', null),
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
