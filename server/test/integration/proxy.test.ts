import { connectControl } from '@letterlock/sandbox/control'
import assert from 'node:assert/strict'
import { callProxy } from '@letterlock/testing/call-proxy.ts'
import { once } from 'node:events'
import { connect as connectSocket } from 'node:net'
import { test } from 'node:test'
import { connect } from '@letterlock/testing/connect.ts'
import { waitFor } from '@letterlock/testing/wait-for.ts'
import { requestsTo, startWorld, type TestWorld } from '@letterlock/testing/world.ts'

async function codeAnswered(response: Response): Promise<string> {
  return ((await response.json()) as { code: string }).code
}

/** Sends a request byte by byte, as no HTTP client would, and answers what came back. */
async function sendRaw(world: TestWorld, lines: readonly string[]): Promise<string> {
  const { port } = new URL(world.server.localUrl)
  const socket = connectSocket(Number(port), '127.0.0.1')
  socket.setTimeout(2000, () => socket.destroy())
  socket.write(`${lines.join('\r\n')}\r\n\r\n`)
  let text = ''
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1')
    if (text.includes('\r\n\r\n') && !lines.includes('Connection: keep-alive')) socket.end()
  })
  await once(socket, 'close')
  return text
}

test('SF-01: a path cannot leave the provider’s host', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  world.sandbox.world.requests.clear()
  const paths = [
    '/3.0/../../login.mailchimp.com/oauth2/metadata',
    '//evil.example/x',
    '/3.0/%2e%2e/x',
    '/3.0/%252e%252e/x',
    '/\\evil.example',
    '/3.0/x#y',
    '',
  ]
  for (const path of paths) {
    const answer = await sendRaw(world, [
      `GET /v1/proxy/${id}${path} HTTP/1.1`,
      'Host: x',
      `Authorization: Bearer ${world.secretKey}`,
      'Connection: close',
    ])
    assert.match(answer, /^HTTP\/1\.1 (400|404) /, `${path}: ${answer.slice(0, 300)}`)
  }
  assert.deepEqual(world.sandbox.world.requests.list(), [], 'the provider saw none of them')
})

test('SF-05: what is ours, and what is between neighbours, does not travel', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  const answer = await callProxy(world.client, id, 'GET', '/3.0/ping', {
    headers: {
      cookie: 'a=b',
      'x-forwarded-for': '1.2.3.4',
      'x-http-method-override': 'DELETE',
    },
  })
  assert.equal(answer.status, 200, 'the provider got its own authorization, not ours')
  assert.equal(answer.headers.get('set-cookie'), null)
  const smuggled = await sendRaw(world, [
    `POST /v1/proxy/${id}/3.0/ping HTTP/1.1`,
    'Host: x',
    `Authorization: Bearer ${world.secretKey}`,
    'Content-Length: 5',
    'Transfer-Encoding: chunked',
    'Connection: close',
  ])
  assert.match(smuggled, /^HTTP\/1\.1 400 /)
})

test('access is enforced for each call, and what no rule names counts as sending', async () => {
  await using world = await startWorld()
  const permissions = { audiences: 'read', campaigns: 'none', reports: 'none', send: false } as const
  const { id } = await connect(world, { permissions, choices: { audiences: 'read' } })
  assert.equal((await callProxy(world.client, id, 'GET', '/3.0/lists')).status, 200)
  const refused: [string, string, string?][] = [
    ['POST', '/3.0/lists'],
    ['GET', '/3.0/campaigns'],
    ['GET', '/3.0/reports'],
    ['POST', '/3.0/campaigns/x/actions/send'],
    ['POST', '/3.0/batches'],
    ['GET', '/3.0/account-exports'],
    ['GET', '/2.0/lists', 'proxy_path_unknown'],
  ]
  for (const [method, path, code = 'permission_denied'] of refused)
    assert.equal(
      await codeAnswered(await callProxy(world.client, id, method, path)),
      code,
      `${method} ${path}`,
    )
})

test('mailchimp 6: the provider’s own answers pass unchanged: errors, empty bodies, written data', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  const missing = await callProxy(world.client, id, 'GET', '/3.0/lists/none')
  assert.equal(missing.status, 404)
  assert.equal(missing.headers.get('content-type'), 'application/problem+json; charset=utf-8')
  assert.equal(((await missing.json()) as { title: string }).title, 'Resource Not Found')
  const { lists } = (await (await callProxy(world.client, id, 'GET', '/3.0/lists')).json()) as {
    lists: { id: string }[]
  }
  const members = `/3.0/lists/${lists[0]?.id}/members`
  const created = await callProxy(world.client, id, 'POST', members, {
    body: JSON.stringify({ email_address: 'proxied@example.org', status: 'subscribed' }),
    headers: { 'content-type': 'application/json' },
  })
  assert.equal(created.status, 200)
  const removed = await callProxy(world.client, id, 'DELETE', `${members}/proxied@example.org`)
  assert.deepEqual([removed.status, await removed.text()], [204, ''])
})

test('bodies: too large by announcement, too large by stream, streamed through', async () => {
  await using world = await startWorld({ LETTERLOCK_PROXY_MAX_BODY_BYTES: '2048' })
  const { id } = await connect(world)
  const post = (body: string | ReadableStream) =>
    callProxy(world.client, id, 'POST', '/3.0/lists', {
      body,
      duplex: 'half',
      headers: { 'content-type': 'application/json' },
    })
  assert.equal(await codeAnswered(await post('x'.repeat(3000))), 'request_too_large')
  const stream = (bytes: number) =>
    new ReadableStream({
      start(controller) {
        for (let sent = 0; sent < bytes; sent += 500)
          controller.enqueue(new TextEncoder().encode(' '.repeat(500)))
        controller.close()
      },
    })
  assert.equal(await codeAnswered(await post(stream(4000))), 'request_too_large')
  assert.equal((await post(stream(1500))).status, 400, 'the provider itself read it')
})

test('mailchimp 8: ten at once to the provider; the eleventh waits its turn instead of being refused', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  world.sandbox.world.faults.add({ kind: 'slow_body', path: '/3.0/ping', delayMs: 100 })
  const statuses = await Promise.all(
    Array.from({ length: 35 }, async () => (await callProxy(world.client, id, 'GET', '/3.0/ping')).status),
  )
  assert.deepEqual(new Set(statuses), new Set([200]))
})

test('a provider in trouble: unreachable, cut off in the middle, broken', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  const { faults } = world.sandbox.world
  // A read whose idle connection breaks is sent again: it breaks each time.
  const fault = (kind: 'connection_reset' | 'lost_response' | 'status', status = 503) => {
    faults.clear()
    faults.add({ kind, path: '/3.0/ping', status })
  }
  fault('connection_reset')
  assert.equal(
    await codeAnswered(await callProxy(world.client, id, 'GET', '/3.0/ping')),
    'provider_unavailable',
  )
  fault('lost_response')
  assert.equal(
    await codeAnswered(await callProxy(world.client, id, 'GET', '/3.0/ping')),
    'provider_unavailable',
  )
  fault('status', 500)
  assert.equal(
    (await callProxy(world.client, id, 'GET', '/3.0/ping')).status,
    500,
    'the provider’s own answer',
  )
  faults.clear()
  assert.equal((await callProxy(world.client, id, 'GET', '/3.0/ping')).status, 200)
})

test('SF-07: a call is sent once, even when its answer is lost', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  world.sandbox.world.faults.add({ kind: 'lost_response', path: '/3.0/lists', remaining: 1 })
  const answer = await callProxy(world.client, id, 'POST', '/3.0/lists', {
    body: '{}',
    headers: { 'content-type': 'application/json' },
  })
  assert.equal(await codeAnswered(answer), 'provider_unavailable')
  assert.equal(requestsTo(world, '/3.0/lists'), 1)
})

test('mailchimp 9: a user removes the OAuth app: the refused call passes, and the status tells the truth soon after', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  world.sandbox.world.mailchimp.tokens = {}
  const refused = await callProxy(world.client, id, 'GET', '/3.0/lists')
  assert.equal(refused.status, 401)
  const connection = await waitFor(
    () => world.client.connections.get(id),
    ({ status }) => status === 'disconnected',
  )
  assert.equal(connection.reason, 'revoked_at_provider')
  assert.equal(
    await codeAnswered(await callProxy(world.client, id, 'GET', '/3.0/lists')),
    'connection_disconnected',
  )
})

test('mailchimp 7: an account moved to another data center is found again, not given up', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  const mailchimp = connectControl(world.sandbox.url).provider('mailchimp')
  await mailchimp.post('move', { username: 'ada', dataCenter: 'us3' })
  const moved = await world.client.connections.check(id)
  assert.deepEqual([moved.status, moved.account.dataCenter], ['connected', 'us3'])
  assert.equal((await callProxy(world.client, id, 'GET', '/3.0/ping')).status, 200)
  assert.ok(
    (await world.client.events.list({ connectionId: id })).items.some(
      ({ type }) => type === 'connection.data_center_changed',
    ),
  )
})

test('a check during trouble at the provider says so and changes nothing', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  world.sandbox.world.faults.add({ kind: 'status', status: 503, path: '/3.0/ping', remaining: 1 })
  await assert.rejects(world.client.connections.check(id), { code: 'provider_unavailable' })
  assert.equal((await world.client.connections.get(id)).status, 'connected')
})
