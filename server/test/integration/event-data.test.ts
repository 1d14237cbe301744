import type { ConnectedAccount, EventType, LetterlockEvent } from '@letterlock/sdk'
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { authorizeAssistant } from '@letterlock/testing/authorize-assistant.ts'
import { connect, connectWithAllPermissions } from '@letterlock/testing/connect.ts'
import { join as joinWorkspace, setupOwner, signIn } from '@letterlock/testing/dashboard-session.ts'
import { waitFor } from '@letterlock/testing/wait-for.ts'
import { startWorld, type TestWorld } from '@letterlock/testing/world.ts'
import { EVENT_DATA } from '../../src/workspaces/event-data.ts'

/** Types that need time, a failing provider or another workspace, and the test that has such an event. All writers are checked by their types, too. */
const ELSEWHERE: Readonly<Partial<Record<EventType, string>>> = {
  'campaign.send_failed': 'concurrent-sends.test.ts',
  'connection.check_failed': 'check-failures-and-actors.test.ts',
  'connection.credential_failed': 'refresh.test.ts',
  'connection.data_center_changed': 'proxy.test.ts',
  'connection.expiring_soon': 'refresh.test.ts',
  'connection.recovered': 'refresh.test.ts',
  'connection.refresh_failed': 'refresh.test.ts',
  'webhook_endpoint.disabled': 'webhooks.test.ts',
  'webhook_endpoint.paused': 'webhooks.test.ts',
  'workspace.created': 'route-authorization.test.ts',
}

async function allEvents({ client }: TestWorld): Promise<LetterlockEvent[]> {
  const events: LetterlockEvent[] = []
  for await (const event of client.events.list({ limit: 100 })) events.push(event)
  return events
}

async function changeContacts(
  { client }: TestWorld,
  { audiences, contacts }: ConnectedAccount,
): Promise<void> {
  const audienceId = (await audiences.list()).items[0]?.id ?? assert.fail('no audience')
  const upsert = (email: string): Promise<unknown> =>
    contacts.upsert({ email, audienceId, status: 'subscribed', fields: {} })
  for (const name of ['rye', 'spelt', 'oat', 'barley']) await upsert(`${name}@letters.example`)
  await upsert('rye@letters.example')
  await contacts.updateTags('rye@letters.example', { audienceId, add: ['bread'], remove: [] })
  await contacts.tag({ audienceId, contacts: ['rye@letters.example'], add: ['crumbs'], remove: [] })
  await contacts.changeAddress('rye@letters.example', { audienceId, email: 'bread@letters.example' })
  await contacts.unsubscribe('spelt@letters.example', { audienceId })
  await contacts.archive('oat@letters.example', { audienceId })
  await contacts.delete('barley@letters.example', { audienceId })
  const { id } = await client.addresses.erase({ email: 'bread@letters.example', dryRun: false })
  await waitFor(
    () => client.jobs.get(id),
    ({ status }) => status === 'completed',
  )
}

async function changeCampaigns(
  { client, sandbox }: TestWorld,
  { audiences, automations, campaigns, segments }: ConnectedAccount,
): Promise<void> {
  const audienceId = (await audiences.list()).items[0]?.id ?? assert.fail('no audience')
  const create = (name: string) =>
    campaigns.create({ name, subject: name, audienceId, html: `<p>${name}</p>` })
  const { id } = await create('Bread')
  await campaigns.update(id, { subject: 'Bread again' })
  await campaigns.sendTestEmail(id, { to: ['test@letters.example'] })
  await client.sendRequests.decline((await campaigns.createSendRequest(id)).id)
  const request = await campaigns.createSendRequest(id)
  await client.sendRequests.approve(request.id, { approvalText: request.approvalText })
  const later = await create('Later')
  const tomorrow = new Date(sandbox.world.clock.now().getTime() + 24 * 3_600_000)
  tomorrow.setUTCMinutes(0, 0, 0)
  const scheduledAt = tomorrow.toISOString()
  const scheduled = await campaigns.createSendRequest(later.id, { scheduledAt })
  await client.sendRequests.approve(scheduled.id, { approvalText: scheduled.approvalText })
  await campaigns.unschedule(later.id)
  const segment = await segments.create(audienceId, {
    name: 'Letters',
    conditions: [{ by: 'email', op: 'contains', value: '@letters' }],
  })
  await segments.update({ audienceId, segmentId: segment.id }, { name: 'Letters again' })
  const automation = (await automations.list()).items.find(({ status }) => status === 'sending')
  await automations.pause(automation?.id ?? assert.fail('no automation'))
  await segments.delete({ audienceId, segmentId: segment.id })
}

async function changeConnections(world: TestWorld): Promise<void> {
  const { client, sandbox } = world
  const { id } = await connect(world, { endUserId: 'customer-2' })
  await client.connections.check(id)
  await client.connections.getAccessToken(id)
  await client.proxy.get(id, '/3.0/lists').json()
  const [apiKey = ''] = Object.entries(sandbox.world.mailchimp.apiKeys).flatMap(([key, user]) =>
    user === 'ada' ? [key] : [],
  )
  await client.connections.setApiKey(id, { apiKey })
  await client.connections.removeApiKey(id)
  await client.connections.update(id, { labels: { plan: 'pro' } })
  await connect(world, { connectionId: id, endUserId: 'customer-2' })
  await client.connections.disconnect(id)
  const mailup = await connect(world, { provider: 'mailup', endUserId: 'customer-3' })
  await client.connections.refresh(mailup.id)
}

async function changeWorkspace({ client, app }: TestWorld): Promise<void> {
  const key = await client.secretKeys.create({ name: 'Shop', scopes: ['connections:read'] })
  await client.secretKeys.revoke(key.id)
  await client.workspace.update({ name: 'Renamed' })
  const endpoint = await client.webhookEndpoints.create({ url: 'https://hooks.letters.example/in' })
  await client.webhookEndpoints.update(endpoint.id, { description: 'CRM' })
  await client.webhookEndpoints.test(endpoint.id)
  await client.webhookEndpoints.delete(endpoint.id)
  const { clientSecrets } = await client.oauthApps.addClientSecret(app.id, { clientSecret: 'another secret' })
  await client.oauthApps.removeClientSecret(app.id, clientSecrets[0]?.id ?? '')
  const other = await client.oauthApps.create({
    provider: 'mailchimp',
    name: 'Another',
    clientId: '123456789012',
    clientSecret: 'another secret',
  })
  await client.oauthApps.delete(other.id)
  const { id } = await client.invitations.create({ email: 'nora@letters.example', role: 'member' })
  await client.invitations.revoke(id)
}

async function changeUsers(world: TestWorld): Promise<void> {
  await setupOwner(world)
  const owner = await signIn(world)
  await joinWorkspace(world, owner, 'member')
  const { items } = await owner.json<{ items: { id: string; role: string }[] }>('/v1/members')
  const id = items.find(({ role }) => role === 'member')?.id ?? assert.fail('no member')
  assert.equal((await owner.ask('PATCH', `/v1/members/${id}`, { role: 'admin' })).status, 204)
  assert.equal((await owner.ask('DELETE', `/v1/members/${id}`)).status, 204)
  await using assistant = await authorizeAssistant(world, owner)
  assert.ok(assistant)
  const assistants = await owner.json<{ items: { id: string }[] }>('/v1/assistants')
  assert.equal((await owner.ask('DELETE', `/v1/assistants/${assistants.items[0]?.id}`)).status, 204)
  assert.equal((await owner.ask('POST', '/v1/workspaces', { name: 'Second' })).status, 201)
}

test('every type of event: its data is as the type has it, and empty once its connection is deleted', async () => {
  await using world = await startWorld()
  const { client } = world
  const { id } = await connectWithAllPermissions(world)
  await changeContacts(world, client.account(id))
  await changeCampaigns(world, client.account(id))
  await changeConnections(world)
  await changeWorkspace(world)
  await changeUsers(world)

  await world.server.context.usage.flush()
  const before = await allEvents(world)
  const tagged = before.filter((event) => event.type === 'contact.tags_updated')
  assert.deepEqual(
    tagged.map(({ data }) => data.contactCount),
    [1, 1],
  )
  await client.connections.delete(id)
  await client.endUsers.erase('customer-3')
  const after = await allEvents(world)
  const ended = after.filter(({ type }) => type === 'connection.deleted' || type === 'end_user.erased')
  assert.ok(ended.length >= 2)
  for (const { type, data } of [...before, ...ended])
    assert.equal(EVENT_DATA[type].strict().safeParse(data).error?.message, undefined, type)
  const seen = new Set([...before, ...after].map(({ type }) => type))
  const unseen = Object.keys(EVENT_DATA).filter((type) => !seen.has(type as EventType))
  assert.deepEqual(unseen.toSorted(), Object.keys(ELSEWHERE).toSorted())

  const left = after.filter(({ type }) => /^(?:automation|campaign|contact|segment)\./.test(type))
  assert.equal(new Set(left.map(({ type }) => type.split('.')[0])).size, 4)
  assert.deepEqual(
    left.map(({ data }) => data),
    left.map(() => ({})),
  )
})

test('the tests that have the other types of events name them', () => {
  for (const [type, file] of Object.entries(ELSEWHERE))
    assert.ok(readFileSync(join(import.meta.dirname, file), 'utf8').includes(`'${type}'`), `${file}: ${type}`)
})

test('the description has one schema for each type of event, and its webhooks refer to it', async () => {
  await using world = await startWorld()
  const description = (await (await fetch(`${world.server.localUrl}/openapi.json`)).json()) as {
    components: { schemas: Record<string, { oneOf?: { $ref: string }[] }> }
    webhooks: Record<string, unknown>
  }
  const { schemas } = description.components
  const each = (schemas['LetterlockEvent']?.oneOf ?? []).map(({ $ref }) => $ref)
  assert.equal(each.length, Object.keys(EVENT_DATA).length)
  for (const reference of each) assert.ok(schemas[reference.slice('#/components/schemas/'.length)], reference)
  assert.ok(schemas['OAuthAppCreatedEvent'])
  assert.deepEqual(Object.keys(description.webhooks).toSorted(), Object.keys(EVENT_DATA).toSorted())
  assert.match(
    JSON.stringify(description.webhooks['contact.created']),
    /"\$ref":"#\/components\/schemas\/ContactCreatedEvent"/,
  )
})
