import assert from 'node:assert/strict'
import { callProxy } from '@letterlock/testing/call-proxy.ts'
import { request as send } from 'node:http'
import { test } from 'node:test'
import { connect } from '@letterlock/testing/connect.ts'
import { startProviderServer, startRawProviderServer } from '@letterlock/testing/provider-server.ts'

import { startWorld, type TestWorld } from '@letterlock/testing/world.ts'

const json = { 'content-type': 'application/json' }
const KB = 1024
const LIST = '/ConsoleService.svc/Console/List'

/** Sends a body in pieces, as no `fetch` does: a provider may answer, and close, long before the end. */
function sendSlowly(
  world: TestWorld,
  path: string,
  bytes: number,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(world.server.localUrl)
    const headers = { ...json, authorization: `Bearer ${world.secretKey}`, 'content-length': bytes }
    const request = send({ port, path, method: 'POST', headers }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => (text += chunk))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
    })
    request.on('error', reject)
    const piece = Buffer.alloc(64 * KB, ' ')
    let sent = 0
    const next = (): void => {
      if (sent >= bytes) return void request.end()
      sent += piece.length
      request.write(piece.subarray(0, Math.min(piece.length, bytes - sent + piece.length)), () =>
        setImmediate(next),
      )
    }
    next()
  })
}

test('C2: the next page is asked for by the address that the provider gives', async () => {
  await using world = await startWorld()
  const { id, account } = await connect(world)
  assert.match(account.apiBaseUrl, /^https:/)
  const next = `${account.apiBaseUrl}/3.0/lists?count=1&offset=1`
  const answer = await callProxy(world.client, id, 'GET', next)
  assert.equal(answer.status, 200)
  assert.ok(Array.isArray(((await answer.json()) as { lists: unknown[] }).lists))
  for (const elsewhere of ['https://us2.api.mailchimp.com/3.0/lists', 'https://evil.example/3.0/lists']) {
    const refused = await callProxy(world.client, id, 'GET', elsewhere)
    assert.equal(refused.status, 400)
    assert.equal(((await refused.json()) as { code: string }).code, 'proxy_path_not_allowed')
  }
})

for (const [what, bytes, chunked] of [
  ['200 KB', 200 * KB, false],
  ['1 MB, the most that is kept', 1024 * KB, false],
  ['200 KB without an announced length', 200 * KB, true],
] as const)
  test(`C3: a body of ${what} is sent again with the refreshed token`, async () => {
    await using world = await startWorld()
    const { id } = await connect(world, { provider: 'mailup' })
    await using provider = await startProviderServer(world, (_request, response, body) => {
      if (provider.requests.length === 1) response.writeHead(401).end('{}')
      else response.writeHead(200, json).end(JSON.stringify({ length: body.length }))
    })
    const bytesOf = new TextEncoder().encode('x'.repeat(bytes))
    const body = chunked
      ? new ReadableStream({
          start(controller) {
            for (let at = 0; at < bytes; at += 10 * KB) controller.enqueue(bytesOf.subarray(at, at + 10 * KB))
            controller.close()
          },
        })
      : bytesOf
    const answer = await callProxy(world.client, id, 'POST', LIST, { body, duplex: 'half', headers: json })
    assert.deepEqual(await answer.json(), { length: bytes })
    assert.equal(answer.headers.get('letterlock-retries'), '1')
    assert.equal(provider.requests.length, 2)
  })

test('C3: a body beyond the limit is not sent again, and the answer says so', async () => {
  await using world = await startWorld()
  const { id } = await connect(world, { provider: 'mailup' })
  await using provider = await startProviderServer(world, (_request, response) => {
    response.writeHead(provider.requests.length === 1 ? 401 : 200, json).end('{"own":"words"}')
  })
  const post = () => callProxy(world.client, id, 'POST', LIST, { body: 'x'.repeat(1025 * KB), headers: json })
  const refused = await post()
  assert.equal(refused.status, 401)
  assert.equal(refused.headers.get('letterlock-retries'), '0')
  assert.equal(refused.headers.get('letterlock-not-retried'), 'body_not_kept')
  assert.deepEqual(await refused.json(), { own: 'words' })
  assert.equal(provider.requests.length, 1)
  assert.equal((await post()).status, 200, 'the next one has the refreshed token')
})

test('C4: a busy provider is asked again when it says, and the answer tells how often', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  await using provider = await startProviderServer(world, (_request, response) => {
    const busy = provider.requests.length <= 2
    response.writeHead(busy ? 503 : 200, busy ? { 'retry-after': '1' } : json).end('{}')
  })
  const answer = await callProxy(world.client, id, 'GET', '/3.0/lists')
  assert.equal(answer.status, 200)
  assert.equal(answer.headers.get('letterlock-retries'), '2')
  assert.equal(answer.headers.get('letterlock-not-retried'), null)
  const [first, second] = provider.requests.map(({ at }) => at)
  assert.ok((second ?? 0) - (first ?? 0) >= 1000, 'not before it has said')
})

test('C4: what may have been done is not sent again; what was not done is', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  const statuses: number[] = []
  await using provider = await startProviderServer(world, (_request, response) =>
    response.writeHead(statuses.shift() ?? 200, json).end('{}'),
  )
  const post = () =>
    callProxy(world.client, id, 'POST', '/3.0/lists', { body: '{"name":"x"}', headers: json })
  statuses.push(503)
  const unsafe = await post()
  assert.deepEqual(
    [unsafe.status, unsafe.headers.get('letterlock-retries'), unsafe.headers.get('letterlock-not-retried')],
    [503, '0', 'method_not_idempotent'],
  )
  assert.equal(provider.requests.length, 1)
  statuses.push(429)
  const again = await post()
  assert.deepEqual([again.status, again.headers.get('letterlock-retries')], [200, '1'])
  assert.deepEqual(provider.requests.map(({ body }) => body).slice(1), ['{"name":"x"}', '{"name":"x"}'])
})

test('C4: beyond the patience the provider’s own answer is passed on at once', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  await using provider = await startProviderServer(world, (_request, response) =>
    response.writeHead(429, { ...json, 'retry-after': '60' }).end('{"title":"Too Many Requests"}'),
  )
  const began = performance.now()
  const answer = await callProxy(world.client, id, 'GET', '/3.0/lists')
  assert.ok(performance.now() - began < 2000)
  assert.deepEqual(
    [answer.status, answer.headers.get('retry-after'), answer.headers.get('letterlock-not-retried')],
    [429, '60', 'wait_limit_reached'],
  )
  assert.deepEqual(await answer.json(), { title: 'Too Many Requests' })
  assert.equal(provider.requests.length, 1)
})

test('C16: a provider that refuses a large body before its end is heard', { timeout: 60_000 }, async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  const body = '{"title":"Payload Too Large"}'
  await using provider = await startRawProviderServer(world, (socket) => {
    socket.once('data', () => {
      socket.pause()
      socket.end(
        `HTTP/1.1 413 Payload Too Large\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
        () => socket.destroy(),
      )
    })
  })
  for (let round = 0; round < 12; round++) {
    const bytes = round % 2 ? 5 * KB * KB : 900 * KB
    const { status, text } = await sendSlowly(world, `/v1/proxy/${id}/3.0/lists`, bytes)
    assert.deepEqual([status, text], [413, body], `round ${round}`)
  }
  assert.ok(provider.connections > 0)
})

test('C16: our own refusal of a large body is heard', async () => {
  await using world = await startWorld()
  const permissions = { audiences: 'read', campaigns: 'none', reports: 'none', send: false } as const
  const { id } = await connect(world, { permissions, choices: { audiences: 'read' } })
  for (let round = 0; round < 6; round++) {
    const { status } = await sendSlowly(world, `/v1/proxy/${id}/3.0/lists`, 5 * KB * KB)
    assert.equal(status, 403)
    const unknown = await sendSlowly(world, '/v1/proxy/conn_unknown/3.0/lists', 5 * KB * KB)
    assert.equal(unknown.status, 404)
  }
})
