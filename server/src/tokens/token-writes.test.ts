import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ProblemError } from '../kernel/errors.ts'
import { createLog } from '../kernel/log.ts'
import { createTokenWrites } from './token-writes.ts'

const REFRESH_TIMEOUT_MS = 50
const away = () => new ProblemError('database_unavailable', { facts: { retryAfterSeconds: 1 } })

function start() {
  const lines: string[] = []
  const log = createLog('error', { write: (line) => void lines.push(line) })
  return { lines, writes: createTokenWrites({ log, refreshTimeoutMs: REFRESH_TIMEOUT_MS }) }
}

test('new tokens wait for a database that is away for longer than a refresh may take', async () => {
  const { lines, writes } = start()
  const back = performance.now() + 10 * REFRESH_TIMEOUT_MS
  const saved = await writes.save('conn_1', async () => {
    if (performance.now() < back) throw away()
    return 'saved'
  })
  assert.equal(saved, 'saved')
  assert.deepEqual(lines, [])
})

test('a server that stops waits no longer for the database than a refresh takes, and says what is lost', async () => {
  const { lines, writes } = start()
  const saving = writes.save('conn_1', () => Promise.reject(away()))
  writes.stop()
  await assert.rejects(saving, { code: 'database_unavailable' })
  assert.match(lines.join(''), /new tokens of a connection could not be saved and are lost/)
  assert.match(lines.join(''), /conn_1/)
})
