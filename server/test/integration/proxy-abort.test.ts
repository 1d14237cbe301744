import assert from 'node:assert/strict'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { ServerResponse } from 'node:http'
import { test } from 'node:test'
import { waitUntil } from '@letterlock/testing/wait-for.ts'
import { connect } from '@letterlock/testing/connect.ts'
import { startProviderServer, startRawProviderServer } from '@letterlock/testing/provider-server.ts'
import { tokenRequests, TOKEN_PATH } from '@letterlock/testing/mailup.ts'
import { startWorld, type TestWorld, eventTypes } from '@letterlock/testing/world.ts'
import { memberAt } from '../../src/kernel/member-at.ts'

const MAX_AT_ONCE = 10
const WAITING = 30

const json = { 'content-type': 'application/json' }

/** How clients reach the provider. */
const WAYS: readonly [way: string, path: (id: string) => string, init: RequestInit][] = [
  ['forwarded reads', (id) => `/v1/proxy/${id}/3.0/lists`, {}],
  ['forwarded writes', (id) => `/v1/proxy/${id}/3.0/lists`, { method: 'POST', body: '{}', headers: json }],
  ['marketing reads', (id) => `/v1/connections/${id}/audiences`, {}],
  [
    'marketing writes',
    (id) => `/v1/connections/${id}/campaigns`,
    {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ name: 'n', audienceId: 'a', subject: 's', html: '<p>h</p>' }),
    },
  ],
  [
    'tools of assistants',
    () => '/mcp',
    {
      method: 'POST',
      headers: { ...json, accept: 'application/json, text/event-stream' },
      body: JSON.stringify({
        jsonrpc: '2.0',
        id: 1,
        method: 'tools/call',
        params: { name: 'list_audiences', arguments: {} },
      }),
    },
  ],
]

function ask(world: TestWorld, path: string, init: RequestInit, signal?: AbortSignal): Promise<Response> {
  const headers = { ...(init.headers as Record<string, string>), authorization: `Bearer ${world.secretKey}` }
  return fetch(world.server.localUrl + path, { ...init, headers, ...(signal && { signal }) })
}

/** Counts the requests with this URL that servers of this process receive: what a client has sent is not yet in line. */
function countArrivals(url: string): Disposable & { readonly count: number } {
  let count = 0
  const started = (message: unknown): void => {
    if (memberAt(message, 'request.url') === url) count++
  }
  subscribe('http.server.request.start', started)
  return {
    get count() {
      return count
    },
    [Symbol.dispose]: () => void unsubscribe('http.server.request.start', started),
  }
}

for (const [way, path, init] of WAYS)
  test(`A1: ${way}: clients who give up while the provider hangs leave their places to those who come after`, async () => {
    await using world = await startWorld()
    const { id } = await connect(world)
    let hangs = true
    await using provider = await startProviderServer(world, (_request, response) => {
      if (!hangs) response.writeHead(200, json).end('{"lists":[],"total_items":0}')
    })
    const leaving = new AbortController()
    using arrivals = countArrivals(path(id))
    const principals = Array.from({ length: 60 }, () => ask(world, path(id), init, leaving.signal))
    const left = Promise.allSettled(principals)
    await waitUntil(
      () => provider.requests.length === MAX_AT_ONCE && arrivals.count === principals.length,
      'as many calls as may run, and the others in line',
    )
    leaving.abort()
    await left
    hangs = false
    const began = performance.now()
    await (await ask(world, path(id), init)).text()
    assert.ok(performance.now() - began < 8000, `${performance.now() - began} ms`)
    // Not all of them are seen to leave in the same moment.
    assert.ok(provider.requests.length <= MAX_AT_ONCE + 4, `${provider.requests.length} arrived`)
  })

test('A1: forty clients of a slow provider leave: it hears of none of those who waited in line', async () => {
  await using world = await startWorld({ LETTERLOCK_CALL_SAMPLE_RATE: '100' })
  const { id } = await connect(world)
  const open: ServerResponse[] = []
  await using provider = await startProviderServer(world, (_request, response) => void open.push(response))
  const leaving = new AbortController()
  const init = { method: 'POST', body: '{"name":"x"}', headers: json }
  const path = `/v1/proxy/${id}/3.0/lists`
  using arrivals = countArrivals(path)
  const left = Promise.allSettled(
    Array.from({ length: MAX_AT_ONCE + WAITING }, () => ask(world, path, init, leaving.signal)),
  )
  await waitUntil(
    () => open.length === MAX_AT_ONCE && arrivals.count === MAX_AT_ONCE + WAITING,
    'as many calls as may run, and the others in line',
  )
  leaving.abort()
  await left
  const seen = async (): Promise<boolean> =>
    (await world.client.calls.list({ limit: 100 })).items.length >= WAITING
  await waitUntil(seen, 'the server has seen everybody leave who waited')
  for (const response of open) response.writeHead(200).end('{}')
  assert.equal(open.length, MAX_AT_ONCE)
  const after = ask(world, `${path}?after`, init)
  await waitUntil(() => open.length > MAX_AT_ONCE, 'the call of a client that stays')
  open.at(-1)?.writeHead(200).end('{}')
  assert.equal((await after).status, 200)
  assert.equal(provider.requests.length, MAX_AT_ONCE + 1)
  assert.equal(provider.requests.at(-1)?.url.endsWith('?after'), true)
})

test('A1: nothing is sent again for a client who leaves while the refused credential is refreshed', async () => {
  await using world = await startWorld()
  const { id } = await connect(world, { provider: 'mailup' })
  world.sandbox.world.faults.add({ kind: 'slow_body', path: TOKEN_PATH, delayMs: 300 })
  const before = tokenRequests(world)
  await using provider = await startProviderServer(world, (_request, response) =>
    response.writeHead(401).end('{}'),
  )
  const leaving = new AbortController()
  const path = `/v1/proxy/${id}/ConsoleService.svc/Console/User/Lists`
  const call = ask(world, path, {}, leaving.signal)
  await waitUntil(() => tokenRequests(world, before) > 0, 'the refresh')
  leaving.abort()
  await assert.rejects(call)
  const expected = 'connection.token_refreshed'
  await waitUntil(async () => (await eventTypes(world, id)).includes(expected), 'the refreshed token')
  // Whatever would be sent has been sent before the next call is answered.
  await (await ask(world, `${path}?next`, {})).text()
  assert.equal(provider.requests.filter(({ url }) => !url.includes('?next')).length, 1)
})

test('A1: a client who leaves while a busy provider is waited for is not sent again', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  await using provider = await startProviderServer(world, (_request, response) =>
    response.writeHead(429, { 'retry-after': '1' }).end('{}'),
  )
  const leaving = new AbortController()
  const call = ask(world, `/v1/proxy/${id}/3.0/lists?first`, {}, leaving.signal)
  await waitUntil(() => provider.requests.length === 1, 'the first try')
  leaving.abort()
  await assert.rejects(call)
  const other = await ask(world, `/v1/proxy/${id}/3.0/lists?other`, {})
  assert.equal(other.status, 429)
  assert.equal(provider.requests.filter(({ url }) => url.endsWith('?first')).length, 1)
})

for (const interim of [
  'HTTP/1.1 103 Early Hints\r\nlink: </a.css>; rel=preload\r\n\r\n',
  'HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n',
])
  test(`A4: interim answers are skipped, and free no place (${interim.split('\r\n')[0]})`, async () => {
    await using world = await startWorld()
    const { id } = await connect(world)
    let running = 0
    let most = 0
    await using provider = await startRawProviderServer(world, (socket) => {
      socket.on('data', () => {
        most = Math.max(most, ++running)
        socket.write(interim)
        setTimeout(() => {
          running--
          socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok')
        }, 20)
      })
    })
    const answers = await Promise.all(
      Array.from({ length: 60 }, () => ask(world, `/v1/proxy/${id}/3.0/lists`, {})),
    )
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]))
    assert.ok(most <= MAX_AT_ONCE, `${most} at once`)
    assert.ok(provider.connections > 0)
  })

test('A4: a header in UTF-8 arrives as the provider has sent it, and frees one place', async () => {
  const value = 'attachment; filename="Łódź ✉.csv"'
  await using world = await startWorld()
  const { id } = await connect(world)
  let running = 0
  let most = 0
  await using provider = await startRawProviderServer(world, (socket) => {
    socket.on('data', () => {
      most = Math.max(most, ++running)
      setTimeout(() => {
        running--
        const head = `HTTP/1.1 200 OK\r\nx-odd: ${value}\r\ncontent-length: 2\r\n\r\nok`
        socket.write(Buffer.from(head, 'utf8'))
      }, 20)
    })
  })
  const answers = await Promise.all(
    Array.from({ length: 60 }, () => ask(world, `/v1/proxy/${id}/3.0/lists`, {})),
  )
  for (const answer of answers) {
    assert.equal(answer.status, 200)
    const odd = answer.headers.get('x-odd')
    assert.equal(Buffer.from(odd ?? '', 'latin1').toString('utf8'), value)
    assert.equal(await answer.text(), 'ok')
  }
  assert.ok(most <= MAX_AT_ONCE, `${most} at once`)
  assert.ok(provider.connections > 0)
})

test(
  'A9: an answer in chunks of four bytes takes no more memory than its size',
  { timeout: 60_000 },
  async () => {
    await using world = await startWorld()
    const { id } = await connect(world)
    const megabyte = Buffer.from('4\r\n    \r\n'.repeat(256 * 1024))
    await using provider = await startRawProviderServer(world, (socket) => {
      socket.on('data', () => {
        socket.write(
          'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n',
        )
        for (let sent = 0; sent < 6; sent++) socket.write(megabyte)
        socket.write('2\r\n{}\r\n0\r\n\r\n')
      })
    })
    const inUse = (): number => {
      const { heapUsed, external } = process.memoryUsage()
      return heapUsed + external
    }
    const before = inUse()
    let most = 0
    const watch = setInterval(() => (most = Math.max(most, inUse() - before)), 20)
    await Promise.all(
      Array.from({ length: 4 }, async () => (await ask(world, `/v1/connections/${id}/audiences`, {})).text()),
    )
    clearInterval(watch)
    assert.ok(provider.connections > 0)
    assert.ok(most < 200 * 1024 * 1024, `${Math.round(most / 1024 / 1024)} MB`)
  },
)

for (const end of ['closed', 'reset'] as const)
  test(`A1: a kept connection that the provider has ${end} while a call is on its way: reads are sent again, writes are not`, async () => {
    await using world = await startWorld()
    const { id } = await connect(world)
    const received: string[] = []
    let keeps = true
    await using provider = await startRawProviderServer(world, (socket) => {
      let isUsed = false
      socket.on('data', (data) => {
        // The body of a write may come by itself.
        received.push(...(/^[A-Z]+/.exec(String(data)) ?? []))
        if (keeps || !isUsed) socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok')
        else if (end === 'closed') socket.end()
        else socket.resetAndDestroy()
        isUsed = true
      })
    })
    const path = `/v1/proxy/${id}/3.0/lists`
    const statusOf = async (init: RequestInit): Promise<number> => {
      const answer = await ask(world, path, init)
      await answer.text()
      return answer.status
    }
    assert.equal(await statusOf({}), 200)
    keeps = false
    assert.equal(await statusOf({}), 200, 'on a new connection')
    assert.deepEqual(received.splice(0), ['GET', 'GET', 'GET'])
    assert.equal(provider.connections, 2)
    keeps = true
    for (let round = 0; round < 3; round++) await statusOf({})
    keeps = false
    received.splice(0)
    assert.equal(await statusOf({ method: 'POST', body: '{}', headers: json }), 502)
    assert.deepEqual(received, ['POST'])
  })

test('A1: a read is sent again once, and only on a connection that had been used', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  await using provider = await startRawProviderServer(world, (socket) => {
    socket.once('data', () => socket.end())
  })
  const answer = await ask(world, `/v1/proxy/${id}/3.0/lists`, {})
  await answer.text()
  assert.equal(answer.status, 502)
  assert.equal(provider.connections, 1)
})
