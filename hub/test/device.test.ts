import { ada } from '@letterlock/sandbox/person.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { codeOf, registerAtSandbox, startWorld, type TestWorld } from './support/world.ts'

const ID = 'constant-contact'
const ADA = { username: 'ada@bakery.example', password: 'bread-and-butter' }

async function startWithApp(): Promise<TestWorld> {
  const world = await startWorld()
  const app = await registerAtSandbox(world.sandbox, `${world.hub.url}/oauth/${ID}/callback`, ID)
  await world.client.createApp({ provider: ID, ...app })
  return world
}

const typeCode = (url: string, userCode: string, decision: 'allow' | 'deny') =>
  ada().post(url, { user_code: userCode, ...ADA, decision })

test('constant contact v3: connected with a code that is typed elsewhere, and renewed like any other', async () => {
  await using world = await startWithApp()
  const { client } = world
  const started = await client.startDevice({ provider: ID, owner: 'user-1' })
  assert.match(started.userCode, /^[0-9A-F]{4}-[0-9A-F]{4}$/)
  assert.equal(await client.pollDevice(started.ticket), null)
  assert.equal(await client.pollDevice(started.ticket), null, 'too hasty, and still waiting')
  await typeCode(started.verificationUri, started.userCode, 'allow')
  world.advance(started.intervalSeconds + 1)
  const connection = (await client.pollDevice(started.ticket)) ?? assert.fail()
  assert.deepEqual([connection.status, connection.account.name], ['connected', 'Ada’s Bakery'])
  assert.equal((await client.refreshConnection(connection.id)).health.state, 'ok')
  world.advance(6)
  assert.equal(await codeOf(client.pollDevice(started.ticket)), 'attempt_unknown', 'once')
  const again = await client.startDevice({ provider: ID, owner: 'user-1' })
  await typeCode(again.verificationUri, again.userCode, 'allow')
  const renewed = (await client.pollDevice(again.ticket)) ?? assert.fail()
  assert.deepEqual([renewed.id, renewed.status], [connection.id, 'connected'])
  assert.ok(!world.log.join('').includes(started.ticket))
})

test('the device flow: denied, expired, damaged, of a platform without one, of a lying platform', async () => {
  await using world = await startWithApp()
  const { client } = world
  const denied = await client.startDevice({ provider: ID, owner: 'u' })
  await typeCode(denied.verificationUri, denied.userCode, 'deny')
  assert.equal(await codeOf(client.pollDevice(denied.ticket)), 'denied')
  const late = await client.startDevice({ provider: ID, owner: 'u' })
  world.advance(601)
  assert.equal(await codeOf(client.pollDevice(late.ticket)), 'attempt_expired')
  for (const ticket of ['x', `llt_${'A'.repeat(80)}`, `${late.ticket}x`.replace('llt_A', 'llt_B')])
    assert.equal(await codeOf(client.pollDevice(ticket)), 'ticket_unknown')
  assert.equal(await codeOf(client.startDevice({ provider: 'mailchimp', owner: 'u' })), 'device_unsupported')
  world.sandbox.world.faults.add({
    kind: 'replace-body',
    path: '/oauth2/default/v1/device',
    remaining: 1,
    body: JSON.stringify({
      device_code: 'd',
      user_code: 'u',
      verification_uri: 'https://evil.example/activate',
      expires_in: 600,
    }),
  })
  assert.equal(await codeOf(client.startDevice({ provider: ID, owner: 'u' })), 'token_answer_invalid')
})
