import type { Job, JobRow } from '@letterlock/sdk'
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { connect } from '@letterlock/testing/connect.ts'
import { newAudience } from '@letterlock/testing/new-audience.ts'
import { waitFor } from '@letterlock/testing/wait-for.ts'
import { startWorld, type TestWorld } from '@letterlock/testing/world.ts'

async function finished({ client }: TestWorld, begun: Job): Promise<{ job: Job; rows: JobRow[] }> {
  const job = await waitFor(
    () => client.jobs.get(begun.id),
    ({ endedAt }) => endedAt !== null,
  )
  const rows: JobRow[] = []
  for await (const row of client.jobs.listRows(job.id, { limit: 100 })) rows.push(row)
  return { job, rows }
}

test('an import names each field that the audience lacks, before it writes a contact', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  const account = world.client.account(id)
  const audienceId = (await account.audiences.list()).items[0]?.id ?? assert.fail()
  const contacts = Array.from({ length: 60 }, (_, row) => ({
    email: `row${row}@letters.example`,
    fields: { FNAME: 'Rye', ...(row === 40 && { SHOE: '41', HAT: '58' }) },
  }))
  const begun = await account.contacts.createImport({ audienceId, status: 'subscribed', contacts })
  const { job, rows } = await finished(world, begun)
  assert.deepEqual([job.status, job.errorCode], ['failed', 'unknown_contact_field'])
  assert.deepEqual(
    rows.map(({ subject, outcome, errorCode }) => [subject, outcome, errorCode]),
    [
      ['SHOE', 'failed', 'unknown_contact_field'],
      ['HAT', 'failed', 'unknown_contact_field'],
    ],
  )
  assert.match(rows[0]?.detail ?? '', /SHOE/)
  await assert.rejects(account.contacts.get('row0@letters.example', { audienceId }), {
    code: 'resource_not_found',
  })
})

const memberPath = (audienceId: string, email: string): string =>
  `/3.0/lists/${audienceId}/members/${createHash('md5').update(email).digest('hex')}`

/** The addresses that an audience of Mailchimp has of these. */
async function writtenOf(world: TestWorld, connectionId: string, audienceId: string): Promise<string[]> {
  const written: string[] = []
  for await (const { email } of world.client.account(connectionId).contacts.list({
    audienceId,
    status: 'subscribed',
    limit: 100,
  }))
    if (/^row\d+@/.test(email)) written.push(email)
  return written.toSorted()
}

const created = (rows: readonly JobRow[]): string[] =>
  rows.flatMap(({ outcome, subject }) => (outcome === 'created' ? [subject] : [])).toSorted()

test('a job that fails in the middle of a step reports what the step did', async (t) => {
  await using world = await startWorld()
  const { faults } = world.sandbox.world
  const { id } = await connect(world, { endUserId: 'one' })
  const other = await connect(world, { endUserId: 'two' })
  const account = world.client.account(id)
  const [audienceId = '', second = ''] = (await account.audiences.list()).items.map((one) => one.id)
  const there = (await world.client.account(other.id).audiences.list()).items.at(-1)?.id ?? assert.fail()
  const emails = Array.from({ length: 20 }, (_, row) => `row${row}@letters.example`)
  const rejected = 'row12@letters.example'

  await t.test('an import', async () => {
    faults.add({ kind: 'status', method: 'GET', path: memberPath(second, rejected), status: 401 })
    const contacts = emails.map((email) => ({ email, fields: {} }))
    const begun = await account.contacts.createImport({ audienceId: second, status: 'subscribed', contacts })
    const { job, rows } = await finished(world, begun)
    faults.clear()
    assert.equal(job.status, 'failed', 'the credential was rejected')
    // How many others have begun until the rejection is known, differs.
    assert.ok(rows.length >= 8, `${rows.length} rows`)
    assert.ok(!created(rows).includes(rejected))
    assert.deepEqual(created(rows), await writtenOf(world, id, second))
    assert.equal(job.doneCount, rows.length)
  })

  await t.test('an erasure', async () => {
    await connect(world, { endUserId: 'one' })
    const email = 'nora@letters.example'
    for (const one of [audienceId, second])
      await account.contacts.upsert({ email, audienceId: one, status: 'subscribed', fields: {} })
    const found = (await world.client.addresses.find(email)).items[0]?.contacts ?? []
    const [last] = found.at(-1)?.audienceIds ?? []
    // The second call hangs until the job is canceled.
    faults.add({ kind: 'timeout', method: 'POST', path: `${memberPath(last ?? '', email)}/actions` })
    const begun = await world.client.addresses.erase({ email, dryRun: false })
    await waitFor(
      async () => (await world.client.addresses.find(email)).items[0]?.contacts.length,
      (left) => left === 1,
    )
    await world.client.jobs.cancel(begun.id)
    const { job, rows } = await finished(world, begun)
    faults.clear()
    assert.equal(job.status, 'canceled')
    assert.deepEqual(
      rows.map(({ outcome }) => outcome),
      ['erased'],
    )
  })

  await t.test('a move', async () => {
    const from = await newAudience(world, id)
    const contacts = Array.from({ length: 30 }, (_, row) => ({
      email: `moved${row}@letters.example`,
      fields: {},
    }))
    await account.contacts.import({ audienceId: from, status: 'subscribed', contacts })
    const { items } = await account.contacts.list({ audienceId: from, status: 'subscribed', limit: 30 })
    const path = memberPath(there, items[20]?.email ?? '')
    faults.add({ kind: 'status', method: 'GET', path, status: 401 })
    const begun = await world.client.audienceMoves.create({
      from: { connectionId: id, audienceId: from },
      to: { connectionId: other.id, audienceId: there },
      dryRun: false,
    })
    const { job, rows } = await finished(world, begun)
    faults.clear()
    assert.equal(job.status, 'failed')
    const moved = new Set(rows.map(({ subject }) => subject))
    const before = items.slice(0, 20).map(({ email }) => email)
    assert.deepEqual(
      before.filter((email) => !moved.has(email)),
      [],
    )
  })
})
