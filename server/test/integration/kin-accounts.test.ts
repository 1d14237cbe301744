import { SandboxUser } from '@letterlock/sandbox/sandbox-user.ts'
import { Letterlock } from '@letterlock/sdk'
import { callProxy } from '@letterlock/testing/call-proxy.ts'
import { connectWithAllPermissions } from '@letterlock/testing/connect.ts'
import { draftToSegment } from '@letterlock/testing/draft-to-segment.ts'
import { startPostgres } from '@letterlock/testing/postgres.ts'
import { errorCodeOf, startWorld, type TestWorld } from '@letterlock/testing/world.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accountOf } from '../../src/email-marketing/sending/account-ref.ts'

/* An account may have two IDs: at two generations of an API, or one for each of its users. What waits in it is guarded through all of them. */

const V2_WRITES = [
  ['PUT', '/v2/lists/1', { name: 'Other' }],
  [
    'POST',
    '/v2/contacts',
    { lists: [{ id: '1' }], email_addresses: [{ email_address: 'eve@evil.example' }] },
  ],
  ['PUT', '/v2/emailmarketing/campaigns/1', { subject: 'EVIL' }],
] as const

async function forwarder(world: TestWorld): Promise<Letterlock> {
  const { secret = '' } = await world.client.secretKeys.create({
    name: 'Forwards',
    scopes: ['connections:read', 'proxy:use', 'campaigns:send'],
  })
  return new Letterlock({ url: world.server.localUrl, secretKey: secret, maxRetries: 0 })
}

async function codeOf(
  client: Letterlock,
  id: string,
  [method, path, body]: readonly [string, string, object],
): Promise<string> {
  const response = await callProxy(client, id, method, path, {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const { code } = (await response.json().catch(() => ({}))) as { code?: string }
  return response.status === 409 && code !== undefined ? code : 'answered'
}

const codesOf = async (client: Letterlock, id: string): Promise<string[]> => {
  const codes: string[] = []
  for (const write of V2_WRITES) codes.push(await codeOf(client, id, write))
  return codes
}

/** A draft at v3, and the same account at v2, connected by another end user. */
async function bothGenerations(world: TestWorld) {
  const emails = ['anna@bologna.example']
  const draft = await draftToSegment(world, { provider: 'constant-contact', emails })
  const old = await connectWithAllPermissions(world, { provider: 'constant-contact-v2', endUserId: 'user-2' })
  return { draft, old, forwarding: await forwarder(world) }
}

test('what waits at one generation of an API is not changed through the other', async () => {
  await using world = await startWorld()
  const { draft, old, forwarding } = await bothGenerations(world)
  const { id } = await draft.account.campaigns.createSendRequest(draft.campaignId)
  assert.deepEqual(await codesOf(forwarding, old.id), ['segment_in_use', 'segment_in_use', 'campaign_in_use'])
  assert.equal(
    await codeOf(forwarding, old.id, ['POST', '/v2/lists', { name: 'New', status: 'ACTIVE' }]),
    'answered',
  )
  const account = world.client.account(old.id)
  const [audience] = (await account.audiences.list()).items
  const contact = {
    audienceId: audience?.id ?? '',
    email: 'eve@evil.example',
    status: 'subscribed',
    fields: {},
  } as const
  assert.equal(await errorCodeOf(Promise.resolve(account.contacts.upsert(contact))), 'segment_in_use')
  await world.client.sendRequests.decline(id)
  assert.deepEqual(
    await codesOf(forwarding, old.id),
    V2_WRITES.map(() => 'answered'),
  )
})

test('what is scheduled at one generation is looked for there, and is free when it is unscheduled', async () => {
  await using world = await startWorld()
  const { draft, old, forwarding } = await bothGenerations(world)
  const tomorrow = new Date(world.sandbox.world.clock.now().getTime() + 86_400_000)
  tomorrow.setUTCMinutes(30, 0, 0)
  const scheduledAt = tomorrow.toISOString()
  const { id, approvalText } = await draft.account.campaigns.createSendRequest(draft.campaignId, {
    scheduledAt,
  })
  await world.client.sendRequests.approve(id, { approvalText })
  assert.deepEqual(await codesOf(forwarding, old.id), ['segment_in_use', 'answered', 'campaign_in_use'])
  await draft.account.campaigns.unschedule(draft.campaignId)
  assert.deepEqual(
    await codesOf(forwarding, old.id),
    V2_WRITES.map(() => 'answered'),
  )
})

test('while a campaign is sent at one generation, nothing is written, changed or sent at the other', async () => {
  await using world = await startWorld()
  const { draft, old, forwarding } = await bothGenerations(world)
  const { store } = world.server.context
  const workspaceId = (await store.workspaces.first())?.id ?? assert.fail()
  const connection = await store.connections.read(workspaceId, draft.connectionId)
  const account = accountOf(connection ?? assert.fail())
  const lease = { account, subject: draft.campaignId, leaseId: 'sending', purpose: 'send' } as const
  await store.accountLeases.acquire(lease, 60_000)
  assert.equal(await codeOf(forwarding, old.id, V2_WRITES[0]), 'campaign_busy')
  const of = world.client.account(old.id)
  const [list] = (await of.audiences.list()).items
  const made = await of.campaigns.create({
    name: 'Other',
    subject: 'Other',
    html: '<p>x</p>',
    audienceId: list?.id ?? '',
  })
  const change = of.campaigns.update(made.id, { subject: 'Changed' })
  assert.equal(await errorCodeOf(Promise.resolve(change)), 'campaign_busy')
  await store.accountLeases.release(lease)
  assert.equal((await of.campaigns.update(made.id, { subject: 'Changed' })).subject, 'Changed')
})

test('two users of an account of MailUp have two IDs, and are one account to what waits', async () => {
  await using world = await startWorld()
  const draft = await draftToSegment(world, { provider: 'mailup', emails: ['anna@bologna.example'] })
  const { users } = world.sandbox.world.mailup
  users['m1003'] = { ...(users['m1001'] ?? assert.fail()), username: 'm1003', uid: 388 }
  const user = new SandboxUser('m1003', 'bread-and-butter')
  const second = await connectWithAllPermissions(world, { provider: 'mailup', endUserId: 'user-2', user })
  const forwarding = await forwarder(world)
  await draft.account.campaigns.createSendRequest(draft.campaignId)
  const list = `/ConsoleService.svc/Console/List/${draft.audienceId}`
  assert.equal(await codeOf(forwarding, second.id, ['PUT', list, { Name: 'EVIL' }]), 'campaign_in_use')
  assert.equal(await codeOf(forwarding, second.id, ['PUT', `${list}99`, { Name: 'Other' }]), 'answered')
})

for (const on of ['SQLite', 'PostgreSQL'] as const)
  test(`an end user of any connection of an account makes it one with another, whichever connection asks, on ${on}`, async () => {
    await using postgres = on === 'PostgreSQL' ? await startPostgres() : null
    await using world = await startWorld(
      postgres ? { LETTERLOCK_DATABASE_URL: await postgres.newDatabase() } : {},
    )
    const draft = await draftToSegment(world, { provider: 'mailup', emails: ['anna@bologna.example'] })
    const { users } = world.sandbox.world.mailup
    const m1001 = users['m1001'] ?? assert.fail()
    users['m1003'] = { ...m1001, username: 'm1003', uid: 388, company: 'Known by another name' }
    const shared = 'user-3'
    await connectWithAllPermissions(world, { provider: 'mailup', endUserId: shared })
    const user = new SandboxUser('m1003', 'bread-and-butter')
    const second = await connectWithAllPermissions(world, { provider: 'mailup', endUserId: shared, user })
    const forwarding = await forwarder(world)
    const list = `/ConsoleService.svc/Console/List/${draft.audienceId}`
    const change = ['PUT', list, { Name: 'EVIL' }] as const

    for (const [asked, other] of [
      [draft.connectionId, second.id],
      [second.id, draft.connectionId],
    ] as const) {
      const { campaigns } = world.client.account(asked)
      const { id } = await campaigns.createSendRequest(draft.campaignId)
      assert.equal(await codeOf(forwarding, other, change), 'campaign_in_use')
      await world.client.sendRequests.decline(id)
      const { store } = world.server.context
      const workspaceId = (await store.workspaces.first())?.id ?? assert.fail()
      const account = accountOf((await store.connections.read(workspaceId, asked)) ?? assert.fail())
      const lease = { account, subject: draft.campaignId, leaseId: 'sending', purpose: 'send' } as const
      await store.accountLeases.acquire(lease, 60_000)
      assert.equal(await codeOf(forwarding, other, change), 'campaign_busy')
      await store.accountLeases.release(lease)
      assert.equal(await codeOf(forwarding, other, change), 'answered')
    }
  })

test('a campaign of another account with the same ID says nothing of the one that is scheduled', async () => {
  await using world = await startWorld()
  const { users } = world.sandbox.world.mailup
  // A company of the same name, whose messages are numbered alike.
  users['m2001'] = structuredClone({ ...(users['m1001'] ?? assert.fail()), username: 'm2001', uid: 99_001 })
  const first = await connectWithAllPermissions(world, { provider: 'mailup' })
  const user = new SandboxUser('m2001', 'bread-and-butter')
  const stranger = await connectWithAllPermissions(world, { provider: 'mailup', endUserId: 'user-2', user })
  const draftOf = async (id: string): Promise<string> => {
    const { audiences, campaigns } = world.client.account(id)
    const [list] = (await audiences.list()).items
    const campaign = { name: 'News', subject: 'News', html: '<p>x</p>', audienceId: list?.id ?? '' }
    return (await campaigns.create(campaign)).id
  }
  const approve = async (id: string, campaignId: string, scheduledAt?: string): Promise<void> => {
    const { campaigns } = world.client.account(id)
    const request = await campaigns.createSendRequest(campaignId, scheduledAt ? { scheduledAt } : {})
    await world.client.sendRequests.approve(request.id, { approvalText: request.approvalText })
  }
  const sent = await draftOf(stranger.id)
  await approve(stranger.id, sent)
  world.advance(7200)
  const scheduled = await draftOf(first.id)
  assert.equal(scheduled, sent)
  const later = new Date(world.sandbox.world.clock.now().getTime() + 10 * 86_400_000)
  later.setUTCMinutes(30, 0, 0)
  await approve(first.id, scheduled, later.toISOString())

  const forwarding = await forwarder(world)
  const [list, message] = scheduled.split('-')
  const path = `/ConsoleService.svc/Console/List/${list}/Email/${message}`
  const change = ['PUT', path, { Subject: 'EVIL', Content: '<p>EVIL</p>', Notes: '' }] as const
  for (const { id } of [first, stranger, first])
    assert.equal(await codeOf(forwarding, id, change), 'campaign_in_use')
})
