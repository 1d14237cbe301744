import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connect } from '@letterlock/testing/connect.ts'
import { join, setupOwner, signIn, type DashboardSession } from '@letterlock/testing/dashboard-session.ts'
import { startWorld } from '@letterlock/testing/world.ts'

/**
 * Who may use each route: everybody; whoever is signed in; the owner and admins; owners; or programs alone, whose secret
 * key the browser does not have.
 */
const ROUTES: Readonly<Record<string, 'everybody' | 'members' | 'admins' | 'owners' | 'programs'>> = {
  'GET /healthz': 'everybody',
  'GET /readyz': 'everybody',
  'GET /v1/me': 'members',
  'GET /v1/providers': 'members',
  'GET /v1/oauth-apps': 'members',
  'POST /v1/oauth-apps': 'admins',
  'DELETE /v1/oauth-apps/{id}': 'admins',
  'POST /v1/oauth-apps/{id}/client-secrets': 'admins',
  'DELETE /v1/oauth-apps/{id}/client-secrets/{secretId}': 'admins',
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
  'DELETE /v1/connections/{id}': 'members',
  'GET /v1/connections/{id}/account': 'members',
  'GET /v1/connections/{id}/audiences': 'members',
  'GET /v1/connections/{id}/audiences/{audience}': 'members',
  'GET /v1/connections/{id}/audiences/{audience}/segments': 'members',
  'GET /v1/connections/{id}/contacts': 'members',
  'GET /v1/connections/{id}/contacts/{contact}': 'members',
  'GET /v1/connections/{id}/campaigns': 'members',
  'GET /v1/connections/{id}/campaigns/{campaign}': 'members',
  'GET /v1/connections/{id}/campaigns/{campaign}/report': 'members',
  'GET /v1/connections/{id}/campaigns/{campaign}/content': 'members',
  'GET /v1/connections/{id}/campaigns/{campaign}/check': 'members',
  'PUT /v1/connections/{id}/contacts': 'members',
  'POST /v1/connections/{id}/contacts/{contact}/tags': 'members',
  'POST /v1/connections/{id}/contacts/{contact}/unsubscribe': 'members',
  'POST /v1/connections/{id}/campaigns': 'members',
  'PATCH /v1/connections/{id}/campaigns/{campaign}': 'members',
  'POST /v1/connections/{id}/campaigns/{campaign}/test': 'members',
  'POST /v1/connections/{id}/campaigns/{campaign}/unschedule': 'members',
  'POST /v1/connections/{id}/campaigns/{campaign}/prepare-sending': 'members',
  'POST /v1/sendings/confirm': 'members',
  'POST /v1/sendings/look': 'members',
  'GET /v1/connections/{id}/templates': 'members',
  'POST /v1/device-authorizations': 'members',
  'POST /v1/device-authorizations/poll': 'members',
  'GET /v1/secret-keys': 'admins',
  'POST /v1/secret-keys': 'admins',
  'DELETE /v1/secret-keys/{id}': 'admins',
  'GET /v1/events/stream': 'members',
  'GET /v1/events': 'members',
  'GET /v1/events/export': 'members',
  'GET /v1/members': 'admins',
  'PATCH /v1/members/{id}': 'owners',
  'DELETE /v1/members/{id}': 'owners',
  'GET /v1/invitations': 'admins',
  'POST /v1/invitations': 'owners',
  'DELETE /v1/invitations/{id}': 'owners',
  'GET /v1/assistants': 'members',
  'DELETE /v1/assistants/{id}': 'members',
  'PUT /v1/me/active-workspace': 'members',
  'POST /v1/workspaces': 'owners',
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
  'PUT /v1/connections/{id}/contacts': { email: 'nora@letters.example', audience: '1' },
  'POST /v1/connections/{id}/contacts/{contact}/tags': { add: ['VIP'] },
  'POST /v1/connections/{id}/campaigns': { name: 'a', subject: 'b', audience: '1', html: 'c' },
  'PATCH /v1/connections/{id}/campaigns/{campaign}': { subject: 'b' },
  'POST /v1/connections/{id}/campaigns/{campaign}/test': { to: ['nora@letters.example'] },
  'POST /v1/connections/{id}/campaigns/{campaign}/prepare-sending': {},
  'POST /v1/sendings/confirm': { confirmation: 'x', audienceName: 'y' },
  'POST /v1/sendings/look': { confirmation: 'x' },
  'PUT /v1/connections/{id}/access': { audiences: 'read', campaigns: 'read', reports: 'read', send: false },
  'PUT /v1/connections/{id}/api-key': { apiKey: `${'a'.repeat(32)}-us6` },
}

function parts(route: string, id: string): { method: string; path: string; body: object | undefined } {
  const [method = '', path = ''] = route.split(' ')
  const body = BODIES[route] ?? (/^(POST|PUT|PATCH)$/.test(method) ? {} : undefined)
  return {
    method,
    path: path
      .replace('{id}', id)
      .replace('{path}', '3.0/lists')
      .replace('{secretId}', 'sec_x')
      .replace(/\{(audience|contact|campaign)\}/, '1'),
    body,
  }
}

async function codeOf(response: Response): Promise<string> {
  if (response.headers.get('content-type') === 'text/event-stream') {
    await response.body?.cancel()
    return ''
  }
  const { code = '' } = (await response.json().catch(() => ({}))) as { code?: string }
  return code
}

/** As not being let in, whatever else may be wrong with what was asked. */
const REFUSED = new Set([
  'origin_not_allowed',
  'authentication_required',
  'invalid_token',
  'insufficient_scope',
  'authentication_required',
])

test('every route is in the table', async () => {
  await using world = await startWorld()
  const answer = await fetch(`${world.server.url}/openapi.json`)
  const { paths } = (await answer.json()) as { paths: Record<string, object> }
  const known = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )
  assert.deepEqual(
    known.toSorted((a, b) => a.localeCompare(b)),
    Object.keys(ROUTES).toSorted((a, b) => a.localeCompare(b)),
  )
})

async function ask(browser: DashboardSession, route: string, id: string): Promise<Response> {
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
      headers: { origin: world.server.url, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    }
    const bare = await fetch(world.server.url + path, init)
    assert.equal(bare.status, who === 'everybody' ? 200 : 401, route)
    const cookie = 'letterlock.session_token=made.up'
    const forged = await fetch(world.server.url + path, { ...init, headers: { ...init.headers, cookie } })
    assert.equal(forged.status, who === 'everybody' ? 200 : 401, route)
    await Promise.all([bare.body?.cancel(), forged.body?.cancel()])
  }
})

test('every route, for a member and for an admin', async () => {
  await using world = await startWorld()
  await setupOwner(world)
  const owner = await signIn(world)
  const { id } = await connect(world)
  const refusedTo = { member: ['admins', 'owners'], admin: ['owners'] } as const
  for (const role of ['member', 'admin'] as const) {
    const browser = await join(world, owner, role, role)
    for (const [route, who] of Object.entries(ROUTES)) {
      const response = await ask(
        browser,
        route,
        route.includes('disconnect') || route === 'DELETE /v1/connections/{id}' ? 'conn_none' : id,
      )
      const answer = [response.status, await codeOf(response)]
      if ((refusedTo[role] as readonly string[]).includes(who))
        assert.deepEqual(answer, [403, 'insufficient_scope'], `${role} ${route}`)
      else if (who === 'programs') assert.equal(response.status, 401, `${role} ${route}`)
      else assert.ok(!REFUSED.has(String(answer[1])), `${role} ${route}: ${answer.join(' ')}`)
    }
  }
})

test('every route about a connection, for a member whose it is not: as if there were none', async () => {
  await using world = await startWorld()
  await setupOwner(world)
  const { id, owner: theirs } = await connect(world)
  const browser = await join(world, await signIn(world), 'member')
  await assertNothingOf(browser, id)
  const { items } = await browser.json<{ items: unknown[] }>('/v1/connections')
  assert.deepEqual(items, [])
  const named = await browser.ask('GET', `/v1/connections?owner=${theirs}`)
  assert.equal(await codeOf(named), 'insufficient_role')
  for (const path of ['/v1/connections', '/v1/device-authorizations', '/v1/connect-sessions']) {
    const body = {
      provider: 'mailchimp',
      owner: theirs,
      apiKey: 'x',
      returnUrl: `${world.server.url}/connections/complete`,
    }
    const { provider, apiKey, returnUrl, owner } = body
    const fitting =
      path === '/v1/connections'
        ? { provider, owner, apiKey }
        : path === '/v1/device-authorizations'
          ? { provider, owner }
          : { owner, returnUrl }
    assert.equal(await codeOf(await browser.ask('POST', path, fitting)), 'insufficient_role', path)
  }
  const { items: events } = await browser.json<{ items: { connection: string | null }[] }>('/v1/events')
  assert.ok(events.every(({ connection }) => connection !== id))
  assert.equal((await world.client.getConnection(id)).status, 'connected')
})

test('every route, for the owner of another workspace: nothing of this one', async () => {
  await using world = await startWorld()
  await setupOwner(world)
  const { id } = await connect(world)
  const browser = await signIn(world)
  assert.equal((await browser.ask('POST', '/v1/workspaces', { name: 'Other' })).status, 201)
  await assertNothingOf(browser, id)
  for (const path of ['/v1/connections', '/v1/oauth-apps', '/v1/secret-keys', '/v1/invitations']) {
    const { items } = await browser.json<{ items: unknown[] }>(path)
    assert.deepEqual(items, [], path)
  }
  const { items: events } = await browser.json<{ items: { type: string }[] }>('/v1/events')
  assert.deepEqual(
    events.map(({ type }) => type),
    ['workspace.created'],
  )
  assert.equal((await world.client.getConnection(id)).status, 'connected')
})

async function assertNothingOf(browser: DashboardSession, id: string): Promise<void> {
  for (const [route, who] of Object.entries(ROUTES)) {
    if (!route.includes('/connections/{id}') || who === 'programs') continue
    const response = await ask(browser, route, id)
    assert.deepEqual([response.status, await codeOf(response)], [404, 'connection_not_found'], route)
  }
}
