import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connect } from '@letterlock/testing/connect.ts'
import { join, setupOwner, signIn, type DashboardSession } from '@letterlock/testing/dashboard-session.ts'
import { startWorld } from '@letterlock/testing/world.ts'

/**
 * Who may use each route that needs a principal: every user; the owner and admins; owners; or programs alone, whose secret
 * key the browser does not have.
 */
const ROUTES: Readonly<Record<string, 'members' | 'admins' | 'owners' | 'programs'>> = {
  'GET /v1/me': 'members',
  'PATCH /v1/me': 'members',
  'GET /v1/providers': 'members',
  'GET /v1/oauth-apps': 'members',
  'POST /v1/oauth-apps': 'admins',
  'DELETE /v1/oauth-apps/{oauthAppId}': 'admins',
  'POST /v1/oauth-apps/{oauthAppId}/client-secrets': 'admins',
  'DELETE /v1/oauth-apps/{oauthAppId}/client-secrets/{clientSecretId}': 'admins',
  'POST /v1/connect-sessions': 'members',
  'GET /v1/connect-sessions/{connectSessionId}': 'members',
  'POST /v1/connect-sessions/{connectSessionId}/confirm': 'members',
  'GET /v1/connections': 'members',
  'POST /v1/connections': 'members',
  'GET /v1/connections/{connectionId}': 'members',
  'POST /v1/connections/{connectionId}/check': 'members',
  'POST /v1/connections/{connectionId}/refresh': 'members',
  'PATCH /v1/connections/{connectionId}': 'members',
  'PUT /v1/connections/{connectionId}/api-key': 'members',
  'DELETE /v1/connections/{connectionId}/api-key': 'members',
  'POST /v1/connections/{connectionId}/disconnect': 'members',
  'DELETE /v1/connections/{connectionId}': 'members',
  'GET /v1/connections/{connectionId}/account': 'members',
  'GET /v1/connections/{connectionId}/audiences': 'members',
  'GET /v1/connections/{connectionId}/audiences/{audienceId}': 'members',
  'GET /v1/connections/{connectionId}/audiences/{audienceId}/segments': 'members',
  'GET /v1/connections/{connectionId}/contacts': 'members',
  'GET /v1/connections/{connectionId}/contacts/{contact}': 'members',
  'GET /v1/connections/{connectionId}/contacts/{contact}/activity': 'members',
  'GET /v1/connections/{connectionId}/campaigns': 'members',
  'GET /v1/connections/{connectionId}/campaigns/{campaignId}': 'members',
  'GET /v1/connections/{connectionId}/campaigns/{campaignId}/recipients': 'members',
  'GET /v1/connections/{connectionId}/campaigns/{campaignId}/report': 'members',
  'GET /v1/connections/{connectionId}/campaigns/{campaignId}/content': 'members',
  'GET /v1/connections/{connectionId}/campaigns/{campaignId}/check': 'members',
  'PUT /v1/connections/{connectionId}/contacts': 'members',
  'POST /v1/connections/{connectionId}/contacts/import': 'members',
  'POST /v1/connections/{connectionId}/audiences/{audienceId}/segments/count': 'members',
  'POST /v1/connections/{connectionId}/audiences/{audienceId}/segments': 'members',
  'PATCH /v1/connections/{connectionId}/audiences/{audienceId}/segments/{segmentId}': 'members',
  'DELETE /v1/connections/{connectionId}/audiences/{audienceId}/segments/{segmentId}': 'members',
  'GET /v1/connections/{connectionId}/audiences/{audienceId}/segments/{segmentId}/contacts': 'members',
  'GET /v1/connections/{connectionId}/account/facts': 'members',
  'GET /v1/connections/{connectionId}/account/averages': 'members',
  'GET /v1/connections/{connectionId}/audiences/{audienceId}/growth': 'members',
  'GET /v1/connections/{connectionId}/campaigns/{campaignId}/links': 'members',
  'GET /v1/connections/{connectionId}/campaigns/{campaignId}/variants': 'members',
  'GET /v1/connections/{connectionId}/automations': 'members',
  'POST /v1/connections/{connectionId}/automations/{automationId}/pause': 'members',
  'POST /v1/connections/{connectionId}/campaigns/{campaignId}/resend': 'members',
  'GET /v1/connections/{connectionId}/templates/{templateId}/content': 'members',
  'GET /v1/contacts/{email}': 'members',
  'POST /v1/contacts/export': 'members',
  'POST /v1/contacts/erase': 'members',
  'POST /v1/audience-moves': 'members',
  'POST /v1/connections/{connectionId}/contact-imports': 'members',
  'GET /v1/jobs': 'members',
  'GET /v1/jobs/{jobId}': 'members',
  'GET /v1/jobs/{jobId}/rows': 'members',
  'POST /v1/jobs/{jobId}/cancel': 'members',
  'GET /v1/connections/{connectionId}/contacts/{contact}/engagement': 'members',
  'POST /v1/connections/{connectionId}/contacts/tags': 'members',
  'POST /v1/connections/{connectionId}/contacts/{contact}/change-address': 'members',
  'POST /v1/connections/{connectionId}/contacts/{contact}/archive': 'members',
  'DELETE /v1/connections/{connectionId}/contacts/{contact}': 'members',
  'POST /v1/connections/{connectionId}/contacts/{contact}/tags': 'members',
  'POST /v1/connections/{connectionId}/contacts/{contact}/unsubscribe': 'members',
  'POST /v1/connections/{connectionId}/campaigns': 'members',
  'PATCH /v1/connections/{connectionId}/campaigns/{campaignId}': 'members',
  'POST /v1/connections/{connectionId}/campaigns/{campaignId}/copy': 'members',
  'POST /v1/connections/{connectionId}/campaigns/{campaignId}/test-emails': 'members',
  'POST /v1/connections/{connectionId}/campaigns/{campaignId}/unschedule': 'members',
  'POST /v1/connections/{connectionId}/campaigns/{campaignId}/send-requests': 'members',
  'GET /v1/send-requests': 'members',
  'GET /v1/send-requests/{sendRequestId}': 'members',
  'POST /v1/send-requests/{sendRequestId}/approve': 'members',
  'POST /v1/send-requests/{sendRequestId}/decline': 'members',
  'GET /v1/connections/{connectionId}/templates': 'members',
  'POST /v1/device-authorizations': 'members',
  'POST /v1/device-authorizations/poll': 'members',
  'GET /v1/alert-settings': 'admins',
  'PATCH /v1/alert-settings': 'admins',
  'GET /v1/me/alerts': 'members',
  'PUT /v1/me/alerts': 'members',
  'GET /v1/webhook-endpoints': 'admins',
  'POST /v1/webhook-endpoints': 'admins',
  'GET /v1/webhook-endpoints/{webhookEndpointId}': 'admins',
  'PATCH /v1/webhook-endpoints/{webhookEndpointId}': 'admins',
  'DELETE /v1/webhook-endpoints/{webhookEndpointId}': 'admins',
  'POST /v1/webhook-endpoints/{webhookEndpointId}/rotate-secret': 'admins',
  'POST /v1/webhook-endpoints/{webhookEndpointId}/test': 'admins',
  'GET /v1/webhook-endpoints/{webhookEndpointId}/deliveries': 'admins',
  'GET /v1/webhook-endpoints/{webhookEndpointId}/deliveries/{deliveryId}': 'admins',
  'POST /v1/webhook-endpoints/{webhookEndpointId}/deliveries/{deliveryId}/redeliver': 'admins',
  'POST /v1/webhook-endpoints/{webhookEndpointId}/redeliver': 'admins',
  'GET /v1/secret-keys': 'admins',
  'POST /v1/secret-keys': 'admins',
  'DELETE /v1/secret-keys/{secretKeyId}': 'admins',
  'GET /v1/events/stream': 'members',
  'GET /v1/events': 'members',
  'GET /v1/calls': 'members',
  'GET /v1/end-users/{endUserId}/export': 'admins',
  'DELETE /v1/end-users/{endUserId}': 'admins',
  'GET /v1/calls/{callId}': 'members',
  'GET /v1/connections/{connectionId}/metrics': 'members',
  'GET /v1/connections/counts': 'members',
  'GET /v1/connections/labels': 'members',
  'GET /v1/workspace/metrics': 'members',
  'GET /v1/connections/export': 'members',
  'GET /v1/events/export': 'members',
  'GET /v1/members': 'admins',
  'PATCH /v1/members/{userId}': 'owners',
  'DELETE /v1/members/{userId}': 'owners',
  'GET /v1/invitations': 'admins',
  'POST /v1/invitations': 'owners',
  'DELETE /v1/invitations/{invitationId}': 'owners',
  'GET /v1/assistants': 'members',
  'DELETE /v1/assistants/{assistantId}': 'members',
  'PUT /v1/me/active-workspace': 'members',
  'POST /v1/workspaces': 'owners',
  'GET /v1/workspace': 'members',
  'GET /v1/server': 'admins',
  'PATCH /v1/workspace': 'admins',
  'POST /v1/connections/{connectionId}/token': 'programs',
  'GET /v1/proxy/{connectionId}/{path}': 'programs',
  'HEAD /v1/proxy/{connectionId}/{path}': 'programs',
  'POST /v1/proxy/{connectionId}/{path}': 'programs',
  'PUT /v1/proxy/{connectionId}/{path}': 'programs',
  'PATCH /v1/proxy/{connectionId}/{path}': 'programs',
  'DELETE /v1/proxy/{connectionId}/{path}': 'programs',
}

const CONDITIONS = { conditions: [{ by: 'email', op: 'contains', value: 'x' }] }

/** What a body must be, for the answer to be about scopes or about the connection and not about the body. */
const BODIES: Readonly<Record<string, object>> = {
  'PUT /v1/connections/{connectionId}/contacts': { email: 'nora@letters.example', audienceId: '1' },
  'POST /v1/connections/{connectionId}/contacts/import': {
    audienceId: '1',
    contacts: [{ email: 'a@b.example' }],
  },
  'POST /v1/connections/{connectionId}/audiences/{audienceId}/segments/count': CONDITIONS,
  'POST /v1/connections/{connectionId}/audiences/{audienceId}/segments': { name: 'x', ...CONDITIONS },
  'PATCH /v1/connections/{connectionId}/audiences/{audienceId}/segments/{segmentId}': { name: 'y' },
  'POST /v1/contacts/export': { email: 'nora@letters.example' },
  'POST /v1/contacts/erase': { email: 'nora@letters.example' },
  'POST /v1/audience-moves': {
    from: { connectionId: 'conn_x', audienceId: '1' },
    to: { connectionId: 'conn_x', audienceId: '2' },
  },
  'POST /v1/connections/{connectionId}/contact-imports': {
    audienceId: '1',
    contacts: [{ email: 'a@b.example' }],
  },
  'POST /v1/connections/{connectionId}/contacts/tags': { contacts: ['nora@letters.example'], add: ['VIP'] },
  'POST /v1/connections/{connectionId}/contacts/{contact}/change-address': { email: 'nora@letters.example' },
  'POST /v1/connections/{connectionId}/contacts/{contact}/tags': { add: ['VIP'] },
  'POST /v1/connections/{connectionId}/campaigns': { name: 'a', subject: 'b', audienceId: '1', html: 'c' },
  'PATCH /v1/connections/{connectionId}/campaigns/{campaignId}': { subject: 'b' },
  'POST /v1/connections/{connectionId}/campaigns/{campaignId}/test-emails': { to: ['nora@letters.example'] },
  'POST /v1/connections/{connectionId}/campaigns/{campaignId}/copy': {},
  'POST /v1/connections/{connectionId}/campaigns/{campaignId}/send-requests': {},
  'POST /v1/send-requests/{sendRequestId}/approve': { approvalText: 'y' },
  'PATCH /v1/connections/{connectionId}': {
    permissions: { audiences: 'read', campaigns: 'read', reports: 'read', send: false },
  },
  'PUT /v1/connections/{connectionId}/api-key': { apiKey: `${'a'.repeat(32)}-us6` },
}

function parts(route: string, id: string): { method: string; path: string; body: object | undefined } {
  const [method = '', path = ''] = route.split(' ')
  const body = BODIES[route] ?? (/^(POST|PUT|PATCH)$/.test(method) ? {} : undefined)
  return {
    method,
    path: path
      .replace('{path}', '3.0/lists')
      .replace('{clientSecretId}', 'sec_x')
      .replace(/\{(audienceId|contact|campaignId|segmentId|templateId)\}/g, '1')
      .replace(/\{\w+\}/, id),
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

/** As without authentication, whatever else may be wrong with what was asked. */
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
  const { paths } = (await answer.json()) as {
    paths: Record<string, Record<string, { security: object[] }>>
  }
  const known = Object.entries(paths)
    .filter(([path]) => path.startsWith('/v1/'))
    .flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(([, { security }]) => security.length > 0)
        .map(([method]) => `${method.toUpperCase()} ${path}`),
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
  for (const route of Object.keys(ROUTES)) {
    const { method, path, body } = parts(route, id)
    const init = {
      method,
      headers: { origin: world.server.url, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    }
    const bare = await fetch(world.server.url + path, init)
    assert.equal(bare.status, 401, route)
    const cookie = 'letterlock.session_token=made.up'
    const forged = await fetch(world.server.url + path, { ...init, headers: { ...init.headers, cookie } })
    assert.equal(forged.status, 401, route)
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
        route.includes('disconnect') || route === 'DELETE /v1/connections/{connectionId}' ? 'conn_none' : id,
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
  const { id, endUserId: theirs } = await connect(world)
  const browser = await join(world, await signIn(world), 'member')
  await assertNothingOf(browser, id)
  const { items } = await browser.json<{ items: unknown[] }>('/v1/connections')
  assert.deepEqual(items, [])
  const named = await browser.ask('GET', `/v1/connections?endUserId=${theirs}`)
  assert.equal(await codeOf(named), 'insufficient_role')
  for (const path of ['/v1/connections', '/v1/device-authorizations', '/v1/connect-sessions']) {
    const [provider, endUserId] = ['mailchimp', theirs]
    const fitting =
      path === '/v1/connections'
        ? { provider, endUserId, credentials: { type: 'api_key', apiKey: 'x' } }
        : path === '/v1/device-authorizations'
          ? { provider, endUserId }
          : { endUserId, returnUrl: `${world.server.url}/connections/complete` }
    assert.equal(await codeOf(await browser.ask('POST', path, fitting)), 'insufficient_role', path)
  }
  const { items: events } = await browser.json<{ items: { connection: { id: string } | null }[] }>(
    '/v1/events',
  )
  assert.ok(events.every(({ connection }) => connection?.id !== id))
  assert.equal((await world.client.connections.get(id)).status, 'connected')
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
  assert.equal((await world.client.connections.get(id)).status, 'connected')
})

async function assertNothingOf(browser: DashboardSession, id: string): Promise<void> {
  for (const [route, who] of Object.entries(ROUTES)) {
    if (!route.includes('/connections/{connectionId}') || who === 'programs') continue
    const response = await ask(browser, route, id)
    assert.deepEqual([response.status, await codeOf(response)], [404, 'connection_not_found'], route)
  }
}
