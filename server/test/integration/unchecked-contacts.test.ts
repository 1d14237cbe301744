import { connect } from '@letterlock/testing/connect.ts'
import { newAudience } from '@letterlock/testing/new-audience.ts'
import { removedLeaver } from '@letterlock/testing/removed-leaver.ts'
import { waitFor, waitUntil } from '@letterlock/testing/wait-for.ts'
import { errorCodeOf, startWorld, type TestWorld } from '@letterlock/testing/world.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'

/* MailUp tells only of a recipient that was added whether it had unsubscribed. Until that is checked, it is not believed to be subscribed. */

const STATISTICS = '/API/v1.1/Rest/MailStatisticsService.svc/Recipient'

async function open(world: TestWorld) {
  const { id } = await connect(world, { provider: 'mailup' })
  const account = world.client.account(id)
  const leaver = await removedLeaver(world, account, id)
  const { audienceId } = leaver
  const save = (email: string) =>
    account.contacts.upsert({ email, audienceId, status: 'subscribed', fields: {} })
  const statusOf = async (email: string) => (await account.contacts.get(email, { audienceId })).status
  const failWhenAdded = (audience: string, status = 500): void => {
    const { faults } = world.sandbox.world
    faults.add({ kind: 'status', status, path: STATISTICS })
    const path = `/API/v1.1/Rest/ConsoleService.svc/Console/List/${audience}/Unsubscribe`
    faults.add({ kind: 'status', status, path })
  }
  return { id, account, leaver, save, statusOf, failWhenAdded }
}

test('unchecked contacts: a repeated request does not believe what an earlier one has added', async () => {
  await using world = await startWorld()
  const { leaver, save, statusOf, failWhenAdded } = await open(world)
  failWhenAdded(leaver.audienceId)
  assert.equal(await errorCodeOf(save(leaver.email)), 'outcome_unknown')
  assert.equal(await statusOf(leaver.email), 'subscribed', 'MailUp has added it, and undone nothing')
  assert.equal(await errorCodeOf(save(leaver.email)), 'outcome_unknown')
  world.sandbox.world.faults.clear()
  assert.equal(await errorCodeOf(save(leaver.email)), 'contact_suppressed')
  assert.equal(await statusOf(leaver.email), 'unsubscribed')
})

test('unchecked contacts: without a repeated request, the server checks them itself', async () => {
  await using world = await startWorld()
  const { leaver, save, statusOf, failWhenAdded } = await open(world)
  const fresh = 'fresh@letters.example'
  failWhenAdded(leaver.audienceId)
  for (const email of [leaver.email, fresh]) assert.equal(await errorCodeOf(save(email)), 'outcome_unknown')
  world.sandbox.world.faults.clear()
  world.advance(60)
  await waitFor(
    () => statusOf(leaver.email),
    (status) => status === 'unsubscribed',
  )
  const { uncheckedContacts } = world.server.context.store
  const any = {
    now: Number.MAX_SAFE_INTEGER,
    latest: Number.MAX_SAFE_INTEGER,
    until: Number.MAX_SAFE_INTEGER,
  }
  await waitFor(
    () => uncheckedContacts.acquire(any),
    (contact) => contact === undefined,
  )
  assert.equal(await statusOf(fresh), 'subscribed', 'it had never left')
  assert.equal((await save('another@letters.example')).status, 'subscribed')
  assert.equal(await uncheckedContacts.acquire(any), undefined, 'what is checked leaves no row')
})

test('unchecked contacts: one that has left another account is unsubscribed, though its move is canceled', async () => {
  await using world = await startWorld()
  const { id, account, leaver, failWhenAdded } = await open(world)
  const { id: sourceId } = await connect(world, { provider: 'mailchimp', endUserId: 'user-2' })
  const source = world.client.account(sourceId)
  const fromId = await newAudience(world, sourceId)
  const email = 'left@letters.example'
  await source.contacts.upsert({ email, audienceId: fromId, status: 'subscribed', fields: {} })
  await source.contacts.unsubscribe(email, { audienceId: fromId })
  failWhenAdded(leaver.audienceId)
  const to = { connectionId: id, audienceId: leaver.audienceId }
  const { id: job } = await world.client.audienceMoves.create({
    from: { connectionId: sourceId, audienceId: fromId },
    to,
    dryRun: false,
  })
  const statusOf = async () =>
    (await account.contacts.get(email, { audienceId: to.audienceId }).catch(() => null))?.status
  await waitFor(statusOf, (status) => status === 'subscribed')
  await world.client.jobs.cancel(job)
  world.sandbox.world.faults.clear()
  world.advance(60)
  await waitFor(statusOf, (status) => status === 'unsubscribed')
})

test('unchecked contacts: why some cannot be checked is logged once for all of a connection, and told with what ends it', async () => {
  await using world = await startWorld()
  const { id, leaver, save, failWhenAdded } = await open(world)
  failWhenAdded(leaver.audienceId)
  for (const email of [leaver.email, 'fresh@letters.example', 'new@letters.example'])
    assert.equal(await errorCodeOf(save(email)), 'outcome_unknown')
  const { uncheckedContacts } = world.server.context.store
  const { reschedule } = uncheckedContacts
  let failures = 0
  Object.assign(uncheckedContacts, {
    reschedule: async (...given: Parameters<typeof reschedule>) => {
      const isChanged = await reschedule(...given)
      if (given[2].errorCode) failures++
      return isChanged
    },
  })
  const failEach = async (): Promise<void> => {
    const wanted = failures + 3
    world.advance(3700)
    await waitUntil(() => failures >= wanted, `failure ${wanted}`)
  }
  const logged = () => world.log.filter((line) => line.includes('checking the past of a contact failed'))
  for (let tries = 1; tries <= 2; tries++) await failEach()
  assert.equal(logged().length, 1, logged().join('\n'))
  const warned = async () => (await world.client.workspace.getServer()).warnings
  const [warning, ...others] = await warned()
  assert.equal(warning?.code, 'unchecked_contacts')
  assert.ok(warning?.detail.includes(`3 contacts of ${id}`), warning?.detail)
  assert.match(warning?.nextStep ?? '', /connect --reconnect conn_\w+\. Deleting the connection ends it\.$/)
  assert.deepEqual(others, [])
  world.sandbox.world.faults.clear()
  failWhenAdded(leaver.audienceId, 403)
  await failEach()
  assert.equal(logged().length, 2, logged().join('\n'))
  await world.client.connections.delete(id)
  assert.deepEqual(await warned(), [])
})
