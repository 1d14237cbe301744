import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createSingleFlight } from './single-flight.ts'

test('calls with one key share a run; another key, and a later call, run on their own', async () => {
  const flights = createSingleFlight<number>()
  const gate = Promise.withResolvers<undefined>()
  let runs = 0
  const work = async (): Promise<number> => {
    const run = ++runs
    await gate.promise
    return run
  }
  const together = Promise.all([flights.run('a', work), flights.run('a', work), flights.run('b', work)])
  gate.resolve(undefined)
  assert.deepEqual(await together, [1, 1, 2])
  assert.equal(await flights.run('a', work), 3)
})

test('a failure is shared, and the next call runs again', async () => {
  const flights = createSingleFlight<string>()
  const failing = (): Promise<string> => Promise.reject(new Error('no'))
  const outcomes = await Promise.allSettled([flights.run('a', failing), flights.run('a', failing)])
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ['rejected', 'rejected'],
  )
  assert.equal(await flights.run('a', () => Promise.resolve('yes')), 'yes')
})

test('idle waits for what runs', async () => {
  const flights = createSingleFlight<undefined>()
  const gate = Promise.withResolvers<undefined>()
  const run = flights.run('a', () => gate.promise)
  let isIdle = false
  const idle = flights.idle().then(() => (isIdle = true))
  await Promise.resolve()
  assert.equal(isIdle, false)
  gate.resolve(undefined)
  await Promise.all([run, idle])
  assert.equal(isIdle, true)
})
