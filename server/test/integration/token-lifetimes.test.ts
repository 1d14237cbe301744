import assert from 'node:assert/strict'
import { callProxy } from '@letterlock/testing/call-proxy.ts'
import { test } from 'node:test'
import { connect } from '@letterlock/testing/connect.ts'
import { INFO } from '@letterlock/testing/mailup.ts'
import { startWorld } from '@letterlock/testing/world.ts'
import { waitFor } from '@letterlock/testing/wait-for.ts'
import {
  account,
  ACCOUNT,
  startScripted,
  TOKEN,
  type Received,
  type Script,
  type ScriptedWorld,
} from '@letterlock/testing/scripted-provider.ts'

const MINUTE = 60
const DAY = 86_400
const isRefresh = ({ form }: Received): boolean => form.get('grant_type') === 'refresh_token'
const refreshes = ({ requests }: ScriptedWorld): number => requests.filter(isRefresh).length

/** Tokens that live this long, whatever the answers say; `lifetimes` comes with each answer. */
function provider(
  lifeSeconds: number,
  lifetimes: (now: number, count: number) => Record<string, unknown> = () => ({}),
): { script: Record<string, Script>; begin: (world: ScriptedWorld) => void } {
  let now = (): number => Date.now()
  let count = 0
  const ends = new Map<string, number>()
  return {
    begin: (world) => void (now = world.now),
    script: {
      [TOKEN]: (call) => {
        count++
        ends.set(`access-${count}`, now() + lifeSeconds * 1000)
        const refresh_token = isRefresh(call) ? call.form.get('refresh_token') : 'refresh'
        return {
          body: {
            access_token: `access-${count}`,
            refresh_token,
            token_type: 'Bearer',
            ...lifetimes(now(), count),
          },
        }
      },
      [ACCOUNT]: account('account-1', (token) => (ends.get(token) ?? 0) > now()),
    },
  }
}

async function begin(
  { script, begin }: ReturnType<typeof provider>,
  token: Record<string, unknown> = { refresh: 'static' },
): Promise<ScriptedWorld> {
  const world = await startScripted(script, { token })
  begin(world)
  return world
}

test('B4: a token without a lifetime is refreshed on a schedule: no dead token is given out hours later', async () => {
  await using world = await begin(provider(50 * MINUTE))
  const { id, detail, accessTokenExpiresAt, nextRefreshAt } = await world.connect()
  assert.match(detail, /does not say when a token expires; it is refreshed at least every 60 minutes/)
  assert.equal(accessTokenExpiresAt, null)
  assert.ok(Date.parse(nextRefreshAt ?? '') < world.now() + 50 * MINUTE * 1000)
  const first = await world.client.connections.getAccessToken(id)
  assert.equal(first.expiresAt, null)
  for (let hours = 0; hours < 3; hours++) {
    world.advance(10 * 3600)
    // At once, before the worker may have looked.
    const { accessToken } = await world.client.connections.getAccessToken(id)
    assert.notEqual(accessToken, first.accessToken)
    assert.equal((await callProxy(world.client, id, 'GET', ACCOUNT)).status, 200)
  }
})

test('B4: while it cannot be refreshed, a token of unknown life is still given, and the status says so', async () => {
  const lasting = provider(30 * DAY)
  await using world = await begin(lasting)
  const { id } = await world.connect()
  const { accessToken } = await world.client.connections.getAccessToken(id)
  world.script[TOKEN] = () => ({ status: 503, body: {} })
  world.advance(10 * 3600)
  assert.equal((await world.client.connections.getAccessToken(id)).accessToken, accessToken)
  world.advance(2 * 3600)
  const late = await waitFor(
    () => world.client.connections.get(id),
    ({ status }) => status === 'expiring_soon',
  )
  assert.match(late.detail, /Working, but .*does not say when it expires/)
})

test('B4: the first 401 teaches how long a token lives', async () => {
  await using world = await begin(provider(10 * MINUTE))
  const { id } = await world.connect()
  world.advance(12 * MINUTE)
  assert.equal((await callProxy(world.client, id, 'GET', ACCOUNT)).status, 200, 'refreshed and sent again')
  const { detail, nextRefreshAt } = await world.client.connections.get(id)
  assert.match(detail, /at least every 1[23] minutes/)
  assert.ok(Date.parse(nextRefreshAt ?? '') <= world.now() + 13 * MINUTE * 1000)
})

test('B4: the lifetime is taken from a time in the answer, or from introspection', async () => {
  const times: ((now: number) => Record<string, unknown>)[] = [
    (now) => ({ expires_at: Math.round(now / 1000) + 1800 }),
    (now) => ({ expires_at: now + 1_800_000 }),
    (now) => ({ expires_in: null, expires_on: String(Math.round(now / 1000) + 1800) }),
    (now) => ({ expires_at: new Date(now + 1_800_000).toISOString() }),
  ]
  for (const lifetimes of times) {
    await using world = await begin(provider(1800, lifetimes))
    const { detail, accessTokenExpiresAt } = await world.connect()
    assert.equal(detail, 'Working.')
    assert.ok(
      Math.abs(Date.parse(accessTokenExpiresAt ?? '') - world.now() - 1_800_000) < 20_000,
      accessTokenExpiresAt ?? 'none',
    )
  }
  const introspectionUrl = 'https://provider.example/introspect'
  for (const works of [true, false]) {
    await using world = await begin(provider(1800), { refresh: 'static', introspectionUrl })
    world.script['/introspect'] = () =>
      works
        ? { body: { active: true, exp: Math.floor(world.now() / 1000) + 1800 } }
        : { status: 500, body: {} }
    const { id, accessTokenExpiresAt } = await world.connect()
    assert.equal(accessTokenExpiresAt !== null, works)
    // At a refresh the answer is saved at once; the next token is taken to live as long as this one.
    const minutes = works ? '(29|30|31)' : '60'
    const { detail } = await world.client.connections.refresh(id)
    assert.match(detail, new RegExp(`at least every ${minutes} minutes`))
  }
})

test('B5: a token that is said to live for ever is not refreshed; where it dies all the same, it is', async () => {
  for (const expires_in of ['9223372036', '1e400']) {
    const dead = provider(2 * DAY)
    const token = dead.script[TOKEN]
    await using world = await begin(dead)
    world.script[TOKEN] = async (call) => {
      const answer = (await token?.(call)) ?? assert.fail()
      return { body: `${JSON.stringify(answer.body).slice(0, -1)},"expires_in":${expires_in}}` }
    }
    const { id, detail, accessTokenExpiresAt } = await world.connect()
    assert.match(detail, /do not expire/)
    assert.equal(accessTokenExpiresAt, null)
    const checksBefore = world.requests.length
    world.advance(1.2 * DAY)
    await waitFor(
      () => world.requests.length,
      (calls) => calls > checksBefore,
    )
    assert.equal(refreshes(world), 0, 'it was probed')
    world.advance(1.2 * DAY)
    await waitFor(
      () => refreshes(world),
      (count) => count === 1,
    )
    await waitFor(
      () => world.client.connections.get(id),
      ({ lastRefreshedAt, status }) => lastRefreshedAt !== null && status === 'connected',
    )
  }
})

test('B6: a refresh token that ends: lifetimes a week before, once, and disconnected at its end', async () => {
  let end = 0
  const ending = provider(3600, (now, count) => {
    if (count === 1) end = now + 30 * DAY * 1000
    return { expires_in: 3600, refresh_token_expires_in: Math.round((end - now) / 1000) }
  })
  await using world = await begin(ending)
  const { id, status } = await world.connect()
  assert.equal(status, 'connected')
  for (const days of [10, 10]) {
    world.advance(days * DAY)
    await world.client.connections.refresh(id)
    assert.equal((await world.client.connections.get(id)).status, 'connected')
  }
  for (const days of [5, 1]) {
    world.advance(days * DAY)
    const soon = await world.client.connections.refresh(id)
    assert.deepEqual([soon.status, soon.reason], ['expiring_soon', 'token_expiring'])
    assert.match(soon.detail, /Expires on .* does not refresh the token without a new sign-in/)
  }
  const { items } = await world.client.events.list({ connectionId: id, limit: 100 })
  assert.equal(items.filter(({ type }) => type === 'connection.expiring_soon').length, 1, 'reported once')
  world.script[TOKEN] = () => ({ status: 503, body: {} })
  world.advance(5 * DAY)
  const over = await world.client.connections.get(id)
  assert.deepEqual(
    [over.status, over.reason, over.nextStep],
    ['disconnected', 'expired', 'Reconnect the account.'],
  )
})

test('B6: a refresh token whose life begins anew with each refresh never comes near its end', async () => {
  const sliding = provider(300, () => ({ expires_in: 300, refresh_expires_in: 1800 }))
  await using world = await begin(sliding, { refresh: 'rotating' })
  const { id, status } = await world.connect()
  assert.equal(status, 'connected')
  for (let round = 0; round < 5; round++) {
    world.advance(200)
    assert.equal((await world.client.connections.refresh(id)).status, 'connected')
  }
})

for (const asks of ['a token', 'a call'] as const)
  test(`FT-08: a token that was refreshed while the clock was a year ahead is refreshed again when ${asks} is asked for afterwards`, async () => {
    await using world = await startWorld()
    const { id } = await connect(world, { provider: 'mailup' })
    const works = async (): Promise<number> => {
      if (asks === 'a token') await world.client.connections.getAccessToken(id)
      return (await callProxy(world.client, id, 'GET', INFO)).status
    }
    world.setServerAhead(365 * DAY)
    await world.client.connections.refresh(id)
    assert.equal(await works(), 200)
    world.setServerAhead(0)
    // The sandbox's clock was right all the time.
    world.advance(2 * 60 * MINUTE)
    assert.equal(await works(), 200)
    const { accessTokenExpiresAt } = await world.client.connections.get(id)
    const livesSeconds =
      (Date.parse(accessTokenExpiresAt ?? '') - world.sandbox.world.clock.now().getTime()) / 1000
    assert.ok(livesSeconds < DAY, `${livesSeconds}`)
  })
