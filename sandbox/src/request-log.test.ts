import assert from 'node:assert/strict'
import { test } from 'node:test'
import { RequestLog } from './request-log.ts'

const PARTS = {
  url: '/',
  requestHeaders: {},
  requestBody: '',
  credentials: [],
  responseHeaders: {},
  responseBody: '',
}

function record(log: RequestLog, path: string) {
  const request = {
    at: '2027-01-01T00:00:00Z',
    method: 'GET',
    host: 'h',
    path,
    headers: [],
    sends: false,
    status: 0,
  }
  return log.record(request, { ...PARTS })
}

for (const [limit, length, isKept] of [
  ['5000', 1, (kept: number) => kept === 5000],
  ['2 MB', 2000, (kept: number) => kept > 800 && kept < 1100],
] as const)
  test(`requests are counted as they are listed: the newest ${limit} of them`, () => {
    const log = new RequestLog()
    const waiting = record(log, '/waiting')
    for (let count = 1; count <= 5100; count++) log.end(record(log, `/${'x'.repeat(length)}`))
    const listed = log.list()
    assert.ok(isKept(listed.length), `${listed.length}`)
    assert.equal(log.size, listed.length)
    assert.equal(listed.at(-1)?.id, log.newestId)
    assert.ok(!listed.some(({ id }) => id === waiting.id), 'it is too old')
    record(log, '/open')
    assert.equal(log.list().at(-1)?.path, '/open', 'one without a response, too')
    assert.equal(log.size, log.list().length)
    log.clear()
    assert.deepEqual([log.size, log.list()], [0, []])
  })
