import { membersOf } from '@letterlock/testing/members-of.ts'
import type { LetterlockEvent } from '@letterlock/sdk'
import { ada, ben } from '@letterlock/sandbox/sandbox-user.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connect } from '@letterlock/testing/connect.ts'
import { waitFor, waitUntil } from '@letterlock/testing/wait-for.ts'
import { errorCodeOf, startWorld, type TestWorld } from '@letterlock/testing/world.ts'

const API_HOST = 'us21.api.mailchimp.com'

async function eventsOf(
  world: TestWorld,
  query: { connectionId?: string; type?: string },
): Promise<LetterlockEvent[]> {
  return (await world.client.events.list({ ...query, limit: 100 })).items
}

test('E7: a check that fails is written down, shown in the status, and ended by the next that is answered', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  const { lastCheckedAt } = await world.client.connections.get(id)
  world.sandbox.world.faults.add({ kind: 'status', status: 503, host: API_HOST })
  world.advance(60)
  assert.equal(await errorCodeOf(world.client.connections.check(id)), 'provider_unavailable')
  const failed = await world.client.connections.get(id)
  assert.equal(failed.failedCheck?.errorCode, 'provider_unavailable')
  assert.equal(failed.status, 'connected', 'nothing is known against the credential')
  assert.match(failed.detail, /^Checks have failed since \d{4}-.*: .+ Before that, the connection worked\./)
  assert.equal(failed.lastCheckedAt, lastCheckedAt, 'it was not checked')
  const [event] = await eventsOf(world, { connectionId: id, type: 'connection.check_failed' })
  assert.match(event?.actor.id ?? '', /^key_/)
  assert.equal(membersOf(event?.data)['errorCode'], 'provider_unavailable')
  world.advance(600)
  await errorCodeOf(world.client.connections.check(id))
  assert.equal((await world.client.connections.get(id)).failedCheck?.since, failed.failedCheck.since)
  world.sandbox.world.faults.clear()
  const answered = await world.client.connections.check(id)
  assert.deepEqual([answered.failedCheck, answered.detail.startsWith('Working.')], [null, true])
})

test('E7: a check in turn that fails is told once, and connecting again ends it', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  world.sandbox.world.faults.add({ kind: 'status', status: 503, host: API_HOST })
  const calls = (): number => world.sandbox.world.requests.list({ host: API_HOST }).length
  for (let round = 0; round < 3; round++) {
    const before = calls()
    // A check in turn comes after a day, and after a failure within an hour.
    world.advance(1.2 * 86_400)
    await waitUntil(() => calls() > before, 'it is checked')
  }
  const [event, ...more] = await waitFor(
    () => eventsOf(world, { connectionId: id, type: 'connection.check_failed' }),
    (events) => events.length > 0,
  )
  assert.deepEqual([more, event?.actor.type], [[], 'system'])
  assert.ok((await world.client.connections.get(id)).failedCheck)
  world.sandbox.world.faults.clear()
  const again = await connect(world, { connectionId: id })
  assert.deepEqual([again.id, again.failedCheck], [id, null])
})

test('E8: what was told when it was cut stays with the connection, until it is connected again', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  assert.equal((await world.client.connections.get(id)).disconnectResult, null)
  const report = await world.client.connections.disconnect(id)
  assert.ok(report.authorizedAppsUrl)
  assert.deepEqual((await world.client.connections.get(id)).disconnectResult, report)
  const twice = await world.client.connections.disconnect(id)
  assert.match(twice.detail, /already disconnected/)
  assert.deepEqual(
    { ...twice, detail: report.detail },
    { ...report, deletedCredentials: [] },
    'what remains is told again',
  )
  assert.deepEqual((await world.client.connections.get(id)).disconnectResult, report)
  assert.equal((await connect(world)).disconnectResult, null)
})

test('E9: who pressed a button did the asking; what was found happened by itself', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  world.sandbox.world.mailchimp.tokens = {}
  await world.client.connections.check(id)
  const found = await eventsOf(world, { connectionId: id })
  const actors = found
    .filter(({ type }) => type !== 'connection.status_changed')
    .map(({ type, actor }): [string, string] => [type, actor.type])
  assert.deepEqual(
    new Map(actors.slice(0, 2)),
    new Map([
      ['connection.credential_failed', 'system'],
      ['connection.checked', 'secret_key'],
    ]),
  )
})

test('E9: a token that was refreshed on request names who asked; one that came due, the system', async () => {
  await using world = await startWorld()
  const { id } = await connect(world, { provider: 'mailup' })
  const actorOf = async (type: string): Promise<string | undefined> =>
    (await eventsOf(world, { connectionId: id, type }))[0]?.actor.type
  await world.client.connections.refresh(id)
  assert.equal(await actorOf('connection.token_refreshed'), 'secret_key')
  world.advance(3601)
  await world.client.connections.getAccessToken(id)
  assert.equal(await actorOf('connection.token_refreshed'), 'system')
  world.sandbox.world.faults.add({ kind: 'status', status: 503, host: 'services.mailup.com' })
  await world.client.connections.refresh(id)
  assert.equal(await actorOf('connection.refresh_failed'), 'secret_key')
})

test('E9: events say from and to, and which', async () => {
  await using world = await startWorld()
  const { client } = world
  const { id, permissions } = await connect(world, { user: ada() })
  await client.connections.update(id, { permissions: { ...permissions, audiences: 'read' } })
  const key = await client.secretKeys.create({ name: 'Nightly', scopes: ['proxy:use'] })
  await client.secretKeys.revoke(key.id)
  await client.workspace.update({ name: 'Letters Inc', branding: { color: '#ff0000' } })
  const dataOf = async (type: string): Promise<unknown> => (await eventsOf(world, { type }))[0]?.data
  assert.deepEqual(await dataOf('connection.permissions_updated'), {
    from: permissions,
    to: { ...permissions, audiences: 'read' },
  })
  assert.deepEqual(await dataOf('secret_key.revoked'), {
    secretKeyId: key.id,
    name: 'Nightly',
    scopes: ['proxy:use'],
  })
  assert.deepEqual(await dataOf('oauth_app.created'), {
    oauthAppId: world.app.id,
    provider: 'mailchimp',
    name: 'Letters Inc',
    clientId: world.app.clientId,
  })
  const { from, ...changed } = (await dataOf('workspace.updated')) as { from: { color: null } }
  assert.equal(from.color, null)
  assert.deepEqual(changed, {
    changedFields: ['name', 'color'],
    to: { name: 'Letters Inc', color: '#ff0000' },
  })
  await connect(world, { endUserId: 'two', user: ben() })
  assert.equal((await eventsOf(world, { type: 'connection.created' }))[0]?.connection?.provider, 'mailchimp')
})
