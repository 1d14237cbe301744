import { Letterlock, type Job } from '@letterlock/sdk'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connect } from '@letterlock/testing/connect.ts'
import { setupOwner, signIn } from '@letterlock/testing/dashboard-session.ts'
import { waitFor } from '@letterlock/testing/wait-for.ts'
import { errorCodeOf, startWorld } from '@letterlock/testing/world.ts'

test('a job of a workspace has its turn while the long jobs of another go on', async () => {
  await using world = await startWorld()
  const { id } = await connect(world, { provider: 'mailup' })
  const account = world.client.account(id)
  const audienceId = (await account.audiences.list()).items[0]?.id ?? assert.fail('no audience')
  const long: Job[] = []
  for (const name of ['a', 'b', 'c']) {
    const contacts = Array.from({ length: 3000 }, (_, row) => ({
      email: `${name}${row}@letters.example`,
      fields: {},
    }))
    long.push(await account.contacts.createImport({ audienceId, status: 'subscribed', contacts }))
  }
  const now = (): Promise<Job[]> => Promise.all(long.map((job) => world.client.jobs.get(job.id)))
  await waitFor(now, (jobs) => jobs.filter(({ doneCount }) => doneCount > 0).length === 2)

  await setupOwner(world)
  const owner = await signIn(world)
  const founded = await owner.ask('POST', '/v1/workspaces', { name: 'Second' })
  assert.equal(founded.status, 201, await founded.clone().text())
  const response = await owner.ask('POST', '/v1/contacts/export', { email: 'nora@letters.example' })
  assert.equal(response.status, 202, await response.clone().text())
  const { id: other } = (await response.json()) as Job
  world.advance(11)
  await waitFor(
    () => owner.json<Job>(`/v1/jobs/${other}`),
    ({ status }) => status === 'completed',
  )
  const jobs = await now()
  assert.ok(jobs.every(({ endedAt }) => endedAt === null))
  const [before = 0] = jobs.map(({ doneCount }) => doneCount)
  // Nothing is lost of the one that gave way.
  await waitFor(now, ([first]) => (first?.doneCount ?? 0) > before)
  for (const job of long) await world.client.jobs.cancel(job.id)
})

test('a principal has at most a hundred jobs that have not ended, and others still begin theirs', async () => {
  await using world = await startWorld()
  const { id } = await connect(world, { provider: 'mailup' })
  // They wait for the provider.
  world.sandbox.world.faults.add({ kind: 'status', status: 503, path: '/API/' })
  const begin = (client: Letterlock) =>
    client
      .account(id)
      .contacts.createImport({ audienceId: '1', contacts: [{ email: 'nora@letters.example' }] })
  const outcomes = await Promise.allSettled(Array.from({ length: 120 }, () => begin(world.client)))
  const begun = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  assert.equal(begun.length, 100, 'also of those that are asked for at once')
  assert.equal(await errorCodeOf(begin(world.client)), 'too_many_jobs')
  const key = await world.client.secretKeys.create({ name: 'other', scopes: ['audiences:write'] })
  const other = new Letterlock({ url: world.server.localUrl, secretKey: key.secret ?? '', maxRetries: 0 })
  assert.equal((await begin(other)).status, 'queued')
  const [first] = begun
  await waitFor(
    () => errorCodeOf(world.client.jobs.cancel(first?.id ?? '')),
    (code) => code === 'job_ended',
  )
  assert.equal((await begin(world.client)).status, 'queued')
})
