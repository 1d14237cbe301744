import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Store } from '../context.ts'
import type { BackgroundJob } from '../jobs/job.ts'
import { NOW } from './store.fixtures.ts'

const LEASE_MS = 60_000
/** More than a test inserts. */
const MANY = 1000

export const jobOf = (workspaceId: string, number: number, principalId = 'key_1'): BackgroundJob => ({
  id: `job_${workspaceId}_${String(number).padStart(4, '0')}`,
  workspaceId,
  type: 'contact_export',
  status: 'queued',
  principal: {
    kind: 'secret_key',
    principalId,
    workspaceId,
    endUserId: null,
    connectionIds: null,
    scopes: [],
  },
  connectionId: null,
  sourceConnectionId: null,
  inputCiphertext: Uint8Array.of(1),
  checkpointCiphertext: null,
  doneCount: 0,
  totalCount: null,
  interruptionCount: 0,
  errorCode: null,
  errorCiphertext: null,
  cancelRequestedAt: null,
  createdAt: NOW,
  startedAt: null,
  endedAt: null,
  expiresAt: NOW + 1,
})

/** @param open returns a new, empty store with the workspaces ws_1 and ws_2 */
export function runJobStoreContract(name: string, open: () => Promise<Store>): void {
  void test(`${name}: of many workspaces, each has its turn, whatever another has queued`, async () => {
    const store = await open()
    try {
      for (const id of ['ws_1', 'ws_2'])
        await store.workspaces.insert(
          { id, name: id, allowedReturnUrls: [], color: null, logo: null, version: 0 },
          NOW,
        )
      for (let number = 0; number < 200; number++) await store.jobs.insert(jobOf('ws_1', number), MANY)
      await store.jobs.insert({ ...jobOf('ws_2', 0), createdAt: NOW + 5 }, MANY)
      const at = NOW + 10
      const first = [await store.jobs.acquire('a', LEASE_MS, at), await store.jobs.acquire('b', LEASE_MS, at)]
      assert.deepEqual(first.map((job) => job?.workspaceId ?? '').toSorted(), ['ws_1', 'ws_2'])
      const mine = first.find((job) => job?.workspaceId === 'ws_1') ?? assert.fail()
      assert.equal(mine.id, 'job_ws_1_0000', 'of a workspace, the oldest')
      assert.equal(await store.jobs.isAnyWaiting(jobOf('ws_1', 0).principal, at), false)
      assert.equal(await store.jobs.isAnyWaiting(jobOf('ws_2', 0).principal, at), true)
      assert.equal((await store.jobs.acquire('c', LEASE_MS, at))?.id, 'job_ws_1_0001')
      await store.jobs.insert(jobOf('ws_2', 1), MANY)
      // Several processes at once: no job is given twice.
      const taken = await Promise.all(
        Array.from({ length: 8 }, (_, lease) => store.jobs.acquire(`l${lease}`, LEASE_MS, at)),
      )
      const ids = taken.flatMap((job) => (job ? [job.id] : []))
      assert.equal(new Set(ids).size, ids.length)
      assert.ok(ids.includes('job_ws_2_0001'))
    } finally {
      await store.close()
    }
  })

  void test(`${name}: in a workspace, each principal has its turn, whatever another has queued`, async () => {
    const store = await open()
    try {
      await store.workspaces.insert(
        { id: 'ws_1', name: 'ws_1', allowedReturnUrls: [], color: null, logo: null, version: 0 },
        NOW,
      )
      for (let number = 0; number < 200; number++) await store.jobs.insert(jobOf('ws_1', number), MANY)
      await store.jobs.insert({ ...jobOf('ws_1', 200, 'key_2'), createdAt: NOW + 5 }, MANY)
      const at = NOW + 10
      const first = [await store.jobs.acquire('a', LEASE_MS, at), await store.jobs.acquire('b', LEASE_MS, at)]
      assert.deepEqual(first.map((job) => job?.principal.principalId ?? '').toSorted(), ['key_1', 'key_2'])
      assert.equal(await store.jobs.isAnyWaiting(jobOf('ws_1', 0).principal, at), false)
      assert.equal(await store.jobs.isAnyWaiting(jobOf('ws_1', 0, 'key_2').principal, at), true)
      assert.equal(await store.jobs.insert(jobOf('ws_1', 201), 200), false)
      assert.equal(await store.jobs.insert(jobOf('ws_1', 201), 201), true)
      assert.equal(await store.jobs.insert(jobOf('ws_1', 202, 'key_2'), 2), true)
    } finally {
      await store.close()
    }
  })

  void test(`${name}: what a job was given is kept until it has ended, and no longer`, async () => {
    const store = await open()
    try {
      await store.workspaces.insert(
        { id: 'ws_1', name: 'ws_1', allowedReturnUrls: [], color: null, logo: null, version: 0 },
        NOW,
      )
      for (const number of [0, 1]) await store.jobs.insert(jobOf('ws_1', number), MANY)
      const running = (await store.jobs.acquire('a', LEASE_MS, NOW)) ?? assert.fail('no job')
      assert.deepEqual(running.inputCiphertext, Uint8Array.of(1))
      const times = { endedAt: NOW, expiresAt: NOW + 1 }
      const end = { status: 'completed', errorCode: null, errorCiphertext: null, ...times } as const
      assert.ok(await store.jobs.end(running.id, 'a', end))
      const { id } = jobOf('ws_1', 1)
      assert.ok(await store.jobs.cancel('ws_1', id, times))
      for (const ended of [running.id, id])
        assert.equal((await store.jobs.find('ws_1', ended))?.inputCiphertext, null)
      assert.equal(await store.jobs.insert(jobOf('ws_1', 2), 1), true, 'those that have ended do not count')
    } finally {
      await store.close()
    }
  })

  void test(`${name}: of jobs that are created at once, no more are inserted than may wait`, async () => {
    const store = await open()
    try {
      await store.workspaces.insert(
        { id: 'ws_1', name: 'ws_1', allowedReturnUrls: [], color: null, logo: null, version: 0 },
        NOW,
      )
      const insert = (_: unknown, number: number) => store.jobs.insert(jobOf('ws_1', number), 100)
      const inserted = await Promise.all(Array.from({ length: 300 }, insert))
      assert.equal(inserted.filter(Boolean).length, 100)
      const page = { limit: 300, after: null, principalId: null }
      assert.equal((await store.jobs.list('ws_1', page)).length, 100)
    } finally {
      await store.close()
    }
  })
}
