import type { Me } from '@letterlock/sdk'
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { connect } from '@letterlock/testing/connect.ts'
import { DashboardSession, OWNER, setupOwner, signIn } from '@letterlock/testing/dashboard-session.ts'
import { startPostgres } from '@letterlock/testing/postgres.ts'
import { startWorld } from '@letterlock/testing/world.ts'

const codeIn = async (response: Response): Promise<string> =>
  ((await response.json()) as { code: string }).code

interface SessionRow {
  readonly token: string
  readonly userAgent: string
}

test('the first user is set up with the printed link, once, and then signs in', async () => {
  await using world = await startWorld()
  assert.match(world.server.setupUrl ?? '', /\/setup#[\w-]{43}$/)
  const stranger = new DashboardSession(world)
  const guessed = await stranger.ask('POST', '/v1/setup', { ...OWNER, token: 'guessed' })
  assert.equal(await codeIn(guessed), 'setup_link_invalid')
  const short = await stranger.ask('POST', '/v1/setup', { ...OWNER, token: 'x', password: 'short' })
  assert.equal(await codeIn(short), 'invalid_request')
  assert.equal((await setupOwner(world)).status, 204)
  assert.equal(await codeIn(await setupOwner(world)), 'setup_completed')

  const wrong = { email: OWNER.email, password: 'not the passphrase' }
  assert.equal(await codeIn(await stranger.ask('POST', '/auth/sign-in/email', wrong)), 'invalid_credentials')
  const browser = await signIn(world)
  const me = await browser.json<Me>('/v1/me')
  assert.deepEqual(
    [me.name, me.email, me.role, me.workspace.name],
    [OWNER.name, OWNER.email, 'owner', 'Letterlock'],
  )
  const sign = { ...OWNER, email: 'other@letters.example' }
  assert.equal((await stranger.ask('POST', '/auth/sign-up/email', sign)).status, 404)
})

test('two who use the link in the same moment: one owner', async () => {
  await using world = await startWorld()
  const [, token = ''] = (world.server.setupUrl ?? '').split('#')
  const answers = await Promise.all(
    ['a', 'b', 'c'].map((name) =>
      new DashboardSession(world).ask('POST', '/v1/setup', {
        ...OWNER,
        token,
        email: `${name}@letters.example`,
      }),
    ),
  )
  assert.deepEqual(
    answers.map(({ status }) => status).toSorted((a, b) => a - b),
    [204, 409, 409],
  )
})

test('a browser that is signed in may do the daily work, and never gets a token of a provider', async () => {
  await using world = await startWorld()
  await setupOwner(world)
  const connection = await connect(world)
  const browser = await signIn(world)
  const { items } = await browser.json<{ items: { id: string }[] }>('/v1/connections')
  assert.deepEqual(
    items.map(({ id }) => id),
    [connection.id],
  )
  assert.equal((await browser.ask('POST', `/v1/connections/${connection.id}/check`)).status, 200)
  const token = await browser.ask('POST', `/v1/connections/${connection.id}/token`)
  assert.equal(await codeIn(token), 'authentication_required')
  assert.equal(
    await codeIn(await browser.ask('GET', `/v1/proxy/${connection.id}/3.0/lists`)),
    'authentication_required',
  )
  const events = await world.client.events.list({ connectionId: connection.id, limit: 100 })
  assert.ok(events.items.length > 0)
})

test('a request that another page sends along with the cookie changes nothing', async () => {
  await using world = await startWorld()
  await setupOwner(world)
  const connection = await connect(world)
  const browser = await signIn(world)
  const path = `/v1/connections/${connection.id}/disconnect`
  const forged = [
    { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'same-site' },
  ]
  for (const headers of forged) {
    const response = await browser.ask('POST', path, undefined, headers)
    assert.equal(await codeIn(response), 'origin_not_allowed', JSON.stringify(headers))
  }
  const signOut = await browser.ask('POST', '/auth/sign-out', {}, { origin: 'https://evil.example' })
  assert.equal(await codeIn(signOut), 'origin_not_allowed')
  assert.equal((await world.client.connections.get(connection.id)).status, 'connected')
  assert.equal((await browser.json<Me>('/v1/me')).name, OWNER.name)
})

test('a stolen cookie is useless after sign-out, password change and removal of the device', async () => {
  await using world = await startWorld()
  await setupOwner(world)
  const dead = async (browser: DashboardSession, cookie: string): Promise<void> => {
    browser.cookie = cookie
    assert.equal(await codeIn(await browser.ask('GET', '/v1/me')), 'authentication_required')
  }

  const first = await signIn(world)
  const stolen = first.cookie
  assert.equal((await first.ask('POST', '/auth/sign-out', {})).status, 200)
  await dead(first, stolen)

  const [here, there] = [await signIn(world), await signIn(world)]
  const change = {
    currentPassword: OWNER.password,
    newPassword: 'quite another passphrase',
    revokeOtherSessions: true,
  }
  assert.equal(
    (await here.ask('POST', '/auth/change-password', { ...change, currentPassword: 'x' })).status,
    403,
  )
  assert.equal((await here.ask('POST', '/auth/change-password', change)).status, 200)
  await dead(there, there.cookie)
  assert.equal((await here.json<Me>('/v1/me')).name, OWNER.name)

  const device = await signIn(world, change.newPassword)
  const rows = await here.json<SessionRow[]>('/auth/list-sessions')
  assert.equal(rows.length, 2)
  const token = decodeURIComponent(device.cookie.split('=')[1] ?? '').split('.')[0]
  assert.equal((await here.ask('POST', '/auth/revoke-session', { token })).status, 200)
  await dead(device, device.cookie)
})

test('passwords and cookies are in no log, and not in plain text in the database', async () => {
  await using world = await startWorld()
  await setupOwner(world)
  const browser = await signIn(world)
  const log = world.log.join('\n')
  const [, value = ''] = browser.cookie.split('=')
  const database = readFileSync(join(world.config.dataDirectory, 'letterlock.db'), 'latin1')
  for (const secret of [OWNER.password, value]) {
    assert.ok(!log.includes(secret))
    assert.ok(!database.includes(secret))
  }
})

test('guessing passwords is slowed down', async () => {
  await using world = await startWorld()
  await setupOwner(world)
  const browser = new DashboardSession(world)
  const codes: string[] = []
  for (let guess = 0; guess < 12; guess++) {
    const body = { email: OWNER.email, password: `guess number ${guess}` }
    codes.push(await codeIn(await browser.ask('POST', '/auth/sign-in/email', body)))
  }
  assert.deepEqual([codes[0], codes.at(-1)], ['invalid_credentials', 'rate_limited'])
})

test('users on PostgreSQL: set up, signed in, signed out', async () => {
  await using server = await startPostgres()
  await using world = await startWorld({ LETTERLOCK_DATABASE_URL: await server.newDatabase() })
  assert.equal((await setupOwner(world)).status, 204)
  const browser = await signIn(world)
  assert.equal((await browser.json<Me>('/v1/me')).role, 'owner')
  assert.equal((await browser.json<SessionRow[]>('/auth/list-sessions')).length, 1)
  assert.equal((await browser.ask('POST', '/auth/sign-out', {})).status, 200)
  assert.equal((await browser.ask('GET', '/v1/me')).status, 401)
})
