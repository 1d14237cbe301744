import assert from 'node:assert/strict'
import { afterEach, beforeEach, mock, test } from 'node:test'
import {
  Letterlock,
  LetterlockApiError,
  LetterlockError,
  LetterlockNetworkError,
  LetterlockProviderError,
  LetterlockTimeoutError,
  type LetterlockOptions,
} from './index.ts'

interface Sent {
  readonly method: string
  readonly path: string
  readonly headers: Headers
  readonly body: unknown
}

/** A client whose server returns these responses, one per attempt, and the attempts that the server saw. */
function clientOf(
  responses: readonly (() => Response | Promise<Response>)[],
  options: LetterlockOptions = {},
): { letterlock: Letterlock; sent: Sent[] } {
  const sent: Sent[] = []
  const fakeFetch: typeof fetch = async (input, init = {}) => {
    assert.ok(typeof input === 'string')
    const { method = 'GET', headers, body, signal } = init
    sent.push({ method, path: input.slice(ORIGIN.length), headers: new Headers(headers), body })
    const respond = responses[sent.length - 1] ?? assert.fail(`try ${sent.length} was not expected`)
    return Promise.race([
      respond(),
      new Promise<never>((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason as Error))
      }),
    ])
  }
  return {
    letterlock: new Letterlock({ url: ORIGIN, secretKey: 'llk_x', fetch: fakeFetch, ...options }),
    sent,
  }
}

const ORIGIN = 'https://connect.example'

const problem =
  (status: number, code: string, more: object = {}, headers: Record<string, string> = {}) =>
  () =>
    Response.json(
      {
        type: `urn:letterlock:error:${code}`,
        title: 'Title',
        status,
        detail: 'What is wrong.',
        instance: 'urn:letterlock:request:req_1',
        code,
        nextStep: 'What to do.',
        requestId: 'req_1',
        ...more,
      },
      { status, headers: { 'content-type': 'application/problem+json', ...headers } },
    )
const busy = problem(503, 'database_unavailable')
const ok =
  (body: object = { id: 'conn_1' }) =>
  () =>
    Response.json(body)
const lost = () => Promise.reject(new TypeError('fetch failed'))
const silent = () => new Promise<Response>(() => undefined)

async function rejected<T>(call: Promise<unknown>, type: abstract new (...args: never[]) => T): Promise<T> {
  const error = await call.then(
    () => assert.fail('it was not rejected'),
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof type, `${String(error)} is no ${type.name}`)
  return error
}

/** The waits of the SDK, in milliseconds, which are skipped. */
let waits: number[] = []
beforeEach(() => {
  waits = []
  const setTimer = globalThis.setTimeout
  mock.method(globalThis, 'setTimeout', (wake: () => void, ms: number) => {
    // The timeout of an attempt, which is not skipped.
    if (ms > 9_000 && ms < 61_000 && ms % 1000 === 0) return setTimer(wake, ms).unref()
    waits.push(ms)
    return setTimer(wake, 0)
  })
})
afterEach(() => mock.restoreAll())

test('what is read is tried three times, later and later', async () => {
  const { letterlock, sent } = clientOf([busy, lost, ok()])
  assert.equal((await letterlock.connections.get('conn_1')).id, 'conn_1')
  assert.equal(sent.length, 3)
  const [first = 0, second = 0] = waits
  assert.ok(first >= 250 && first <= 500 && second >= 500 && second <= 1000, waits.join(', '))
})

test('a token is read again: the POST changes nothing', async () => {
  const { letterlock, sent } = clientOf([busy, ok({ accessToken: 't' })])
  assert.equal((await letterlock.connections.getAccessToken('conn_1')).accessToken, 't')
  assert.deepEqual(
    sent.map(({ method, headers }) => [method, headers.get('idempotency-key')]),
    [
      ['POST', null],
      ['POST', null],
    ],
  )
})

test('a POST that creates is sent again with the same key, and a key that is given is kept', async () => {
  const { letterlock, sent } = clientOf([
    busy,
    problem(409, 'idempotency_key_in_use', { retryAfterSeconds: 1 }),
    ok(),
    busy,
    ok(),
  ])
  await letterlock.connectSessions.create({ endUserId: 'u', returnUrl: 'https://app.example/' })
  const keys = sent.map(({ headers }) => headers.get('idempotency-key'))
  assert.match(keys[0] ?? '', /^[\da-f]{32}$/)
  assert.deepEqual(keys, [keys[0], keys[0], keys[0]])

  await letterlock.connections.disconnect('conn_1', { idempotencyKey: 'mine' })
  assert.deepEqual(
    sent.slice(3).map(({ headers }) => headers.get('idempotency-key')),
    ['mine', 'mine'],
  )
})

test('what might be done twice is sent once', async () => {
  const { letterlock, sent } = clientOf([busy, lost, busy, busy, lost])
  await rejected(letterlock.connections.update('conn_1', {}), LetterlockApiError)
  await rejected(letterlock.connections.delete('conn_1'), LetterlockNetworkError)
  await rejected(letterlock.deviceAuthorizations.poll({ deviceCode: 'c' }), LetterlockApiError)
  await rejected(letterlock.proxy.post('conn_1', '3.0/lists', { body: {} }), LetterlockApiError)
  const keyed = { idempotencyKey: 'the proxy does not honour it' }
  await rejected(letterlock.proxy.post('conn_1', '3.0/lists', keyed), LetterlockNetworkError)
  assert.equal(sent.length, 5)
  assert.deepEqual(waits, [])
})

test('errors that stay are not retried, and no error more often than maxRetries says', async () => {
  const { letterlock, sent } = clientOf([problem(404, 'connection_not_found')])
  const error = await rejected(letterlock.connections.get('conn_1'), LetterlockApiError)
  const { code, status, nextStep, requestId, retryAfterSeconds, isRetryable, message, name } = error
  assert.deepEqual(
    { code, status, nextStep, requestId, retryAfterSeconds, isRetryable, message, name },
    {
      code: 'connection_not_found',
      status: 404,
      nextStep: 'What to do.',
      requestId: 'req_1',
      retryAfterSeconds: null,
      isRetryable: false,
      message: 'What is wrong.',
      name: 'LetterlockApiError',
    },
  )
  assert.equal(error.problem.title, 'Title')
  assert.equal(sent.length, 1)

  const never = clientOf([busy], { maxRetries: 0 })
  assert.ok((await rejected(never.letterlock.connections.get('conn_1'), LetterlockError)).isRetryable)
  const once = clientOf([busy, busy], { maxRetries: 1 })
  await rejected(once.letterlock.connections.get('conn_1'), LetterlockApiError)
  assert.equal(once.sent.length, 2)
})

test('Retry-After is honoured, as seconds, as a date and in the body; a long one is left to the application', async () => {
  const asked = (more: object, headers: Record<string, string>) => problem(429, 'rate_limited', more, headers)
  const { letterlock } = clientOf([
    asked({}, { 'retry-after': '3' }),
    asked({ retryAfterSeconds: 5 }, {}),
    ok(),
    asked({}, { 'retry-after': new Date(Date.now() + 20_000).toUTCString() }),
    ok(),
    asked({ retryAfterSeconds: 61 }, { 'retry-after': '61' }),
  ])
  await letterlock.connections.get('conn_1')
  await letterlock.connections.get('conn_1')
  const error = await rejected(letterlock.connections.get('conn_1'), LetterlockApiError)
  assert.deepEqual([error.retryAfterSeconds, error.isRetryable], [61, true])
  const [first = 0, second = 0, third = 0, ...others] = waits
  assert.ok(first >= 3000 && first <= 3300 && second >= 5000 && second <= 5500, waits.join(', '))
  assert.ok(third > 18_000 && third <= 22_000, waits.join(', '))
  assert.deepEqual(others, [])
})

test('a response that is not Letterlock’s is a network error', async () => {
  const html = (status: number) => () =>
    new Response('<h1>Hello</h1>', { status, headers: { 'content-type': 'text/html' } })
  const { letterlock, sent } = clientOf([html(404), html(200), html(502), ok()])
  assert.equal(
    (await rejected(letterlock.workspace.get(), LetterlockNetworkError)).isRetryable,
    false,
    'another program',
  )
  await rejected(letterlock.workspace.get(), LetterlockNetworkError)
  await letterlock.workspace.get()
  assert.equal(sent.length, 4, 'a proxy whose server is away')
})

test('a slow response is a timeout, of each try; an aborted signal is its own reason', async () => {
  const { letterlock, sent } = clientOf([silent, silent, silent])
  const slow = await rejected(letterlock.workspace.get({ timeoutMs: 5 }), LetterlockTimeoutError)
  assert.deepEqual([slow.timeoutMs, slow.isRetryable, sent.length], [5, true, 3])

  const controller = new AbortController()
  const stopped = clientOf([silent])
  const call = stopped.letterlock.workspace.get({ signal: controller.signal })
  controller.abort(new RangeError('enough'))
  await rejected(call, RangeError)
  await rejected(stopped.letterlock.workspace.get({ signal: controller.signal }), RangeError)
  assert.equal(stopped.sent.length, 1)
})

test('a signal that is aborted while the SDK waits ends the wait', async () => {
  const controller = new AbortController()
  const { letterlock, sent } = clientOf([
    () => {
      queueMicrotask(() => controller.abort(new RangeError('enough')))
      return busy()
    },
  ])
  await rejected(letterlock.workspace.get({ signal: controller.signal }), RangeError)
  assert.equal(sent.length, 1)
})

test('IDs are encoded, and an empty one reaches no server', async () => {
  const { letterlock, sent } = clientOf([ok(), ok()])
  await letterlock.connections.get('a/b?c#d%')
  await letterlock.account('conn_1').contacts.get('ada+1@example.org', { audienceId: 'a&b' })
  assert.deepEqual(
    sent.map(({ path }) => path),
    [
      '/v1/connections/a%2Fb%3Fc%23d%25',
      '/v1/connections/conn_1/contacts/ada%2B1%40example.org?audienceId=a%26b',
    ],
  )
  for (const id of ['', ' ', '.', '..', undefined, null, 7]) {
    const wrong = id as string
    for (const call of [
      () => letterlock.connections.get(wrong),
      () => letterlock.account(wrong).audiences.list(),
      () => letterlock.account('conn_1').campaigns.getReport(wrong),
      () => letterlock.account('conn_1').segments.list({ audienceId: wrong }),
      () => letterlock.proxy.get(wrong, '3.0/lists'),
      () => letterlock.webhookDeliveries.get('we_1', wrong),
    ])
      await rejected(call(), TypeError)
  }
  assert.equal(sent.length, 2)
})

test('a path at the provider cannot lead out of the proxy', async () => {
  const fine = ['3.0/lists', '/3.0/lists?count=1&x=ü', '3.0/a/../lists', '3.0/a#b']
  const provider = () => new Response('{}', { headers: { 'letterlock-credential': 'oauth' } })
  const { letterlock, sent } = clientOf(fine.map(() => provider))
  for (const path of fine) await letterlock.proxy.get('conn_1', path)
  assert.deepEqual(
    sent.map(({ path }) => path),
    ['3.0/lists', '3.0/lists?count=1&x=%C3%BC', '3.0/lists', '3.0/a%23b'].map(
      (path) => `/v1/proxy/conn_1/${path}`,
    ),
  )
  for (const path of ['../../connections', '..', 'a/../../x', '%2e%2e/conn_2/x', '..\\conn_2', '.\t./conn_2'])
    await rejected(letterlock.proxy.get('conn_1', path), TypeError)
})

test('the proxy gives the provider’s response as it is, or its JSON with typed errors', async () => {
  const provider =
    (status: number, body: string | null, headers: Record<string, string> = {}) =>
    () =>
      new Response(body, { status, headers: { 'letterlock-credential': 'oauth', ...headers } })
  const { letterlock, sent } = clientOf([
    provider(404, '{"title":"Resource Not Found"}'),
    provider(200, '{"lists":[{"id":"1"}]}'),
    provider(404, '{"title":"Resource Not Found"}'),
    provider(503, 'busy', { 'x-request-id': 'r1' }),
    provider(204, null),
    problem(403, 'permission_denied'),
    problem(403, 'permission_denied'),
  ])
  assert.equal((await letterlock.proxy.get('conn_1', '3.0/lists/none')).status, 404)
  interface Lists {
    lists: { id: string }[]
  }
  const query = { count: 1, before: undefined }
  const { lists } = await letterlock.proxy.get<Lists>('conn_1', '3.0/lists', { query }).json()
  assert.equal(lists[0]?.id, '1')
  assert.equal(sent[1]?.path, '/v1/proxy/conn_1/3.0/lists?count=1')

  const refused = await rejected(letterlock.proxy.get('conn_1', 'x').json(), LetterlockProviderError)
  assert.deepEqual(
    [refused.status, refused.body, refused.isRetryable],
    [404, { title: 'Resource Not Found' }, false],
  )
  const down = await rejected(
    letterlock.proxy.post('conn_1', 'x', { body: { name: 'Rye' } }).json(),
    LetterlockProviderError,
  )
  assert.deepEqual(
    [down.status, down.body, down.isRetryable, down.headers.get('x-request-id')],
    [503, 'busy', true, 'r1'],
  )
  assert.deepEqual(
    [sent[3]?.body, sent[3]?.headers.get('content-type')],
    ['{"name":"Rye"}', 'application/json'],
  )
  assert.equal(await letterlock.proxy.delete('conn_1', 'x').json(), undefined)
  await rejected(letterlock.proxy.get('conn_1', 'x'), LetterlockApiError)
  await rejected(letterlock.proxy.get('conn_1', 'x').json(), LetterlockApiError)
  assert.deepEqual(waits, [], 'Letterlock has retried what may be retried')
})

test('a list is its first page, and the items of all pages', async () => {
  const pages = [
    ok({ items: [1, 2], nextCursor: 'c1' }),
    ok({ items: [], nextCursor: 'c2' }),
    ok({ items: [3], nextCursor: null }),
  ]
  const [first = assert.fail()] = pages
  const { letterlock, sent } = clientOf([first, ...pages])
  assert.deepEqual(await letterlock.connections.list(), { items: [1, 2], nextCursor: 'c1' })
  const all: unknown[] = []
  for await (const connection of letterlock.connections.list({ provider: 'p' })) all.push(connection)
  assert.deepEqual(all, [1, 2, 3])
  assert.deepEqual(
    sent.map(({ path }) => path),
    ['', '?provider=p', '?provider=p&cursor=c1', '?provider=p&cursor=c2'].map(
      (query) => `/v1/connections${query}`,
    ),
  )
})

test('options are read at once: from the environment too, and without the secret in a message', (t) => {
  for (const url of [
    '127.0.0.1:4400',
    'localhost',
    '',
    'ftp://x',
    'http://a:b@x.example',
    'https://x.example/?a',
  ])
    assert.throws(() => new Letterlock({ url, secretKey: 'llk_x' }), /^TypeError: url must/, url)
  for (const timeoutMs of [0, -1, Number.NaN])
    assert.throws(() => new Letterlock({ url: ORIGIN, secretKey: 'llk_x', timeoutMs }), /timeoutMs must/)
  for (const maxRetries of [-1, 1.5])
    assert.throws(() => new Letterlock({ url: ORIGIN, secretKey: 'llk_x', maxRetries }), /maxRetries must/)
  assert.throws(
    () => new Letterlock({ url: ORIGIN, secretKey: 'llk_secret\nx' }),
    (error: Error) => error instanceof TypeError && !String(error.stack).includes('llk_secret'),
  )
  const { LETTERLOCK_URL, LETTERLOCK_SECRET_KEY } = process.env
  t.after(() => {
    for (const [name, value] of Object.entries({ LETTERLOCK_URL, LETTERLOCK_SECRET_KEY }))
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
  })
  delete process.env['LETTERLOCK_URL']
  process.env['LETTERLOCK_SECRET_KEY'] = ''
  assert.throws(() => new Letterlock(), /LETTERLOCK_URL/)
  process.env['LETTERLOCK_URL'] = `${ORIGIN}/below/`
  assert.throws(() => new Letterlock(), /LETTERLOCK_SECRET_KEY/)
  process.env['LETTERLOCK_SECRET_KEY'] = 'llk_env\n'
  const letterlock = new Letterlock()
  assert.ok(!JSON.stringify(letterlock).includes('llk_env'))
})

test('the base path of the URL is kept, and the secret key is sent as a bearer token', async () => {
  const { letterlock, sent } = clientOf([ok()], { url: `${ORIGIN}/below/` })
  await letterlock.workspace.get()
  assert.equal(sent[0]?.path, '/below/v1/workspace')
  assert.equal(sent[0].headers.get('authorization'), 'Bearer llk_x')
})

test('a stream of changes yields until it ends', async () => {
  const body = new ReadableStream({
    start(controller) {
      for (const part of [
        'retry: 2000\n\n',
        ':\n\neve',
        'nt: changed\ndata:\n\n',
        'event: changed\ndata:\n\n',
      ])
        controller.enqueue(new TextEncoder().encode(part))
      controller.close()
    },
  })
  const { letterlock } = clientOf([() => new Response(body)])
  const seen: string[] = []
  for await (const change of letterlock.events.stream()) seen.push(change)
  assert.deepEqual(seen, ['changed', 'changed'])
})

test('a failed connection says why: unknown name, certificate that is not trusted, server that is away', async () => {
  const failing = (code: string) => () => {
    throw new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) })
  }
  for (const [code, reason, message] of [
    ['ENOTFOUND', 'name_not_found', 'No address is known for connect.example.'],
    [
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'certificate_not_trusted',
      `The certificate of ${ORIGIN} is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT).`,
    ],
    [
      'ERR_TLS_CERT_ALTNAME_INVALID',
      'certificate_not_trusted',
      `The certificate of ${ORIGIN} is not trusted (ERR_TLS_CERT_ALTNAME_INVALID).`,
    ],
    ['ECONNREFUSED', 'unreachable', `No response from ${ORIGIN}. Is the server running?`],
  ] as const) {
    const { letterlock } = clientOf([failing(code)], { maxRetries: 0 })
    const error = await rejected(letterlock.workspace.get(), LetterlockNetworkError)
    assert.deepEqual([error.reason, error.message], [reason, message])
  }
})
