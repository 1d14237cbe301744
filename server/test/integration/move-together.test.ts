import type { Job, JobRow } from '@letterlock/sdk'
import { callProxy } from '@letterlock/testing/call-proxy.ts'
import { connectWithAllPermissions } from '@letterlock/testing/connect.ts'
import { newAudience } from '@letterlock/testing/new-audience.ts'
import { PROVIDERS } from '@letterlock/testing/providers.ts'
import { removedLeaver } from '@letterlock/testing/removed-leaver.ts'
import { waitFor } from '@letterlock/testing/wait-for.ts'
import { startWorld, type TestWorld } from '@letterlock/testing/world.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'

/* An audience of more than a few contacts is moved with the provider's own calls for many. */

const COUNT = 120
const LEFT = 60

interface Place {
  readonly connectionId: string
  readonly audienceId: string
}

const emailOf = (row: number): string => `row${row}@letters.example`

/** An audience of Mailchimp: the first rows have left, the others are subscribed. */
async function fullAudience(world: TestWorld): Promise<Place> {
  const { id: connectionId } = await connectWithAllPermissions(world, { endUserId: 'one' })
  const audienceId = await newAudience(world, connectionId)
  const members = Array.from({ length: COUNT + LEFT }, (_, row) => ({
    email_address: emailOf(row),
    status: row < LEFT ? 'unsubscribed' : 'subscribed',
    merge_fields: { FNAME: `Ada ${row}`, LNAME: 'Rye' },
  }))
  const body = { members }
  await world.client.proxy.post(connectionId, `3.0/lists/${audienceId}`, { body })
  return { connectionId, audienceId }
}

async function moved(world: TestWorld, from: Place, to: Place): Promise<{ job: Job; rows: JobRow[] }> {
  const begun = await world.client.audienceMoves.create({ from, to, dryRun: false })
  const job = await waitFor(
    () => world.client.jobs.get(begun.id),
    ({ endedAt }) => endedAt !== null,
    120_000,
  )
  const rows: JobRow[] = []
  for await (const row of world.client.jobs.listRows(job.id, { limit: 100 })) rows.push(row)
  return { job, rows }
}

const outcomesOf = (rows: readonly JobRow[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const { outcome } of rows) counts[outcome] = (counts[outcome] ?? 0) + 1
  return counts
}

/** Providers that cannot add a contact as unsubscribed with others: one or two calls for each. */
const SUPPRESSES_ALONE: ReadonlySet<string> = new Set(['constant-contact', 'constant-contact-v2'])

for (const provider of PROVIDERS)
  test(`move, ${provider}: many contacts come along in few calls; those that are there stay as they are`, async () => {
    await using world = await startWorld()
    const { requests } = world.sandbox.world
    const from = await fullAudience(world)
    const { id } = await connectWithAllPermissions(world, { provider, endUserId: 'two' })
    const account = world.client.account(id)
    const [audience] = (await account.audiences.list()).items
    const to = { connectionId: id, audienceId: audience?.id ?? assert.fail() }
    // One that has left both, one that has left here, and one that has not.
    for (const row of [0, LEFT + 1, 1])
      await account.contacts.upsert({
        email: emailOf(row),
        audienceId: to.audienceId,
        status: 'subscribed',
        fields: {},
      })
    for (const row of [0, LEFT + 1])
      await account.contacts.unsubscribe(emailOf(row), { audienceId: to.audienceId })
    const before = requests.newestId
    const { job, rows } = await moved(world, from, to)
    const calls = requests.newestId - before
    assert.equal(job.status, 'completed', JSON.stringify(job))
    assert.deepEqual(outcomesOf(rows), { suppressed: LEFT - 2, skipped: 3, created: COUNT - 1 })
    assert.ok(calls <= 40 + (SUPPRESSES_ALONE.has(provider) ? 2 * LEFT : 0), `${calls} calls`)
    const statusOf = async (row: number) =>
      (await account.contacts.get(emailOf(row), { audienceId: to.audienceId })).status
    assert.deepEqual(
      [await statusOf(0), await statusOf(1), await statusOf(2), await statusOf(LEFT - 1)],
      ['unsubscribed', 'subscribed', 'unsubscribed', 'unsubscribed'],
    )
    assert.deepEqual(
      [await statusOf(LEFT), await statusOf(LEFT + 1), await statusOf(LEFT + COUNT - 1)],
      ['subscribed', 'unsubscribed', 'subscribed'],
    )
    const last = await account.contacts.get(emailOf(LEFT + COUNT - 1), { audienceId: to.audienceId })
    assert.ok(Object.values(last.fields).includes(`Ada ${LEFT + COUNT - 1}`), 'with its fields')
    const again = await moved(world, from, to)
    assert.deepEqual(outcomesOf(again.rows), { skipped: LEFT + 1, updated: COUNT - 1 })
  })

test('move, mailup: who has unsubscribed and was then removed is not subscribed with the others', async () => {
  await using world = await startWorld()
  const from = await fullAudience(world)
  const { id } = await connectWithAllPermissions(world, { provider: 'mailup', endUserId: 'two' })
  const account = world.client.account(id)
  const { email, audienceId } = await removedLeaver(world, account, id)
  await world.client
    .account(from.connectionId)
    .contacts.upsert({ email, audienceId: from.audienceId, status: 'subscribed', fields: {} })
  const { rows } = await moved(world, from, { connectionId: id, audienceId })
  const row = rows.find(({ subject }) => subject === email)
  assert.deepEqual([row?.outcome, row?.errorCode], ['skipped', 'contact_suppressed'])
  assert.equal((await account.contacts.get(email, { audienceId })).status, 'unsubscribed')
})

test('move, mailup: contacts that have not confirmed are asked again, each with one call', async () => {
  await using world = await startWorld()
  const { requests } = world.sandbox.world
  const { id: connectionId } = await connectWithAllPermissions(world, { endUserId: 'one' })
  const audienceId = await newAudience(world, connectionId)
  const members = Array.from({ length: LEFT }, (_, row) => ({
    email_address: emailOf(row),
    status: 'pending',
    merge_fields: { FNAME: 'Ada' },
  }))
  await world.client.proxy.post(connectionId, `3.0/lists/${audienceId}`, { body: { members } })
  const { id } = await connectWithAllPermissions(world, { provider: 'mailup', endUserId: 'two' })
  const account = world.client.account(id)
  const [audience] = (await account.audiences.list()).items
  const to = { connectionId: id, audienceId: audience?.id ?? assert.fail() }
  const before = requests.newestId
  const { rows } = await moved(world, { connectionId, audienceId }, to)
  const calls = requests.newestId - before
  assert.deepEqual(outcomesOf(rows), { created: LEFT })
  assert.ok(calls < 40 + LEFT, `${calls} calls`)
  const contact = await account.contacts.get(emailOf(0), { audienceId: to.audienceId })
  assert.deepEqual([contact.status, contact.fields['FirstName']], ['pending', 'Ada'])
})

test('move, mailchimp: who has unsubscribed and was then archived is not subscribed with the others', async () => {
  await using world = await startWorld()
  const from = await fullAudience(world)
  const { id } = await connectWithAllPermissions(world, { endUserId: 'two' })
  const account = world.client.account(id)
  const audienceId = await newAudience(world, id)
  const email = emailOf(LEFT)
  await account.contacts.upsert({ email, audienceId, status: 'subscribed', fields: {} })
  await account.contacts.unsubscribe(email, { audienceId })
  const { id: member } = await account.contacts.get(email, { audienceId })
  const archived = await callProxy(world.client, id, 'DELETE', `/3.0/lists/${audienceId}/members/${member}`)
  assert.ok(archived.ok)
  const { rows } = await moved(world, from, { connectionId: id, audienceId })
  const row = rows.find(({ subject }) => subject === email)
  assert.deepEqual([row?.outcome, row?.errorCode], ['skipped', 'contact_suppressed'])
  assert.equal((await account.contacts.get(email, { audienceId })).status, 'archived')
})

test('move: contacts that the provider refuses together are added one by one, and one event tells of many', async () => {
  await using world = await startWorld()
  const from = await fullAudience(world)
  const { id } = await connectWithAllPermissions(world, { endUserId: 'two' })
  const audienceId = await newAudience(world, id)
  // The first call is for those who have left, the second for those who are subscribed.
  const path = `/3.0/lists/${audienceId}`
  world.sandbox.world.faults.add({ kind: 'status', method: 'POST', path, status: 400, remaining: 1 })
  const { rows } = await moved(world, from, { connectionId: id, audienceId })
  assert.deepEqual(outcomesOf(rows), { suppressed: LEFT, created: COUNT })
  const { items } = await world.client.events.list({ type: 'contact.created', connectionId: id })
  assert.deepEqual(
    items.map(({ data }) => data),
    [{ contactId: null, contactCount: COUNT, audienceId }],
  )
})

test('move: one that is canceled while many are added together reports each of them', async () => {
  await using world = await startWorld()
  const { faults, requests } = world.sandbox.world
  const from = await fullAudience(world)
  const { id } = await connectWithAllPermissions(world, { endUserId: 'two' })
  const audienceId = await newAudience(world, id)
  const path = `/3.0/lists/${audienceId}`
  // Longer than a lease is not looked at.
  faults.add({ kind: 'slow_body', method: 'POST', path, delayMs: 6000, remaining: 1 })
  const { id: job } = await world.client.audienceMoves.create({
    from,
    to: { connectionId: id, audienceId },
    dryRun: false,
  })
  await waitFor(
    () => requests.list().some((request) => request.method === 'POST' && request.path.endsWith(path)),
    (isBegun) => isBegun,
  )
  await world.client.jobs.cancel(job)
  const ended = await waitFor(
    () => world.client.jobs.get(job),
    ({ endedAt }) => endedAt !== null,
  )
  assert.deepEqual([ended.status, ended.doneCount], ['canceled', LEFT])
})
