import { Letterlock, LetterlockApiError, type SendRequestSummary } from '@letterlock/sdk'
import { connect } from '@letterlock/testing/connect.ts'
import { join, setupOwner, signIn } from '@letterlock/testing/dashboard-session.ts'
import { draftToSegment } from '@letterlock/testing/draft-to-segment.ts'
import { PROVIDERS } from '@letterlock/testing/providers.ts'
import { errorCodeOf, startWorld, type TestWorld } from '@letterlock/testing/world.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'

/* The list of send requests: what waits, what was decided, and who sees it. */

const ALL = { audiences: 'write', campaigns: 'write', reports: 'read', send: true } as const

/** A connection that may send, and a function that requests to send a new draft. */
async function openSender(world: TestWorld, endUserId = 'user-1') {
  const { id } = await connect(world, { endUserId })
  await world.client.connections.update(id, { permissions: ALL })
  const account = world.client.account(id)
  const [audience] = (await account.audiences.list()).items
  const request = async (name: string, by: Letterlock = world.client) => {
    const draft = await account.campaigns.create({
      name,
      subject: name,
      audienceId: audience?.id ?? '',
      html: `<p>${name}</p>`,
    })
    return by.account(id).campaigns.createSendRequest(draft.id)
  }
  return { id, request, audienceName: audience?.name ?? '' }
}

const statuses = ({ items }: { items: readonly SendRequestSummary[] }): string[] =>
  items.map(({ campaignName, status }) => `${campaignName} ${status}`)

test('send requests are listed newest first, with their status, without asking the provider', async () => {
  await using world = await startWorld()
  const { client } = world
  const { id, request, audienceName } = await openSender(world)
  const { id: expired } = await request('Old')
  world.advance(601)
  const { id: declined } = await request('Declined')
  const approved = await request('Approved')
  const pending = await request('Pending')
  await client.sendRequests.decline(declined)
  await client.sendRequests.approve(approved.id, { approvalText: approved.approvalText })
  world.sandbox.world.requests.clear()

  const all = await client.sendRequests.list()
  assert.deepEqual(statuses(all), [
    'Pending pending',
    'Approved approved',
    'Declined declined',
    'Old expired',
  ])
  assert.equal(world.sandbox.world.requests.list().length, 0)
  const [newest] = all.items
  assert.deepEqual(newest, {
    id: pending.id,
    approvalUrl: `${world.server.url}/send-requests/${pending.id}`,
    connectionId: id,
    provider: 'mailchimp',
    accountName: 'Ada’s Bakery',
    campaignId: pending.campaign.id,
    campaignName: 'Pending',
    audienceNames: [audienceName],
    segmentNames: [],
    recipientCount: pending.recipientCount,
    status: 'pending',
    requestedBy: 'Default',
    scheduledAt: null,
    createdAt: newest?.createdAt,
    decidedAt: null,
    expiresAt: pending.expiresAt,
  })
  for (const status of ['pending', 'approved', 'declined', 'expired'] as const)
    assert.deepEqual(
      (await client.sendRequests.list({ status })).items.map((one) => one.status),
      [status],
    )
  assert.ok((await client.sendRequests.list({ status: 'approved' })).items[0]?.decidedAt)
  const page = await client.sendRequests.list({ limit: 3 })
  assert.equal(page.items.length, 3)
  const rest = await client.sendRequests.list({ limit: 3, cursor: page.nextCursor ?? '' })
  assert.deepEqual([rest.items.map((one) => one.id), rest.nextCursor], [[expired], null])
})

test('each sees the send requests of connections that they may use; a secret key declines any of them, and approves its own', async () => {
  await using world = await startWorld()
  const { client } = world
  const mine = await openSender(world, 'user-1')
  const { request, id } = mine
  const { secret = '' } = await client.secretKeys.create({ name: 'Nightly', scopes: ['campaigns:send'] })
  const nightly = new Letterlock({ url: world.server.localUrl, secretKey: secret, maxRetries: 0 })
  await request('Of the first key')
  const { id: ofNightly, approvalText } = await request('Of the second key', nightly)
  for (const key of [client, nightly])
    assert.deepEqual(statuses(await key.sendRequests.list()), [
      'Of the second key pending',
      'Of the first key pending',
    ])
  assert.deepEqual((await client.sendRequests.list({ connectionId: id })).items.length, 2)
  assert.deepEqual((await client.sendRequests.list({ connectionId: `conn_${'0'.repeat(26)}` })).items, [])

  const { secret: weak = '' } = await client.secretKeys.create({ name: 'Weak', scopes: ['campaigns:read'] })
  const reader = new Letterlock({ url: world.server.localUrl, secretKey: weak, maxRetries: 0 })
  assert.equal(await errorCodeOf(Promise.resolve(reader.sendRequests.list())), 'insufficient_scope')

  await setupOwner(world)
  const owner = await signIn(world)
  const seen = await owner.json<{ items: SendRequestSummary[] }>('/v1/send-requests?status=pending')
  assert.deepEqual(statuses(seen), ['Of the second key pending', 'Of the first key pending'])
  const refused = client.sendRequests.approve(ofNightly, { approvalText })
  await assert.rejects(Promise.resolve(refused), (error) => {
    assert.ok(error instanceof LetterlockApiError)
    assert.equal(error.code, 'user_approval_required')
    assert.match(error.message, /^The secret key that asked for it, or a signed-in user, must approve this/)
    return true
  })
  await client.sendRequests.decline(ofNightly)
  assert.equal(
    await errorCodeOf(Promise.resolve(nightly.sendRequests.approve(ofNightly, { approvalText }))),
    'send_request_declined',
  )
  const member = await join(world, owner, 'member')
  const theirs = await member.json<{ items: SendRequestSummary[] }>('/v1/send-requests')
  assert.deepEqual(theirs.items, [], 'they are about connections of others')
})

for (const provider of PROVIDERS)
  test(`${provider}: a send request is read after its campaign was sent, with its own status`, async () => {
    await using world = await startWorld()
    const { sendRequests } = world.client
    const emails = ['anna@bologna.example']
    const { account, campaignId } = await draftToSegment(world, { provider, emails })
    const replaced = await account.campaigns.createSendRequest(campaignId)
    const { id, approvalText } = await account.campaigns.createSendRequest(campaignId)
    await sendRequests.approve(id, { approvalText })
    const [approved, pending] = [await sendRequests.get(id), await sendRequests.get(replaced.id)]
    assert.deepEqual([approved.status, approved.blockers], ['approved', []])
    assert.notEqual(approved.campaign.status, 'draft')
    assert.equal(approved.html, replaced.html)
    assert.equal(pending.status, 'pending')
    assert.match(pending.blockers.join('; '), /^it (?:was sent already|is being sent|is scheduled already)$/)
    await sendRequests.decline(replaced.id)
    assert.equal((await sendRequests.get(replaced.id)).status, 'declined')
  })

/** What the account’s owner does at the provider itself. */
async function atProvider(
  { client, sandbox }: TestWorld,
  connectionId: string,
  method: string,
  path: string,
  body?: object,
): Promise<void> {
  const { accessToken, apiBaseUrl } = await client.connections.getAccessToken(connectionId)
  const { host } = new URL(apiBaseUrl)
  const at = apiBaseUrl.startsWith(sandbox.url) ? apiBaseUrl : `${sandbox.url}/${host}`
  const response = await fetch(at + path, {
    method,
    headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  assert.ok(response.ok, `${method} ${path}: ${response.status} ${await response.text()}`)
}

test('a send request whose campaign has changed at its provider says so before it is approved', async () => {
  await using world = await startWorld()
  const { client } = world
  const { id: connectionId, request } = await openSender(world)
  const { id, campaign, blockers } = await request('Rye')
  assert.deepEqual([blockers, (await client.sendRequests.get(id)).blockers], [[], []])
  await atProvider(world, connectionId, 'PUT', `/3.0/campaigns/${campaign.id}/content`, {
    html: '<p>Spelt</p>',
  })
  const changed = await client.sendRequests.get(id)
  assert.deepEqual(
    [changed.html, changed.blockers],
    ['<p>Spelt</p>', ['it has changed since it was asked for']],
  )
})

test('a send request that was decided is read when its campaign or its connection is gone; one that waits is not', async () => {
  await using world = await startWorld()
  const { client } = world
  const { id: connectionId, request, audienceName } = await openSender(world)
  const [approved, declined] = [await request('Approved'), await request('Declined')]
  const waiting = await request('Waiting')
  await client.sendRequests.approve(approved.id, { approvalText: approved.approvalText })
  await client.sendRequests.decline(declined.id)
  const read = async (): Promise<void> => {
    for (const [{ id, campaign, recipientCount }, name, status, campaignStatus] of [
      [approved, 'Approved', 'approved', 'sent'],
      [declined, 'Declined', 'declined', 'draft'],
    ] as const) {
      const gone = await client.sendRequests.get(id)
      assert.deepEqual(
        [gone.status, gone.campaign.id, gone.campaign.name, gone.campaign.status, gone.audienceNames],
        [status, campaign.id, name, campaignStatus, [audienceName]],
      )
      assert.deepEqual([gone.recipientCount, gone.html, gone.blockers], [recipientCount, '', []])
      assert.equal(gone.accountName, 'Ada’s Bakery')
    }
  }
  for (const { campaign } of [approved, declined, waiting])
    await atProvider(world, connectionId, 'DELETE', `/3.0/campaigns/${campaign.id}`)
  await read()
  const get = () => errorCodeOf(Promise.resolve(client.sendRequests.get(waiting.id)))
  assert.equal(await get(), 'resource_not_found')
  await client.connections.disconnect(connectionId)
  await read()
  assert.equal(await get(), 'connection_disconnected')
})
