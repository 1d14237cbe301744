import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createAccountMemories } from './account-memory.ts'

test('what is remembered is asked once, for its time, and for each account', async () => {
  let at = 0
  let asked = 0
  const memoryOf = createAccountMemories(() => new Date(at))
  const ask = (connectionId: string, ms = 1000, accountId = '1'): Promise<number> =>
    memoryOf({ connectionId, accountId }).remember(
      'lists',
      async () => ++asked,
      () => ms,
    )
  assert.deepEqual(await Promise.all([ask('a'), ask('a')]), [1, 1])
  assert.equal(await ask('a'), 1)
  assert.equal(await ask('b'), 2)
  at = 1001
  assert.equal(await ask('a', 0), 3)
  assert.equal(await ask('a'), 4)
  assert.equal(await ask('a', 1000, '2'), 5, 'another account has replaced the first')
})

test('a failure is not remembered', async () => {
  const memory = createAccountMemories(() => new Date(0))({ connectionId: 'a', accountId: '1' })
  const failing = (): Promise<number> => Promise.reject(new Error('away'))
  await assert.rejects(
    memory.remember('lists', failing, () => 1000),
    /away/,
  )
  assert.equal(
    await memory.remember(
      'lists',
      async () => 1,
      () => 1000,
    ),
    1,
  )
})
