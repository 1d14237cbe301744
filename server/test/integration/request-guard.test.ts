import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { startWorld, type TestWorld } from '@letterlock/testing/world.ts'

/** One route of the framework and the two of the fast path. */
const ROUTES = [
  ['GET', '/v1/connections', '/v1/connections'],
  ['POST', '/v1/connections/conn_x/token', 'token'],
  ['GET', '/v1/proxy/conn_x/3.0/lists', 'proxy'],
] as const

async function ask(world: TestWorld, method: string, path: string, secretKey?: string): Promise<Response> {
  const headers = secretKey === undefined ? {} : { authorization: `Bearer ${secretKey}` }
  return fetch(world.server.localUrl + path, { method, headers })
}

test('the framework and the fast path reject a request in the same way', async () => {
  await using world = await startWorld({
    LETTERLOCK_PUBLIC_URL: 'https://letters.example',
    LETTERLOCK_ENCRYPTION_KEYS: randomBytes(32).toString('base64'),
  })
  const { secret = '' } = await world.client.secretKeys.create({ name: 'Reports', scopes: ['events:read'] })
  for (const [key, expected] of [
    [undefined, 'authentication_required'],
    ['llk_unknown', 'invalid_token'],
    [secret, 'insufficient_scope'],
  ] as const) {
    const beginnings = new Set<string>()
    for (const [method, path] of ROUTES) {
      const response = await ask(world, method, path, key)
      const problem = (await response.json()) as { code: string; instance: string }
      assert.equal(problem.code, expected, path)
      assert.equal(response.headers.get('content-type'), 'application/problem+json', path)
      assert.equal(response.headers.get('x-content-type-options'), 'nosniff', path)
      assert.match(response.headers.get('strict-transport-security') ?? '', /^max-age=\d+$/, path)
      beginnings.add(/req_[\da-f]{16}/.exec(problem.instance)?.[0] ?? problem.instance)
    }
    assert.equal(beginnings.size, 1, 'request IDs come from one source')
  }
})

test('the framework and the fast path count failed authentications against one limit', async () => {
  await using world = await startWorld({ LETTERLOCK_RATE_LIMIT_PER_MINUTE: '5' })
  const codes: number[] = []
  for (const [method, path] of [...ROUTES, ...ROUTES]) codes.push((await ask(world, method, path)).status)
  assert.deepEqual(codes, [401, 401, 401, 401, 401, 429])
})

test('the framework and the fast path measure their requests by route', async () => {
  await using world = await startWorld()
  for (const [method, path] of ROUTES) await (await ask(world, method, path)).text()
  const text = await (await fetch(`${world.server.localUrl}/metrics`)).text()
  for (const [method, , route] of ROUTES)
    assert.match(
      text,
      new RegExp(
        `duration_seconds_count\\{method="${method}",route="[^"]*${route}[^"]*",status_code="401"\\} 1`,
      ),
    )
})
