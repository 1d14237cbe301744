import type { LetterlockEvent } from '@letterlock/sdk'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connectWithAllPermissions } from '@letterlock/testing/connect.ts'
import { startWorld, type TestWorld } from '@letterlock/testing/world.ts'
import { EVENT_DATA } from '../../src/workspaces/event-data.ts'

async function allEvents({ client }: TestWorld): Promise<LetterlockEvent[]> {
  const events: LetterlockEvent[] = []
  for await (const event of client.events.list({ limit: 100 })) events.push(event)
  return events
}

test('the data of an event is as its type has it, and empty once its connection is deleted', async () => {
  await using world = await startWorld()
  const { client } = world
  const { id } = await connectWithAllPermissions(world)
  await client.connections.check(id)
  await client.connections.update(id, {
    permissions: { audiences: 'write', campaigns: 'write', reports: 'none', send: false },
  })
  const account = client.account(id)
  const [audience] = (await account.audiences.list()).items
  assert.ok(audience)
  const email = 'rye@letters.example'
  const inAudience = { audienceId: audience.id }
  await account.contacts.upsert({ email, ...inAudience, status: 'subscribed', fields: {} })
  await account.contacts.updateTags(email, { ...inAudience, add: ['bread'], remove: [] })
  await account.contacts.tag({ ...inAudience, contacts: [email], add: ['crumbs'], remove: [] })
  const key = await client.secretKeys.create({ name: 'Shop', scopes: ['connections:read'] })
  await client.secretKeys.revoke(key.id)
  await client.workspace.update({ name: 'Renamed' })
  const endpoint = await client.webhookEndpoints.create({ url: 'https://hooks.letters.example/in' })
  await client.webhookEndpoints.delete(endpoint.id)

  const events = await allEvents(world)
  for (const { type, data } of events)
    assert.equal(EVENT_DATA[type].strict().safeParse(data).error?.message, undefined, type)
  assert.ok(new Set(events.map(({ type }) => type)).size >= 10, 'several types')
  const tagged = events.filter((event) => event.type === 'contact.tags_updated')
  assert.deepEqual(
    tagged.map(({ data }) => data.contactCount),
    [1, 1],
  )

  await client.connections.delete(id)
  const left = (await allEvents(world)).filter(({ type }) => type.startsWith('contact.'))
  assert.ok(left.length > 0)
  assert.deepEqual(
    left.map(({ data }) => data),
    left.map(() => ({})),
  )
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
