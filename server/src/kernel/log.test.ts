import assert from 'node:assert/strict'
import { inspect } from 'node:util'
import { test } from 'node:test'
import { ProblemError } from './errors.ts'
import { createLog, LOG_FIELDS, scrub } from './log.ts'
import { Secret } from './secret.ts'

test('a Secret prints as [secret]', () => {
  const secret = new Secret('hunter2')
  for (const text of [String(secret), JSON.stringify({ secret }), inspect(secret), inspect({ a: [secret] })])
    assert.ok(text.includes('[secret]') && !text.includes('hunter2'), text)
})

test('what looks like a secret is taken out of a log line', () => {
  const token = '5c6ccc561059aa386da9d112215bae55'
  for (const text of [
    `refused ${token}`,
    `key ${token}-us21`,
    `Authorization: Bearer abcdefgh.ijkl`,
    'GET /cb?code=abc123&state=xyz',
    '{"access_token":"abc"}',
    'llk_0123456789012345678901234567890123456789012',
    'GET /connect/link/llc_0123456789012345678901234567890123456789012',
    'poll lld_0123456789012345678901234567890123456789012',
    'lla_0123456789012345678901234567890123456789012',
    'whsec_012345678901234567890/345678901+345678==',
    '{"deviceCode":"abc123"}',
    '?connectSessionId=cs_1&confirmationToken=abc123',
  ]) {
    assert.ok(scrub(text).includes('[secret]'), text)
    for (const part of [token, 'abcdefgh', 'abc123', 'xyz', '"abc"', '012345'])
      assert.ok(!scrub(text).includes(part), text)
  }
  assert.equal(
    scrub('{"errorCode":"authorization_request_used","route":"GET /x"}'),
    '{"errorCode":"authorization_request_used","route":"GET /x"}',
  )
})

test('a line stays a line', () => {
  const lines: string[] = []
  createLog('info', { write: (line) => void lines.push(line) }).info(
    { errorDetail: 'a\r\nb\u001b[31m' },
    'x\ny',
  )
  assert.equal(lines.length, 1)
  assert.equal(lines[0]?.trimEnd().split('\n').length, 1)
  assert.ok(!lines[0]?.includes('\u001b'))
})

test('an expected problem is a line with its code and detail, without a stack; a fault of the program has its stack', () => {
  const lines: string[] = []
  const log = createLog('info', { write: (line) => void lines.push(line) })
  const cause = Object.assign(new Error('connect refused'), { code: 'ECONNREFUSED' })
  log.warn(
    { jobId: 'job_1', err: new ProblemError('provider_unavailable', { detail: '503', cause }) },
    'failed',
  )
  log.error({ err: cause }, 'failed')
  log.error({ err: new ProblemError('internal_error', { cause }) }, 'failed')
  const [expected, ofNode, ours] = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
  const { level: _level, time: _time, msg: _msg, ...fields } = expected ?? {}
  assert.deepEqual(fields, {
    jobId: 'job_1',
    errorCode: 'provider_unavailable',
    errorDetail: '503',
    cause: 'connect refused',
  })
  for (const [line, code] of [
    [ofNode, 'ECONNREFUSED'],
    [ours, 'internal_error'],
  ] as const) {
    const { errorCode, stack } = (line?.['err'] ?? {}) as Record<string, string>
    assert.deepEqual(
      [errorCode, stack?.includes('log.test')],
      [code, true],
      'the code of an error is no secret',
    )
  }
})

test('the fields of a log line are these', () => {
  assert.deepEqual(LOG_FIELDS.toSorted(), [
    'attemptCount',
    'cause',
    'component',
    'connectSessionId',
    'connectionId',
    'droppedCount',
    'durationMs',
    'err',
    'errorCode',
    'errorDetail',
    'failureClass',
    'file',
    'headerNames',
    'jobId',
    'keyNames',
    'lineCount',
    'memberNames',
    'method',
    'outageSeconds',
    'principalId',
    'provider',
    'queueName',
    'reason',
    'requestId',
    'route',
    'sandboxUrl',
    'schemaVersion',
    'statusCode',
    'toolName',
    'url',
    'webhookEndpointId',
    'workspaceId',
  ])
})
