import assert from 'node:assert/strict'
import { test } from 'node:test'
import { principalOfUser } from '../workspaces/principal.ts'
import { CallRecord } from './call-record.ts'
import { HourTable } from './hour-table.ts'

const principal = principalOfUser({ userId: 'usr_1', workspaceId: 'ws_1', role: 'owner' })

test('the rows of many connections stay apart while the table grows', () => {
  const table = new HourTable(0)
  for (let index = 0; index < 1000; index++) {
    const connectionId = `conn_${index % 200}`
    const record = new CallRecord(
      { type: 'proxy', principal, requestId: 'req_1', operation: null, method: 'GET', path: '/' },
      connectionId,
    )
    record.close(index < 200 ? 500 : 200, 0)
    record.durationMs = index
    record.providerDurationMs = 1
    table.add(connectionId, record)
  }
  const totals = table.totals()
  assert.equal(totals.length, 200)
  assert.deepEqual(totals[7], {
    workspaceId: 'ws_1',
    connectionId: 'conn_7',
    hour: 0,
    callCount: 5,
    errorCount: 1,
    durationMs: 7 + 207 + 407 + 607 + 807,
    maxDurationMs: 807,
    providerDurationMs: 5,
  })
})
