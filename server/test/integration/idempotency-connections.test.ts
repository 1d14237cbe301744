import { connect, connectWithAllPermissions, RETURN_URL } from '@letterlock/testing/connect.ts'
import { startWorld, type TestWorld } from '@letterlock/testing/world.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'

/* A stored response belongs to the connection that it is about, and no text makes it one of another. */

interface Answer {
  readonly status: number
  readonly replayed: boolean
  readonly body: Record<string, unknown>
}

async function post(world: TestWorld, path: string, key: string, body: unknown): Promise<Answer> {
  const response = await fetch(world.server.localUrl + path, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${world.secretKey}`,
      'content-type': 'application/json',
      'idempotency-key': key,
    },
    body: JSON.stringify(body),
  })
  return {
    status: response.status,
    replayed: response.headers.get('idempotent-replayed') === 'true',
    body: (await response.json()) as Record<string, unknown>,
  }
}

test('C5: a response is stored, whatever the texts of its request look like', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  const { client } = world
  const [audience] = (await client.account(id).audiences.list()).items
  const { id: deleted } = await connect(world, { endUserId: 'user-2' })
  await client.connections.delete(deleted)
  const nowhere = `conn_${'0'.repeat(26)}`
  const campaigns = `/v1/connections/${id}/campaigns`
  for (const text of ['conn_spring', nowhere, deleted]) {
    const session = { endUserId: text, returnUrl: RETURN_URL }
    const draft = { name: `For ${text}`, subject: text, html: `<p>${text}</p>`, audienceId: audience?.id }
    const requests: readonly [path: string, body: object, status: number][] = [
      ['/v1/connect-sessions', session, 201],
      [campaigns, draft, 201],
      // It names one that is not there.
      [`/v1/connections/${text}/campaigns`, draft, 404],
      ['/v1/connect-sessions', { ...session, connectionId: nowhere }, 404],
    ]
    for (const [number, [path, body, status]] of requests.entries()) {
      const key = `${text}-${number}`
      const first = await post(world, path, key, body)
      assert.deepEqual([first.status, first.replayed], [status, false], JSON.stringify(first.body))
      const second = await post(world, path, key, body)
      assert.deepEqual(second, { ...first, replayed: true }, `${path} ${text}`)
    }
  }
})

test('C5: what was answered about a connection is erased with it, and nothing else is', async () => {
  await using world = await startWorld()
  const { client } = world
  const { id } = await connectWithAllPermissions(world)
  const { id: other } = await connect(world, { endUserId: 'user-2' })
  const account = client.account(id)
  const [audience] = (await account.audiences.list()).items
  const draft = { name: `To ${other}`, subject: 'x', html: '<p>x</p>', audienceId: audience?.id ?? '' }
  const campaigns = `/v1/connections/${id}/campaigns`
  const { body: campaign } = await post(world, campaigns, 'draft', draft)
  const request = await account.campaigns.createSendRequest(String(campaign['id']))
  const approve = `/v1/send-requests/${request.id}/approve`
  const approval = { approvalText: request.approvalText }
  assert.equal((await post(world, approve, 'approve', approval)).status, 200)
  const session = { endUserId: `Friends of ${id}`, returnUrl: RETURN_URL }
  await post(world, '/v1/connect-sessions', 'session', session)

  await client.connections.delete(other)
  assert.equal((await post(world, campaigns, 'draft', draft)).replayed, true, 'of another connection')
  assert.equal((await post(world, approve, 'approve', approval)).replayed, true)
  await client.connections.delete(id)
  assert.equal((await post(world, campaigns, 'draft', draft)).replayed, false)
  assert.equal((await post(world, approve, 'approve', approval)).replayed, false)
  assert.equal((await post(world, '/v1/connect-sessions', 'session', session)).replayed, true)
})
