import { ada } from '@letterlock/sandbox/sandbox-user.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { errorCodeOf, startWorld, type TestWorld } from '@letterlock/testing/world.ts'

const ID = 'constant-contact'
const ADA = { username: 'ada@bakery.example', password: 'bread-and-butter' }

async function startWithApp(): Promise<TestWorld> {
  const world = await startWorld()
  await world.addOAuthApp(ID)
  return world
}

const typeCode = (url: string, userCode: string, decision: 'allow' | 'deny') =>
  ada().post(url, { user_code: userCode, ...ADA, decision })

test('constant contact v3: connected with a code that is typed elsewhere, and refreshed like any other', async () => {
  await using world = await startWithApp()
  const { client } = world
  const labels = { plan: 'pro', region: 'eu' }
  const started = await client.deviceAuthorizations.create({ provider: ID, endUserId: 'user-1', labels })
  assert.match(started.userCode, /^[0-9A-F]{4}-[0-9A-F]{4}$/)
  const pending = { status: 'pending', connection: null }
  assert.deepEqual(await client.deviceAuthorizations.poll({ deviceCode: started.deviceCode }), pending)
  assert.deepEqual(
    await client.deviceAuthorizations.poll({ deviceCode: started.deviceCode }),
    pending,
    'too hasty, and still waiting',
  )
  await typeCode(started.verificationUri, started.userCode, 'allow')
  world.advance(started.intervalSeconds + 1)
  const { status, connection } = await client.deviceAuthorizations.poll({ deviceCode: started.deviceCode })
  assert.ok(status === 'completed' && connection)
  assert.deepEqual([connection.status, connection.account.name], ['connected', 'Ada’s Bakery'])
  assert.equal((await client.connections.refresh(connection.id)).health.status, 'ok')
  world.advance(6)
  assert.equal(
    await errorCodeOf(client.deviceAuthorizations.poll({ deviceCode: started.deviceCode })),
    'device_code_invalid',
    'once',
  )
  assert.deepEqual(connection.labels, labels)
  const changed = { provider: ID, endUserId: 'user-1', labels: { plan: 'free' } }
  const again = await client.deviceAuthorizations.create(changed)
  await typeCode(again.verificationUri, again.userCode, 'allow')
  const refreshed =
    (await client.deviceAuthorizations.poll({ deviceCode: again.deviceCode })).connection ?? assert.fail()
  assert.deepEqual([refreshed.id, refreshed.status], [connection.id, 'connected'])
  assert.deepEqual(refreshed.labels, { plan: 'free', region: 'eu' }, 'the others stay')
  assert.ok(!world.log.join('').includes(started.deviceCode))
})

test('the device flow: denied, expired, damaged, of a provider without one, of a lying provider', async () => {
  await using world = await startWithApp()
  const { client } = world
  const denied = await client.deviceAuthorizations.create({ provider: ID, endUserId: 'u' })
  await typeCode(denied.verificationUri, denied.userCode, 'deny')
  assert.equal(
    await errorCodeOf(client.deviceAuthorizations.poll({ deviceCode: denied.deviceCode })),
    'access_denied',
  )
  const late = await client.deviceAuthorizations.create({ provider: ID, endUserId: 'u' })
  world.advance(601)
  assert.equal(
    await errorCodeOf(client.deviceAuthorizations.poll({ deviceCode: late.deviceCode })),
    'device_code_expired',
  )
  for (const confirmationToken of [
    'x',
    `lld_${'A'.repeat(80)}`,
    `${late.deviceCode}x`.replace('lld_A', 'lld_B'),
  ])
    assert.equal(
      await errorCodeOf(client.deviceAuthorizations.poll({ deviceCode: confirmationToken })),
      'device_code_invalid',
    )
  assert.equal(
    await errorCodeOf(client.deviceAuthorizations.create({ provider: 'mailchimp', endUserId: 'u' })),
    'unsupported_by_provider',
  )
  world.sandbox.world.faults.add({
    kind: 'replaced_body',
    path: '/oauth2/default/v1/device',
    remaining: 1,
    body: JSON.stringify({
      device_code: 'd',
      user_code: 'u',
      verification_uri: 'https://evil.example/activate',
      expires_in: 600,
    }),
  })
  assert.equal(
    await errorCodeOf(client.deviceAuthorizations.create({ provider: ID, endUserId: 'u' })),
    'provider_response_invalid',
  )
})
