import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { createAttemptWriter } from './attempt-writer.ts'
import type { RecordedAttempt } from './delivery.ts'

const attempt = (id: string): RecordedAttempt => ({
  delivery: {
    id,
    webhookEndpointId: 'we_1',
    eventId: 'evt_1',
    eventType: 'connection.created',
    url: 'https://application.example',
    signature: '',
    attempt: 1,
    isRedelivery: false,
    succeeded: true,
    statusCode: 200,
    responseBody: null,
    errorCode: null,
    durationMs: 1,
    nextAttemptAt: null,
    sentAt: 0,
  },
  change: { kind: 'remove', queuedAt: 0 },
})

interface Transaction {
  readonly ids: readonly string[]
  readonly done: PromiseWithResolvers<void>
}

function open() {
  const transactions: Transaction[] = []
  const attempts = createAttemptWriter((written) => {
    const done = Promise.withResolvers<void>()
    transactions.push({ ids: written.map(({ delivery }) => delivery.id), done })
    return done.promise
  })
  return { attempts, transactions, ids: () => transactions.map((one) => one.ids) }
}

test('attempts that come within some milliseconds are written together, without being asked for', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const { attempts, ids } = open()
  for (const id of ['one', 'two', 'three']) attempts.add(attempt(id))
  t.mock.timers.tick(24)
  await nextTurn()
  assert.deepEqual(ids(), [])
  t.mock.timers.tick(1)
  await nextTurn()
  assert.deepEqual(ids(), [['one', 'two', 'three']])
})

test('attempts are written when they are asked for, after those before them; a failure keeps no later ones out', async () => {
  const { attempts, transactions, ids } = open()
  attempts.add(attempt('one'))
  const first = attempts.written()
  await nextTurn()
  for (const id of ['two', 'three']) attempts.add(attempt(id))
  const second = attempts.written()
  await nextTurn()
  assert.deepEqual(ids(), [['one']])
  transactions[0]?.done.reject(new Error('the database is away'))
  await assert.rejects(first, /the database is away/)
  await nextTurn()
  assert.deepEqual(ids(), [['one'], ['two', 'three']])
  transactions[1]?.done.resolve()
  await assert.rejects(second, /the database is away/)
})
