import { Letterlock, type Scope } from '@letterlock/sdk'
import { callProxy } from '@letterlock/testing/call-proxy.ts'
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { connect } from '@letterlock/testing/connect.ts'
import { errorCodeOf, startWorld, type TestWorld } from '@letterlock/testing/world.ts'

interface Answer {
  status: number
  type: string
  body: Record<string, unknown>
}

async function ask(world: TestWorld, method: string, path: string, init: RequestInit = {}): Promise<Answer> {
  const headers = new Headers({ authorization: `Bearer ${world.secretKey}` })
  for (const [name, value] of new Headers(init.headers)) headers.set(name, value)
  const response = await fetch(`${world.server.localUrl}${path}`, { ...init, method, headers })
  const body = (await response.json()) as Record<string, unknown>
  return { status: response.status, type: response.headers.get('content-type') ?? '', body }
}

function isProblem({ type, body, status }: Answer, code: string): void {
  assert.equal(body['code'], code)
  assert.match(type, /^application\/problem\+json/)
  assert.equal(body['status'], status)
  assert.equal(body['type'], `urn:letterlock:error:${code}`)
  assert.match(String(body['detail']), /^[A-Z].*\.$/)
  assert.match(String(body['nextStep']), /^[A-Z].*\.$/)
  assert.match(String(body['title']), /^[A-Z][^.]*[a-z]$/)
  assert.match(String(body['requestId']), /^req_/)
  assert.equal(body['instance'], `urn:letterlock:request:${String(body['requestId'])}`)
}

async function clientWith(world: TestWorld, scopes: Scope[]): Promise<Letterlock> {
  const { secret = '' } = await world.client.secretKeys.create({ name: 'few scopes', scopes })
  return new Letterlock({ url: world.server.localUrl, secretKey: secret, maxRetries: 0 })
}

test('unknown routes, wrong methods, wrong media types, broken and oversized bodies', async () => {
  await using world = await startWorld()
  const json = { 'content-type': 'application/json' }
  isProblem(await ask(world, 'GET', '/nowhere'), 'not_found')
  isProblem(await ask(world, 'GET', '/v1/nowhere'), 'not_found')
  isProblem(await ask(world, 'PUT', '/v1/connections'), 'method_not_allowed')
  isProblem(
    await ask(world, 'POST', '/v1/oauth-apps', { body: '<a/>', headers: { 'content-type': 'text/xml' } }),
    'unsupported_media_type',
  )
  isProblem(await ask(world, 'POST', '/v1/oauth-apps', { body: '{', headers: json }), 'invalid_request')
  isProblem(await ask(world, 'POST', '/v1/oauth-apps', { body: '[]', headers: json }), 'invalid_request')
  isProblem(await ask(world, 'POST', '/v1/oauth-apps', { body: '{}', headers: json }), 'invalid_request')
  const large = JSON.stringify({ name: 'x'.repeat(70_000) })
  isProblem(await ask(world, 'POST', '/v1/oauth-apps', { body: large, headers: json }), 'request_too_large')
  const poisoned = '{"__proto__":{"x":1},"provider":"mailchimp","clientId":"1","clientSecret":"s"}'
  isProblem(await ask(world, 'POST', '/v1/oauth-apps', { body: poisoned, headers: json }), 'invalid_request')
  isProblem(await ask(world, 'GET', '/v1/connections?limit=0'), 'invalid_request')
  isProblem(await ask(world, 'GET', '/v1/connections?limit=1e9'), 'invalid_request')
  isProblem(await ask(world, 'GET', `/v1/connections/${'x'.repeat(150)}`), 'invalid_request')
})

test('a message names the field in the reader’s words', async () => {
  await using world = await startWorld()
  const session = (body: object) =>
    world.client.connectSessions.create(body as never).then(
      () => 'fine',
      (error: Error) => error.message,
    )
  assert.match(await session({ endUserId: 'u' }), /returnUrl/)
  assert.match(
    await session({ endUserId: 'u', returnUrl: 'http://127.0.0.1/', providers: ['nowhere'] }),
    /one of mailchimp/,
  )
  assert.match(await session({ endUserId: 'u', returnUrl: 'http://127.0.0.1/', acess: {} }), /acess/)
  assert.match(
    (await world.client.oauthApps
      .create({ provider: 'mailchimp', clientId: 'not-a-number', clientSecret: 's' })
      .catch((error: Error) => error.message)) as string,
    /clientId/,
  )
})

test('keys: missing, malformed, unknown, revoked at once, without scopes', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  const bare = await fetch(`${world.server.localUrl}/v1/connections`)
  assert.equal(((await bare.json()) as { code: string }).code, 'authentication_required')
  for (const authorization of [
    'Bearer',
    'Bearer x',
    'Basic abc',
    `Bearer llk_${'A'.repeat(43)}`,
    `Bearer ${world.secretKey}x`,
  ])
    isProblem(await ask(world, 'GET', '/v1/connections', { headers: { authorization } }), 'invalid_token')
  const few = await clientWith(world, ['connections:read'])
  assert.equal((await few.connections.get(id)).id, id)
  assert.equal(await errorCodeOf(few.connections.getAccessToken(id)), 'insufficient_scope')
  assert.equal(await errorCodeOf(few.connections.disconnect(id)), 'insufficient_scope')
  assert.equal(
    await errorCodeOf(few.secretKeys.create({ name: 'x', scopes: ['tokens:read'] })),
    'insufficient_scope',
  )
  assert.equal((await callProxy(few, id, 'GET', '/3.0/ping')).status, 403)
  const maker = await clientWith(world, ['secret_keys:write'])
  assert.equal(
    await errorCodeOf(maker.secretKeys.create({ name: 'more', scopes: ['tokens:read'] })),
    'insufficient_scope',
    'no key gives more than it has',
  )
  const keys = (await world.client.secretKeys.list()).items
  const used = keys.find(({ scopes }) => scopes.join() === 'connections:read') ?? assert.fail()
  assert.ok(!('secret' in used))
  await world.client.secretKeys.revoke(used.id)
  assert.equal(await errorCodeOf(few.connections.get(id)), 'invalid_token')
  assert.equal(await errorCodeOf(world.client.secretKeys.revoke(used.id)), 'secret_key_not_found')
})

test('every operation wants a key or a sign-in, except those that a link opens', async () => {
  await using world = await startWorld()
  const document = (await (await fetch(`${world.server.localUrl}/openapi.json`)).json()) as {
    openapi: string
    paths: Record<string, Record<string, { security: object[] }>>
  }
  assert.equal(document.openapi, '3.1.0')
  const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { security }]) => ({
      method: method.toUpperCase(),
      path,
      security,
    })),
  )
  const open = routes.filter(({ security }) => security.length === 0).map(({ path }) => path)
  assert.deepEqual(open.toSorted(), [
    '/v1/invitations/accept',
    '/v1/invitations/preview',
    '/v1/invitations/send',
    '/v1/setup',
  ])
  const guarded = routes.filter(({ security }) => security.length > 0)
  assert.ok(guarded.length >= 25, String(guarded.length))
  for (const { method, path } of guarded) {
    const response = await fetch(world.server.localUrl + path.replace(/\{\w+\}|\*/g, 'x'), { method })
    assert.equal(response.status, 401, `${method} ${path}`)
  }
})

test('apps: twice, unknown, in use', async () => {
  await using world = await startWorld()
  const { clientId, clientSecret } = world.app
  assert.equal(
    await errorCodeOf(world.client.oauthApps.create({ provider: 'mailchimp', clientId, clientSecret })),
    'oauth_app_exists',
  )
  assert.equal(await errorCodeOf(world.client.oauthApps.delete('app_none')), 'oauth_app_not_found')
  await connect(world)
  assert.equal(await errorCodeOf(world.client.oauthApps.delete(world.app.id)), 'oauth_app_in_use')
})

test('too many requests: a 429 with Retry-After, counted for each key', async () => {
  await using world = await startWorld({ LETTERLOCK_RATE_LIMIT_PER_MINUTE: '20' })
  const other = await clientWith(world, ['connections:read'])
  let refused: Response | undefined
  for (let round = 0; round < 25 && !refused; round++) {
    const response = await fetch(`${world.server.localUrl}/v1/workspace`, {
      headers: { authorization: `Bearer ${world.secretKey}` },
    })
    if (response.status === 429) refused = response
  }
  assert.ok(refused)
  assert.equal(((await refused.json()) as { code: string }).code, 'rate_limited')
  assert.ok(Number(refused.headers.get('retry-after')) > 0)
  assert.deepEqual((await other.connections.list()).items, [])
})

test('lists go page by page', async () => {
  await using world = await startWorld()
  for (const endUserId of ['a', 'b', 'c']) await connect(world, { endUserId })
  const first = await world.client.connections.list({ limit: 2 })
  assert.equal(first.items.length, 2)
  const second = await world.client.connections.list({ limit: 2, cursor: first.nextCursor ?? '' })
  assert.deepEqual(
    [...first.items, ...second.items].map(({ endUserId }) => endUserId),
    ['a', 'b', 'c'],
  )
  assert.equal(second.nextCursor, null)
  const events = await world.client.events.list({ limit: 1 })
  assert.equal(events.items.length, 1)
  assert.ok(events.nextCursor)
})

test('health, readiness and metrics, without an id or a secret in them', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  await world.client.connections.getAccessToken(id)
  const read = async (path: string) => (await fetch(world.server.localUrl + path)).text()
  assert.equal(await read('/healthz'), '{"status":"ok"}')
  assert.equal(await read('/readyz'), '{"status":"ready"}')
  const metrics = await read('/metrics')
  assert.match(
    metrics,
    /letterlock_http_request_duration_seconds_count\{method="POST",route="\/v1\/connections\/:id\/token",status_code="200"\} 1/,
  )
  assert.ok(!metrics.includes(id))
  assert.equal((await fetch(`${world.server.localUrl}/docs`)).status, 200)
})

test('a key says when it was used last, whatever for', async () => {
  await using world = await startWorld()
  const { client } = world
  const made = await client.secretKeys.create({ name: 'Reader', scopes: ['connections:read'] })
  const lastUsed = async (): Promise<string | null | undefined> =>
    (await client.secretKeys.list()).items.find(({ id }) => id === made.id)?.lastUsedAt
  assert.equal(await lastUsed(), null)
  await new Letterlock({
    url: world.server.url,
    secretKey: made.secret ?? '',
    maxRetries: 0,
  }).connections.list()
  await world.server.close()
  const database = new DatabaseSync(join(world.config.dataDirectory, 'letterlock.db'))
  const row = database.prepare('SELECT last_used_at AS at FROM secret_keys WHERE id = ?').get(made.id)
  database.close()
  assert.ok(Math.abs(Number(row?.['at']) - world.sandbox.world.clock.now().getTime()) < 60_000)
})
