import { Letterlock } from '@letterlock/sdk'
import { callProxy } from '@letterlock/testing/call-proxy.ts'
import { draftToSegment } from '@letterlock/testing/draft-to-segment.ts'
import { waitUntil } from '@letterlock/testing/wait-for.ts'
import { errorCodeOf, startWorld, type TestWorld } from '@letterlock/testing/world.ts'
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { providerQueue } from '../../src/outbound/provider-queue.ts'
import { APPROVALS } from '../../src/outbound/wait-queue.ts'

/* What waits for a slot of its account, and was not sent, holds up no sending. */

/** The calls that Mailchimp takes at once. */
const AT_ONCE = 10

/** Calls to this path take their slots, and go on when they may. */
function holdCalls({ server }: TestWorld, path: string) {
  const { outbound } = server.context
  const { stream } = outbound
  const held: (() => void)[] = []
  Object.assign(outbound, {
    stream(...given: Parameters<typeof stream>) {
      if (given[1].path.startsWith(path)) held.push(() => stream(...given))
      else stream(...given)
    },
  })
  return { held, go: () => held.splice(0).forEach((goOn) => goOn()) }
}

async function waitingCalls({ server }: TestWorld): Promise<number> {
  const metrics = await (await fetch(`${server.localUrl}/metrics`)).text()
  return Number(/^letterlock_provider_queue_length\{.*\} (\d+)$/m.exec(metrics)?.[1] ?? 0)
}

test('forwarded writes in the queue of their account give way to a sending: one of a campaign is refused, one of a contact goes after it', async () => {
  await using world = await startWorld()
  const emails = ['anna@bologna.example']
  const { connectionId, audienceId, account, campaignId } = await draftToSegment(world, {
    provider: 'mailchimp',
    emails,
  })
  const { secret = '' } = await world.client.secretKeys.create({ name: 'Forwards', scopes: ['proxy:use'] })
  const forwarding = new Letterlock({ url: world.server.localUrl, secretKey: secret, maxRetries: 0 })
  const call = async (method: string, path: string, body?: object): Promise<string> => {
    const response = await callProxy(forwarding, connectionId, method, path, {
      headers: { 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    return response.ok ? 'no error' : ((await response.json()) as { code: string }).code
  }
  const { id, approvalText } = await account.campaigns.createSendRequest(campaignId)
  world.sandbox.world.requests.clear()
  const slots = holdCalls(world, '/3.0/templates')
  const reads = Array.from({ length: AT_ONCE }, () => call('GET', '/3.0/templates'))
  await waitUntil(() => slots.held.length === AT_ONCE, 'all slots are taken')
  const email = 'dario@bologna.example'
  const member = `/3.0/lists/${audienceId}/members/${createHash('md5').update(email).digest('hex')}`
  const ofContact = call('PUT', member, { email_address: email, status_if_new: 'subscribed' })
  const ofCampaign = call('PATCH', '/3.0/campaigns/another', { settings: { title: 'X' } })
  await waitUntil(async () => (await waitingCalls(world)) === 2, 'both wait for a slot')
  const approved = errorCodeOf(world.client.sendRequests.approve(id, { approvalText }))
  assert.equal(await ofCampaign, 'campaign_busy')
  slots.go()
  assert.equal(await approved, 'no error')
  assert.equal(await ofContact, 'no error')
  assert.deepEqual(new Set(await Promise.all(reads)), new Set(['no error']))
  const requests = world.sandbox.world.requests.list().toSorted((a, b) => a.id - b.id)
  const sent = requests.findIndex(({ sends }) => sends)
  const added = requests.findIndex(({ method }) => method === 'PUT')
  assert.ok(sent >= 0 && added > sent, `${added} after ${sent}`)
})

test('the calls of a write of the model for which a sending waits go before others, also before those of its own secret key', async () => {
  await using world = await startWorld()
  const emails = ['anna@bologna.example']
  const draft = await draftToSegment(world, { provider: 'mailchimp', emails })
  const { connectionId, account, campaignId, audienceId } = draft
  const { id, approvalText } = await account.campaigns.createSendRequest(campaignId)
  const { secret = '' } = await world.client.secretKeys.create({
    name: 'Busy',
    scopes: ['proxy:use', 'audiences:write'],
  })
  const busy = new Letterlock({ url: world.server.localUrl, secretKey: secret, maxRetries: 0 })
  const { rateLimiter, providers, store, outbound } = world.server.context
  const path = '/3.0/templates'
  const { account: at, oauthAppId } = await world.client.connections.get(connectionId)
  const provider = providers.get('mailchimp') ?? assert.fail('no provider')
  const queue = providerQueue(rateLimiter, provider, { accountId: at.id, oauthAppId, path })
  const { acquire } = queue
  let urgentCalls = 0
  queue.acquire = (who, waiter) => {
    if (who === APPROVALS) urgentCalls++
    return acquire.call(queue, who, waiter)
  }
  const calls = holdCalls(world, path)
  const { stream } = outbound
  let servedBefore: number | undefined
  Object.assign(outbound, {
    stream(...given: Parameters<typeof stream>) {
      if (given[1].path.includes('/members')) servedBefore ??= calls.held.length
      stream(...given)
    },
  })
  const others = Array.from({ length: 3 * AT_ONCE }, () => callProxy(busy, connectionId, 'GET', path))
  await waitUntil(async () => (await waitingCalls(world)) === 2 * AT_ONCE, 'the queue is full')
  const contact = { email: 'carla@milano.example', audienceId, status: 'subscribed', fields: {} } as const
  const writing = errorCodeOf(busy.account(connectionId).contacts.upsert(contact))
  const workspaceId = (await store.workspaces.first())?.id ?? ''
  const of = { workspaceId, provider: 'mailchimp', accountId: at.id }
  await waitUntil(async () => (await store.accountLeases.writes(of)).length > 0, 'the write has its lease')
  let isOver = false
  const approving = errorCodeOf(world.client.sendRequests.approve(id, { approvalText })).finally(
    () => (isOver = true),
  )
  await waitUntil(() => urgentCalls > 0 || isOver, 'its call goes before others')
  await waitUntil(() => {
    calls.go()
    return isOver
  }, 'the approval is over')
  assert.deepEqual([await approving, await writing], ['no error', 'no error'])
  assert.ok(
    servedBefore !== undefined && servedBefore < AT_ONCE,
    `${servedBefore} others were served before it`,
  )
  await waitUntil(async () => {
    calls.go()
    return (await waitingCalls(world)) === 0
  }, 'the others have gone on')
  calls.go()
  await Promise.all(others)
})
