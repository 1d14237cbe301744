import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createPace } from './create-pace.ts'

test('between two pieces of work, the event loop goes round', async () => {
  let rounds = 0
  let counting = setImmediate(function count() {
    rounds++
    counting = setImmediate(count)
  })
  const mayBegin = createPace()
  const beganIn = await Promise.all(
    Array.from({ length: 20 }, async () => {
      await mayBegin()
      return rounds
    }),
  )
  clearImmediate(counting)
  assert.equal(new Set(beganIn).size, 20, String(beganIn))
})
