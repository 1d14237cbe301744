import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { seededRandom, testSeed } from '@letterlock/testing/random.ts'
import type { LeasedConnection } from '../../src/connections/connection-repository.ts'
import { openSqlite } from '../../src/store/sqlite/sqlite.ts'
import { createLog } from '../../src/kernel/log.ts'
import { watchOutages } from '../../src/store/sql/outage.ts'
import { createStore } from '../../src/store/store.ts'
import { app, connection, event, how, NOW } from '../../src/store/store.fixtures.ts'

/*
 * Lease and fence as a small model: one row, one strict provider, some processes that may pause, die and wake. The model
 * is run through many random interleavings; the real store is run through some of them beside it, step by step.
 */

interface Row {
  readonly tokenSetVersion: number
  readonly fencingToken: number
  readonly leasedUntil: number
  readonly refreshStartedAt: number | null
  /** Which of the provider's refresh tokens it holds. */
  readonly token: number
  readonly ended: boolean
}

interface LeaseRequest {
  readonly tokenSetVersion: number
  readonly fencingToken: number
  readonly token: number
  readonly orphaned: boolean
}

const FRESH: Row = {
  tokenSetVersion: 1,
  fencingToken: 0,
  leasedUntil: 0,
  refreshStartedAt: null,
  token: 0,
  ended: false,
}

function claimRow(
  row: Row,
  tokenSetVersion: number,
  now: number,
  leaseMs: number,
): [Row, LeaseRequest] | undefined {
  if (row.tokenSetVersion !== tokenSetVersion || row.leasedUntil > now || row.ended) return undefined
  const orphaned = row.refreshStartedAt !== null && row.refreshStartedAt !== now
  const next = {
    ...row,
    fencingToken: row.fencingToken + 1,
    leasedUntil: now + leaseMs,
    refreshStartedAt: row.refreshStartedAt ?? now,
  }
  return [next, { tokenSetVersion, fencingToken: next.fencingToken, token: row.token, orphaned }]
}

/** A success names the generation that it replaces, under any lease. */
function saveRow(row: Row, acquireLease: LeaseRequest, token: number): Row | undefined {
  if (row.tokenSetVersion !== acquireLease.tokenSetVersion) return undefined
  return {
    ...row,
    token,
    tokenSetVersion: row.tokenSetVersion + 1,
    leasedUntil: 0,
    refreshStartedAt: null,
    ended: false,
  }
}

/** A failure needs the lease, too. */
function failRow(row: Row, acquireLease: LeaseRequest, ended: boolean): Row | undefined {
  if (row.tokenSetVersion !== acquireLease.tokenSetVersion || row.fencingToken !== acquireLease.fencingToken)
    return undefined
  return { ...row, leasedUntil: 0, refreshStartedAt: null, ended }
}

interface Process {
  step: 'idle' | 'claimed' | 'answered' | 'dead'
  acquireLease: LeaseRequest | undefined
  answer: number | 'refused' | undefined
  sentAt: number
}

const LEASE_MS = 200
const DEADLINE_MS = 100

/** One random interleaving; throws when the model does what must not happen. */
function runOne(random: () => number, { slow }: { slow: boolean }): { lost: boolean; posts: number } {
  let row = FRESH
  let provider = 0
  let now = 1
  let posts = 0
  let answersLost = 0
  const processes: Process[] = Array.from({ length: 3 }, () => ({
    step: 'idle',
    acquireLease: undefined,
    answer: undefined,
    sentAt: 0,
  }))
  const holders = (): number =>
    processes.filter(
      ({ step, acquireLease }) =>
        step !== 'idle' && step !== 'dead' && acquireLease?.fencingToken === row.fencingToken,
    ).length

  for (let count = 0; count < 40; count++) {
    const process = processes[Math.floor(random() * processes.length)] as Process
    const dice = random()
    now += Math.floor(random() * (slow ? 120 : 20))
    if (dice < 0.04 && process.step !== 'dead') {
      if (process.step === 'answered' && typeof process.answer === 'number') answersLost++
      Object.assign(process, { step: 'dead', acquireLease: undefined, answer: undefined })
      continue
    }
    switch (process.step) {
      case 'dead':
        process.step = 'idle'
        break
      case 'idle': {
        const leased = claimRow(row, row.tokenSetVersion, now, LEASE_MS)
        if (!leased) break
        row = leased[0]
        Object.assign(process, { step: 'claimed', acquireLease: leased[1], sentAt: now })
        assert.ok(holders() <= 1, 'one holder of the newest fence')
        break
      }
      case 'claimed': {
        const { acquireLease } = process
        assert.ok(acquireLease)
        // The one that slept past the deadline does not send.
        if (now - process.sentAt > DEADLINE_MS) {
          const released = failRow(row, acquireLease, false)
          if (released) row = released
          process.step = 'idle'
          break
        }
        posts++
        const good = acquireLease.token === provider
        process.answer = good ? ++provider : 'refused'
        process.step = 'answered'
        break
      }
      case 'answered': {
        const { acquireLease, answer } = process
        assert.ok(acquireLease)
        const before = row
        if (typeof answer === 'number') {
          const saved = saveRow(row, acquireLease, answer)
          if (saved) row = saved
          else assert.notEqual(before.tokenSetVersion, acquireLease.tokenSetVersion)
          assert.ok(row.token >= before.token, 'a newer token is never overwritten by an older one')
        } else {
          const ended = failRow(row, acquireLease, true)
          if (ended) row = ended
        }
        process.step = 'idle'
        break
      }
    }
  }
  // Let everyone who is alive finish.
  for (const process of processes)
    if (process.step === 'answered' && process.acquireLease && typeof process.answer === 'number')
      row = saveRow(row, process.acquireLease, process.answer) ?? row
  const lost = row.token !== provider
  if (lost) assert.ok(answersLost > 0, 'a token is lost only with the process that had its answer')
  if (!lost) assert.ok(!row.ended || answersLost > 0, 'what works is not called ended')
  return { lost, posts }
}

test('lease and fence, through 200,000 random interleavings', () => {
  const seed = testSeed()
  const random = seededRandom(seed)
  let lost = 0
  let posts = 0
  for (let run = 0; run < 200_000; run++) {
    try {
      const result = runOne(random, { slow: run % 2 === 0 })
      lost += Number(result.lost)
      posts += result.posts
    } catch (error) {
      throw new Error(`seed ${seed}, run ${run}`, { cause: error })
    }
  }
  assert.ok(posts > 200_000, 'the model did something')
  assert.ok(lost > 0, 'and some of it was hard')
})

test('the store does what the model does', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-lease-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const seed = testSeed()
  const random = seededRandom(seed)
  for (let run = 0; run < 60; run++) {
    const store = createStore(watchOutages(openSqlite(join(folder, `${run}.db`)), createLog('silent')), {
      expiringSoonMs: 0,
    })
    await store.workspaces.insert(
      { id: 'ws_1', name: 'One', allowedReturnUrls: [], color: null, logo: null, version: 0 },
      NOW,
    )
    await store.oauthApps.insert(app, event('oauth_app.created'))
    await store.connections.save({ ...connection, tokenSetCiphertext: Uint8Array.of(0) }, null, [event()])
    let model = FRESH
    const leases: { model: LeaseRequest; real: LeasedConnection }[] = []
    for (let step = 1; step <= 30; step++) {
      const dice = random()
      const picked = leases[Math.floor(random() * leases.length)]
      if (dice < 0.4 || !picked) {
        // Real time passes by itself: the lease is over at once, or not within this test.
        const over = random() < 0.5
        const tokenSetVersion = random() < 0.9 ? model.tokenSetVersion : model.tokenSetVersion - 1
        const expected = claimRow(model, tokenSetVersion, step, over ? 0 : 1e9)
        const real = await store.connections.acquireLease(
          { id: 'conn_1', tokenSetVersion },
          { leaseMs: over ? -1 : 1e9, now: step },
        )
        assert.equal(real !== undefined, expected !== undefined, `seed ${seed}: claim`)
        if (expected && real) {
          model = expected[0]
          assert.deepEqual(
            [real.fencingToken, real.orphanedRefreshStartedAt !== null],
            [expected[1].fencingToken, expected[1].orphaned],
          )
          leases.push({ model: expected[1], real })
        }
      } else if (dice < 0.7) {
        const expected = saveRow(model, picked.model, step)
        const change = { tokenSetCiphertext: Uint8Array.of(step), refreshStartedAt: null, endLease: true }
        const saved = await store.connections.change(picked.real, change, how([], 'token_set_version'))
        assert.equal(saved, expected !== undefined, `seed ${seed}: save`)
        model = expected ?? model
      } else {
        const expected = failRow(model, picked.model, false)
        const change = { refreshStartedAt: null, endLease: true }
        const noted = await store.connections.change(picked.real, change, how([], 'fencing_token'))
        assert.equal(noted, expected !== undefined, `seed ${seed}: fail`)
        model = expected ?? model
      }
      const row = await store.connections.read('ws_1', 'conn_1')
      assert.deepEqual(
        [row?.tokenSetVersion, row?.fencingToken, row?.refreshStartedAt, row?.tokenSetCiphertext?.[0]],
        [model.tokenSetVersion, model.fencingToken, model.refreshStartedAt, model.token],
        `seed ${seed}`,
      )
    }
    await store.close()
  }
})
