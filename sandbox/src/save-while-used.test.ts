import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { createServer } from 'node:http'
import { test, type TestContext } from 'node:test'
import { saveWhileUsed } from './save-while-used.ts'

/** Second by second, because within one tick the mocked clock is already at its end. */
const pass = (t: TestContext, seconds: number): void => {
  for (let second = 0; second < seconds; second++) t.mock.timers.tick(1000)
}

test('a state is saved at the start and for ten seconds after a request or its response, and not while nothing is requested', (t) => {
  t.mock.timers.enable({ apis: ['setInterval', 'Date'] })
  const server = createServer()
  let saved = 0
  const stop = saveWhileUsed(server, () => void saved++)
  const savedWithin = (seconds: number): number => {
    const before = saved
    pass(t, seconds)
    return saved - before
  }
  assert.equal(savedWithin(12), 4)
  assert.equal(savedWithin(3600), 0)
  const response = new EventEmitter()
  server.emit('request', {}, response)
  assert.equal(savedWithin(2), 1)
  assert.ok(savedWithin(60) > 0)
  assert.equal(savedWithin(60), 0)
  response.emit('close')
  assert.ok(savedWithin(60) > 0)
  assert.equal(savedWithin(60), 0)
  server.emit('request', {}, response)
  stop()
  assert.equal(savedWithin(60), 0)
})

test('a state that cannot be saved is tried until it is saved, and told once', (t) => {
  t.mock.timers.enable({ apis: ['setInterval', 'Date'] })
  const warn = t.mock.method(process, 'emitWarning', () => undefined)
  let isFull = true
  let tries = 0
  const stop = saveWhileUsed(createServer(), () => {
    tries++
    if (isFull) throw new Error('disk full')
  })
  pass(t, 60)
  assert.equal(tries, 30)
  assert.equal(warn.mock.callCount(), 1)
  assert.match(String(warn.mock.calls[0]?.arguments[0]), /state is not saved: disk full/)
  isFull = false
  pass(t, 60)
  assert.ok(tries < 40)
  stop()
})
