import { revokeAtProvider } from '@letterlock/testing/providers.ts'
import { callProxy } from '@letterlock/testing/call-proxy.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connect } from '@letterlock/testing/connect.ts'
import { waitFor } from '@letterlock/testing/wait-for.ts'
import { errorCodeOf, startWorld, eventTypes } from '@letterlock/testing/world.ts'
import { INFO, INFO_PATH, tokenRequests, TOKEN_PATH } from '@letterlock/testing/mailup.ts'

test('mailup 2: a token is refreshed when it has run out, and the new refresh token is kept', async () => {
  await using world = await startWorld()
  const connection = await connect(world, { provider: 'mailup' })
  assert.deepEqual(
    [connection.status, connection.account.name, connection.account.dataCenter],
    ['connected', 'Ada’s Bakery', null],
  )
  const first = await world.client.connections.getAccessToken(connection.id)
  assert.ok(Date.parse(first.expiresAt ?? '') > world.sandbox.world.clock.now().getTime())
  for (let round = 0; round < 3; round++) {
    const before = tokenRequests(world)
    world.advance(3601)
    const next = await world.client.connections.getAccessToken(connection.id)
    assert.notEqual(next.accessToken, first.accessToken)
    assert.equal(tokenRequests(world, before), 1)
  }
  assert.equal((await callProxy(world.client, connection.id, 'GET', INFO)).status, 200)
  const { lastRefreshedAt, nextRefreshAt, health } = await world.client.connections.get(connection.id)
  assert.ok(lastRefreshedAt && nextRefreshAt && nextRefreshAt > lastRefreshedAt)
  assert.equal(health.status, 'ok')
})

test('the worker refreshes ahead of expiry, with no one reading', async () => {
  await using world = await startWorld()
  const connection = await connect(world, { provider: 'mailup' })
  const before = tokenRequests(world)
  world.advance(0.81 * 3600)
  await waitFor(
    () => tokenRequests(world, before),
    (count) => count === 1,
  )
  const refreshed = await waitFor(
    () => world.client.connections.get(connection.id),
    ({ lastRefreshedAt }) => lastRefreshedAt !== null,
  )
  const left = Date.parse(refreshed.accessTokenExpiresAt ?? '') - world.sandbox.world.clock.now().getTime()
  assert.ok(left > 3590_000, 'a whole hour again')
  assert.ok((await eventTypes(world, connection.id)).includes('connection.token_refreshed'))
})

test('a read refreshes ahead of expiry without waiting for it', async () => {
  await using world = await startWorld()
  const connection = await connect(world, { provider: 'mailup' })
  const { accessToken } = await world.client.connections.getAccessToken(connection.id)
  const before = tokenRequests(world)
  world.advance(0.81 * 3600)
  assert.equal(
    (await world.client.connections.getAccessToken(connection.id)).accessToken,
    accessToken,
    'it still works',
  )
  await waitFor(
    () => tokenRequests(world, before),
    (count) => count === 1,
  )
})

test('minValiditySeconds: a longer life is asked for, but not again and again', async () => {
  await using world = await startWorld()
  const connection = await connect(world, { provider: 'mailup' })
  const { accessToken } = await world.client.connections.getAccessToken(connection.id, {
    minValiditySeconds: 3000,
  })
  world.advance(700)
  const before = tokenRequests(world)
  const longer = await world.client.connections.getAccessToken(connection.id, { minValiditySeconds: 3000 })
  assert.notEqual(longer.accessToken, accessToken)
  for (let count = 0; count < 5; count++)
    assert.equal(
      (await world.client.connections.getAccessToken(connection.id, { minValiditySeconds: 86_400 }))
        .accessToken,
      longer.accessToken,
    )
  assert.equal(tokenRequests(world, before), 1)
  for (const bad of [-1, 86_401, 1.5, '60'])
    assert.equal(
      await errorCodeOf(
        world.client.connections.getAccessToken(connection.id, { minValiditySeconds: bad as number }),
      ),
      'invalid_request',
    )
})

test('fifty readers of an expired token make one refresh, also when it takes its time', async () => {
  await using world = await startWorld()
  const connection = await connect(world, { provider: 'mailup' })
  world.advance(3601)
  const before = tokenRequests(world)
  world.sandbox.world.faults.add({ kind: 'slow_body', path: TOKEN_PATH, delayMs: 700, remaining: 1 })
  const readers = Array.from({ length: 50 }, () => world.client.connections.getAccessToken(connection.id))
  const tokens = new Set((await Promise.all(readers)).map(({ accessToken }) => accessToken))
  assert.equal(tokens.size, 1)
  assert.equal(tokenRequests(world, before), 1)
})

test(
  'a reader who waits for the refresh of the worker does not hold it up',
  { timeout: 20_000 },
  async () => {
    await using world = await startWorld()
    const { id } = await connect(world, { provider: 'mailup' })
    const { store, refreshCoordinator } = world.server.context
    const { id: workspaceId } = (await store.workspaces.first()) ?? assert.fail('no workspace')
    const connection = (await store.connections.read(workspaceId, id)) ?? assert.fail('no connection')
    const before = tokenRequests(world)
    const lease = { leaseMs: 60_000, now: world.sandbox.world.clock.now().getTime() }
    const leased = (await store.connections.acquireLease(connection, lease)) ?? assert.fail('no lease')
    // The reader comes after the worker has the lease, and before it has begun.
    const reader = refreshCoordinator.refresh(connection, { force: true })
    const worker = refreshCoordinator.refreshLeased(leased)
    assert.deepEqual(await Promise.all([reader, worker]), ['refreshed', 'refreshed'])
    assert.equal(tokenRequests(world, before), 1)
  },
)

test('a provider slower than anybody’s patience is asked once, and no client gets a wrong answer', async () => {
  await using world = await startWorld({ LETTERLOCK_PROVIDER_TIMEOUT_SECONDS: '1' })
  const connection = await connect(world, { provider: 'mailup' })
  world.advance(3601)
  const before = tokenRequests(world)
  world.sandbox.world.faults.add({ kind: 'slow_body', path: TOKEN_PATH, delayMs: 2500, remaining: 1 })
  const codes = await Promise.all(
    Array.from({ length: 50 }, () => errorCodeOf(world.client.connections.getAccessToken(connection.id))),
  )
  assert.deepEqual(new Set(codes), new Set(['refresh_in_progress']))
  const { accessToken } = await waitFor(
    () => world.client.connections.getAccessToken(connection.id).catch(() => undefined),
    (token) => token !== undefined,
  ).then((token) => token ?? assert.fail())
  assert.ok(accessToken)
  assert.equal(tokenRequests(world, before), 1, 'the client’s timeout has canceled nothing')
  assert.equal((await world.client.connections.get(connection.id)).status, 'connected')
})

const FAULTS_OF_REFRESH = [
  ['503', { kind: 'status', status: 503 }],
  ['408', { kind: 'status', status: 408 }],
  ['429 with seconds', { kind: 'status', status: 429, retryAfter: '120' }],
  ['429 with a date', { kind: 'status', status: 429, retryAfter: 'date' }],
  ['reset', { kind: 'connection_reset' }],
  ['time-out', { kind: 'timeout' }],
  ['broken JSON', { kind: 'invalid_json' }],
  ['HTML', { kind: 'html_body' }],
] as const

for (const [name, fault] of FAULTS_OF_REFRESH)
  test(`ten minutes left and a token endpoint answering ${name}`, async () => {
    await using world = await startWorld({ LETTERLOCK_REFRESH_TIMEOUT_SECONDS: '1' })
    world.sandbox.world.mailup.switches.rotation = 'kind'
    const connection = await connect(world, { provider: 'mailup' })
    const { accessToken } = await world.client.connections.getAccessToken(connection.id)
    const before = tokenRequests(world)
    const date = new Date(Date.now() + 121_000).toUTCString()
    const dated = 'retryAfter' in fault && fault.retryAfter === 'date' && { retryAfter: date }
    world.sandbox.world.faults.add({ ...fault, ...dated, path: TOKEN_PATH })
    world.advance(3000)
    const failing = await waitFor(
      () => world.client.connections.get(connection.id),
      ({ health }) => health.status === 'failing',
    )
    assert.equal(failing.status, 'connected', 'the token still works')
    assert.ok(
      failing.health.failingSince && failing.health.consecutiveFailures > 0 && failing.health.lastErrorCode,
    )
    assert.equal((await world.client.connections.getAccessToken(connection.id)).accessToken, accessToken)
    assert.equal((await callProxy(world.client, connection.id, 'GET', INFO)).status, 200)
    if (name.startsWith('429')) {
      const waits = Date.parse(failing.nextRefreshAt ?? '') - Date.parse(failing.health.failingSince)
      assert.ok(waits >= 115_000, `Retry-After is honoured: ${waits} ms`)
    }
    assert.ok(tokenRequests(world, before) <= 3, 'no one hammers')

    world.sandbox.world.faults.clear()
    world.advance(150)
    const well = await waitFor(
      () => world.client.connections.get(connection.id),
      ({ health }) => health.status === 'ok',
    )
    assert.equal(well.status, 'connected')
    assert.notEqual((await world.client.connections.getAccessToken(connection.id)).accessToken, accessToken)
    const types = await eventTypes(world, connection.id)
    assert.equal(types.filter((type) => type === 'connection.refresh_failed').length, 1, 'reported once')
    assert.equal(types.filter((type) => type === 'connection.recovered').length, 1)
  })

test('a token that has run out while the provider is down: reported truthfully, and refreshed when it is back', async () => {
  await using world = await startWorld()
  world.sandbox.world.mailup.switches.rotation = 'kind'
  const connection = await connect(world, { provider: 'mailup' })
  world.sandbox.world.faults.add({ kind: 'status', status: 503, path: TOKEN_PATH })
  world.advance(3601)
  assert.equal(await errorCodeOf(world.client.connections.getAccessToken(connection.id)), 'refresh_failing')
  const down = await world.client.connections.get(connection.id)
  assert.deepEqual([down.status, down.reason, down.nextStep], ['disconnected', 'expired', null])
  assert.match(down.detail, /keep trying/)
  const before = tokenRequests(world)
  for (let count = 0; count < 20; count++)
    await errorCodeOf(world.client.connections.getAccessToken(connection.id))
  assert.ok(tokenRequests(world, before) <= 2, 'readers do not hammer')
  world.sandbox.world.faults.clear()
  world.advance(900)
  await waitFor(
    () => world.client.connections.get(connection.id),
    ({ status }) => status === 'connected',
  )
  const types = await eventTypes(world, connection.id)
  assert.deepEqual(
    types.filter((type) => type !== 'token.retrieved'),
    [
      'connection.created',
      'connection.refresh_failed',
      'connection.credential_failed',
      'connection.token_refreshed',
      'connection.recovered',
    ].filter((type) => types.includes(type)),
  )
})

test('refreshing that fails for more than an hour is expiring soon', async () => {
  await using world = await startWorld()
  world.sandbox.world.mailup.switches.accessTokenSeconds = 86_400
  const connection = await connect(world, { provider: 'mailup' })
  world.sandbox.world.faults.add({ kind: 'status', status: 503, path: TOKEN_PATH })
  world.advance(0.81 * 86_400)
  await waitFor(
    () => world.client.connections.get(connection.id),
    ({ health }) => health.status === 'failing',
  )
  world.advance(4000)
  const late = await waitFor(
    () => world.client.connections.get(connection.id),
    ({ status, health }) => status === 'expiring_soon' && health.consecutiveFailures > 1,
  )
  assert.equal(late.reason, 'refresh_failing')
  await waitFor(
    () => eventTypes(world, connection.id),
    (types) => types.includes('connection.expiring_soon'),
  )
})

test('a token that ends and cannot be refreshed: expiring soon a week before, reported once, and lost at its end', async () => {
  await using world = await startWorld()
  const { id } = await connect(world, { provider: 'mailup' })
  const { store } = world.server.context
  const workspace = (await store.workspaces.first()) ?? assert.fail()
  const row = (await store.connections.read(workspace.id, id)) ?? assert.fail()
  const now = world.sandbox.world.clock.now().getTime()
  const end = now + 9 * 86_400_000
  const change = { refreshType: 'none', accessTokenExpiresAt: end, dueAt: now } as const
  await store.connections.change(row, change, { guard: 'version', events: [], now })
  assert.equal((await world.client.connections.get(id)).status, 'connected')
  await waitFor(
    () => store.connections.read(workspace.id, id),
    // Until it is soon, it is probed day by day.
    (row) =>
      row?.dueAt !== undefined && row.dueAt !== null && row.dueAt > now && row.dueAt < now + 1.2 * 86_400_000,
  )
  world.advance(2.5 * 86_400)
  const soon = await world.client.connections.get(id)
  assert.deepEqual([soon.status, soon.reason], ['expiring_soon', 'token_expiring'])
  assert.match(soon.nextStep ?? '', /before then/)
  await waitFor(
    () => eventTypes(world, id),
    (types) => types.includes('connection.expiring_soon'),
  )
  world.advance(7 * 86_400)
  await waitFor(
    () => eventTypes(world, id),
    (types) => types.includes('connection.credential_failed'),
  )
  const lost = await world.client.connections.get(id)
  assert.deepEqual([lost.status, lost.reason], ['disconnected', 'expired'])
  assert.equal((await eventTypes(world, id)).filter((type) => type === 'connection.expiring_soon').length, 1)
})

test('a user who removes the OAuth app is noticed at the first call, with a handful of calls to the provider', async () => {
  await using world = await startWorld()
  const connection = await connect(world, { provider: 'mailup' })
  await world.client.connections.getAccessToken(connection.id)
  await revokeAtProvider(world, 'mailup')
  world.sandbox.world.requests.clear()
  const refused = await callProxy(world.client, connection.id, 'GET', INFO)
  assert.equal(refused.status, 401)
  assert.equal(((await refused.json()) as { ErrorCode: string }).ErrorCode, '401', 'the provider’s own words')
  const lost = await waitFor(
    () => world.client.connections.get(connection.id),
    ({ status }) => status === 'disconnected',
  )
  assert.equal(lost.reason, 'refresh_rejected')
  for (let count = 0; count < 20; count++)
    assert.equal(
      await errorCodeOf(world.client.connections.getAccessToken(connection.id)),
      'connection_disconnected',
    )
  assert.ok(world.sandbox.world.requests.list().length <= 3, 'a handful')
  assert.equal(
    (await eventTypes(world, connection.id)).filter((t) => t === 'connection.credential_failed').length,
    1,
  )
})

test('a refresh token that the provider has rejected is not presented again, whatever asks; a reconnect ends that', async () => {
  await using world = await startWorld()
  const { connections } = world.client
  const { id } = await connect(world, { provider: 'mailup' })
  const workspaceId = (await world.server.context.store.workspaces.first())?.id ?? ''
  await revokeAtProvider(world, 'mailup')
  const lost = await connections.refresh(id)
  assert.deepEqual([lost.status, lost.reason], ['disconnected', 'refresh_rejected'])
  const before = tokenRequests(world)
  for (const ask of [connections.refresh, connections.check])
    assert.deepEqual(await ask(id), lost, 'it is as it was')
  assert.equal(await errorCodeOf(connections.getAccessToken(id)), 'connection_disconnected')
  // As after an account that was disabled and is enabled again: the access token works, and a refresh is due.
  const { store } = world.server.context
  const row = (await store.connections.read(workspaceId, id)) ?? assert.fail('no connection')
  const now = world.sandbox.world.clock.now().getTime()
  await store.connections.change(row, { reason: null, dueAt: now }, { guard: 'version', events: [], now })
  world.advance(1)
  await waitFor(
    () => connections.get(id),
    ({ reason }) => reason === 'refresh_rejected',
  )
  assert.equal(tokenRequests(world, before), 0)
  assert.equal((await eventTypes(world, id)).filter((t) => t === 'connection.credential_failed').length, 1)
  assert.equal((await connect(world, { provider: 'mailup' })).id, id)
  const again = tokenRequests(world)
  assert.equal((await connections.refresh(id)).health.status, 'ok')
  assert.equal(tokenRequests(world, again), 1)
})

test('a changed client secret is told as that, and mended by adding the new one', async () => {
  await using world = await startWorld()
  const connection = await connect(world, { provider: 'mailup' })
  const [app] = Object.values(world.sandbox.world.mailup.apps)
  assert.ok(app)
  app.clientSecret = '11111111-2222-3333-4444-555555555555'
  const after = await world.client.connections.refresh(connection.id)
  assert.deepEqual(
    [after.status, after.reason, after.health.lastErrorCode],
    ['expiring_soon', 'oauth_app_rejected', 'oauth_app_rejected'],
  )
  const before = tokenRequests(world)
  world.advance(3601)
  assert.equal(await errorCodeOf(world.client.connections.getAccessToken(connection.id)), 'refresh_failing')
  const dead = await world.client.connections.get(connection.id)
  assert.deepEqual([dead.status, dead.reason], ['disconnected', 'oauth_app_rejected'])
  assert.ok(tokenRequests(world, before) <= 3)
  await world.client.oauthApps.addClientSecret(connection.oauthAppId ?? '', {
    clientSecret: app.clientSecret,
  })
  const mended = await waitFor(
    () => world.client.connections.get(connection.id),
    ({ status }) => status === 'connected',
  )
  assert.equal(mended.reason, null)
  assert.ok((await world.client.connections.getAccessToken(connection.id)).accessToken)
})

test('an older client secret still works while the provider knows only that one', async () => {
  await using world = await startWorld()
  const connection = await connect(world, { provider: 'mailup' })
  await world.client.oauthApps.addClientSecret(connection.oauthAppId ?? '', {
    clientSecret: 'not-yet-known-at-the-provider',
  })
  const newTokens = await world.client.connections.refresh(connection.id)
  assert.equal(newTokens.health.status, 'ok')
  assert.ok(newTokens.lastRefreshedAt)
})

test('a clock five minutes off, either way', async () => {
  for (const seconds of [-300, 300]) {
    await using world = await startWorld()
    const connection = await connect(world, { provider: 'mailup' })
    world.setServerAhead(seconds)
    assert.equal((await callProxy(world.client, connection.id, 'GET', INFO)).status, 200)
    world.sandbox.world.clock.advance(3601)
    assert.equal((await callProxy(world.client, connection.id, 'GET', INFO)).status, 200)
    assert.equal((await world.client.connections.get(connection.id)).status, 'connected')
  }
})

test('an answer without refresh token keeps the old one', async () => {
  await using world = await startWorld()
  const connection = await connect(world, { provider: 'mailup' })
  world.sandbox.world.mailup.switches.omitRefreshToken = true
  for (let round = 0; round < 3; round++) {
    world.advance(3601)
    await world.client.connections.getAccessToken(connection.id)
  }
  assert.equal((await world.client.connections.get(connection.id)).status, 'connected')
})

test('a lifetime that is missing, zero, text, negative or absurd', async () => {
  await using world = await startWorld()
  const connection = await connect(world, { provider: 'mailup' })
  const expected: [number | string, number | null][] = [
    ['absent', 900],
    [0, 900],
    ['1800', 1800],
    [-60, 900],
    [1e15, null],
  ]
  for (const [expiresIn, seconds] of expected) {
    world.sandbox.world.mailup.switches.expiresIn = expiresIn
    const { accessTokenExpiresAt } = await world.client.connections.refresh(connection.id)
    if (seconds === null) assert.equal(accessTokenExpiresAt, null, `${expiresIn}: never`)
    if (seconds === null) continue
    const lives = (Date.parse(accessTokenExpiresAt ?? '') - world.sandbox.world.clock.now().getTime()) / 1000
    assert.ok(Math.abs(lives - seconds) < 5, `${expiresIn}: ${lives}`)
  }
})

test('a token that the provider refuses before its end is refreshed, and the call sent once more', async () => {
  await using world = await startWorld()
  const connection = await connect(world, { provider: 'mailup' })
  const { accessToken } = await world.client.connections.getAccessToken(connection.id)
  // As when the provider has forgotten the access token, and not the grant.
  const grant = world.sandbox.world.mailup.grants[accessToken]
  assert.ok(grant)
  Object.assign(grant, { expiresAt: 0 })
  world.advance(61)
  world.sandbox.world.requests.clear()
  const answer = await callProxy(world.client, connection.id, 'GET', INFO)
  assert.equal(answer.status, 200)
  assert.equal(answer.headers.get('letterlock-credential'), 'oauth')
  assert.deepEqual(
    world.sandbox.world.requests.list().map(({ path, status }) => [path, status]),
    [
      [INFO_PATH, 401],
      [TOKEN_PATH, 200],
      [INFO_PATH, 200],
    ],
  )
})

test('fifty calls that are refused at once make one refresh', async () => {
  await using world = await startWorld()
  const connection = await connect(world, { provider: 'mailup' })
  const { accessToken } = await world.client.connections.getAccessToken(connection.id)
  Object.assign(world.sandbox.world.mailup.grants[accessToken] ?? {}, { expiresAt: 0 })
  world.advance(61)
  const before = tokenRequests(world)
  const statuses = await Promise.all(
    Array.from({ length: 8 }, async () => (await callProxy(world.client, connection.id, 'GET', INFO)).status),
  )
  assert.deepEqual(new Set(statuses), new Set([200]))
  assert.equal(tokenRequests(world, before), 1)
})

test('a late refresh of a connection that was cut meanwhile saves nothing', async () => {
  await using world = await startWorld()
  const connection = await connect(world, { provider: 'mailup' })
  world.sandbox.world.faults.add({ kind: 'slow_body', path: TOKEN_PATH, delayMs: 600, remaining: 1 })
  const refreshing = world.client.connections.refresh(connection.id)
  await waitFor(
    () => world.sandbox.world.requests.list({ path: TOKEN_PATH }).length,
    (count) => count === 2,
  )
  await world.client.connections.disconnect(connection.id)
  await refreshing
  const cut = await world.client.connections.get(connection.id)
  assert.deepEqual([cut.status, cut.reason], ['disconnected', 'disconnect_requested'])
  assert.equal(
    await errorCodeOf(world.client.connections.getAccessToken(connection.id)),
    'connection_disconnected',
  )
})

test('mailup 3: an unsigned contract is told as a blocked account, and clears up', async () => {
  await using world = await startWorld()
  const connection = await connect(world, { provider: 'mailup' })
  const user = world.sandbox.world.mailup.users['m1001']
  assert.ok(user)
  user.contractSigned = false
  const blocked = await world.client.connections.check(connection.id)
  assert.deepEqual([blocked.status, blocked.reason], ['disconnected', 'account_disabled'])
  user.contractSigned = true
  assert.equal((await world.client.connections.check(connection.id)).status, 'connected')
})

test('mailup 3: five calls a second are kept to; further calls wait', async () => {
  await using world = await startWorld()
  const connection = await connect(world, { provider: 'mailup' })
  const statuses = await Promise.all(
    Array.from(
      { length: 17 },
      async () => (await callProxy(world.client, connection.id, 'GET', INFO)).status,
    ),
  )
  assert.deepEqual(new Set(statuses), new Set([200]))
})

test('mailup 4 and 5: bare numbers, bare strings, empty bodies and pages from 0 pass the proxy as they are', async () => {
  await using world = await startWorld()
  const { id } = await connect(world, { provider: 'mailup' })
  const console = '/ConsoleService.svc/Console'
  const post = (path: string, body: unknown) =>
    callProxy(world.client, id, 'POST', path, {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    })
  const number = await (await post(`${console}/List/1/Recipient`, { Email: 'x@example.com' })).text()
  assert.match(number, /^\d+$/)
  assert.equal((await post(`${console}/List/1/Tag`, 'Autumn')).status, 200)
  const empty = await callProxy(world.client, id, 'DELETE', `${console}/List/1/Unsubscribe/${number}`)
  assert.deepEqual([empty.status, await empty.text()], [200, ''])
  const page = await callProxy(
    world.client,
    id,
    'GET',
    `${console}/List/1/Recipients/Subscribed?pageNumber=0`,
  )
  assert.equal(((await page.json()) as { PageNumber: number }).PageNumber, 0)
  const send = await post(`${console}/List/1/Email/1004/Send`, {})
  assert.equal(((await send.json()) as { code: string }).code, 'permission_denied')
})

test('mailup 1: the server never puts a secret into the browser, and takes extra parameters on the redirect', async () => {
  await using world = await startWorld()
  world.sandbox.world.mailup.switches.extraCallbackParameters = true
  const { status } = await connect(world, { provider: 'mailup' })
  assert.equal(status, 'connected')
  const exchange = world.sandbox.world.requests.list({ path: TOKEN_PATH })[0]
  assert.equal(exchange?.method, 'POST')
})
