import assert from 'node:assert/strict'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { setUpOwner, signIn, type DashboardBrowser } from './support/dashboard.ts'
import { connect, startWorld, type TestWorld } from './support/world.ts'

/**
 * Who may use each route: everybody; whoever is signed in; the owner and admins; or programs alone, whose secret key the
 * browser does not have.
 */
const ROUTES: Readonly<Record<string, 'everybody' | 'members' | 'admins' | 'programs'>> = {
  'GET /healthz': 'everybody',
  'GET /readyz': 'everybody',
  'GET /v1/me': 'members',
  'GET /v1/providers': 'members',
  'GET /v1/apps': 'members',
  'POST /v1/apps': 'admins',
  'DELETE /v1/apps/{id}': 'admins',
  'POST /v1/apps/{id}/secrets': 'admins',
  'DELETE /v1/apps/{id}/secrets/{secretId}': 'admins',
  'POST /v1/connect-sessions': 'members',
  'GET /v1/connect-sessions/{id}': 'members',
  'POST /v1/connect-sessions/{id}/confirm': 'members',
  'GET /v1/connections': 'members',
  'POST /v1/connections': 'members',
  'GET /v1/connections/{id}': 'members',
  'POST /v1/connections/{id}/check': 'members',
  'POST /v1/connections/{id}/refresh': 'members',
  'PUT /v1/connections/{id}/access': 'members',
  'PUT /v1/connections/{id}/api-key': 'members',
  'DELETE /v1/connections/{id}/api-key': 'members',
  'POST /v1/connections/{id}/disconnect': 'members',
  'POST /v1/device-connections': 'members',
  'POST /v1/device-connections/poll': 'members',
  'GET /v1/keys': 'admins',
  'POST /v1/keys': 'admins',
  'DELETE /v1/keys/{id}': 'admins',
  'GET /v1/events': 'members',
  'GET /v1/workspace': 'members',
  'PATCH /v1/workspace': 'admins',
  'POST /v1/connections/{id}/token': 'programs',
  'GET /v1/proxy/{id}/{path}': 'programs',
  'HEAD /v1/proxy/{id}/{path}': 'programs',
  'POST /v1/proxy/{id}/{path}': 'programs',
  'PUT /v1/proxy/{id}/{path}': 'programs',
  'PATCH /v1/proxy/{id}/{path}': 'programs',
  'DELETE /v1/proxy/{id}/{path}': 'programs',
}

/** What a body must be, for the answer to be about rights or about the connection and not about the body. */
const BODIES: Readonly<Record<string, object>> = {
  'PUT /v1/connections/{id}/access': { audiences: 'none', campaigns: 'none', reports: 'none', send: false },
  'PUT /v1/connections/{id}/api-key': { apiKey: `${'a'.repeat(32)}-us6` },
}

function parts(route: string, id: string): { method: string; path: string; body: object | undefined } {
  const [method = '', path = ''] = route.split(' ')
  const body = BODIES[route] ?? (/^(POST|PUT|PATCH)$/.test(method) ? {} : undefined)
  return {
    method,
    path: path.replace('{id}', id).replace('{path}', '3.0/lists').replace('{secretId}', 'sec_x'),
    body,
  }
}

async function codeOf(response: Response): Promise<string> {
  const { code = '' } = (await response.json().catch(() => ({}))) as { code?: string }
  return code
}

/** Past the API, which has no way yet to make a second workspace or another member. */
function changeRows(world: TestWorld, statements: readonly string[]): void {
  const database = new DatabaseSync(join(world.config.dataDirectory, 'letterlock.db'), { timeout: 5000 })
  for (const statement of statements) database.exec(statement)
  database.close()
}

test('every route is in the table', async () => {
  await using world = await startWorld()
  const answer = await fetch(`${world.hub.url}/openapi.json`)
  const { paths } = (await answer.json()) as { paths: Record<string, object> }
  const known = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )
  assert.deepEqual(
    known.toSorted((a, b) => a.localeCompare(b)),
    Object.keys(ROUTES).toSorted((a, b) => a.localeCompare(b)),
  )
})

async function ask(browser: DashboardBrowser, route: string, id: string): Promise<Response> {
  const { method, path, body } = parts(route, id)
  return browser.ask(method, path, body)
}

test('every route, without a key or a sign-in, and with a made-up cookie', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  for (const [route, who] of Object.entries(ROUTES)) {
    const { method, path, body } = parts(route, id)
    const init = {
      method,
      headers: { origin: world.hub.url, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    }
    const bare = await fetch(world.hub.url + path, init)
    assert.equal(bare.status, who === 'everybody' ? 200 : 401, route)
    const cookie = 'letterlock.session_token=made.up'
    const forged = await fetch(world.hub.url + path, { ...init, headers: { ...init.headers, cookie } })
    assert.equal(forged.status, who === 'everybody' ? 200 : 401, route)
    await Promise.all([bare.body?.cancel(), forged.body?.cancel()])
  }
})

test('every route, for a member without rights', async () => {
  await using world = await startWorld()
  await setUpOwner(world)
  const { id } = await connect(world)
  const browser = await signIn(world)
  changeRows(world, ["UPDATE member SET role = 'member'"])
  for (const [route, who] of Object.entries(ROUTES)) {
    const response = await ask(browser, route, route.includes('disconnect') ? 'conn_none' : id)
    const refused = { admins: [403, 'missing_right'], programs: [401, 'key_missing'] } as const
    if (who === 'admins') assert.deepEqual([response.status, await codeOf(response)], refused.admins, route)
    else if (who === 'programs') assert.equal(response.status, refused.programs[0], route)
    else assert.ok(![401, 403].includes(response.status), `${route}: ${response.status}`)
  }
})

test('every route, for the owner of another workspace: nothing of this one', async () => {
  await using world = await startWorld()
  await setUpOwner(world)
  const { id } = await connect(world)
  const browser = await signIn(world)
  changeRows(world, [
    "INSERT INTO workspace (id, name, return_urls, created_at) VALUES ('ws_other', 'Other', '[]', 0)",
    "UPDATE member SET workspace_id = 'ws_other'",
  ])
  for (const [route, who] of Object.entries(ROUTES)) {
    if (!route.includes('/connections/{id}') || who === 'programs') continue
    const response = await ask(browser, route, id)
    assert.deepEqual([response.status, await codeOf(response)], [404, 'connection_not_found'], route)
  }
  const none = ['/v1/connections', '/v1/apps', '/v1/keys', '/v1/events']
  for (const path of none) {
    const { items } = await browser.json<{ items: unknown[] }>(path)
    assert.deepEqual(items, [], path)
  }
  assert.equal((await world.client.getConnection(id)).status, 'connected')
})
