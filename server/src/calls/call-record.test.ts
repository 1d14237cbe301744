import assert from 'node:assert/strict'
import { test } from 'node:test'
import { principalOfUser } from '../workspaces/principal.ts'
import { CallRecord } from './call-record.ts'

const principal = principalOfUser({ userId: 'usr_1', workspaceId: 'ws_1', role: 'owner' })

const newRecord = (): CallRecord =>
  new CallRecord({
    type: 'mcp_tool',
    principal,
    requestId: 'req_1',
    operation: 'list_campaigns',
    method: 'POST',
    path: '/mcp',
  })

test('the provider’s time of requests that are under way together ends with the last of them', () => {
  const record = newRecord()
  record.sent(null, 'oauth')
  record.sent(null, 'oauth')
  record.ended()
  assert.equal(record.providerDurationMs, 0)
  record.ended()
  assert.ok(record.providerDurationMs > 0)
  record.ended()
  record.close(200, Date.now())
  assert.ok(record.providerDurationMs <= record.durationMs)
  assert.equal(record.providerRequestCount, 2)
})

test('what is under way when the client leaves counts until then, and no longer', () => {
  const record = newRecord()
  record.sent(null, 'oauth')
  record.sent(null, 'oauth')
  record.close(null, Date.now())
  const { providerDurationMs } = record
  assert.ok(providerDurationMs > 0)
  record.ended()
  assert.equal(record.providerDurationMs, providerDurationMs)
})
