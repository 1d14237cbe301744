import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import { SlowTransfers, type ClientTransfer } from './slow-transfers.ts'

class Transfer implements ClientTransfer {
  isWaiting = true
  byteCount = 0
  isOver = false
  giveWay(): void {
    this.isOver = true
  }
}

interface Given {
  /** Of principal `a`. */
  transfers: number
  waiting: number
  /** How many of them are not of `a`; all unless given. */
  ofOthers?: number
  /** Whether one is of an approval. */
  approvals?: boolean
}

function open(given: Given) {
  const counts = { approvals: false, ...given }
  mock.timers.enable({ apis: ['setInterval'] })
  let now = 0
  const transfers = Array.from({ length: counts.transfers }, () => new Transfer())
  const slow = new SlowTransfers({
    waitingCalls: () => counts.waiting,
    callsOfOthers: (principalId) => (principalId === 'a' ? (counts.ofOthers ?? counts.waiting) : 0),
    hasApprovals: () => counts.approvals,
    now: () => now,
  })
  for (const transfer of transfers) slow.watch('a', transfer)
  return {
    transfers,
    counts,
    begin(principalId: string): Transfer {
      const transfer = new Transfer()
      transfers.push(transfer)
      slow.watch(principalId, transfer)
      return transfer
    },
    overCount: () => transfers.filter(({ isOver }) => isOver).length,
    /** @param bytesPerSecond of each transfer */
    pass(seconds: number, bytesPerSecond = 0) {
      for (let quarter = 0; quarter < 4 * seconds; quarter++) {
        for (const transfer of transfers) transfer.byteCount += bytesPerSecond / 4
        now += 250
        mock.timers.tick(250)
      }
    },
    [Symbol.dispose]() {
      for (const transfer of transfers) slow.unwatch(transfer)
      mock.timers.reset()
    },
  }
}

test('a transfer that stalls goes on while no call waits for a slot', () => {
  using opened = open({ transfers: 10, waiting: 0 })
  opened.pass(600)
  assert.equal(opened.overCount(), 0)
})

test('transfers that stall give way within seconds, as many as calls wait', () => {
  using opened = open({ transfers: 10, waiting: 1 })
  opened.pass(2)
  assert.equal(opened.overCount(), 0, 'a short pause')
  opened.pass(0.25)
  assert.equal(opened.overCount(), 1)
  opened.counts.waiting = 0
  opened.pass(60)
  assert.equal(opened.overCount(), 1)
  opened.counts.waiting = 20
  opened.pass(0.25)
  assert.equal(opened.overCount(), 10)
})

test('what has arrived before, and the time that the provider takes, do not count', () => {
  using opened = open({ transfers: 2, waiting: 1 })
  const [stalled, atProvider] = opened.transfers
  assert.ok(stalled && atProvider)
  stalled.byteCount = 8_000_000
  atProvider.isWaiting = false
  opened.pass(60)
  assert.deepEqual([stalled.isOver, atProvider.isOver], [true, false])
})

test('a steady transfer has ten seconds while calls wait, and no more', () => {
  using opened = open({ transfers: 1, waiting: 1 })
  opened.pass(10, 200_000)
  assert.equal(opened.overCount(), 0)
  opened.pass(0.25, 200_000)
  assert.equal(opened.overCount(), 1)
})

test('many steady transfers of one principal have ten seconds together while calls of others wait', () => {
  using opened = open({ transfers: 4, waiting: 1 })
  opened.pass(2.5, 200_000)
  assert.equal(opened.overCount(), 0)
  opened.pass(0.25, 200_000)
  assert.equal(opened.overCount(), 1, 'as many as calls of others wait')
  opened.counts.waiting = 0
  opened.pass(60, 200_000)
  assert.equal(opened.overCount(), 1)
})

test('however many they are, each may pause for two seconds', () => {
  using opened = open({ transfers: 20, waiting: 1 })
  opened.pass(2, 200_000)
  assert.equal(opened.overCount(), 0)
  opened.pass(0.25, 200_000)
  assert.equal(opened.overCount(), 1)
  const again = opened.begin('a')
  opened.pass(0.25, 200_000)
  assert.deepEqual([opened.overCount(), again.isOver], [2, false])
})

test('steady transfers have their own ten seconds while only calls of their principal wait', () => {
  using opened = open({ transfers: 10, waiting: 20, ofOthers: 0 })
  opened.pass(10, 200_000)
  assert.equal(opened.overCount(), 0)
  opened.counts.ofOthers = 2
  opened.pass(0.25, 200_000)
  assert.equal(opened.overCount(), 10)
})

test('of many transfers of one principal, no more end than calls of others wait', () => {
  using opened = open({ transfers: 10, waiting: 20, ofOthers: 2 })
  opened.pass(2.25, 200_000)
  assert.equal(opened.overCount(), 2)
})

test('a transfer that trickles gives way as one that stalls', () => {
  using opened = open({ transfers: 1, waiting: 1 })
  opened.pass(4, 20_000)
  assert.equal(opened.overCount(), 1)
})

test('the principal with most transfers gives way first', () => {
  using opened = open({ transfers: 0, waiting: 0 })
  const one = opened.begin('b')
  const more = [opened.begin('a'), opened.begin('a'), opened.begin('a')]
  opened.counts.waiting = 2
  opened.pass(2.25)
  assert.deepEqual([one.isOver, more.filter(({ isOver }) => isOver).length], [false, 2])
})

test('a principal whose transfers were slow has less time in the next ten seconds, while others wait', () => {
  using opened = open({ transfers: 1, waiting: 1 })
  opened.pass(2.25)
  assert.equal(opened.overCount(), 1)
  const again = opened.begin('a')
  const other = opened.begin('b')
  opened.pass(0.5)
  assert.equal(again.isOver, false, 'a short pause')
  opened.pass(0.25)
  assert.deepEqual([again.isOver, other.isOver], [true, false])
  const fast = opened.begin('a')
  opened.pass(2, 200_000)
  assert.equal(fast.isOver, false)
  opened.pass(0.25, 200_000)
  assert.equal(fast.isOver, true)
  opened.counts.waiting = 0
  opened.pass(10)
  opened.counts.waiting = 1
  const later = opened.begin('a')
  opened.pass(2)
  assert.equal(later.isOver, false)
})

test('for an approval one transfer after the other gives way within a second, however steady it is', () => {
  using opened = open({ transfers: 3, waiting: 2, approvals: true })
  opened.pass(0.5, 2_000_000)
  assert.equal(opened.overCount(), 0)
  opened.pass(0.25, 2_000_000)
  assert.equal(opened.overCount(), 1)
  opened.counts.approvals = false
  opened.pass(2, 2_000_000)
  assert.equal(opened.overCount(), 1)
})
