import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { ben } from '@letterlock/sandbox/sandbox-user.ts'
import { connect } from '@letterlock/testing/connect.ts'
import { openMcpClient } from '@letterlock/testing/mcp-client.ts'
import { startWorld } from '@letterlock/testing/world.ts'

/* What the protocol offers beside tools: completions, progress, icons. */

const REPORT = 'letterlock://connections/{connection}/campaigns/{campaign}/report'
const AUDIENCE = 'letterlock://connections/{connection}/audiences/{audience}'

for (const mode of ['auto', 'legacy'] as const) {
  test(`mcp utilities, ${mode}: connections, audiences and campaigns are completed, the principal’s own only`, async () => {
    await using world = await startWorld()
    const { id } = await connect(world)
    await connect(world, { user: ben() })
    const account = world.client.account(id)
    await using client = await openMcpClient(world, { mode })
    const complete = async (
      uri: string,
      [name, value]: readonly [string, string],
      known: Record<string, string> = {},
      from = client,
    ): Promise<string[]> => {
      const { completion } = await from.client.complete({
        ref: uri === '' ? { type: 'ref/prompt', name: 'audience_health' } : { type: 'ref/resource', uri },
        argument: { name, value },
        context: { arguments: known },
      })
      return completion.values
    }
    assert.deepEqual(await complete('', ['connection', '']), [
      'adas-bakery-mailchimp',
      'bens-bicycles-mailchimp',
    ])
    assert.deepEqual(await complete(REPORT, ['connection', 'BENS']), ['bens-bicycles-mailchimp'])
    const ada = { connection: 'adas-bakery-mailchimp' }
    const audiences = await account.audiences.list()
    assert.deepEqual(
      (await complete(AUDIENCE, ['audience', ''], ada)).toSorted(),
      audiences.items.map(({ name }) => name).toSorted(),
    )
    assert.deepEqual(await complete(AUDIENCE, ['audience', 'letter'], ada), ['Newsletter'])
    const campaigns = await complete(REPORT, ['campaign', ''], ada)
    const { items } = await account.campaigns.list({ limit: 100 })
    assert.equal(campaigns.length, items.length)
    assert.deepEqual(await complete(REPORT, ['campaign', ''], { connection: 'unknown' }), [])
    assert.deepEqual(await complete(REPORT, ['month', '']), [])

    const { contents } = await client.readResource({
      uri: 'letterlock://connections/adas-bakery-mailchimp/audiences/Newsletter',
    })
    assert.match(JSON.stringify(contents), /contactCount/)

    const { secret = '' } = await world.client.secretKeys.create({
      name: 'Connections only',
      scopes: ['connections:read'],
    })
    await using small = await openMcpClient(world, { mode, secretKey: secret })
    assert.equal((await complete('', ['connection', ''], {}, small)).length, 2)
    assert.deepEqual(await complete(AUDIENCE, ['audience', ''], ada, small), [])
  })

  test(`mcp utilities, ${mode}: a call of more than a second reports progress, if it is asked to`, async () => {
    await using world = await startWorld()
    await connect(world)
    await using client = await openMcpClient(world, { mode })
    world.sandbox.world.faults.add({ kind: 'slow_body', delayMs: 2500 })
    const reported: number[] = []
    const { isError } = await client.client.callTool(
      { name: 'list_audiences', arguments: {} },
      {
        onprogress: ({ progress, message = '' }) => {
          reported.push(progress)
          assert.match(message, /^List audiences: \d+ s$/)
        },
      },
    )
    assert.notEqual(isError, true)
    assert.deepEqual(reported.slice(0, 2), [1, 2])
    const quiet = await client.client.callTool({ name: 'list_audiences', arguments: {} })
    assert.notEqual(quiet.isError, true)
  })
}

test('mcp utilities: over HTTPS the server names its icon, which it serves', async () => {
  await using world = await startWorld({
    LETTERLOCK_PUBLIC_URL: 'https://connect.example.com',
    LETTERLOCK_ENCRYPTION_KEYS: randomBytes(32).toString('base64'),
  })
  const params = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'x', version: '1' } }
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params })
  const headers = {
    host: 'connect.example.com',
    authorization: `Bearer ${world.secretKey}`,
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
  }
  const asked = request(`${world.server.localUrl}/mcp`, { method: 'POST', headers }).end(body)
  const [answered] = (await once(asked, 'response')) as [IncomingMessage]
  assert.match(await text(answered), /"src":"https:\/\/connect\.example\.com\/icon\.svg"/)
  const response = await fetch(`${world.server.localUrl}/icon.svg`)
  assert.equal(response.headers.get('content-type'), 'image/svg+xml')
  assert.match(await response.text(), /^<svg /)
})
