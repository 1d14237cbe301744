import { Letterlock, type Job, type JobRow } from '@letterlock/sdk'
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { newId } from '../../src/kernel/id.ts'
import { connect, connectWithAllPermissions } from '@letterlock/testing/connect.ts'
import { newAudience } from '@letterlock/testing/new-audience.ts'
import { PROVIDERS } from '@letterlock/testing/providers.ts'
import { waitFor } from '@letterlock/testing/wait-for.ts'
import { errorCodeOf, startWorld, type TestWorld } from '@letterlock/testing/world.ts'

const isEnded = ({ status }: Job): boolean => status !== 'queued' && status !== 'running'

/** Waits for the end of a job. Returns it with its report. */
async function finished(client: Letterlock, begun: Job): Promise<{ job: Job; rows: JobRow[] }> {
  const job = await waitFor(() => client.jobs.get(begun.id), isEnded, 90_000)
  const rows: JobRow[] = []
  for await (const row of client.jobs.listRows(job.id, { limit: 100 })) rows.push(row)
  return { job, rows }
}

const countOf = (rows: readonly JobRow[], outcome: string): number =>
  rows.filter((row) => row.outcome === outcome).length

async function firstAudience(world: TestWorld, connectionId: string): Promise<string> {
  const [audience] = (await world.client.account(connectionId).audiences.list()).items
  return audience?.id ?? assert.fail('no audience')
}

test('jobs: an import of more than 500 rows, with a report of each', async (t) => {
  await using world = await startWorld()
  const { id } = await connect(world)
  const account = world.client.account(id)
  const audienceId = await firstAudience(world, id)
  const contacts = Array.from({ length: 520 }, (_, row) => ({
    email: `row${row}@letters.example`,
    fields: {},
  }))
  await account.contacts.upsert({
    email: 'row5@letters.example',
    audienceId,
    status: 'subscribed',
    fields: {},
  })
  await account.contacts.unsubscribe('row5@letters.example', { audienceId })
  const begun = await account.contacts.createImport({ audienceId, status: 'subscribed', contacts })
  assert.deepEqual([begun.status, begun.totalCount, begun.doneCount], ['queued', 520, 0])
  const { job, rows } = await finished(world.client, begun)
  assert.equal(job.status, 'completed')
  assert.deepEqual([rows.length, countOf(rows, 'created'), countOf(rows, 'skipped')], [520, 519, 1])
  assert.deepEqual(
    rows.map(({ number }) => number),
    rows.map((_row, index) => index + 1),
  )
  const [skipped] = (await world.client.jobs.listRows(job.id, { outcome: 'skipped' })).items
  assert.deepEqual([skipped?.subject, skipped?.errorCode], ['row5@letters.example', 'contact_suppressed'])

  await t.test('nothing of a contact is readable in the database', async () => {
    const stored = JSON.stringify(
      await world.server.context.store.jobs.rows(job.id, { limit: 5, after: null, outcome: null }),
    )
    assert.ok(!stored.includes('letters.example'))
  })

  await t.test('it is kept a week, and gone with its connection', async () => {
    const kept = Date.parse(job.expiresAt) - Date.parse(job.endedAt ?? '')
    assert.equal(kept, 7 * 24 * 3600 * 1000)
    await world.client.connections.delete(id)
    assert.equal(await errorCodeOf(world.client.jobs.get(job.id)), 'job_not_found')
  })
})

test('jobs: a canceled one ends, and one that has ended cannot be canceled', async () => {
  await using world = await startWorld()
  const { id } = await connect(world, { provider: 'mailup' })
  const audienceId = await firstAudience(world, id)
  const contacts = Array.from({ length: 300 }, (_, row) => ({
    email: `row${row}@letters.example`,
    fields: {},
  }))
  const account = world.client.account(id)
  const begun = await account.contacts.createImport({ audienceId, status: 'subscribed', contacts })
  await waitFor(
    () => world.client.jobs.get(begun.id),
    ({ status }) => status === 'running',
  )
  await world.client.jobs.cancel(begun.id)
  const { job, rows } = await finished(world.client, begun)
  assert.equal(job.status, 'canceled')
  assert.ok(rows.length < 300)
  assert.equal(await errorCodeOf(world.client.jobs.cancel(begun.id)), 'job_ended')
})

/** A job of 300 rows that another secret key has begun, when a process works on it. */
async function runningOfOtherKey(world: TestWorld): Promise<{ job: Job; secretKeyId: string }> {
  const { id } = await connect(world, { provider: 'mailup' })
  const audienceId = await firstAudience(world, id)
  const key = await world.client.secretKeys.create({ name: 'other', scopes: ['audiences:write'] })
  const other = new Letterlock({ url: world.server.localUrl, secretKey: key.secret ?? '', maxRetries: 0 })
  const contacts = Array.from({ length: 300 }, (_, row) => ({
    email: `row${row}@letters.example`,
    fields: {},
  }))
  const begun = await other.account(id).contacts.createImport({ audienceId, status: 'subscribed', contacts })
  const job = await waitFor(
    () => world.client.jobs.get(begun.id),
    ({ status }) => status === 'running',
  )
  return { job, secretKeyId: key.id }
}

test('jobs: one of a revoked secret key does nothing more, and ends as failed', async () => {
  await using world = await startWorld()
  const { job: running, secretKeyId } = await runningOfOtherKey(world)
  await world.client.secretKeys.revoke(secretKeyId)
  const { job, rows } = await finished(world.client, running)
  assert.deepEqual([job.status, job.errorCode], ['failed', 'invalid_token'])
  assert.ok(rows.length < 300)

  const { jobs } = world.server.context.store
  const stored = (await jobs.find((await world.client.workspace.get()).id, job.id)) ?? assert.fail('no job')
  const queued = { ...stored, id: newId('job', new Date(stored.createdAt)), status: 'queued' } as const
  await jobs.insert({ ...queued, doneCount: 0, checkpointCiphertext: null }, 100)
  const never = await finished(world.client, { ...job, id: queued.id })
  assert.deepEqual([never.job.status, never.job.errorCode, never.rows], ['failed', 'invalid_token', []])
})

test('jobs: one that fails says why in a sentence, and at whom; the log has a line of it without a stack', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  const account = world.client.account(id)
  const audienceId = await firstAudience(world, id)
  const contacts = Array.from({ length: 30 }, (_, row) => ({ email: `row${row}@letters.example` }))
  const path = `/3.0/lists/${audienceId}/members/${createHash('md5').update('row28@letters.example').digest('hex')}`
  world.sandbox.world.faults.add({ kind: 'status', status: 401, path })
  const stopped = await finished(world.client, await account.contacts.createImport({ audienceId, contacts }))
  const { status, errorCode, detail, nextStep } = stopped.job
  assert.deepEqual(
    [status, errorCode, nextStep],
    ['failed', 'connection_disconnected', 'Ask the end user to reconnect.'],
  )
  assert.match(detail ?? '', /^The connection has no working credential/)
  const at = stopped.rows.find(({ outcome }) => outcome === 'failed')
  assert.deepEqual([at?.subject, at?.errorCode], ['row28@letters.example', 'connection_disconnected'])
  assert.ok(countOf(stopped.rows, 'created') >= 25, 'what was done before is in the report')
  const line = world.log.find((one) => one.includes('"a job failed"')) ?? assert.fail('not logged')
  const { errorCode: code, jobId, err } = JSON.parse(line) as Record<string, unknown>
  assert.deepEqual([code, jobId, err], ['connection_disconnected', stopped.job.id, undefined])

  const [completed] = (await world.client.jobs.list()).items
  assert.equal(completed?.detail, detail, 'also in the list')
})

/** Waits until a job is given back after an interruption. */
async function interrupted(client: Letterlock, { id }: Job): Promise<void> {
  await waitFor(
    () => client.jobs.get(id),
    ({ status, startedAt }) => status === 'queued' && startedAt !== null,
  )
}

for (const [provider, path] of [
  ['mailup', '/API/v1.1/Rest/ConsoleService.svc/Console/List/'],
  ['constant-contact-v2', '/v2/contacts/'],
] as const)
  test(`jobs: a move to ${provider} that stops between adding and unsubscribing leaves no contact subscribed`, async () => {
    await using world = await startWorld()
    const { faults } = world.sandbox.world
    const source = await connect(world)
    const target = await connect(world, { provider })
    const from = { connectionId: source.id, audienceId: await smallAudience(world, source.id) }
    const to = { connectionId: target.id, audienceId: await firstAudience(world, target.id) }
    faults.add({ kind: 'status', method: 'DELETE', path, status: 503 })
    const begun = await world.client.audienceMoves.create({ from, to, dryRun: false })
    await interrupted(world.client, begun)
    const moved = world.client.account(target.id)
    const contactNow = async () => moved.contacts.get('left@letters.example', { audienceId: to.audienceId })
    assert.equal((await contactNow()).status, 'subscribed', 'the second call was not done')
    faults.clear()
    world.advance(31)
    const { job, rows } = await finished(world.client, begun)
    assert.equal(job.status, 'completed')
    assert.equal((await contactNow()).status, 'unsubscribed')
    assert.deepEqual(
      rows.flatMap(({ subject, outcome }) => (subject === 'left@letters.example' ? [outcome] : [])),
      ['suppressed'],
    )
  })

test('jobs: an import behind a send request waits until that is decided, however long it takes', async () => {
  await using world = await startWorld()
  const { id } = await connectWithAllPermissions(world, { provider: 'constant-contact' })
  const account = world.client.account(id)
  const audienceId = await firstAudience(world, id)
  const { id: list } = await account.segments.create(audienceId, {
    name: 'Everyone',
    conditions: [{ by: 'email', op: 'contains', value: '@' }],
  })
  const campaign = { name: 'Market day', subject: 'Market day', html: '<p>On Saturday.</p>' }
  const draft = await account.campaigns.create({ ...campaign, audienceId, segmentId: list })
  const request = await account.campaigns.createSendRequest(draft.id)
  const { jobs } = world.server.context.store
  const { release } = jobs
  let tries = 0
  Object.assign(jobs, {
    // As if it had been interrupted as often as it may be.
    release: (...[job, leaseId, again]: Parameters<typeof release>) =>
      release(job, leaseId, { ...again, interruptionCount: ++tries === 1 ? 19 : again.interruptionCount }),
  })
  const contacts = [{ email: 'late@letters.example', fields: {} }]
  const begun = await account.contacts.createImport({ audienceId: list, status: 'subscribed', contacts })
  for (const count of [1, 2, 3]) {
    await waitFor(
      async () => tries >= count || isEnded(await world.client.jobs.get(begun.id)),
      (happened) => happened,
    )
    world.advance(31)
  }
  assert.equal(isEnded(await world.client.jobs.get(begun.id)), false)
  await world.client.sendRequests.decline(request.id)
  world.advance(31)
  const { job, rows } = await finished(world.client, begun)
  assert.equal(job.status, 'completed')
  assert.deepEqual(
    rows.map(({ outcome }) => outcome),
    ['created'],
  )
})

test('jobs: an erasure reports what a try that was interrupted has erased', async () => {
  await using world = await startWorld()
  const { faults } = world.sandbox.world
  const { id } = await connect(world)
  const email = 'nora@letters.example'
  for (const audienceId of [await smallAudience(world, id), await smallAudience(world, id)])
    await world.client.account(id).contacts.upsert({ email, audienceId, status: 'subscribed', fields: {} })
  const { jobs } = world.server.context.store
  const { save } = jobs
  // The process dies after it has erased, before it can say so.
  let dies = true
  Object.assign(jobs, {
    save: async (...given: Parameters<typeof save>) => {
      if (!dies || given[2].rows.length === 0) return save(...given)
      dies = false
      return false
    },
  })
  const begun = await world.client.addresses.erase({ email, dryRun: false })
  await interrupted(world.client, begun)
  world.advance(31)
  const { rows } = await finished(world.client, begun)
  assert.deepEqual(
    rows.map(({ outcome }) => outcome),
    ['erased', 'erased'],
  )

  const again = 'again@letters.example'
  const audiences = (await world.client.account(id).audiences.list()).items.slice(0, 2)
  for (const audience of audiences)
    await world.client
      .account(id)
      .contacts.upsert({ email: again, audienceId: audience.id, status: 'subscribed', fields: {} })
  const second = audiences[1]?.id ?? assert.fail('no audience')
  faults.add({ kind: 'status', method: 'POST', path: `/3.0/lists/${second}/members/`, status: 403 })
  const partly = await finished(
    world.client,
    await world.client.addresses.erase({ email: again, dryRun: false }),
  )
  assert.deepEqual(partly.rows.map(({ outcome }) => outcome).toSorted(), ['erased', 'failed'])
})

test('jobs: a contact is exported and erased everywhere, told truthfully first', async (t) => {
  await using world = await startWorld()
  const email = 'nora@letters.example'
  for (const provider of ['mailchimp', 'mailup', 'constant-contact']) {
    const { id } = await connect(world, { provider })
    const audienceId = await firstAudience(world, id)
    await world.client.account(id).contacts.upsert({ email, audienceId, status: 'subscribed', fields: {} })
  }
  const outcomesOf = async (begun: Job): Promise<string[]> =>
    (await finished(world.client, begun)).rows.map(({ outcome }) => outcome)

  await t.test('exported, with what each account knows', async () => {
    const { rows } = await finished(world.client, await world.client.addresses.export({ email }))
    assert.deepEqual(
      rows.map(({ outcome }) => outcome),
      ['exported', 'exported', 'exported'],
    )
    const contact = rows[0]?.content?.['contact'] as { email: string }
    assert.equal(contact.email, email)
  })

  await t.test('a dry run, the default, says what would be and erases nothing', async () => {
    const { rows } = await finished(world.client, await world.client.addresses.erase({ email }))
    assert.deepEqual(
      rows.map(({ outcome }) => outcome),
      ['would_be_erased', 'would_be_erased', 'would_be_archived'],
    )
    assert.match(rows[0]?.detail ?? '', /can never be imported/)
    assert.deepEqual(
      (await world.client.addresses.find(email)).items.map(({ outcome }) => outcome),
      ['found', 'found', 'found'],
    )
  })

  await t.test('erased, with a receipt for each; a second time there is nothing', async () => {
    const erased = await outcomesOf(await world.client.addresses.erase({ email, dryRun: false }))
    assert.deepEqual(erased, ['erased', 'erased', 'archived'])
    const again = await outcomesOf(await world.client.addresses.erase({ email, dryRun: false }))
    assert.deepEqual(again.slice(0, 2), ['not_found', 'not_found'])
  })

  await t.test('erasing needs another scope than writing', async () => {
    const { secret = '' } = await world.client.secretKeys.create({ name: 'w', scopes: ['audiences:write'] })
    const response = await fetch(`${world.server.localUrl}/v1/contacts/erase`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: JSON.stringify({ email, dryRun: false }),
    })
    assert.deepEqual(
      [response.status, ((await response.json()) as { code: string }).code],
      [403, 'insufficient_scope'],
    )
  })
})

test('jobs: what a report says of a connection goes with it, and a move with either of its connections', async () => {
  await using world = await startWorld()
  const source = await connect(world)
  const target = await connect(world, { provider: 'mailup' })
  const from = { connectionId: source.id, audienceId: await smallAudience(world, source.id) }
  const to = { connectionId: target.id, audienceId: await firstAudience(world, target.id) }
  const email = 'stays@letters.example'
  const exported = await finished(world.client, await world.client.addresses.export({ email }))
  const moved = await finished(world.client, await world.client.audienceMoves.create({ from, to }))
  assert.ok(exported.rows.some(({ connectionId }) => connectionId === source.id))

  const listed = (await world.client.jobs.list()).items
  assert.deepEqual(
    listed.map(({ id, outcomes }) => [id, outcomes.reduce((sum, { count }) => sum + count, 0)]),
    [
      [moved.job.id, moved.rows.length],
      [exported.job.id, exported.rows.length],
    ],
    'the list counts outcomes',
  )

  await world.client.connections.delete(source.id)
  assert.equal(await errorCodeOf(world.client.jobs.get(moved.job.id)), 'job_not_found')
  const { rows } = await finished(world.client, exported.job)
  assert.deepEqual(
    rows.map(({ connectionId }) => connectionId),
    [target.id],
  )
})

test('jobs: one that was interrupted too often ends; a crash counts', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  const audienceId = await firstAudience(world, id)
  const contacts = [{ email: 'rye@letters.example', fields: {} }]
  const begun = await world.client
    .account(id)
    .contacts.createImport({ audienceId, status: 'subscribed', contacts })
  const { job } = await finished(world.client, begun)
  const { jobs } = world.server.context.store
  const stored = (await jobs.find((await world.client.workspace.get()).id, job.id)) ?? assert.fail('no job')
  // As a process leaves it that has crashed, for the twentieth time.
  const crashed = { ...stored, id: newId('job', new Date(stored.createdAt)), status: 'running' } as const
  await jobs.insert({ ...crashed, doneCount: 0, interruptionCount: 19 }, 100)
  const ended = await finished(world.client, { ...job, id: crashed.id })
  assert.deepEqual([ended.job.status, ended.job.errorCode], ['failed', 'internal_error'])
})

test('jobs: expired reports are deleted in pieces', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  const audienceId = await firstAudience(world, id)
  const contacts = Array.from({ length: 450 }, (_, row) => ({
    email: `row${row}@letters.example`,
    fields: {},
  }))
  const begun = await world.client
    .account(id)
    .contacts.createImport({ audienceId, status: 'subscribed', contacts })
  const { job } = await finished(world.client, begun)
  const { jobs } = world.server.context.store
  await jobs.sweep(Date.parse(job.expiresAt) - 1)
  assert.equal((await world.client.jobs.get(job.id)).doneCount, 450)
  await jobs.sweep(Date.parse(job.expiresAt))
  assert.equal(await errorCodeOf(world.client.jobs.get(job.id)), 'job_not_found')
  assert.deepEqual(await jobs.rows(job.id, { limit: 5, after: null, outcome: null }), [])
})

for (const to of PROVIDERS.filter(
  (provider) => provider !== 'mailchimp' && provider !== 'constant-contact-v2',
))
  test(`jobs: an audience moves from Mailchimp to ${to}; consent never grows`, async () => {
    await using world = await startWorld()
    const source = await connect(world)
    const target = await connect(world, { provider: to })
    const from = { connectionId: source.id, audienceId: await smallAudience(world, source.id) }
    const there = { connectionId: target.id, audienceId: await firstAudience(world, target.id) }
    const dry = await finished(world.client, await world.client.audienceMoves.create({ from, to: there }))
    assert.equal(dry.job.status, 'completed')
    assert.ok(countOf(dry.rows, 'would_be_moved') >= 2 && countOf(dry.rows, 'stays') >= 3)
    const begun = await world.client.audienceMoves.create({ from, to: there, dryRun: false })
    const { job, rows } = await finished(world.client, begun)
    assert.equal(job.status, 'completed', job.errorCode ?? '')
    const moved = world.client.account(target.id)
    for (const [email, status] of EXPECTED) {
      const contact = await moved.contacts.get(email, { audienceId: there.audienceId })
      assert.equal(contact.status, status, email)
    }
    const first = rows.findIndex(({ outcome }) => outcome === 'created')
    assert.equal(rows.findIndex(({ outcome }) => outcome === 'suppressed') < first, true, 'suppression first')
    const again = await finished(
      world.client,
      await world.client.audienceMoves.create({ from, to: there, dryRun: false }),
    )
    assert.equal(countOf(again.rows, 'created'), 0)
  })

const EXPECTED = [
  ['stays@letters.example', 'subscribed'],
  ['left@letters.example', 'unsubscribed'],
] as const

/** A new audience with few contacts. */
async function smallAudience(world: TestWorld, connectionId: string): Promise<string> {
  const audienceId = await newAudience(world, connectionId)
  const account = world.client.account(connectionId)
  for (const [email] of EXPECTED)
    await account.contacts.upsert({ email, audienceId, status: 'subscribed', fields: {} })
  await account.contacts.unsubscribe('left@letters.example', { audienceId })
  return audienceId
}
