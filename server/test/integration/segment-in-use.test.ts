import type { ConnectedAccount } from '@letterlock/sdk'
import { anotherWorkspace } from '@letterlock/testing/another-workspace.ts'
import { callProxy } from '@letterlock/testing/call-proxy.ts'
import { connectWithAllPermissions } from '@letterlock/testing/connect.ts'
import { draftToSegment } from '@letterlock/testing/draft-to-segment.ts'
import { setupOwner } from '@letterlock/testing/dashboard-session.ts'
import { callTool, openMcpClient } from '@letterlock/testing/mcp-client.ts'
import { PROVIDERS } from '@letterlock/testing/providers.ts'
import { addOAuthApp, errorCodeOf, startWorld, type TestWorld } from '@letterlock/testing/world.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'

/* A campaign is approved for the people whom the page names, and others do not take their place meanwhile. */

const SHOWN = ['anna', 'bruno'].map((name) => `${name}@bologna.example`)
const OTHERS = ['carla', 'dario'].map((name) => `${name}@milano.example`)
const inCity = (city: string) => [{ by: 'email', op: 'contains', value: `@${city}.example` }] as const

async function openSegment(world: TestWorld, provider: string) {
  const {
    connectionId: id,
    campaignId: draft,
    ...rest
  } = await draftToSegment(world, {
    provider,
    emails: [...SHOWN, ...OTHERS],
  })
  return { ...rest, id, draft }
}

const importAll = (account: ConnectedAccount, audienceId: string, emails: readonly string[]) =>
  account.contacts.import({
    audienceId,
    status: 'subscribed',
    contacts: emails.map((email) => ({ email, fields: {} })),
  })

async function draftTo(
  account: ConnectedAccount,
  target: { readonly audienceId: string; readonly segmentId?: string },
): Promise<string> {
  const campaign = { name: 'Market day', subject: 'Market day', html: '<p>On Saturday.</p>' }
  return (await account.campaigns.create({ ...campaign, ...target })).id
}

/** The same account in another workspace: a change through it is one that was made elsewhere. */
async function elsewhere(world: TestWorld, provider: string): Promise<ConnectedAccount> {
  const client = await anotherWorkspace(world)
  const { server, sandbox } = world
  const target = { client, server, addOAuthApp: () => addOAuthApp({ client, server, sandbox }, provider) }
  const { id } = await connectWithAllPermissions(target, { provider })
  return client.account(id)
}

const toMilano = { conditions: [...inCity('milano')] }

async function approve(world: TestWorld, { id, approvalText }: { id: string; approvalText: string }) {
  return world.client.sendRequests.approve(id, { approvalText })
}

for (const provider of PROVIDERS) {
  test(`segment in use, ${provider}: it is named, and changes neither while a request waits nor while it is scheduled`, async () => {
    await using world = await startWorld()
    const { account, audienceId, segmentId, draft } = await openSegment(world, provider)
    const update = () => errorCodeOf(account.segments.update({ audienceId, segmentId }, toMilano))
    const rename = () => errorCodeOf(account.segments.update({ audienceId, segmentId }, { name: 'Milano' }))
    const remove = () => errorCodeOf(account.segments.delete({ audienceId, segmentId }))
    const request = await account.campaigns.createSendRequest(draft)
    const names = [...request.audienceNames, ...request.segmentNames]
    assert.ok(
      names.some((name) => /(^|: )Bologna$/.test(name)),
      names.join(),
    )
    const [listed] = (await world.client.sendRequests.list()).items
    assert.deepEqual([...(listed?.audienceNames ?? []), ...(listed?.segmentNames ?? [])], names)
    for (const change of [update, rename, remove]) assert.equal(await change(), 'segment_in_use')
    const unused = await account.segments.create(audienceId, { name: 'Milano', ...toMilano })
    await account.segments.update({ audienceId, segmentId: unused.id }, { name: 'Milan' })
    await account.segments.delete({ audienceId, segmentId: unused.id })

    await world.client.sendRequests.decline(request.id)
    await account.segments.update({ audienceId, segmentId }, { name: 'Bologna old town' })
    await account.campaigns.createSendRequest(draft)
    assert.equal(await update(), 'segment_in_use')
    world.advance(601)
    await account.segments.update({ audienceId, segmentId }, { name: 'Bologna' })

    const tomorrow = new Date(world.sandbox.world.clock.now().getTime() + 86_400_000)
    tomorrow.setUTCMinutes(30, 0, 0)
    const scheduledAt = tomorrow.toISOString()
    const timed = await account.campaigns.createSendRequest(draft, { scheduledAt })
    assert.equal((await approve(world, timed)).status, 'scheduled')
    world.advance(3600)
    for (const change of [update, remove]) assert.equal(await change(), 'segment_in_use')
    await account.campaigns.unschedule(draft)
    await account.segments.update({ audienceId, segmentId }, toMilano)
  })

  test(`segment in use, ${provider}: what changes elsewhere after the request is noticed, though as many remain`, async () => {
    await using world = await startWorld()
    const { account, audienceId, segmentId, draft } = await openSegment(world, provider)
    const request = await account.campaigns.createSendRequest(draft)
    const other = await elsewhere(world, provider)
    await other.segments.update({ audienceId, segmentId }, toMilano)
    assert.equal(await errorCodeOf(approve(world, request)), 'campaign_changed')

    const again = await account.campaigns.createSendRequest(draft)
    const [carla = ''] = OTHERS
    await account.contacts.changeAddress(carla, { email: 'eve@milano.example', audienceId })
    assert.equal(await errorCodeOf(approve(world, again)), 'campaign_changed')
    const seen = await account.campaigns.createSendRequest(draft)
    assert.match((await approve(world, seen)).status, /^(sent|sending)$/)
  })

  test(`segment in use, ${provider}: an assistant cannot put others in the place of those who are shown`, async () => {
    await using world = await startWorld()
    const { account, audienceId, segmentId, draft } = await openSegment(world, provider)
    await setupOwner(world)
    const asked: string[] = []
    await using client = await openMcpClient(world, {
      mode: 'legacy',
      user: ({ message }) => (asked.push(message), { action: 'decline' }),
    })
    const change = () =>
      callTool(client, 'save_segment', { audience: audienceId, segment: segmentId, ...toMilano })
    await callTool(client, 'send_campaign', { campaign: draft })
    assert.match(asked.join(), /segment "Bologna"|"Segment: Bologna"/)
    assert.equal((await change()).isError, false, 'the user has declined')
    await account.segments.update({ audienceId, segmentId }, { conditions: [...inCity('bologna')] })

    await using onPage = await openMcpClient(world, { mode: 'legacy' })
    const waiting = await callTool(onPage, 'send_campaign', { campaign: draft })
    assert.match(waiting.text, /segment "Bologna"|"Segment: Bologna"/)
    const refused = await change()
    assert.equal(refused.isError, true)
    assert.match(refused.text, /segment_in_use/)
    const members: string[] = []
    for await (const { email } of account.segments.listContacts({ audienceId, segmentId, limit: 100 }))
      members.push(email)
    assert.deepEqual(members.toSorted(), SHOWN)
  })
}

for (const provider of PROVIDERS)
  test(`segment in use, ${provider}: a request for a whole audience is for those who are in it`, async () => {
    await using world = await startWorld()
    const { id } = await connectWithAllPermissions(world, { provider })
    const account = world.client.account(id)
    const audienceId = await smallestAudience(account)
    const draft = await draftTo(account, { audienceId })
    const subscribed = { audienceId, status: 'subscribed', limit: 20 } as const
    const change = async (count: number, name: string) => {
      const { items } = await account.contacts.list(subscribed)
      await importAll(
        account,
        audienceId,
        Array.from({ length: count }, (_, index) => `${name}${index}@milano.example`),
      )
      for (const { email } of items.slice(0, count)) await account.contacts.unsubscribe(email, { audienceId })
    }
    const request = await account.campaigns.createSendRequest(draft)
    const mayJoin = Math.floor((request.recipientCount ?? 0) / 100)
    await change(mayJoin + 1, 'new')
    const { recipientCount } = await account.campaigns.check(draft)
    assert.equal(recipientCount, request.recipientCount, 'as many')
    assert.equal(await errorCodeOf(approve(world, request)), 'campaign_changed')

    const seen = await account.campaigns.createSendRequest(draft)
    await change(mayJoin, 'newer')
    assert.match((await approve(world, seen)).status, /^(sent|sending)$/, 'one in a hundred may join')
  })

async function smallestAudience(account: ConnectedAccount): Promise<string> {
  const sizes: [string, number][] = []
  for (const { id } of (await account.audiences.list()).items)
    sizes.push([id, (await account.audiences.get(id)).contactCount ?? 0])
  const [smallest] = sizes.filter(([, size]) => size > 0).toSorted(([, a], [, b]) => a - b)
  assert.ok(smallest && smallest[1] <= 1000, JSON.stringify(sizes))
  return smallest[0]
}

test('segment in use, mailchimp: a tag that decides who is in a segment is neither given nor taken', async () => {
  await using world = await startWorld()
  const { account, audienceId } = await openSegment(world, 'mailchimp')
  const [anna = '', bruno = ''] = SHOWN
  await account.contacts.updateTags(anna, { add: ['Regular', 'Loud'], audienceId })
  const tag = (await account.segments.list({ audienceId, limit: 100 })).items.find(
    ({ name }) => name === 'Regular',
  )
  const followed = await account.segments.create(audienceId, {
    name: 'Follows the tag',
    conditions: [{ by: 'tag', op: 'is', value: 'Regular' }],
  })
  assert.equal(followed.followsConditions, true)
  await using client = await openMcpClient(world, { mode: 'legacy' })
  for (const segmentId of [tag?.id ?? '', followed.id]) {
    const draft = await draftTo(account, { audienceId, segmentId })
    const request = await account.campaigns.createSendRequest(draft)
    for (const change of [{ add: [' regular '] }, { remove: ['Regular'] }]) {
      const one = account.contacts.updateTags(bruno, { ...change, audienceId })
      assert.equal(await errorCodeOf(one), 'segment_in_use')
      const many = account.contacts.tag({ contacts: [bruno], ...change, audienceId })
      assert.equal(await errorCodeOf(many), 'segment_in_use')
    }
    const byTool = { audience: audienceId, contacts: [bruno], add: ['Regular'] }
    assert.match((await callTool(client, 'update_contact_tags', byTool)).text, /segment_in_use/)
    // The tag is a segment itself, whose members would be others with other conditions.
    const conditions = [{ by: 'tag', op: 'is', value: 'Loud' }] as const
    const replaced = account.segments.update(
      { audienceId, segmentId: tag?.id ?? '' },
      { conditions: [...conditions] },
    )
    assert.equal(await errorCodeOf(replaced), 'segment_in_use')
    assert.equal(
      await errorCodeOf(account.segments.delete({ audienceId, segmentId: tag?.id ?? '' })),
      'segment_in_use',
    )
    await account.contacts.updateTags(bruno, { add: ['Loud'], remove: ['Quiet'], audienceId })
    await world.client.sendRequests.decline(request.id)
    await account.contacts.updateTags(bruno, { add: ['Quiet'], audienceId })
  }
  await account.contacts.updateTags(bruno, { add: ['Regular'], audienceId })
})

for (const provider of ['constant-contact', 'constant-contact-v2'])
  test(`segment in use, ${provider}: no contact is added to a list that is a segment`, async () => {
    await using world = await startWorld()
    const { account, segmentId, audienceId, draft } = await openSegment(world, provider)
    const request = await account.campaigns.createSendRequest(draft)
    const [carla = ''] = OTHERS
    const add = () =>
      account.contacts.upsert({ email: carla, audienceId: segmentId, status: 'subscribed', fields: {} })
    assert.equal(await errorCodeOf(add()), 'segment_in_use')
    assert.equal(await errorCodeOf(importAll(account, segmentId, OTHERS)), 'segment_in_use')
    await importAll(account, audienceId, ['new@milano.example'])
    await world.client.sendRequests.decline(request.id)
    await add()
  })

test('segment in use, constant-contact: any tag may decide who is in a segment with conditions of its own', async () => {
  await using world = await startWorld()
  const { id, account, audienceId } = await openSegment(world, 'constant-contact')
  const response = await callProxy(world.client, id, 'GET', '/v3/segments')
  const { segments } = (await response.json()) as { segments: readonly { segment_id: number }[] }
  const [own] = segments
  const draft = { name: 'Own', subject: 'Own', html: '<p>good</p>', audienceId }
  const campaign = await account.campaigns.create({ ...draft, segmentId: String(own?.segment_id) })
  const request = await account.campaigns.createSendRequest(campaign.id)
  const [carla = ''] = OTHERS
  const tag = () => errorCodeOf(account.contacts.updateTags(carla, { add: ['Loud'], audienceId }))
  assert.equal(await tag(), 'segment_in_use')
  await world.client.sendRequests.decline(request.id)
  assert.equal(await tag(), 'no error')
})
