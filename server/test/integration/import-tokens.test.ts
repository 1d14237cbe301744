import { connectControl } from '@letterlock/sandbox/control'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { waitFor } from '@letterlock/testing/wait-for.ts'
import { connect } from '@letterlock/testing/connect.ts'
import { errorCodeOf, startWorld, type TestWorld } from '@letterlock/testing/world.ts'

interface Grant {
  accessToken: string
  refreshToken: string
  expiresAt: number
}

async function mailupGrant(world: TestWorld, clientId: string, username = 'm1001'): Promise<Grant> {
  const control = connectControl(world.sandbox.url).provider('mailup')
  const [grant] = (await control.post('grants', { clientId, username, count: 1 })) as Grant[]
  return grant ?? assert.fail()
}

test('tokens from elsewhere are checked, kept, and refreshed like any other', async () => {
  await using world = await startWorld()
  const app = await world.addOAuthApp('mailup')
  const { accessToken, refreshToken, expiresAt } = await mailupGrant(world, app.clientId)
  const made = await world.client.connections.create({
    provider: 'mailup',
    endUserId: 'user-1',
    credentials: {
      type: 'tokens',
      accessToken,
      refreshToken,
      accessTokenExpiresAt: new Date(expiresAt).toISOString(),
    },
  })
  assert.deepEqual([made.status, made.account.name, made.oauthAppId], ['connected', 'Ada’s Bakery', app.id])
  assert.ok(made.nextRefreshAt)
  assert.equal((await world.client.connections.getAccessToken(made.id)).accessToken, accessToken)
  world.advance(3601)
  assert.notEqual((await world.client.connections.getAccessToken(made.id)).accessToken, accessToken)
})

test('an access token that has ended is refreshed while it is imported', async () => {
  await using world = await startWorld()
  const app = await world.addOAuthApp('mailup')
  const { accessToken, refreshToken } = await mailupGrant(world, app.clientId)
  world.advance(4000)
  const made = await world.client.connections.create({
    provider: 'mailup',
    endUserId: 'u',
    credentials: { type: 'tokens', accessToken, refreshToken },
  })
  assert.equal(made.status, 'connected')
  assert.notEqual((await world.client.connections.getAccessToken(made.id)).accessToken, accessToken)
})

test('tokens without a refresh token: of a provider whose tokens never end, and of one whose tokens do', async () => {
  await using world = await startWorld()
  const { accessToken } = await world.client.connections.getAccessToken((await connect(world)).id)
  const lasting = await world.client.connections.create({
    provider: 'mailchimp',
    endUserId: 'other',
    credentials: { type: 'tokens', accessToken },
  })
  assert.deepEqual([lasting.status, lasting.accessTokenExpiresAt], ['connected', null])
  const app = await world.addOAuthApp('mailup')
  const grant = await mailupGrant(world, app.clientId)
  const ending = await world.client.connections.create({
    provider: 'mailup',
    endUserId: 'other',
    credentials: {
      type: 'tokens',
      accessToken: grant.accessToken,
      accessTokenExpiresAt: new Date(grant.expiresAt).toISOString(),
    },
  })
  assert.deepEqual([ending.status, ending.reason], ['expiring_soon', 'token_expiring'])
  world.advance(3601)
  await waitFor(
    () => world.client.connections.get(ending.id),
    ({ status }) => status === 'disconnected',
  )
})

test('what cannot be imported: refused, known already, of no app, malformed; nothing is kept, no secret is repeated', async () => {
  await using world = await startWorld()
  const { accessToken } = await world.client.connections.getAccessToken((await connect(world)).id)
  const of = { provider: 'mailchimp', endUserId: 'user-1' }
  assert.equal(
    await errorCodeOf(
      world.client.connections.create({ ...of, credentials: { type: 'tokens', accessToken } }),
    ),
    'connection_exists',
  )
  const dead = 'f'.repeat(32)
  assert.equal(
    await errorCodeOf(
      world.client.connections.create({
        ...of,
        endUserId: 'x',
        credentials: { type: 'tokens', accessToken: dead },
      }),
    ),
    'credentials_rejected',
  )
  assert.equal(
    await errorCodeOf(
      world.client.connections.create({
        provider: 'mailup',
        endUserId: 'x',
        credentials: { type: 'tokens', accessToken: dead },
      }),
    ),
    'oauth_app_not_found',
  )
  const app = await world.addOAuthApp('mailup')
  const refused = {
    provider: 'mailup',
    endUserId: 'x',
    credentials: { type: 'tokens', accessToken: dead, refreshToken: dead },
  } as const
  assert.equal(await errorCodeOf(world.client.connections.create(refused)), 'refresh_rejected')
  assert.equal(
    await errorCodeOf(
      world.client.connections.create({
        ...of,
        endUserId: 'x',
        oauthAppId: app.id,
        credentials: { type: 'tokens', accessToken },
      }),
    ),
    'oauth_app_not_found',
  )
  assert.equal(
    await errorCodeOf(
      world.client.connections.create({ ...of, credentials: { type: 'tokens', accessToken: '' } }),
    ),
    'invalid_request',
  )
  assert.equal((await world.client.connections.list()).items.length, 1)
  assert.ok(!world.log.join('').includes(dead))
})
