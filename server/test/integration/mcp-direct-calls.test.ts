import assert from 'node:assert/strict'
import { test } from 'node:test'
import { READ_SCOPES } from '../../src/authorization-server/assistant.ts'
import { connect } from '@letterlock/testing/connect.ts'
import { draftToSegment } from '@letterlock/testing/draft-to-segment.ts'
import { callTool, openMcpClient } from '@letterlock/testing/mcp-client.ts'
import { postMcp } from '@letterlock/testing/post-mcp.ts'
import { waitUntil } from '@letterlock/testing/wait-for.ts'
import { startWorld, type TestWorld } from '@letterlock/testing/world.ts'

const CALLS: readonly object[] = [
  { name: 'list_connections' },
  { name: 'list_connections', arguments: null },
  { name: 'list_connections', arguments: {}, _meta: { progressToken: 7 } },
  { name: 'list_audiences', arguments: { connection: 'mailchimp' } },
  { name: 'list_audiences', arguments: {} },
  { name: 'list_audiences', arguments: { connection: 'nowhere' } },
  { name: 'list_audiences', arguments: { connection: 3, unknown: true } },
  { name: 'list_audiences', arguments: 'text' },
  { name: 'send_campaign', arguments: { connection: 'mailchimp', campaign: 'nothing' } },
  { name: 'no_such_tool', arguments: {} },
  { name: 3 },
  {},
  { name: 'list_connections', inputResponses: { answer: { action: 'accept', content: { typed: 'x' } } } },
  { name: 'list_connections', requestState: 'forged' },
]

test('a tool call has the same response with the server that stays connected as with one of its own', async () => {
  await using world = await startWorld()
  await connect(world)
  const reader = await world.client.secretKeys.create({ name: 'Reader', scopes: [...READ_SCOPES] })
  const ask = async (secretKey: string, params: object, headers: Record<string, string>) => {
    const message = { id: 'a', method: 'tools/call', params }
    const response = await postMcp(world, message, { secretKey, headers })
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      body: await response.text(),
    }
  }
  for (const secretKey of [world.secretKey, reader.secret ?? ''])
    for (const params of CALLS) {
      // The session of another process is served without one, by the transport of the MCP SDK.
      const apart = await ask(secretKey, params, { 'mcp-session-id': 'of-another-process' })
      const direct = await ask(secretKey, params, {})
      assert.deepEqual(direct, apart, JSON.stringify(params))
    }
})

/** What a tool call of each revision has beside its name. */
const REVISIONS = [
  { revision: '2025-11-25', headers: () => ({}), meta: {} },
  {
    revision: '2026-07-28',
    headers: (name: string) => ({ 'mcp-method': 'tools/call', 'mcp-name': name }),
    meta: {
      'io.modelcontextprotocol/protocolVersion': '2026-07-28',
      'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
      'io.modelcontextprotocol/clientCapabilities': {},
    },
  },
]

for (const { revision, headers, meta } of REVISIONS)
  test(`a tool call of ${revision} that is under way while the server stops is completed`, async () => {
    await using world = await startWorld()
    await connect(world)
    const call = async (name: string) => {
      const message = { method: 'tools/call', params: { name, arguments: {}, _meta: meta } }
      const ofRevision = { 'mcp-protocol-version': revision, ...headers(name) }
      const response = await postMcp(world, message, {
        headers: ofRevision,
        signal: AbortSignal.timeout(20_000),
      })
      return `${response.status} ${await response.text()}`
    }
    // The first request loads what serves the others.
    assert.match(await call('list_connections'), /^200 .*"structuredContent"/)
    await assertCompletedWhileStopping(world, () => call('list_audiences'))
  })

test('a tool call in a session that is under way while the server stops is completed, too', async () => {
  await using world = await startWorld()
  await connect(world)
  // It also listens to the session.
  await using client = await openMcpClient(world, { mode: 'legacy' })
  await callTool(client, 'list_connections')
  await assertCompletedWhileStopping(world, async () => {
    const { structured } = await callTool(client, 'list_audiences')
    return `200 ${JSON.stringify({ structuredContent: structured })}`
  })
})

test('a call whose user has been asked something does not keep a server that stops', async () => {
  await using world = await startWorld()
  const { campaignId } = await draftToSegment(world, { provider: 'mailchimp', emails: ['a@bologna.example'] })
  const asked = Promise.withResolvers<void>()
  await using client = await openMcpClient(world, {
    mode: 'legacy',
    user: () => {
      asked.resolve()
      return new Promise<never>(() => undefined)
    },
  })
  const sent = callTool(client, 'send_campaign', { campaign: campaignId }).catch(() => 'cut off')
  await asked.promise
  const beganAt = performance.now()
  await world.server.close()
  assert.ok(performance.now() - beganAt < 10_000, 'it stops at once')
  await client.client.close()
  assert.equal(await sent, 'cut off')
})

async function assertCompletedWhileStopping(world: TestWorld, call: () => Promise<string>): Promise<void> {
  const { faults } = world.sandbox.world
  faults.add({ kind: 'slow_body', path: '/3.0/lists', delayMs: 2000, remaining: 1 })
  const called = call()
  await waitUntil(() => faults.list().length === 0, 'the call is at the provider')
  const [answer] = await Promise.all([called, world.server.close()])
  assert.match(answer, /^200 .*"structuredContent"/)
}

test('only a POST is a tool call or asks for the tools', async () => {
  await using world = await startWorld()
  for (const message of [
    { method: 'tools/call', params: { name: 'list_connections', arguments: {} } },
    { method: 'tools/list' },
  ]) {
    const ask = async (method: string) =>
      fetch(`${world.server.url}/mcp`, {
        method,
        headers: { authorization: `Bearer ${world.secretKey}`, 'content-type': 'application/json' },
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, ...message }),
      })
    assert.equal((await ask('POST')).status, 200)
    assert.equal((await ask('DELETE')).status, 405)
  }
})
