import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AUTH_SCHEMAS } from '../../src/http/auth-schemas.ts'
import { connect } from '@letterlock/testing/connect.ts'
import { startWorld, type TestWorld } from '@letterlock/testing/world.ts'

interface Described {
  readonly parameters?: readonly { name: string; in: string; schema: { type?: string; enum?: string[] } }[]
}

interface Route extends Described {
  readonly method: string
  readonly path: string
}

async function routesOf(world: TestWorld): Promise<Route[]> {
  const response = await fetch(`${world.server.localUrl}/openapi.json`)
  const { paths } = (await response.json()) as { paths: Record<string, Record<string, Described>> }
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({
      method: method.toUpperCase(),
      path,
      ...described,
    })),
  )
}

interface Outcome {
  readonly status: number
  readonly allow: string | null
  readonly type: string | null
  readonly code: unknown
  readonly errors: { pointer?: string; parameter?: string; detail: string }[]
}

async function ask(world: TestWorld, method: string, path: string, init: RequestInit = {}): Promise<Outcome> {
  const headers = new Headers(init.headers)
  headers.set('authorization', `Bearer ${world.secretKey}`)
  const response = await fetch(world.server.localUrl + path, { ...init, method, headers })
  const text = await response.text()
  const type = response.headers.get('content-type')
  const body = (type?.includes('json') && text !== '' ? JSON.parse(text) : {}) as Record<string, unknown>
  return {
    status: response.status,
    allow: response.headers.get('allow'),
    type,
    code: body['code'],
    errors: (body['errors'] ?? []) as Outcome['errors'],
  }
}

const json = (body: unknown): RequestInit => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

const NONSENSE: Readonly<Record<string, readonly string[]>> = {
  // Any text names an owner, an audience, or words: nothing at all, or too much, does not.
  endUserId: ['', 'x'.repeat(201)],
  search: ['', 'x'.repeat(201)],
  audienceId: ['x'.repeat(201)],
  // Any word: a job may have outcomes that this version does not know.
  outcome: ['', 'x'.repeat(41)],
  // A client may choose it.
  requestId: ['', 'rubbish!', '%00', '☃', 'x'.repeat(129)],
}
const OTHERS = ['zzz', 'rubbish!', '', '-1', '1e9', '%00', '☃']

test('C6: every query parameter of every route, with nonsense: 400 with its name', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  let tried = 0
  for (const { method, path, parameters = [] } of await routesOf(world)) {
    // Of a POST, the body is judged first.
    if (method !== 'GET') continue
    const address = path.replace('{connectionId}', id).replace(/\{\w+\}/g, '1')
    for (const { name } of parameters.filter((one) => one.in === 'query'))
      for (const value of NONSENSE[name] ?? OTHERS) {
        const query = `${name}=${encodeURIComponent(value)}`
        const outcome = await ask(world, method, `${address}?${query}`)
        assert.deepEqual(
          [outcome.status, outcome.code],
          [400, 'invalid_request'],
          `${method} ${path}?${query}`,
        )
        assert.deepEqual(
          outcome.errors.map(({ parameter }) => parameter),
          [name],
          `${method} ${path}?${query}`,
        )
        assert.match(outcome.errors[0]?.detail ?? '', new RegExp(`^${name} .+\\.$`))
        tried++
      }
    for (const { name } of parameters.filter((one) => one.in === 'query')) {
      const { errors } = await ask(world, method, `${address}?${name}=a&${name}=b`)
      assert.deepEqual(
        errors.map(({ parameter }) => parameter),
        [name],
        `${path}: ${name} twice`,
      )
    }
  }
  assert.ok(tried > 100, String(tried))
})

test('C6: an unknown query parameter is refused by name, on every route', async () => {
  await using world = await startWorld()
  for (const { method, path } of await routesOf(world)) {
    if (!path.startsWith('/v1/') || path.startsWith('/v1/proxy')) continue
    const outcome = await ask(world, method, `${path.replace(/\{\w+\}/g, '1')}?providr=x&statsu=y`)
    assert.equal(outcome.status, 400, `${method} ${path}`)
    // A body that is missing, too, is outcome on its own.
    const named = outcome.errors.flatMap(({ parameter = [] }) => parameter)
    if (method === 'GET' || named.length > 0)
      assert.deepEqual(named, ['providr', 'statsu'], `${method} ${path}`)
  }
})

test('C7: all faults of a body at once, each with its pointer and a sentence', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  const cases: readonly [method: string, path: string, body: unknown, pointers: readonly string[]][] = [
    ['POST', '/v1/oauth-apps', {}, ['/provider', '/clientId', '/clientSecret']],
    [
      'POST',
      '/v1/oauth-apps',
      { provider: 5, clientId: '', clientSecret: 's', name: 'x'.repeat(101), more: 1 },
      ['/provider', '/clientId', '/name', '/more'],
    ],
    [
      'POST',
      '/v1/connect-sessions',
      { permissions: { audiences: 'some', send: 1 }, providers: ['mailchimp', 7] },
      [
        '/endUserId',
        '/returnUrl',
        '/providers/1',
        '/permissions/audiences',
        '/permissions/campaigns',
        '/permissions/reports',
        '/permissions/send',
      ],
    ],
    [
      'POST',
      '/v1/connect-sessions',
      { endUserId: 'o', returnUrl: 'http://127.0.0.1/', providers: ['a', 'mailchimp', 'b'] },
      ['/providers/0', '/providers/2'],
    ],
    ['POST', '/v1/connections', {}, ['/provider', '/endUserId', '/credentials']],
    ['POST', '/v1/connections', { apiKey: 1 }, ['/provider', '/endUserId', '/credentials', '/apiKey']],
    [
      'POST',
      '/v1/connections',
      {
        provider: 'x',
        endUserId: 'o',
        credentials: { type: 'tokens', accessToken: 't', accessTokenExpiresAt: 'soon' },
      },
      ['/credentials/accessTokenExpiresAt'],
    ],
    [
      'POST',
      '/v1/connections',
      { provider: 'x', endUserId: 'o', oauthAppId: 'app_x', credentials: { type: 'api_key', apiKey: 'k' } },
      ['/oauthAppId'],
    ],
    [
      'POST',
      '/v1/connections',
      { provider: 'x', endUserId: 'o', credentials: { type: 'paper' } },
      ['/credentials/type'],
    ],
    [
      'POST',
      '/v1/connections',
      { provider: 'x', endUserId: 'o', credentials: { type: 'legacy_basic', 'a/b~c': 1 } },
      [
        '/credentials/clientId',
        '/credentials/clientSecret',
        '/credentials/username',
        '/credentials/password',
        '/credentials/a~1b~0c',
      ],
    ],
    [
      'POST',
      '/v1/secret-keys',
      { scopes: ['fly', 'tokens:read', 'swim'] },
      ['/name', '/scopes/0', '/scopes/2'],
    ],
    ['POST', '/v1/invitations', { email: 'unknown', role: 'king' }, ['/email', '/role']],
    [
      'PATCH',
      '/v1/workspace',
      { allowedReturnUrls: ['ftp://x', 'https://a.example/', 'nope'] },
      ['/allowedReturnUrls/0', '/allowedReturnUrls/2'],
    ],
    [
      'PATCH',
      '/v1/workspace',
      { branding: { color: 'red', logo: 'x' }, name: '' },
      ['/name', '/branding/color', '/branding/logo'],
    ],
    [
      'POST',
      `/v1/connections/${id}/token`,
      { minValiditySeconds: 1.5, more: true },
      ['/minValiditySeconds', '/more'],
    ],
    ['PUT', `/v1/connections/${id}/contacts`, { email: 'x' }, ['/email', '/audienceId']],
    ['POST', '/v1/oauth-apps', [], ['']],
    ['POST', '/v1/oauth-apps', null, ['']],
  ]
  for (const [method, path, body, pointers] of cases) {
    const outcome = await ask(world, method, path, json(body))
    assert.deepEqual(
      [outcome.status, outcome.code],
      [400, 'invalid_request'],
      `${path} ${JSON.stringify(body)}`,
    )
    assert.deepEqual(
      new Set(outcome.errors.map(({ pointer }) => pointer)),
      new Set(pointers),
      `${path} ${JSON.stringify(body)} ${JSON.stringify(outcome.errors)}`,
    )
    assert.equal(outcome.errors.length, pointers.length)
    for (const { detail } of outcome.errors) {
      assert.match(detail, /^\S.*\.$/)
      assert.doesNotMatch(detail, /Invalid|expected|received|Unrecognized|Too (?:big|small)|undefined|NaN/)
    }
  }
  const missing = await ask(world, 'POST', '/v1/oauth-apps')
  assert.deepEqual(missing.errors, [{ pointer: '', detail: 'The body is missing.', rule: 'missing' }])
  const broken = await ask(world, 'POST', '/v1/oauth-apps', { ...json({}), body: '{"a":' })
  assert.deepEqual(broken.errors, [{ pointer: '', detail: 'The body is not valid JSON.' }])
})

test('C8: a wrong content type is 415, on every route with a body, before anything else is said of it', async () => {
  await using world = await startWorld()
  const routes = (await routesOf(world)).filter(
    ({ method, path }) => /^(POST|PUT|PATCH)$/.test(method) && !path.startsWith('/v1/proxy'),
  )
  for (const { method, path } of routes)
    for (const type of ['text/plain', 'text/xml', 'application/x-www-form-urlencoded', 'application/jsonp']) {
      const init = { headers: { 'content-type': type }, body: 'a=1' }
      const outcome = await ask(world, method, path.replace(/\{\w+\}/g, '1'), init)
      assert.deepEqual(
        [outcome.status, outcome.code],
        [415, 'unsupported_media_type'],
        `${method} ${path} ${type}`,
      )
    }
  // A client that always names JSON sends no body with it here.
  const bare = { headers: { 'content-type': 'application/json' } }
  assert.equal((await ask(world, 'DELETE', '/v1/nowhere', bare)).code, 'not_found')
  assert.equal((await ask(world, 'DELETE', '/v1/secret-keys/key_x', bare)).code, 'secret_key_not_found')
})

const PAGES = ['/', '/healthz', '/readyz', '/docs', '/metrics', '/openapi.json', '/sign-in']
const METADATA = [
  '/.well-known/oauth-authorization-server',
  '/.well-known/openid-configuration',
  '/.well-known/oauth-protected-resource',
  '/.well-known/oauth-protected-resource/mcp',
  '/oauth2/jwks',
]
/** Beside those of the API description. */
const OTHER_ROUTES = [
  ...[...PAGES, ...METADATA].map((path) => ({ method: 'GET', path })),
  ...AUTH_SCHEMAS.map(({ method, path }) => ({ method, path: `/auth/${path}` })),
]

test('C8: every address, with HEAD, OPTIONS and a wrong method', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  const routes = [...(await routesOf(world)), ...OTHER_ROUTES]
  const byPath = Map.groupBy(routes, ({ path }) => path)
  for (const [path, served] of byPath) {
    const address = path
      .replace('{connectionId}', id)
      .replace('{path}', '3.0/ping')
      .replace(/\{\w+\}/g, '1')
    const methods = served.map(({ method }) => method)
    const options = await ask(world, 'OPTIONS', address)
    assert.equal(options.status, 204, `OPTIONS ${path}`)
    const allow = options.allow?.split(', ') ?? []
    for (const method of methods) assert.ok(allow.includes(method), `${path}: ${options.allow}`)
    const head = await ask(world, 'HEAD', address)
    // A parameter of another address can match, too: `import` could be a contact.
    if (allow.includes('GET')) {
      assert.ok(allow.includes('HEAD'), path)
      // A stream does not end, and a provider has its own mind.
      if (path.startsWith('/v1/proxy')) continue
      const get = path === '/v1/events/stream' ? { status: 200 } : await ask(world, 'GET', address)
      assert.equal(head.status, get.status, `HEAD ${path}`)
    } else assert.deepEqual([head.status, head.allow], [405, options.allow], `HEAD ${path}`)
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
      if (allow.includes(method)) continue
      const outcome = await ask(world, method, address, method === 'GET' ? {} : { body: '<a/>' })
      assert.deepEqual([outcome.status, outcome.code], [405, 'method_not_allowed'], `${method} ${path}`)
      assert.equal(outcome.allow, options.allow, `${method} ${path}`)
      assert.match(outcome.type ?? '', /^application\/problem\+json/)
    }
  }
  for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
    const outcome = await ask(world, method, '/v1/nowhere', /GET|HEAD/.test(method) ? {} : { body: 'x' })
    assert.deepEqual([outcome.status, outcome.allow], [404, null], method)
  }
})
