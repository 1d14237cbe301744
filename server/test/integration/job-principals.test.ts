import type { Job, JobRow } from '@letterlock/sdk'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connect } from '@letterlock/testing/connect.ts'
import { join, setupOwner, signIn, type DashboardSession } from '@letterlock/testing/dashboard-session.ts'
import { waitFor } from '@letterlock/testing/wait-for.ts'
import { startWorld, type TestWorld } from '@letterlock/testing/world.ts'

const ROWS = 300

interface Begun {
  readonly path: string
  readonly body: unknown
}

async function importInto(world: TestWorld): Promise<Begun> {
  const { id } = await connect(world, { provider: 'mailup' })
  const [audience] = (await world.client.account(id).audiences.list()).items
  const contacts = Array.from({ length: ROWS }, (_, row) => ({ email: `row${row}@letters.example` }))
  const body = { audienceId: audience?.id, status: 'subscribed', contacts }
  return { path: `/v1/connections/${id}/contact-imports`, body }
}

async function erasure(world: TestWorld): Promise<Begun> {
  await connect(world)
  return { path: '/v1/contacts/erase', body: { email: 'nora@letters.example', dryRun: false } }
}

/** An owner, and an admin with a job that has begun, or is about to. */
async function startWithJob(
  world: TestWorld,
  { path, body }: Begun,
  isAwaited: boolean,
): Promise<{ owner: DashboardSession; admin: DashboardSession; adminId: string; job: Job }> {
  await setupOwner(world)
  const owner = await signIn(world)
  const admin = await join(world, owner, 'admin')
  const { items } = await owner.json<{ items: { id: string; role: string }[] }>('/v1/members')
  const adminId = items.find(({ role }) => role === 'admin')?.id ?? assert.fail('no admin')
  const response = await admin.ask('POST', path, body)
  assert.equal(response.status, 202, await response.clone().text())
  const job = (await response.json()) as Job
  if (isAwaited)
    await waitFor(
      () => world.client.jobs.get(job.id),
      ({ status }) => status === 'running',
    )
  return { owner, admin, adminId, job }
}

const CASES = [
  {
    what: 'is removed',
    begin: importInto,
    isAwaited: true,
    change: (owner: DashboardSession, id: string) => owner.ask('DELETE', `/v1/members/${id}`),
    errorCode: 'not_a_member',
  },
  {
    what: 'loses access to the connection',
    begin: importInto,
    isAwaited: true,
    change: (owner: DashboardSession, id: string) =>
      owner.ask('PATCH', `/v1/members/${id}`, { role: 'member' }),
    errorCode: 'connection_not_found',
  },
  {
    what: 'loses a scope that it needs, before it begins',
    begin: erasure,
    isAwaited: false,
    change: (owner: DashboardSession, id: string) =>
      owner.ask('PATCH', `/v1/members/${id}`, { role: 'member' }),
    errorCode: 'insufficient_scope',
  },
] as const

for (const { what, begin, isAwaited, change, errorCode } of CASES)
  test(`a job ends when its user ${what}, and reports what was done`, async () => {
    await using world = await startWorld()
    const { owner, admin, adminId, job: begun } = await startWithJob(world, await begin(world), isAwaited)
    assert.equal((await change(owner, adminId)).status, 204)
    const job = await waitFor(
      () => world.client.jobs.get(begun.id),
      ({ endedAt }) => endedAt !== null,
    )
    assert.deepEqual([job.status, job.errorCode], ['failed', errorCode])
    if (errorCode !== 'not_a_member') {
      // It was begun with connections of others, and its report tells of them.
      assert.equal((await admin.ask('GET', `/v1/jobs/${job.id}`)).status, 404)
      assert.deepEqual((await admin.json<{ items: Job[] }>('/v1/jobs')).items, [])
    }
    const rows: JobRow[] = []
    for await (const row of world.client.jobs.listRows(job.id, { limit: 100 })) rows.push(row)
    if (begin === erasure) return assert.deepEqual(rows, [])
    assert.ok(rows.length > 0 && rows.length < ROWS, `${rows.length} rows`)
    const { connectionId } = rows[0] ?? assert.fail()
    const account = world.client.account(connectionId ?? assert.fail())
    const [audience] = (await account.audiences.list()).items
    const written: string[] = []
    for await (const { email } of account.contacts.list({
      audienceId: audience?.id ?? '',
      status: 'subscribed',
      limit: 100,
    }))
      if (/^row\d+@/.test(email)) written.push(email)
    assert.deepEqual(written.toSorted(), rows.map(({ subject }) => subject).toSorted())
  })

test('a principal has the scopes of now, whichever kind it is', async () => {
  await using world = await startWorld()
  const { secretKeys, principals } = world.server.context.store
  const workspaceId = (await world.client.workspace.get()).id
  const key = await world.client.secretKeys.create({ name: 'k', scopes: ['audiences:write'] })
  const ofKey = { kind: 'secret_key', principalId: key.id, workspaceId } as const
  assert.deepEqual([...((await principals.find(ofKey))?.scopes ?? [])], ['audiences:write', 'audiences:read'])
  assert.equal(await principals.find({ ...ofKey, workspaceId: 'ws_other' }), undefined)
  assert.equal(await principals.find({ ...ofKey, kind: 'user' }), undefined)
  assert.equal(await principals.find({ ...ofKey, kind: 'assistant' }), undefined)
  assert.ok((await secretKeys.list(workspaceId)).some(({ id }) => id === key.id))
  await world.client.secretKeys.revoke(key.id)
  assert.equal(await principals.find(ofKey), undefined)
})
