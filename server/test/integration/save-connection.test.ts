import type { Connection, LetterlockApiError } from '@letterlock/sdk'
import { callProxy } from '@letterlock/testing/call-proxy.ts'
import { ada } from '@letterlock/sandbox/sandbox-user.ts'
import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { readProviderDefinition } from '../../src/providers/read-provider-definition.ts'
import { classifyResponse } from '../../src/providers/classify-response.ts'
import { builtInProviders } from '../../src/providers/index.ts'
import { authorize, connect, openCallback, openConnectPage } from '@letterlock/testing/connect.ts'
import { INFO_PATH, TOKEN_PATH } from '@letterlock/testing/mailup.ts'
import { requestsTo, errorCodeOf, startWorld, type TestWorld, eventTypes } from '@letterlock/testing/world.ts'

const CC = 'constant-contact'
const CC_SUMMARY = '/v3/account/summary'
const ALL = { audiences: 'write', campaigns: 'write', reports: 'read' }

async function failureOf(call: Promise<unknown>): Promise<LetterlockApiError> {
  return call.then(
    () => assert.fail('it did not fail'),
    (error: unknown) => error as LetterlockApiError,
  )
}

async function startWithConstantContact(): Promise<TestWorld> {
  const world = await startWorld()
  await world.addOAuthApp(CC)
  return world
}

/** Connects, where the provider grants only these scopes. */
async function connectWithScopes(world: TestWorld, scopes: string): Promise<Connection> {
  return connect(world, {
    provider: CC,
    authorizeAt: (url, user) => {
      url.searchParams.set('scope', scopes)
      return user.authorize(url.href)
    },
  })
}

test('B8: the look-up after the exchange fails for a while: the tokens are kept, and the same confirmation token goes on', async () => {
  await using world = await startWorld()
  await world.addOAuthApp('mailup')
  const journey = await authorize(world, { provider: 'mailup' })
  const confirmationToken = (await openCallback(journey)).searchParams.get('confirmationToken') ?? ''
  const confirm = () =>
    world.client.connectSessions.confirm(journey.session.id, { confirmationToken, endUserId: 'user-1' })
  const { faults } = world.sandbox.world
  faults.add({ kind: 'status', path: INFO_PATH, status: 429, retryAfter: '60', remaining: 1 })
  const busy = await failureOf(confirm())
  assert.deepEqual([busy.code, busy.status], ['account_lookup_delayed', 503])
  assert.equal((busy.problem as unknown as Record<string, unknown>)['retryAfterSeconds'], 60)
  for (const fault of [
    { kind: 'status', status: 503 },
    { kind: 'connection_reset' },
    { kind: 'html_body' },
    { kind: 'invalid_json' },
  ] as const) {
    // A read whose idle connection breaks is sent again: it breaks each time.
    faults.add({ ...fault, path: INFO_PATH })
    assert.match((await failureOf(confirm())).code, /^account_lookup_(delayed|failed)$/, fault.kind)
    faults.clear()
  }
  assert.equal(
    await errorCodeOf(
      world.client.connectSessions.confirm(journey.session.id, {
        confirmationToken,
        endUserId: 'someone-else',
      }),
    ),
    'end_user_mismatch',
  )
  world.advance(600)
  const connection = await confirm()
  assert.deepEqual([connection.status, connection.provider], ['connected', 'mailup'])
  assert.equal(requestsTo(world, TOKEN_PATH), 1, 'the code was redeemed once')
  assert.equal(await errorCodeOf(confirm()), 'confirmation_token_used')
  assert.equal((await world.client.connections.getAccessToken(connection.id)).credential, 'oauth')
})

test('B8: what is kept is encrypted, of one confirmation token, and gone after an hour', async () => {
  await using world = await startWorld()
  await world.addOAuthApp('mailup')
  const journey = await authorize(world, { provider: 'mailup' })
  const confirmationToken = (await openCallback(journey)).searchParams.get('confirmationToken') ?? ''
  const confirm = () =>
    world.client.connectSessions.confirm(journey.session.id, { confirmationToken, endUserId: 'user-1' })
  world.sandbox.world.faults.add({ kind: 'status', path: INFO_PATH, status: 503, remaining: 1 })
  assert.equal(await errorCodeOf(confirm()), 'account_lookup_delayed')
  const [token = ''] = Object.values(world.sandbox.world.mailup.grants).map(
    ({ refreshToken }) => refreshToken,
  )
  assert.ok(token.length > 10)
  const copy = mkdtempSync(join(tmpdir(), 'letterlock-'))
  cpSync(dirname(world.config.databaseFile), copy, { recursive: true })
  for (const name of ['letterlock.db', 'letterlock.db-wal'])
    assert.ok(!readFileSync(join(copy, name)).includes(token), name)
  rmSync(copy, { recursive: true })
  world.advance(3601)
  assert.equal(await errorCodeOf(confirm()), 'confirmation_token_used')
})

test('B8: two who confirm at once after a failed look-up: one connection, nothing spent twice', async () => {
  await using world = await startWorld()
  await world.addOAuthApp('mailup')
  const journey = await authorize(world, { provider: 'mailup' })
  const confirmationToken = (await openCallback(journey)).searchParams.get('confirmationToken') ?? ''
  const confirm = () =>
    world.client.connectSessions.confirm(journey.session.id, { confirmationToken, endUserId: 'user-1' })
  world.sandbox.world.faults.add({ kind: 'status', path: INFO_PATH, status: 503, remaining: 1 })
  assert.equal(await errorCodeOf(confirm()), 'account_lookup_delayed')
  const codes = await Promise.all([errorCodeOf(confirm()), errorCodeOf(confirm()), errorCodeOf(confirm())])
  assert.deepEqual(codes.toSorted(), ['confirmation_token_used', 'confirmation_token_used', 'no error'])
  assert.equal((await world.client.connections.list()).items.length, 1)
  assert.equal(requestsTo(world, TOKEN_PATH), 1)
})

test('B8: the device flow and an import keep what was spent, too', async () => {
  await using world = await startWithConstantContact()
  const { client } = world
  const { faults } = world.sandbox.world
  const started = await client.deviceAuthorizations.create({ provider: CC, endUserId: 'user-1' })
  const answer = { username: 'ada@bakery.example', password: 'bread-and-butter', decision: 'allow' }
  await ada().post(started.verificationUri, { user_code: started.userCode, ...answer })
  faults.add({ kind: 'status', path: CC_SUMMARY, status: 503, remaining: 1 })
  assert.equal(
    await errorCodeOf(client.deviceAuthorizations.poll({ deviceCode: started.deviceCode })),
    'account_lookup_delayed',
  )
  const connected =
    (await client.deviceAuthorizations.poll({ deviceCode: started.deviceCode })).connection ??
    assert.fail('it still waits')
  assert.equal(connected.status, 'connected')

  const { refreshToken } = Object.values(world.sandbox.world.constantContact.grants)[0] ?? assert.fail()
  await client.connections.delete(connected.id)
  const tokens = {
    provider: CC,
    endUserId: 'user-2',
    credentials: {
      type: 'tokens',
      accessToken: 'long dead',
      refreshToken: refreshToken ?? assert.fail('no refresh token'),
      accessTokenExpiresAt: '2020-01-01T00:00:00Z',
    },
  } as const
  faults.add({ kind: 'status', path: CC_SUMMARY, status: 503, remaining: 1 })
  assert.equal(await errorCodeOf(client.connections.create(tokens)), 'account_lookup_delayed')
  const spent = requestsTo(world, '/oauth2/default/v1/token')
  const imported = await client.connections.create(tokens)
  assert.equal(imported.status, 'connected')
  assert.equal(requestsTo(world, '/oauth2/default/v1/token'), spent, 'the refresh token was spent once')
  assert.equal((await client.connections.refresh(imported.id)).health.status, 'ok')
})

test('B10: connected again without a refresh token: the stored one is kept for the same account', async () => {
  await using world = await startWithConstantContact()
  const first = await connectWithScopes(world, 'account_read contact_data campaign_data offline_access')
  assert.ok(first.nextRefreshAt)
  const again = await connectWithScopes(world, 'account_read contact_data campaign_data')
  assert.deepEqual([again.id, again.status, again.missingScopes], [first.id, 'connected', []])
  assert.ok(again.nextRefreshAt, 'it is still refreshed')
  const refreshed = await world.client.connections.refresh(first.id)
  assert.deepEqual([refreshed.status, refreshed.health.status], ['connected', 'ok'])
  assert.ok(refreshed.lastRefreshedAt)
})

test('B10: a refresh token that ended is not kept', async () => {
  await using world = await startWithConstantContact()
  const first = await connectWithScopes(world, 'account_read contact_data campaign_data offline_access')
  await world.client.connections.disconnect(first.id)
  const again = await connectWithScopes(world, 'account_read contact_data campaign_data')
  assert.deepEqual([again.id, again.nextRefreshAt], [first.id, null])
})

test('B14: fewer scopes than asked are shown, and calls that need the missing one say so', async () => {
  await using world = await startWithConstantContact()
  const { client } = world
  const { id } = await connectWithScopes(world, 'account_read contact_data offline_access')
  const connection = await client.connections.get(id)
  assert.deepEqual(connection.missingScopes, ['campaign_data'])
  assert.deepEqual(connection.grantedScopes?.includes('contact_data'), true)
  assert.equal(connection.status, 'connected')
  assert.match(connection.detail, /did not grant every requested scope.*campaign_data/)
  assert.match(connection.nextStep ?? '', /Reconnect/)
  const calls = requestsTo(world, '/v3/emails')
  const answer = await callProxy(client, id, 'GET', '/v3/emails')
  const { code, scope, nextStep } = (await answer.json()) as Record<string, string>
  assert.deepEqual([answer.status, code, scope], [403, 'scope_missing', 'campaign_data'])
  assert.match(nextStep ?? '', /reconnect and to allow/)
  assert.equal(await errorCodeOf(client.account(id).campaigns.list()), 'scope_missing')
  assert.equal(requestsTo(world, '/v3/emails'), calls, 'the provider was not asked')
  assert.equal((await callProxy(client, id, 'GET', '/v3/contact_lists')).status, 200)
  assert.deepEqual(
    (await client.connections.refresh(id)).missingScopes,
    ['campaign_data'],
    'after a refresh, too',
  )

  const all = await connectWithScopes(world, 'account_read contact_data campaign_data offline_access')
  assert.deepEqual([all.id, all.missingScopes, all.nextStep], [id, [], null])
  assert.equal((await callProxy(client, id, 'GET', '/v3/emails')).status, 200)
})

test('B15: a look-up that is forbidden says that this user may not, and what to do', async () => {
  await using world = await startWorld()
  const mailchimp = await failureOf(
    (async () => {
      world.sandbox.world.mailchimp.switches.refuse = 'forbidden'
      return connect(world)
    })(),
  )
  world.sandbox.world.mailchimp.switches.refuse = ''
  assert.deepEqual([mailchimp.code, mailchimp.status], ['account_access_denied', 403])
  assert.match(mailchimp.message, /Mailchimp .*this user/)
  assert.match(mailchimp.nextStep, /owner or an admin/)
  await world.addOAuthApp('mailup')
  world.sandbox.world.faults.add({ kind: 'status', path: INFO_PATH, status: 403, remaining: 1 })
  const mailup = connect(world, { provider: 'mailup' })
  assert.equal(await errorCodeOf(mailup), 'account_access_denied')
})

test('B16: an error in a success is judged as the provider says it looks', () => {
  const file = join(import.meta.dirname, '../../../docs/examples/acme-letters.json')
  const example = JSON.parse(readFileSync(file, 'utf8')) as { api: object }
  const judge = (errorsInOkResponse: object, body: unknown) =>
    classifyResponse(
      readProviderDefinition('acme.json', { ...example, api: { ...example.api, errorsInOkResponse } }),
      {
        status: 200,
        text: typeof body === 'string' ? body : JSON.stringify(body),
      },
    )
  for (const [body, judgement] of [
    [{ error: 'invalid_token' }, 'unauthorized'],
    [{ error: { code: 7 } }, 'unauthorized'],
    [{ error: null }, 'ok'],
    [{ error: '' }, 'ok'],
    [{ error: false }, 'ok'],
    [{ error: [] }, 'ok'],
    [{ sub: 'a' }, 'ok'],
  ] as const)
    assert.equal(judge({ member: 'error' }, body), judgement, JSON.stringify(body))
  const named = { member: 'status.code', unauthorizedValues: ['401', 'expired'] }
  assert.equal(judge(named, { status: { code: 401 } }), 'unauthorized')
  assert.equal(judge(named, { status: { code: 'expired' } }), 'unauthorized')
  assert.equal(judge(named, { status: { code: 'maintenance' } }), 'unavailable')
  const mailchimp = builtInProviders().get('mailchimp') ?? assert.fail()
  assert.equal(classifyResponse(mailchimp, { status: 200, text: '{"error":"x"}' }), 'ok')
})

test('B16: a credential check that is answered 200 with an error is no success', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-'))
  const example = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../../docs/examples/acme-letters.json'), 'utf8'),
  ) as { api: object }
  const api = {
    ...example.api,
    errorsInOkResponse: { member: 'error', unauthorizedValues: ['invalid_token'] },
  }
  writeFileSync(join(folder, 'acme.json'), JSON.stringify({ ...example, api }))
  let body: object = { sub: 'a1', company: { name: 'Acme' } }
  const provider = createServer((request, response) => {
    response.setHeader('content-type', 'application/json')
    const isToken = request.url?.endsWith('/token')
    response.end(JSON.stringify(isToken ? { access_token: 't'.repeat(20), token_type: 'Bearer' } : body))
  })
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve))
  const { port } = provider.address() as AddressInfo
  try {
    await using world = await startWorld({
      LETTERLOCK_PROVIDERS_DIR: folder,
      LETTERLOCK_SANDBOX_URL: `http://127.0.0.1:${port}`,
    })
    const { client } = world
    const provider = 'acme-letters'
    await client.oauthApps.create({ provider, clientId: 'letters', clientSecret: 'secret' })
    const { id } = await client.connections.create({
      provider,
      endUserId: 'user-1',
      credentials: { type: 'tokens', accessToken: 't'.repeat(20) },
    })
    body = { error: 'maintenance' }
    assert.equal(await errorCodeOf(client.connections.check(id)), 'provider_unavailable')
    assert.equal(
      (await client.connections.get(id)).status,
      'connected',
      'trouble says nothing of the credential',
    )
    body = { error: 'invalid_token' }
    const checked = await client.connections.check(id)
    assert.deepEqual([checked.status, checked.reason], ['disconnected', 'revoked_at_provider'])
    const credentials = { type: 'tokens', accessToken: 'u'.repeat(20) } as const
    const tokens = { provider, endUserId: 'user-2', credentials }
    assert.equal(await errorCodeOf(client.connections.create(tokens)), 'credentials_rejected')
  } finally {
    provider.closeAllConnections()
    provider.close()
    rmSync(folder, { recursive: true })
  }
})

const NARROW = { audiences: 'read', campaigns: 'none', reports: 'none', send: false } as const

test('C9: an account that is connected already keeps what the end user allowed', async () => {
  await using world = await startWorld()
  const { id } = await connect(world, { permissions: NARROW, choices: { audiences: 'read' } })
  for (const again of [
    () => connect(world, { provider: 'mailchimp', skipConnectPage: true }),
    () =>
      connect(world, {
        provider: 'mailchimp',
        skipConnectPage: true,
        permissions: { audiences: 'write', campaigns: 'write', reports: 'read', send: true },
      }),
    () =>
      connect(world, {
        provider: 'mailchimp',
        skipConnectPage: true,
        connectionId: id,
      }),
    // The page as it is shown first: nothing was changed on it.
    () => connect(world, { choices: ALL }),
  ]) {
    const refreshed = await again()
    assert.deepEqual([refreshed.id, refreshed.permissions], [id, NARROW])
  }
  assert.ok(!(await eventTypes(world, id)).includes('connection.permissions_updated'))
})

test('C9: what the end user changes on the page is taken, and an event tells from and to', async () => {
  await using world = await startWorld()
  const { id } = await connect(world, { permissions: NARROW, choices: { audiences: 'read' } })
  const changed = await connect(world, {
    choices: { audiences: 'write', campaigns: 'read', reports: 'none' },
  })
  const to = { audiences: 'write', campaigns: 'read', reports: 'none', send: false }
  assert.deepEqual([changed.id, changed.permissions], [id, to])
  const { items } = await world.client.events.list({ connectionId: id })
  const event = items.find(({ type }) => type === 'connection.permissions_updated')
  assert.deepEqual(event?.data, { from: NARROW, to })
})

test('C9: a page for one connection shows what it has, and offers what is asked for', async () => {
  await using world = await startWorld()
  const sendRequest = { audiences: 'read', campaigns: 'read', reports: 'read', send: true } as const
  const { id } = await connect(world, {
    permissions: sendRequest,
    choices: { audiences: 'read', campaigns: 'read', reports: 'read', send: 'yes' },
  })
  const { page } = await openConnectPage(world, {
    connectionId: id,
    permissions: { ...sendRequest, campaigns: 'write' },
  })
  assert.match(page, /name="campaigns" value="read" checked/)
  assert.match(page, /name="campaigns" value="write" (?!checked)/)
  assert.match(page, /name="send" value="yes" checked/)
})
