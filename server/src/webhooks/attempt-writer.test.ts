import assert from 'node:assert/strict'
import { test } from 'node:test'
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

test('attempts that come while others are written are written together, after them; a failure keeps no later ones out', async () => {
  const transactions: { readonly ids: readonly string[]; readonly done: PromiseWithResolvers<void> }[] = []
  const attempts = createAttemptWriter((written) => {
    const done = Promise.withResolvers<void>()
    transactions.push({ ids: written.map(({ delivery }) => delivery.id), done })
    return done.promise
  })
  const ids = (): (readonly string[])[] => transactions.map((one) => one.ids)
  for (const id of ['one', 'two', 'three']) attempts.add(attempt(id))
  const written = attempts.written()
  assert.deepEqual(ids(), [['one']])
  transactions[0]?.done.reject(new Error('the database is away'))
  await new Promise(setImmediate)
  assert.deepEqual(ids(), [['one'], ['two', 'three']])
  transactions[1]?.done.resolve()
  await assert.rejects(written, /the database is away/)
  attempts.add(attempt('four'))
  assert.deepEqual(ids().at(-1), ['four'])
  transactions[2]?.done.resolve()
})
