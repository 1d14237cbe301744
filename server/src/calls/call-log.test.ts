import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { principalOfUser } from '../workspaces/principal.ts'
import type { CallRepository } from './call-repository.ts'
import { startCallLog } from './call-log.ts'
import { CallRecord } from './call-record.ts'
import type { Call, CallTotals } from './call.ts'

const principal = principalOfUser({ userId: 'usr_1', workspaceId: 'ws_1', role: 'owner' })
const START = Date.UTC(2026, 10, 26, 12)

const recordOf = (connectionId = 'conn_1'): CallRecord =>
  new CallRecord(
    { type: 'proxy', principal, requestId: 'req_1', operation: null, method: 'GET', path: '/x' },
    connectionId,
  )

/** A log whose rows are kept here. */
function open(maxPerSecond: number) {
  const calls: Call[] = []
  const totals: CallTotals[] = []
  let at = START
  let isAway = false
  let writesLeft = Infinity
  let mostTotals = 0
  let answer = Promise.resolve()
  const keep = async (newCalls: readonly Call[], newTotals: readonly CallTotals[]): Promise<void> => {
    const answered = answer
    answer = Promise.resolve()
    await answered
    calls.push(...newCalls)
    totals.push(...newTotals)
  }
  const store: Pick<CallRepository, 'record'> = {
    record(newCalls, newTotals) {
      if (isAway || writesLeft-- <= 0) throw new Error('the database is away')
      mostTotals = Math.max(mostTotals, newTotals.length)
      return keep(newCalls, newTotals)
    },
  }
  const ignore = (): void => undefined
  const callLog = startCallLog(
    {
      store: { calls: store as CallRepository },
      now: () => new Date(at),
      log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    },
    { maxPerSecond },
  )
  return {
    callLog,
    calls,
    totals,
    setTime: (time: number) => void (at = time),
    setAway: (away: boolean) => void (isAway = away),
    setWritesLeft: (count: number) => void (writesLeft = count),
    /** Of one write. */
    mostTotals: () => mostTotals,
    /** The next write is answered when the returned function is called; the later ones at once. */
    holdNextWrite(): () => void {
      const { promise, resolve } = Promise.withResolvers<void>()
      answer = promise
      return resolve
    },
  }
}

test('above its rate the log has a sample, and the totals count every call', async () => {
  const { callLog, calls, totals } = open(10)
  for (let index = 0; index < 1000; index++) callLog.add(recordOf(), index % 4 === 0 ? 500 : 200)
  await callLog.stop()
  assert.equal(calls.length, 10)
  assert.equal(new Set(calls.map(({ id }) => id)).size, 10)
  assert.deepEqual(
    totals.map(({ connectionId, hour, callCount, errorCount }) => [
      connectionId,
      hour,
      callCount,
      errorCount,
    ]),
    [['conn_1', START, 1000, 250]],
  )
})

test('the sample is of the whole second, not of its begin', async () => {
  const { callLog, calls } = open(100)
  for (let index = 0; index < 1000; index++) callLog.add(recordOf(`conn_${index < 500 ? 'a' : 'b'}`), 200)
  await callLog.stop()
  const late = calls.filter(({ connectionId }) => connectionId === 'conn_b').length
  assert.ok(late > 20 && late < 80, `${late} of 100 are from the second half`)
})

test('a call counts in the hour in which it ended', async () => {
  const { callLog, totals, setTime } = open(10)
  callLog.add(recordOf(), 200)
  setTime(START + 3_600_000)
  callLog.add(recordOf(), 200)
  await callLog.stop()
  assert.deepEqual(
    totals.map(({ hour, callCount }) => [hour, callCount]),
    [
      [START, 1],
      [START + 3_600_000, 1],
    ],
  )
})

test('totals that could not be written are written later', async () => {
  const { callLog, totals, setAway } = open(10)
  setAway(true)
  callLog.add(recordOf(), 200)
  await callLog.flush()
  setAway(false)
  callLog.add(recordOf(), null)
  await callLog.stop()
  assert.equal(
    totals.reduce((sum, { callCount }) => sum + callCount, 0),
    2,
  )
})

test('totals are written some at a time, and after a failure only those that are left', async () => {
  const { callLog, totals, setWritesLeft, mostTotals } = open(1)
  for (let index = 0; index < 250; index++) callLog.add(recordOf(`conn_${index}`), 200)
  // One of the call, and one of totals.
  setWritesLeft(2)
  await callLog.flush()
  assert.equal(totals.length, 100)
  setWritesLeft(Infinity)
  await callLog.stop()
  assert.equal(mostTotals(), 100)
  assert.equal(new Set(totals.map(({ connectionId }) => connectionId)).size, 250)
  assert.ok(totals.every(({ callCount }) => callCount === 1))
})

test('totals of a past hour that could not be written are written later', async () => {
  const { callLog, totals, setAway, setTime } = open(10)
  callLog.add(recordOf(), 200)
  setAway(true)
  setTime(START + 3_600_000)
  callLog.add(recordOf(), 200)
  await nextTurn()
  setAway(false)
  await callLog.stop()
  assert.deepEqual(
    totals.map(({ hour }) => hour),
    [START, START + 3_600_000],
  )
})

test('a connection is forgotten when the totals of its past hours have been written, and nothing of it waits', async () => {
  const { callLog, totals, setTime, holdNextWrite } = open(10)
  const answer = holdNextWrite()
  callLog.add(recordOf('conn_a'), 200)
  setTime(START + 3_600_000)
  callLog.add(recordOf('conn_b'), 200)
  setTime(START + 7_200_000)
  callLog.add(recordOf('conn_c'), 200)
  await nextTurn()
  let isForgotten = false
  const forgetting = callLog.forget(['conn_a', 'conn_b']).then(() => (isForgotten = true))
  await nextTurn()
  assert.equal(isForgotten, false, 'the first write is in progress: its rows could not be deleted')
  answer()
  await forgetting
  const written = totals.map(({ connectionId }) => connectionId)
  assert.deepEqual(written, ['conn_a', 'conn_c'], 'what waited for its turn is not written')
  await callLog.stop()
})

test('with a rate of 0 nothing is logged', async () => {
  const { callLog, calls, totals } = open(0)
  assert.equal(callLog.isOn, false)
  callLog.add(recordOf(), 200)
  await callLog.stop()
  assert.deepEqual([calls, totals], [[], []])
})
