import type { Connection } from '@letterlock/sdk'
import { callProxy } from '@letterlock/testing/call-proxy.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { waitFor } from '@letterlock/testing/wait-for.ts'
import { connect } from '@letterlock/testing/connect.ts'
import { errorCodeOf, startWorld, type TestWorld, eventTypes } from '@letterlock/testing/world.ts'

const ID = 'constant-contact'
const TOKEN_PATH = '/oauth2/default/v1/token'
const SUMMARY = '/v3/account/summary'
const MODES = ['rotating', 'long_lived'] as const

async function connectWithTokens(
  world: TestWorld,
  mode: (typeof MODES)[number],
  endUserId = 'user-1',
): Promise<Connection> {
  await world.addOAuthApp(ID)
  for (const app of Object.values(world.sandbox.world.constantContact.apps)) app.refreshTokens = mode
  return connect(world, { endUserId, provider: ID })
}

const tokenCalls = (world: TestWorld): number =>
  world.sandbox.world.requests.list({ path: TOKEN_PATH }).length

for (const mode of MODES) {
  test(`constant contact v3 2 (${mode}): refreshed over and over, once for fifty readers`, async () => {
    await using world = await startWorld()
    const { id } = await connectWithTokens(world, mode)
    for (let round = 0; round < 3; round++) {
      world.advance(86_401)
      const before = tokenCalls(world)
      const tokens = await Promise.all(
        Array.from({ length: 50 }, () => world.client.connections.getAccessToken(id)),
      )
      assert.equal(new Set(tokens.map(({ accessToken }) => accessToken)).size, 1)
      assert.equal(tokenCalls(world) - before, 1)
      assert.equal((await callProxy(world.client, id, 'GET', SUMMARY)).status, 200)
    }
  })

  test(`constant contact v3 (${mode}): 503, reset and time-out while the token lives`, async () => {
    for (const kind of ['status', 'connection_reset', 'timeout'] as const) {
      await using world = await startWorld({ LETTERLOCK_REFRESH_TIMEOUT_SECONDS: '1' })
      const { id } = await connectWithTokens(world, mode)
      const { accessToken } = await world.client.connections.getAccessToken(id)
      world.sandbox.world.faults.add({ kind, path: TOKEN_PATH })
      world.advance(0.81 * 86_400)
      const failing = await waitFor(
        () => world.client.connections.get(id),
        ({ health }) => health.status === 'failing',
      )
      assert.equal(failing.status, 'connected')
      assert.equal((await world.client.connections.getAccessToken(id)).accessToken, accessToken)
      world.sandbox.world.faults.clear()
      world.advance(900)
      await waitFor(
        () => world.client.connections.get(id),
        ({ health }) => health.status === 'ok',
      )
      assert.ok((await eventTypes(world, id)).includes('connection.recovered'))
    }
  })
}

test('constant contact v3 2: an answer that was lost: the access token went with it, and the status says so', async () => {
  await using world = await startWorld()
  const { id } = await connectWithTokens(world, 'rotating')
  world.sandbox.world.faults.add({ kind: 'lost_response', path: TOKEN_PATH, remaining: 1 })
  await world.client.connections.refresh(id)
  // The provider has voided what was before: the next call is refused, and the old refresh token, too.
  world.advance(60)
  assert.equal((await callProxy(world.client, id, 'GET', SUMMARY)).status, 401)
  const lost = await waitFor(
    () => world.client.connections.get(id),
    ({ status }) => status === 'disconnected',
  )
  assert.equal(lost.reason, 'refresh_rejected')
  assert.match(lost.detail, /response was lost/)
})

test('constant contact v3 2: idle for 180 days is an end, told as one', async () => {
  await using world = await startWorld()
  const { id } = await connectWithTokens(world, 'long_lived')
  for (const grant of Object.values(world.sandbox.world.constantContact.grants))
    grant.usedAt -= 181 * 86_400_000
  const after = await world.client.connections.refresh(id)
  assert.deepEqual([after.status, after.reason], ['disconnected', 'refresh_rejected'])
})

test('constant contact v3 1 and 3: offline_access, PKCE and Basic are all sent', async () => {
  await using world = await startWorld()
  const { id } = await connectWithTokens(world, 'rotating')
  const [grant] = Object.values(world.sandbox.world.constantContact.grants)
  assert.equal(grant?.scope, 'account_read contact_data campaign_data offline_access')
  const [code] = Object.values(world.sandbox.world.constantContact.codes)
  assert.match(code?.codeChallenge ?? '', /^[\w-]{43}$/)
  assert.ok((await world.client.connections.get(id)).nextRefreshAt)
})

test('constant contact v3 4: four calls a second over all accounts of an app; errors of both shapes pass', async () => {
  await using world = await startWorld()
  const first = await connectWithTokens(world, 'rotating', 'user-1')
  const second = await connectWithTokens(world, 'rotating', 'user-2')
  const statuses = await Promise.all(
    Array.from({ length: 12 }, async (_, index) => {
      const { id } = index % 2 ? first : second
      return (await callProxy(world.client, id, 'GET', SUMMARY)).status
    }),
  )
  assert.deepEqual(new Set(statuses), new Set([200]))
  const list = await callProxy(world.client, first.id, 'GET', '/v3/contacts/none')
  assert.ok(Array.isArray(await list.json()))
  const object = await callProxy(world.client, first.id, 'GET', '/v3/reports/stats/email_campaigns/none')
  assert.deepEqual([object.status, Array.isArray(await object.json())], [404, false])
  world.sandbox.world.constantContact.switches.callsPerDay = 0
  const quota = await callProxy(world.client, first.id, 'GET', SUMMARY)
  assert.deepEqual(
    [quota.status, ((await quota.json()) as { error_key: string }).error_key],
    [429, 'quota_exceeded'],
  )
  assert.equal(await errorCodeOf(world.client.connections.check(first.id)), 'provider_rate_limited')
  assert.equal((await world.client.connections.get(first.id)).status, 'connected')
})

test('constant contact v3 5: sending is what schedules, also with "0"', async () => {
  await using world = await startWorld()
  const { id } = await connectWithTokens(world, 'rotating')
  const schedule = await callProxy(world.client, id, 'POST', '/v3/emails/activities/x/schedules', {
    body: '{"scheduled_date":"0"}',
    headers: { 'content-type': 'application/json' },
  })
  const refused = (await schedule.json()) as { code: string; permission: string }
  assert.deepEqual(
    [schedule.status, refused.code, refused.permission],
    [403, 'permission_denied', 'campaigns:send'],
  )
})
