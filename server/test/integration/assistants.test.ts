import { membersOf } from '@letterlock/testing/members-of.ts'
import { UnauthorizedError } from '@modelcontextprotocol/client'
import { ada, ben } from '@letterlock/sandbox/sandbox-user.ts'
import type { Me } from '@letterlock/sdk'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connect, connectWithAllPermissions } from '@letterlock/testing/connect.ts'
import {
  listToolsWith,
  clientIdOf,
  authorizeAssistant,
  refreshTokenSet,
  accessTokenOf,
  type AuthorizedAssistant,
} from '@letterlock/testing/authorize-assistant.ts'
import { consent, openConsent } from '@letterlock/testing/assistant.ts'
import {
  join,
  OWNER,
  setupOwner,
  signIn,
  type DashboardSession,
} from '@letterlock/testing/dashboard-session.ts'
import { callTool } from '@letterlock/testing/mcp-client.ts'
import { startWorld } from '@letterlock/testing/world.ts'
import { READ_SCOPES } from '../../src/authorization-server/assistant.ts'

test('assistants: discovery, registration, sign-in, consent, a callTool, step-up, and rejected after its revocation', async () => {
  await using world = await startWorld()
  await setupOwner(world)
  const owner = await signIn(world)
  await connectWithAllPermissions(world)
  await using assistant = await authorizeAssistant(world, owner)
  const { client, signIn: provider } = assistant
  const audiences = await callTool(client, 'list_audiences')
  assert.match(audiences.text, /From Ada’s Bakery/)
  assert.equal((await client.listTools()).tools.length, 24, 'all are shown: more is asked for when needed')

  // It may read, and no more, until the user allows more.
  const [audience] = audiences.structured['items'] as { id: string }[]
  const somebody = { contacts: [{ email: 'nora@letters.example' }], audience: audience?.id }
  provider.authorizationUrl = undefined
  await assert.rejects(callTool(client, 'upsert_contacts', somebody), UnauthorizedError)
  assert.ok(provider.authorizationUrl, 'the client asks for more')
  const scope = new URL(String(provider.authorizationUrl)).searchParams.get('scope') ?? ''
  assert.ok(
    scope.split(' ').includes('audiences:write') &&
      READ_SCOPES.every((one) => scope.split(' ').includes(one)),
    scope,
  )
  const more = await consent(world, owner, provider.authorizationUrl)
  assert.deepEqual(more.asked.requestedScopes, [...READ_SCOPES, 'audiences:write'])
  await client.transport.finishAuth(more.callback.searchParams)
  const saved = await callTool(client, 'upsert_contacts', somebody)
  assert.equal(saved.structured['created'], 1, saved.text)

  const { items } = await owner.json<{ items: { id: string; name: string; redirectHost: string }[] }>(
    '/v1/assistants',
  )
  assert.deepEqual(
    items.map(({ name, redirectHost }) => [name, redirectHost]),
    [
      ['Scripted Assistant', '127.0.0.1'],
      ['Scripted Assistant', '127.0.0.1'],
    ],
  )
  const events = await world.client.events.list({ type: 'contact' })
  assert.equal(events.items[0]?.actor.name, 'Scripted Assistant')

  assert.equal((await listToolsWith(world, accessTokenOf(assistant))).status, 200)
  for (const { id: each } of items)
    assert.equal((await owner.ask('DELETE', `/v1/assistants/${each}`)).status, 204)
  const refused = await listToolsWith(world, accessTokenOf(assistant))
  assert.equal(refused.status, 401)
  assert.match(
    refused.headers.get('www-authenticate') ?? '',
    /error="invalid_token", scope="connections:read audiences:read campaigns:read reports:read", resource_metadata="http:.*\/\.well-known\/oauth-protected-resource\/mcp"/,
  )
})

test('assistants: a client ends its own tokens, and no other’s', async () => {
  await using world = await startWorld()
  await setupOwner(world)
  const owner = await signIn(world)
  await using mine = await authorizeAssistant(world, owner)
  await using other = await authorizeAssistant(world, owner)
  const revoke = async (token: string, by: AuthorizedAssistant): Promise<void> => {
    const body = new URLSearchParams({ token, client_id: clientIdOf(by) })
    const answer = await fetch(`${world.server.url}/oauth2/revoke`, { method: 'POST', body })
    assert.equal(answer.status, 200, await answer.text())
  }
  await revoke(accessTokenOf(mine), other)
  await revoke('made-up', other)
  assert.equal((await listToolsWith(world, accessTokenOf(mine))).status, 200)
  await revoke(mine.signIn.tokens()?.refresh_token ?? '', mine)
  assert.equal((await listToolsWith(world, accessTokenOf(mine))).status, 401, 'the access token ends with it')
  assert.equal((await listToolsWith(world, accessTokenOf(other))).status, 200)
  const { items } = await owner.json<{ items: unknown[] }>('/v1/assistants')
  assert.equal(items.length, 1, 'and it is no longer among the devices')
})

test('assistants: the user chooses connections; what is theirs today counts, not what was theirs', async () => {
  await using world = await startWorld()
  await setupOwner(world)
  const owner = await signIn(world)
  const bakery = await connect(world, { user: ada() })
  const bicycles = await connect(world, { user: ben() })
  await using some = await authorizeAssistant(world, owner, { connections: [bakery.id] })
  const { connections } = (await callTool(some.client, 'list_connections')).structured as {
    connections: { id: string }[]
  }
  assert.deepEqual(
    connections.map(({ id }) => id),
    [bakery.id],
  )
  // Neither by name nor by ID.
  for (const connection of ['bens-bicycles-mailchimp', bicycles.id]) {
    const other = await callTool(some.client, 'list_audiences', { connection })
    assert.match(other.text, /connection_not_found/)
    const uri = `letterlock://connections/${connection}/campaigns/x/report`
    await assert.rejects(some.client.readResource({ uri }), /connection_not_found/)
  }

  const member = await join(world, owner, 'member')
  await using theirs = await authorizeAssistant(world, member)
  assert.match((await callTool(theirs.client, 'list_audiences')).text, /connection_required/)
  // Out of the workspace: out with the assistant.
  const { items } = await owner.json<{ items: { id: string; role: string }[] }>('/v1/members')
  const { id = '' } = items.find(({ role }) => role === 'member') ?? {}
  await owner.ask('DELETE', `/v1/members/${id}`)
  assert.equal((await listToolsWith(world, accessTokenOf(theirs))).status, 401)
  // Back again: without it.
  await owner.ask('POST', '/v1/invitations', { email: 'max@letters.example', role: 'member' })
  const invited = await owner.ask('POST', '/v1/invitations', { email: 'max@letters.example', role: 'member' })
  const { url } = (await invited.json()) as { url: string }
  const accepted = await member.ask('POST', '/v1/invitations/accept', { token: url.split('#')[1] })
  assert.equal(accepted.status, 204, await accepted.clone().text())
  assert.equal((await listToolsWith(world, accessTokenOf(theirs))).status, 401)
  // No user revokes another user's assistant.
  const { items: own } = await owner.json<{ items: { id: string }[] }>('/v1/assistants')
  const stranger = await join(world, owner, 'admin', 'Ada Admin')
  assert.equal((await stranger.ask('DELETE', `/v1/assistants/${own[0]?.id}`)).status, 404)
})

test('E9: an assistant that ends, in whatever way, has one event, in its workspace, with the actor and the reason', async () => {
  await using world = await startWorld()
  await setupOwner(world)
  const owner = await signIn(world)
  const { id: ownerId, workspace: home } = await owner.json<Me>('/v1/me')
  const newest = async (): Promise<unknown> => {
    const { items } = await world.client.events.list({ type: 'assistant.revoked' })
    return items.map(({ actor, data }) => [
      actor.type,
      actor.id,
      membersOf(data)['assistantId'],
      membersOf(data)['reason'],
    ])
  }
  const idOf = async (browser: DashboardSession): Promise<string> => {
    const { items } = await browser.json<{ items: { id: string }[] }>('/v1/assistants')
    return items[0]?.id ?? assert.fail()
  }
  const expected: unknown[] = []

  await using removed = await authorizeAssistant(world, owner)
  const byUser = await idOf(owner)
  // Another workspace is active by now.
  assert.equal((await owner.ask('POST', '/v1/workspaces', { name: 'Other' })).status, 201)
  assert.equal((await owner.ask('DELETE', `/v1/assistants/${byUser}`)).status, 204)
  expected.unshift(['user', ownerId, byUser, 'requested'])
  assert.deepEqual(await newest(), expected)
  assert.equal((await owner.ask('DELETE', `/v1/assistants/${byUser}`)).status, 404)
  assert.equal((await owner.ask('PUT', '/v1/me/active-workspace', { id: home.id })).status, 204)

  for (const kind of ['access_token', 'refresh_token'] as const) {
    await using leaving = await authorizeAssistant(world, owner)
    const itself = await idOf(owner)
    const token = leaving.signIn.tokens()?.[kind] ?? ''
    const body = new URLSearchParams({ token, client_id: clientIdOf(leaving) })
    assert.equal((await fetch(`${world.server.url}/oauth2/revoke`, { method: 'POST', body })).status, 200)
    expected.unshift(['assistant', itself, itself, 'signed_out'])
    assert.deepEqual(await newest(), expected)
  }

  await using stolen = await authorizeAssistant(world, owner)
  const ofThief = await idOf(owner)
  const first = stolen.signIn.tokens()?.refresh_token ?? ''
  assert.equal((await refreshTokenSet(world, stolen, first)).status, 200)
  world.advance(31)
  assert.equal((await refreshTokenSet(world, stolen, first)).status, 400)
  expected.unshift(['system', null, ofThief, 'token_reused'])
  assert.deepEqual(await newest(), expected)

  const member = await join(world, owner, 'member')
  const { id: memberId } = await member.json<Me>('/v1/me')
  await using one = await authorizeAssistant(world, member)
  await using two = await authorizeAssistant(world, member)
  // A role says what the assistant may do. It ends nothing.
  assert.equal((await owner.ask('PATCH', `/v1/members/${memberId}`, { role: 'admin' })).status, 204)
  assert.equal((await listToolsWith(world, accessTokenOf(one))).status, 200)
  assert.deepEqual(await newest(), expected)
  const { items: both } = await member.json<{ items: { id: string }[] }>('/v1/assistants')
  assert.equal((await owner.ask('DELETE', `/v1/members/${memberId}`)).status, 204)
  assert.equal((await listToolsWith(world, accessTokenOf(two))).status, 401)
  const refreshed = await refreshTokenSet(world, two, two.signIn.tokens()?.refresh_token ?? '')
  assert.equal(((await refreshed.json()) as { error: string }).error, 'invalid_grant')
  const ends = both.map(({ id }) => id).toSorted()
  expected.unshift(...ends.map((id) => ['user', ownerId, id, 'member_removed']).toReversed())
  assert.deepEqual(await newest(), expected)
  assert.ok(accessTokenOf(removed) !== '')
})

test('assistants: authorized in another workspace, it sees nothing of this one', async () => {
  await using world = await startWorld()
  await setupOwner(world)
  const owner = await signIn(world)
  const { id } = await connect(world)
  assert.equal((await owner.ask('POST', '/v1/workspaces', { name: 'Other' })).status, 201)
  await using assistant = await authorizeAssistant(world, owner)
  assert.match((await callTool(assistant.client, 'list_audiences')).text, /connection_required/)
  const named = await callTool(assistant.client, 'list_audiences', { connection: id })
  assert.match(named.text, /connection_not_found/)
  const status = await callTool(assistant.client, 'list_connections')
  assert.deepEqual(status.structured['connections'], [])
})

test('assistants: tokens for other addresses, made up, of the provider, or used elsewhere', async () => {
  await using world = await startWorld()
  await setupOwner(world)
  const owner = await signIn(world)
  const { id } = await connect(world)
  await using part = await authorizeAssistant(world, owner, { path: '/mcp/readonly' })
  assert.equal((await listToolsWith(world, accessTokenOf(part), '/mcp/readonly')).status, 200)
  assert.equal(
    (await listToolsWith(world, accessTokenOf(part))).status,
    401,
    'a token for a part is not one for the whole',
  )
  await using whole = await authorizeAssistant(world, owner)
  assert.equal((await listToolsWith(world, accessTokenOf(whole), '/mcp/readonly')).status, 200)

  const { accessToken } = await world.client.connections.getAccessToken(id)
  for (const token of ['made-up', accessToken, 'x'.repeat(5000)])
    assert.equal((await listToolsWith(world, token)).status, 401)
  // An assistant's token opens nothing else.
  for (const path of ['/v1/connections', `/v1/proxy/${id}/3.0/lists`, '/v1/me']) {
    const response = await fetch(world.server.url + path, {
      headers: { authorization: `Bearer ${accessTokenOf(whole)}` },
    })
    assert.equal(response.status, 401, path)
  }
  // One that asked for more than it got has what it got.
  const wanted = new URL(String(whole.signIn.authorizationUrl))
  wanted.searchParams.set(
    'scope',
    'connections:read audiences:read campaigns:read reports:read audiences:write campaigns:send',
  )
  const { callback } = await consent(world, owner, wanted, {
    scopes: [...READ_SCOPES],
  })
  assert.ok(callback.searchParams.has('code'), callback.href)
  // Neither does one that was asked for a server that is not ours.
  const url = new URL(part.signIn.authorizationUrl ?? '')
  url.searchParams.set('resource', 'https://other.example/mcp')
  const refused = await owner.ask('GET', url.pathname + url.search)
  assert.match(refused.headers.get('location') ?? '', /error=invalid_target/)
})

test('assistants: consent is asked each time, of who sits there now, in the browser that began it, from our own page', async () => {
  await using world = await startWorld()
  await setupOwner(world)
  const owner = await signIn(world)
  await using assistant = await authorizeAssistant(world, owner)
  const again = new URL(assistant.signIn.authorizationUrl ?? '')
  const page = await openConsent(world, owner, again)

  const another = await join(world, owner, 'admin', 'Ada Admin')
  assert.equal((await another.ask('GET', `${page}/details`)).status, 404, 'begun in another browser')
  const decision = {
    authorize: true,
    scopes: [...READ_SCOPES],
    connectionIds: null,
  }
  const elsewhere = await owner.ask('POST', `${page}/decision`, decision, { origin: 'https://evil.example' })
  assert.equal(elsewhere.status, 403)
  for (const scopes of [[], ['campaigns:send'], [...READ_SCOPES, 'secret_keys:write']])
    assert.equal((await owner.ask('POST', `${page}/decision`, { ...decision, scopes })).status, 400)

  const denied = await owner.ask('POST', `${page}/decision`, { authorize: false })
  const { continueUrl } = (await denied.json()) as { continueUrl: string }
  const { pathname, search } = new URL(continueUrl)
  const back = await owner.ask('GET', pathname + search)
  const callback = new URL(back.headers.get('location') ?? '')
  assert.deepEqual(
    [callback.searchParams.get('error'), callback.searchParams.get('iss')],
    ['access_denied', world.server.url],
  )
  assert.equal((await owner.ask('POST', `${page}/decision`, decision)).status, 404, 'decided once')

  // At the same browser, another user signs in: the assistant acts for them, not for who was there before.
  await owner.ask('POST', '/auth/sign-out', {})
  await owner.ask('POST', '/auth/sign-in/email', {
    email: 'ada@letters.example',
    password: 'the passphrase of Ada Admin',
  })
  assert.notEqual((await owner.json<{ email: string }>('/v1/me')).email, OWNER.email)
  await consent(world, owner, again)
  const { items } = await owner.json<{ items: unknown[] }>('/v1/assistants')
  assert.equal(items.length, 1)
})

test('assistants: a link to connect that another user opens connects nothing for the assistant', async () => {
  await using world = await startWorld()
  await setupOwner(world)
  const owner = await signIn(world)
  const member = await join(world, owner, 'member')
  await using assistant = await authorizeAssistant(world, member)
  const link = await callTool(assistant.client, 'connect_account', { provider: 'mailchimp' })
  const { pathname, search } = new URL(String(link.structured['connectUrl']))
  assert.equal(
    `${pathname}${search}`,
    '/connections/new?provider=mailchimp',
    'nothing in it says whose it is',
  )
  // The user who is signed in where it is opened connects for themselves.
  await connect(world, { endUserId: 'someone-else' })
  assert.match((await callTool(assistant.client, 'list_audiences')).text, /connection_required/)
})
