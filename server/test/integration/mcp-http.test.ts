import { ada, ben } from '@letterlock/sandbox/sandbox-user.ts'
import assert from 'node:assert/strict'
import { request as send, type IncomingHttpHeaders } from 'node:http'
import { test } from 'node:test'
import { connect } from '@letterlock/testing/connect.ts'
import { setupOwner, signIn } from '@letterlock/testing/dashboard-session.ts'
import { listToolsWith, authorizeAssistant, accessTokenOf } from '@letterlock/testing/authorize-assistant.ts'
import { callTool, openMcpClient } from '@letterlock/testing/mcp-client.ts'
import { startWorld, type TestWorld } from '@letterlock/testing/world.ts'

const LIST = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} })

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** With exactly these headers, which `fetch` would not send. */
function exactly(url: string, method: string, headers: Record<string, string>, body = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    send(url, { method, headers: { connection: 'close', ...headers } }, async (response) => {
      let text = ''
      for await (const chunk of response) text += String(chunk)
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text })
    })
      .on('error', reject)
      .end(body)
  })
}

const mcp = (world: TestWorld, path: string, headers: Record<string, string> = {}): Promise<Answer> =>
  exactly(
    world.server.url + path,
    'POST',
    {
      authorization: `Bearer ${world.secretKey}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...headers,
    },
    LIST,
  )

test('D5: pages of allowed origins call what assistants callTool, and read refusals', async () => {
  await using world = await startWorld({
    LETTERLOCK_ALLOWED_ORIGINS: 'https://assistant.example, https://other.example:8443',
  })
  const { url } = world.server
  const paths: readonly [string, string][] = [
    ['POST', '/mcp'],
    ['GET', '/mcp/readonly/'],
    ['DELETE', '/mcp/connections/any'],
    ['POST', '/oauth2/register'],
    ['POST', '/oauth2/token'],
    ['POST', '/oauth2/revoke'],
    ['POST', '/oauth2/device_authorization'],
    ['GET', '/.well-known/oauth-protected-resource'],
    ['GET', '/.well-known/oauth-protected-resource/mcp'],
    ['GET', '/.well-known/oauth-authorization-server'],
    ['GET', '/.well-known/openid-configuration'],
  ]
  const good = [
    'https://assistant.example',
    'https://other.example:8443',
    'http://localhost:6274',
    'http://127.0.0.1:3000',
    'http://[::1]:5173',
    url,
  ]
  const bad = [
    'https://evil.example',
    'https://assistant.example.evil.example',
    'http://assistant.example',
    'https://other.example',
    'null',
    'http://localhost.evil.example',
  ]
  for (const [method, path] of paths) {
    for (const origin of good) {
      const asked = await exactly(url + path, 'OPTIONS', {
        origin,
        'access-control-request-method': method,
        'access-control-request-headers': 'authorization, mcp-session-id, mcp-param-x',
      })
      assert.deepEqual(
        [
          asked.status,
          asked.headers['access-control-allow-origin'],
          asked.headers['access-control-allow-headers'],
        ],
        [204, origin, 'authorization, mcp-session-id, mcp-param-x'],
        path,
      )
      assert.ok(asked.headers['access-control-allow-methods']?.split(', ').includes(method), path)
      const answer = await exactly(url + path, method, { origin })
      assert.equal(
        answer.headers['access-control-allow-origin'],
        origin,
        `${method} ${path} ${answer.status}`,
      )
      assert.match(answer.headers['access-control-expose-headers'] ?? '', /WWW-Authenticate.*Mcp-Session-Id/)
      assert.match(answer.headers.vary ?? '', /Origin/)
      assert.equal(answer.headers['access-control-allow-credentials'], undefined)
    }
    for (const origin of bad) {
      const asked = await exactly(url + path, 'OPTIONS', { origin, 'access-control-request-method': method })
      const answer = await exactly(url + path, method, { origin })
      for (const { headers } of [asked, answer])
        assert.equal(headers['access-control-allow-origin'], undefined, path)
    }
  }
  const refused = await exactly(`${url}/mcp`, 'POST', { origin: 'http://localhost:6274' })
  assert.equal(refused.status, 401)
  assert.match(refused.headers['www-authenticate'] ?? '', /resource_metadata=/)
  // Served to those who may, in whatever state.
  assert.equal((await mcp(world, '/mcp', { origin: 'https://assistant.example' })).status, 200)
  assert.equal((await mcp(world, '/mcp', { origin: 'https://evil.example' })).status, 403)
  const rebound = await mcp(world, '/mcp', { origin: 'http://evil.example', host: 'evil.example' })
  assert.equal(rebound.status, 403)
  // Nothing else is opened.
  const api = await exactly(`${url}/v1/connections`, 'GET', { origin: 'https://assistant.example' })
  assert.equal(api.headers['access-control-allow-origin'], undefined)
})

test('D3: an address is the same with a slash at its end, with parameters, and by another name of this machine', async () => {
  await using world = await startWorld()
  await setupOwner(world)
  const owner = await signIn(world)
  await connect(world)
  for (const path of [
    '/mcp/',
    '/mcp/readonly/',
    '/mcp/connections/adas-bakery-mailchimp/',
    '/mcp?toolsets=contacts',
    '/mcp/?toolsets=contacts',
  ]) {
    assert.equal((await mcp(world, path)).status, 200, path)
    await using assistant = await authorizeAssistant(world, owner, { path })
    assert.equal((await listToolsWith(world, accessTokenOf(assistant), path)).status, 200, path)
  }
  await using slashed = await authorizeAssistant(world, owner, { path: '/mcp/' })
  for (const path of ['/mcp', '/mcp/readonly', '/mcp/readonly/'])
    assert.equal((await listToolsWith(world, accessTokenOf(slashed), path)).status, 200, path)
  const other = new URL(world.server.url)
  other.hostname = 'localhost'
  const elsewhere = { ...world, server: { ...world.server, url: other.origin } }
  const refused = await exactly(`${other.origin}/mcp`, 'POST', {})
  const [, metadataUrl = ''] =
    /resource_metadata="([^"]+)"/.exec(refused.headers['www-authenticate'] ?? '') ?? []
  const metadata = (await (await fetch(metadataUrl)).json()) as {
    resource: string
    authorization_servers: string[]
  }
  assert.deepEqual(
    [metadata.resource, metadata.authorization_servers],
    [`${other.origin}/mcp`, [world.server.url]],
  )
  assert.equal((await mcp(elsewhere, '/mcp')).status, 200)
  const foreign = await exactly(`${world.server.url}/.well-known/oauth-protected-resource/mcp`, 'GET', {
    host: 'evil.example',
  })
  assert.equal((JSON.parse(foreign.text) as { resource: string }).resource, `${world.server.url}/mcp`)
})

test('D7: a client that accepts anything, or names nothing, is served', async () => {
  await using world = await startWorld()
  const { accept: _left, ...headers } = {
    accept: '',
    authorization: `Bearer ${world.secretKey}`,
    'content-type': 'application/json',
  }
  const absent = await exactly(`${world.server.url}/mcp`, 'POST', headers, LIST)
  assert.equal(absent.status, 200, absent.text)
  for (const accept of [
    '*/*',
    '*/*;q=0.8',
    'application/*, text/*',
    'text/html, */*',
    'application/json, */*;q=0.1',
    'APPLICATION/JSON, Text/Event-Stream',
    '',
  ])
    assert.equal((await mcp(world, '/mcp', { accept })).status, 200, accept)
  for (const accept of ['text/html', 'application/json', '*/*;q=0'])
    assert.equal((await mcp(world, '/mcp', { accept })).status, 406, accept)
})

test('D15: an address about one account is about no other, and there is none about an account that is not', async () => {
  await using world = await startWorld()
  await connect(world, { user: ada() })
  const bens = await connect(world, { user: ben() })
  const path = '/mcp/connections/adas-bakery-mailchimp'
  for (const mode of ['auto', 'legacy'] as const) {
    await using client = await openMcpClient(world, { path, mode })
    assert.match((await callTool(client, 'list_audiences')).text, /From Ada’s Bakery/)
    for (const connection of ['bens-bicycles-mailchimp', bens.id, 'nope']) {
      const refused = await callTool(client, 'list_audiences', { connection })
      assert.equal(refused.isError, true, refused.text)
      assert.match(refused.text, /connection/)
    }
    const { connections } = (await callTool(client, 'list_connections')).structured as {
      connections: { name: string }[]
    }
    assert.deepEqual(
      connections.map(({ name }) => name),
      ['adas-bakery-mailchimp'],
    )
    const uri = 'letterlock://connections/bens-bicycles-mailchimp/campaigns/x/report'
    // The code of an unknown resource differs between revisions: -32002, then -32602.
    await assert.rejects(client.readResource({ uri }), /\(connection_not_found\)/)
  }
  for (const none of ['nope', 'conn_nope', 'x%2Fy', '%E2%9C%93', 'adas-bakery-mailchimp-2'])
    for (const end of ['', '/', '/readonly']) {
      const answer = await mcp(world, `/mcp/connections/${none}${end}`)
      assert.equal(answer.status, 404, answer.text)
      assert.equal((JSON.parse(answer.text) as { code: string }).code, 'connection_not_found')
    }
  assert.equal((await mcp(world, '/mcp/connections/%zz')).status >= 400, true)
  assert.equal(
    (await exactly(`${world.server.url}/mcp/connections/nope`, 'POST', {})).status,
    401,
    'told to authorized clients only',
  )
})

test('without a session, a message is answered in one piece, and a list of tools is the same for every ID', async () => {
  await using world = await startWorld()
  const { url } = world.server
  const ask = async (message: object, path = '/mcp') => {
    const headers = {
      authorization: `Bearer ${world.secretKey}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    }
    const {
      status,
      headers: answered,
      text,
    } = await exactly(url + path, 'POST', headers, JSON.stringify({ jsonrpc: '2.0', ...message }))
    assert.equal(status, 200)
    assert.match(String(answered['content-type']), /^application\/json/)
    assert.equal(answered['content-length'], String(Buffer.byteLength(text)))
    return JSON.parse(text) as { id: unknown; result: { tools: { name: string }[] } }
  }
  const first = await ask({ id: 1, method: 'tools/list' })
  const again = await ask({ id: 'two "quoted"', method: 'tools/list' })
  assert.deepEqual([first.id, again.id], [1, 'two "quoted"'])
  assert.deepEqual(again.result, first.result)
  const readOnly = await ask({ id: 1, method: 'tools/list' }, '/mcp/readonly')
  assert.ok(readOnly.result.tools.length < first.result.tools.length)
  await ask({ id: 2, method: 'tools/call', params: { name: 'list_connections', arguments: {} } })
})
