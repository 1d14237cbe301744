import { ben } from '@letterlock/sandbox/sandbox-user.ts'
import type { ConnectedAccount } from '@letterlock/sdk'
import { connect } from '@letterlock/testing/connect.ts'
import { startWebhookReceiver } from '@letterlock/testing/webhook-receiver.ts'
import { startWorld, type TestWorld } from '@letterlock/testing/world.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkDescribedEvents } from '../demo/described-events.ts'

/* What docs/events.md says of the events that an application causes through the API; the demo covers those of campaigns. */

async function changeWorkspace({ client }: TestWorld): Promise<void> {
  await client.workspace.update({ name: 'Bakery', allowedReturnUrls: ['https://app.example.com/connected'] })
  const key = await client.secretKeys.create({ name: 'CRM', scopes: ['connections:read'] })
  await client.secretKeys.revoke(key.id)
  const { id } = await client.invitations.create({ email: 'nora@example.com', role: 'member' })
  await client.invitations.revoke(id)
}

async function changeOAuthApps({ client, app }: TestWorld): Promise<void> {
  await client.oauthApps.addClientSecret(app.id, { clientSecret: 'another secret' })
  const { items } = await client.oauthApps.list()
  const [secret] = items[0]?.clientSecrets ?? []
  if (secret) await client.oauthApps.removeClientSecret(app.id, secret.id)
}

async function changeConnections(world: TestWorld): Promise<void> {
  const { client, sandbox } = world
  const { id, permissions } = await connect(world)
  await client.connections.getAccessToken(id)
  await client.proxy.get(id, '/3.0/lists').json()
  await client.connections.update(id, { permissions: { ...permissions, reports: 'none' } })
  await client.connections.check(id)
  const [apiKey = ''] = Object.entries(sandbox.world.mailchimp.apiKeys).flatMap(([key, user]) =>
    user === 'ada' ? [key] : [],
  )
  await client.connections.setApiKey(id, { apiKey })
  await client.connections.removeApiKey(id)
  await changeContacts(client.account(id))
  await connect(world, { connectionId: id })
  await client.connections.disconnect(id)
  const other = await connect(world, { user: ben(), endUserId: 'customer-2' })
  await client.connections.delete(other.id)
}

async function changeContacts({ audiences, contacts }: ConnectedAccount): Promise<void> {
  const audienceId = (await audiences.list()).items[0]?.id ?? ''
  const { email } = await contacts.upsert({
    email: 'nora@example.com',
    audienceId,
    status: 'subscribed',
    fields: {},
  })
  await contacts.updateTags(email, { audienceId, add: ['Rye'], remove: [] })
  await contacts.unsubscribe(email, { audienceId })
}

async function changeWebhooks({ client }: TestWorld): Promise<void> {
  await using receiver = await startWebhookReceiver()
  const { id } = await client.webhookEndpoints.create({ url: receiver.url, eventTypes: ['workspace'] })
  await client.webhookEndpoints.test(id)
  await client.webhookEndpoints.update(id, { description: 'CRM' })
  await client.webhookEndpoints.rotateSecret(id)
  await client.webhookEndpoints.delete(id)
}

test('events carry the data that their page names', async () => {
  await using world = await startWorld()
  await changeWorkspace(world)
  await changeConnections(world)
  await changeOAuthApps(world)
  await changeWebhooks(world)
  const count = await checkDescribedEvents(world)
  assert.ok(count >= 22, `only ${count} types were recorded`)
})
