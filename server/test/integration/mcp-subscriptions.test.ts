import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ben } from '@letterlock/sandbox/sandbox-user.ts'
import { authorizeAssistant } from '@letterlock/testing/authorize-assistant.ts'
import { connect } from '@letterlock/testing/connect.ts'
import { join, setupOwner, signIn } from '@letterlock/testing/dashboard-session.ts'
import { openMcpClient, type McpTestClient } from '@letterlock/testing/mcp-client.ts'
import { waitUntil } from '@letterlock/testing/wait-for.ts'
import { startWorld } from '@letterlock/testing/world.ts'

/* A client that subscribes learns when its connections change, and of no others. */

const CONNECTIONS = 'letterlock://connections'
const REPORT = 'letterlock://connections/bakery/campaigns/spring/report'

/** The URIs of the notifications that a client has received, in order. */
function updatesOf({ client }: McpTestClient): string[] {
  const uris: string[] = []
  client.setNotificationHandler('notifications/resources/updated', ({ params }) => void uris.push(params.uri))
  return uris
}

interface Subscription {
  readonly end: () => Promise<unknown>
}

async function subscribe({ client }: McpTestClient, mode: 'auto' | 'legacy'): Promise<Subscription> {
  if (mode === 'legacy') {
    await client.subscribeResource({ uri: CONNECTIONS })
    return { end: () => client.unsubscribeResource({ uri: CONNECTIONS }) }
  }
  const stream = await client.listen({ resourceSubscriptions: [CONNECTIONS, REPORT] })
  assert.deepEqual(stream.honoredFilter.resourceSubscriptions, [CONNECTIONS], 'it confirms what it reports')
  return { end: () => stream.close() }
}

for (const mode of ['auto', 'legacy'] as const) {
  test(`mcp subscriptions, ${mode}: a change of a connection is reported until the client unsubscribes`, async () => {
    await using world = await startWorld()
    const { id } = await connect(world)
    await using client = await openMcpClient(world, { mode })
    const updates = updatesOf(client)
    const { end } = await subscribe(client, mode)
    await connect(world, { user: ben() })
    await waitUntil(() => updates.length === 1, 'the new connection is reported')
    await world.client.connections.disconnect(id)
    await waitUntil(() => updates.length === 2, 'the disconnected one is reported')
    const { contents } = await client.readResource({ uri: CONNECTIONS })
    assert.match(JSON.stringify(contents), /disconnected/)
    await end()
    await world.client.connections.delete(id)
    await client.listTools()
    assert.deepEqual(updates, [CONNECTIONS, CONNECTIONS])
  })

  test(`mcp subscriptions, ${mode}: the assistant of a member learns of the member’s connections only`, async () => {
    await using world = await startWorld()
    await setupOwner(world)
    const owner = await signIn(world)
    const member = await join(world, owner, 'member')
    const { id: memberId } = await member.json<{ id: string }>('/v1/me')
    await using assistant = await authorizeAssistant(world, member, { mode })
    const updates = updatesOf(assistant.client)
    await subscribe(assistant.client, mode)
    await using watcher = await openMcpClient(world, { mode })
    const seen = updatesOf(watcher)
    await subscribe(watcher, mode)
    await connect(world, { endUserId: 'someone-else' })
    await waitUntil(() => seen.length === 1, 'the secret key learns of it')
    await connect(world, { endUserId: memberId, user: ben() })
    await waitUntil(() => updates.length === 1, 'the assistant learns of the member’s own')
    assert.deepEqual(updates, [CONNECTIONS])
  })

  test(`mcp subscriptions, ${mode}: they end with the credential`, async () => {
    await using world = await startWorld()
    const { id: secretKeyId, secret = '' } = await world.client.secretKeys.create({
      name: 'Short',
      scopes: ['connections:read'],
    })
    await using client = await openMcpClient(world, { mode, secretKey: secret })
    const updates = updatesOf(client)
    const isClosed = Promise.withResolvers<string>()
    if (mode === 'legacy') {
      await client.client.subscribeResource({ uri: CONNECTIONS })
      isClosed.resolve('graceful')
    } else {
      const stream = await client.client.listen({ resourceSubscriptions: [CONNECTIONS] })
      void stream.closed.then(isClosed.resolve)
    }
    await world.client.secretKeys.revoke(secretKeyId)
    await connect(world)
    assert.equal(await isClosed.promise, 'graceful')
    await using watcher = await openMcpClient(world, { mode })
    const seen = updatesOf(watcher)
    await subscribe(watcher, mode)
    await connect(world, { user: ben() })
    await waitUntil(() => seen.length === 1, 'another client learns of it')
    assert.deepEqual(updates, [])
  })
}

test('mcp subscriptions, legacy: a session that only listens is not idle', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  await using client = await openMcpClient(world, { mode: 'legacy' })
  const updates = updatesOf(client)
  await subscribe(client, 'legacy')
  world.advance(31 * 60)
  for (let count = 0; count < 50; count++) {
    await using other = await openMcpClient(world, { mode: 'legacy' })
    await other.listTools()
  }
  await world.client.connections.disconnect(id)
  await waitUntil(() => updates.length === 1, 'the disconnected one is reported')
})

test('mcp subscriptions: without a session, and to what is never reported, they are refused', async () => {
  await using world = await startWorld()
  await using client = await openMcpClient(world, { mode: 'legacy' })
  await assert.rejects(
    client.client.subscribeResource({ uri: REPORT }),
    /Only changes of letterlock:\/\/connections/,
  )
  const response = await fetch(`${world.server.url}/mcp`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${world.secretKey}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'resources/subscribe',
      params: { uri: CONNECTIONS },
    }),
  })
  assert.match(await response.text(), /A subscription needs a session/)
})
