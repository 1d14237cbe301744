import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, get, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { createEventStreamBroadcast, type CredentialState } from '../../src/http/event-streams.ts'
import { setupOwner, signIn } from '@letterlock/testing/dashboard-session.ts'
import { listToolsWith } from '@letterlock/testing/authorize-assistant.ts'
import { startWorld } from '@letterlock/testing/world.ts'

/** Opens a stream; answers when its head has come. */
function open(
  world: { readonly server: { readonly url: string } },
  headers: Record<string, string>,
  path = '/v1/events/stream',
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(world.server.url + path, { headers: { connection: 'close', ...headers } }, resolve).on(
      'error',
      reject,
    )
  })
}

/**
 * Watches the event loop, by processor time of this thread: what other programs take meanwhile does not count.
 * @returns ends it, and returns the most milliseconds for which the loop was held
 */
function watchEventLoop(): () => number {
  let most = 0
  let last = process.threadCpuUsage()
  let next: NodeJS.Immediate
  const look = (): void => {
    const { user, system } = process.threadCpuUsage(last)
    most = Math.max(most, user + system)
    last = process.threadCpuUsage()
    next = setImmediate(look)
  }
  look()
  return () => {
    clearImmediate(next)
    return most / 1000
  }
}

const times = <T>(count: number, make: () => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, make))

test('A15: one user holds so many streams, and others theirs', async (t) => {
  await using world = await startWorld()
  await setupOwner(world)
  const [owner, elsewhere] = [await signIn(world), await signIn(world)]
  const streams = await times(50, () => open(world, { cookie: owner.cookie }))
  t.after(() => streams.forEach((stream) => stream.destroy()))
  assert.ok(streams.every(({ statusCode }) => statusCode === 200))
  const { status, headers, body } = await elsewhere.ask('GET', '/v1/events/stream').then(async (refused) => ({
    status: refused.status,
    headers: refused.headers,
    body: (await refused.json()) as { code: string },
  }))
  assert.deepEqual([status, body.code], [429, 'rate_limited'], 'in whatever browser')
  assert.ok(Number(headers.get('retry-after')) > 0)
  const key = await open(world, { authorization: `Bearer ${world.secretKey}` })
  assert.equal(key.statusCode, 200, 'another user')
  key.destroy()
  // A place that has become free is taken again.
  streams[0]?.destroy()
  let again = 429
  while (again === 429) {
    const next = await open(world, { cookie: elsewhere.cookie })
    again = next.statusCode ?? 0
    next.destroy()
  }
  assert.equal(again, 200)
})

test('A15: one change received to a thousand streams does not stall the rest', async (t) => {
  await using world = await startWorld()
  const keys = await times(20, async () => {
    const { secret = '' } = await world.client.secretKeys.create({
      name: 'Reader',
      scopes: ['events:read'],
    })
    return secret
  })
  const streams: IncomingMessage[] = []
  t.after(() => streams.forEach((stream) => stream.destroy()))
  const received = (): Promise<unknown> =>
    Promise.all(
      streams.map(
        (stream) =>
          new Promise<void>((resolve) => {
            stream.on('data', (chunk: Buffer) => chunk.includes('event: changed') && resolve())
          }),
      ),
    )
  // The first stream is received of what was there before; those that are opened after that are not.
  streams.push(await open(world, { authorization: `Bearer ${world.secretKey}` }))
  await received()
  for (const key of keys)
    streams.push(...(await times(50, () => open(world, { authorization: `Bearer ${key}` }))))
  const heldMs = watchEventLoop()
  const all = received()
  await world.client.workspace.update({ name: 'Renamed' })
  await all
  const maxMs = heldMs()
  t.diagnostic(`${streams.length} streams, the loop was held for at most ${maxMs.toFixed(0)} ms`)
  assert.ok(maxMs < 500, `${maxMs} ms`)
})

test('A15: a credential is looked at once for all its streams, and a client that does not read is disconnected', async (t) => {
  const opened: ServerResponse[] = []
  const httpServer = createServer((_request, response) => {
    response.write('\n')
    opened.push(response)
  }).listen(0, '127.0.0.1')
  await once(httpServer, 'listening')
  t.after(() => httpServer.closeAllConnections())
  t.after(() => httpServer.close())
  const { port } = httpServer.address() as AddressInfo
  const server = { url: `http://127.0.0.1:${port}` }
  const readers = await times(100, () => open({ server }, {}, '/'))
  for (const reader of readers) reader.resume()
  let looked = 0
  let allowed = true
  const group = {
    streams: new Set(opened),
    waiting: new Set<string>(),
    checkCredential: async (): Promise<CredentialState> => (++looked > 0 && allowed ? 'valid' : 'ended'),
  }
  const say = createEventStreamBroadcast()
  const [first] = readers
  assert.ok(first)
  const heard = new Promise((resolve) => {
    first.on('data', (chunk: Buffer) => chunk.includes('event: changed') && resolve(chunk))
  })
  for (let change = 0; change < 1000; change++) say(group, 'event: changed\ndata:')
  await heard
  assert.ok(looked <= 2, `${looked} looks`)

  const [idle] = opened
  assert.ok(idle)
  const cut = once(idle, 'close')
  idle.cork()
  idle.write('x'.repeat(65 * 1024))
  say(group, ':')
  await cut
  // A user who is no longer a member receives nothing.
  allowed = false
  const ended = once(readers[1] ?? assert.fail(), 'end')
  say(group, 'event: changed\ndata:')
  await ended
})

test('A15: MCP batches and streams are limited', async (t) => {
  await using world = await startWorld()
  const authorization = `Bearer ${world.secretKey}`
  const list = (id: number) => ({ jsonrpc: '2.0', id, method: 'tools/list', params: {} })
  const batch = (size: number, key = authorization): Promise<Response> =>
    fetch(`${world.server.url}/mcp`, {
      method: 'POST',
      headers: {
        authorization: key,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
      },
      body: JSON.stringify(Array.from({ length: size }, (_, index) => list(index))),
    })
  for (const size of [1, 2, 10]) assert.equal((await batch(size)).status, 200, `${size}`)
  for (const size of [11, 100]) {
    const refused = await batch(size)
    const text = await refused.text()
    assert.equal(refused.status, 400, text)
    assert.match(text, /"code":-32600.*at most 10/)
    assert.ok(text.length < 500)
  }
  assert.equal((await listToolsWith(world, world.secretKey)).status, 200)

  const listen = (): Promise<Response> =>
    fetch(`${world.server.url}/mcp`, {
      method: 'POST',
      signal: ending.signal,
      headers: {
        authorization,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        'mcp-protocol-version': '2026-07-28',
        'mcp-method': 'subscriptions/listen',
      },
      body: JSON.stringify({
        jsonrpc: '2.0',
        id: 1,
        method: 'subscriptions/listen',
        params: {
          notifications: { toolsListChanged: true },
          _meta: {
            'io.modelcontextprotocol/protocolVersion': '2026-07-28',
            'io.modelcontextprotocol/clientCapabilities': {},
          },
        },
      }),
    })
  const ending = new AbortController()
  t.after(() => ending.abort())
  const opened = await times(50, listen)
  assert.deepEqual([...new Set(opened.map(({ status }) => status))], [200])
  assert.equal((await listen()).status, 429)
})
