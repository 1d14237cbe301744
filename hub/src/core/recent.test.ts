import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { test } from 'node:test'
import { createRecent } from './recent.ts'

test('what another process changes is forgotten within the age', async () => {
  let changes: number | null = 1
  const recent = createRecent<number>({ most: 10, ageMs: 20, changesElsewhere: () => changes })
  recent.get('a')
  recent.set('a', 1, recent.mark())
  await sleep(30)
  assert.equal(recent.get('a'), 1, 'nothing changed')
  changes = 2
  await sleep(30)
  assert.equal(recent.get('a'), undefined)
  recent.set('a', 2, recent.mark())
  changes = null
  await sleep(30)
  assert.equal(recent.get('a'), undefined, 'when it cannot be told')
})

test('the number is bounded, and the newest stay', () => {
  const recent = createRecent<number>({ most: 10, ageMs: 1000, changesElsewhere: () => 1 })
  recent.get('x')
  for (let index = 0; index < 100; index++) recent.set(String(index), index, recent.mark())
  assert.ok(
    Array.from({ length: 100 }, (_, index) => recent.get(String(index))).filter((v) => v !== undefined)
      .length <= 10,
  )
  assert.equal(recent.get('99'), 99)
  recent.delete('99')
  assert.equal(recent.get('99'), undefined)
})

test('what was read before something was forgotten is not remembered', () => {
  const recent = createRecent<string>({ most: 10, ageMs: 1000, changesElsewhere: () => 1 })
  recent.get('x')
  const mark = recent.mark()
  recent.delete('a')
  recent.set('a', 'read before it was cut', mark)
  assert.equal(recent.get('a'), undefined)
})
