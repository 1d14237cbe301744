import assert from 'node:assert/strict'
import type { ServerResponse } from 'node:http'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { connect } from '@letterlock/testing/connect.ts'
import { join, OWNER, setupOwner, signIn } from '@letterlock/testing/dashboard-session.ts'
import { sizeOf } from '@letterlock/testing/size-of.ts'
import { waitFor } from '@letterlock/testing/wait-for.ts'
import { startWebhookReceiver } from '@letterlock/testing/webhook-receiver.ts'
import { startWorld, type TestWorld } from '@letterlock/testing/world.ts'
import type { Connection } from '../../src/connections/connection.ts'

const MANY = sizeOf(300, 10_000)
/** As the messages write it: `10,000`. */
const inWords = (count: number): string => count.toLocaleString('en')
const DAY_SECONDS = 86_400

/** Emails are printed: to whom, and the subject. */
const alerts = (world: TestWorld): string[] =>
  world.printed.flatMap((text) => {
    const [, to = '', subject = ''] = /To: (.*)\nSubject: (.*)/.exec(text) ?? []
    return / is | are /.test(subject) ? [`${to}: ${subject}`] : []
  })
const counts = async ({ server }: TestWorld): Promise<number[]> =>
  (await server.context.store.alerts.groups(null)).map(({ count }) => count)

/** The same connection for many end users, lost in one outage. */
async function loseMany(world: TestWorld, like: Connection, from: number, to: number): Promise<Connection[]> {
  const { store, now } = world.server.context
  const lost = Array.from({ length: to - from }, (_one, index): Connection => {
    const id = `conn_${String(from + index).padStart(26, '0')}`
    return {
      ...like,
      id,
      endUserId: id,
      reason: 'refresh_rejected',
      version: 1,
      connectedAt: now().getTime(),
    }
  })
  const event = (connectionId: string) =>
    ({
      type: 'connection.credential_failed',
      connectionId,
      actor: 'system',
      data: { credential: 'oauth', reason: 'refresh_rejected', activeCredential: null, responseLost: false },
    }) as const
  await Promise.all(lost.map((one) => store.connections.save(one, null, [event(one.id)])))
  return lost
}

test('what many connections lose at once is one alert, one more a day later, and one message when it is over', async () => {
  await using world = await startWorld()
  await using receiver = await startWebhookReceiver()
  await setupOwner(world)
  const owner = await signIn(world)
  const admin = await join(world, owner, 'admin', 'Ada Admin')
  await join(world, owner, 'member', 'Max Member')
  const { name: workspace } = await world.client.workspace.get()
  const { id, provider } = await connect(world)
  const { store } = world.server.context
  const { workspaceId } = (await world.client.events.list({ limit: 1 })).items[0] ?? { workspaceId: '' }
  const like = await store.connections.read(workspaceId, id)
  assert.ok(like)

  assert.equal(
    (await owner.ask('PATCH', '/v1/alert-settings', { webhookUrl: 'https://10.0.0.1/' })).status,
    422,
  )
  const updated = await owner.ask('PATCH', '/v1/alert-settings', { webhookUrl: receiver.url })
  assert.deepEqual(await updated.json(), {
    emailRoles: ['owner', 'admin'],
    webhookHost: new URL(receiver.url).host,
    deliversEmail: false,
  })
  assert.equal((await admin.ask('PUT', '/v1/me/alerts', { receivesEmail: false })).status, 200)

  const lost = await loseMany(world, like, 0, MANY)
  await waitFor(
    () => counts(world),
    ([count]) => count === MANY,
  )
  assert.deepEqual(alerts(world), [], 'what fails together is collected first')
  world.advance(121)
  await waitFor(
    () => alerts(world).length,
    (count) => count > 0,
  )
  const title = `${inWords(MANY)} Mailchimp accounts are disconnected`
  assert.equal(provider, 'mailchimp')
  assert.deepEqual(alerts(world), [`${OWNER.email}: ${title} · ${workspace}`], 'not to who turned it off')
  await waitFor(
    () => receiver.received.length,
    (count) => count === 1,
  )
  assert.match(
    (JSON.parse(receiver.received[0]?.body ?? '') as { text: string }).text,
    new RegExp(`^${title}`),
  )
  const email = world.printed.find((text) => text.includes(title)) ?? ''
  assert.match(
    email,
    /For example: Mailchimp rejected the refresh token\. Reconnect the account\.\n\nhttp:\/\/\S+\n/,
  )

  const later = await loseMany(world, like, MANY, MANY + 1)
  await waitFor(
    () => counts(world),
    ([count]) => count === MANY + 1,
  )
  world.advance(DAY_SECONDS / 2)
  assert.equal(alerts(world).length, 1)
  world.advance(DAY_SECONDS / 2)
  await waitFor(
    () => alerts(world).length,
    (count) => count === 2,
  )
  assert.match(
    alerts(world)[1] ?? '',
    new RegExp(`: ${inWords(MANY + 1)} Mailchimp accounts are disconnected`),
  )

  const now = world.server.context.now().getTime()
  await Promise.all(
    [...lost, ...later].map(async ({ id: one }) => {
      const current = await store.connections.read(workspaceId, one)
      assert.ok(current)
      const events = [
        {
          type: 'connection.recovered',
          connectionId: one,
          actor: 'system',
          data: { credential: 'oauth' },
        } as const,
      ]
      await store.connections.change(current, { reason: null }, { guard: 'version', events, now })
    }),
  )
  await waitFor(
    () => alerts(world).length,
    (count) => count === 3,
  )
  assert.equal(
    alerts(world)[2],
    `${OWNER.email}: Resolved: ${inWords(MANY + 1)} Mailchimp accounts are disconnected · ${workspace}`,
  )
  assert.ok(
    !world.log.join('').includes(new URL(receiver.url).pathname),
    'the URL of the incoming webhook is a credential',
  )
})

test('what is lost while events cannot be looked at is alerted to afterwards', async () => {
  await using world = await startWorld()
  await setupOwner(world)
  const { id } = await connect(world)
  const { store } = world.server.context
  const { workspaceId } = (await world.client.events.list({ limit: 1 })).items[0] ?? { workspaceId: '' }
  const like = await store.connections.read(workspaceId, id)
  assert.ok(like)
  const database = new DatabaseSync(world.config.databaseFile, { timeout: 5000 })
  const failures = (): number => world.log.filter((line) => line.includes('sending alerts failed')).length
  await waitFor(
    () => database.prepare('SELECT looked_at FROM alert_loop WHERE lease_holder IS NULL').all(),
    ({ length }) => length === 1,
  )

  database.exec('ALTER TABLE alerting_connections RENAME TO alerting_connections_away')
  await loseMany(world, like, 0, 1)
  world.advance(600)
  const before = failures()
  // Two rounds: the second one begins after the first one has ended, at this time.
  await waitFor(failures, (count) => count >= before + 2)
  database.exec('ALTER TABLE alerting_connections_away RENAME TO alerting_connections')
  database.close()
  await waitFor(
    () => counts(world),
    ([count]) => count === 1,
  )
})

test('a connection that a user has disconnected needs no alert', async () => {
  await using world = await startWorld()
  await setupOwner(world)
  const { id } = await connect(world)
  await world.client.connections.disconnect(id)
  const { store } = world.server.context
  const lookedAt = await waitFor(
    async () => store.alerts.changedConnections(0, ''),
    (changed) => changed.length === 0,
  )
  assert.deepEqual(lookedAt, [])
  assert.deepEqual(await counts(world), [])
})

test('members are reminded once of a client secret that is old, and told when there is a new one', async () => {
  await using world = await startWorld({ LETTERLOCK_CLIENT_SECRET_AGE_DAYS: '90' })
  await setupOwner(world)
  world.advance(89 * DAY_SECONDS)
  world.advance(2 * DAY_SECONDS)
  const [reminder = ''] = await waitFor(
    () => alerts(world),
    ({ length }) => length === 1,
  )
  assert.match(reminder, /The client secret of Letters Inc \(Mailchimp\) is more than 90 days old/)
  await world.client.oauthApps.addClientSecret(world.app.id, { clientSecret: 'the next one' })
  await waitFor(
    () => world.printed.filter((text) => text.includes('Subject: Resolved: The client secret')),
    ({ length }) => length === 1,
  )
  assert.equal(alerts(world).length, 2, 'the reminder and its end')
})

test('A: the lease of the alerts is extended while they are sent, and who has lost it sends no more', async () => {
  await using world = await startWorld()
  await using receiver = await startWebhookReceiver()
  await setupOwner(world)
  const owner = await signIn(world)
  await owner.ask('PATCH', '/v1/alert-settings', { webhookUrl: receiver.url })
  const { workspaceId } = (await world.client.events.list({ limit: 1 })).items[0] ?? { workspaceId: '' }
  const { store } = world.server.context
  const held: ServerResponse[] = []
  receiver.respond((_webhook, response) => void held.push(response))
  for (const [index, provider] of ['mailchimp', 'mailup'].entries()) {
    const { id } = await connect(world, { provider })
    const like = await store.connections.read(workspaceId, id)
    await loseMany(world, like ?? assert.fail(provider), index, index + 1)
  }
  await waitFor(
    () => counts(world),
    ({ length }) => length === 2,
  )
  world.advance(121)
  await waitFor(
    () => held.length,
    (length) => length === 1,
  )
  using database = new DatabaseSync(world.config.databaseFile)
  const leaseEnd = (): number =>
    Number(database.prepare('SELECT lease_expires_at AS at FROM alert_loop').get()?.['at'])
  const first = leaseEnd()
  assert.ok(first - Date.now() < 60_000, 'others need not wait long if this process dies')
  await waitFor(leaseEnd, (at) => at > first)
  database.exec("UPDATE alert_loop SET lease_holder = 'another process'")
  held[0]?.writeHead(204).end()
  // The next round asks for the lease, and does not get it.
  const { acquire } = store.alerts
  const asked = Promise.withResolvers<number | null>()
  Object.assign(store.alerts, {
    acquire: async (leaseMs: number, now: number) => {
      const lookedAt = await acquire(leaseMs, now)
      asked.resolve(lookedAt)
      return lookedAt
    },
  })
  assert.equal(await asked.promise, null)
  assert.equal(receiver.received.length, 1, 'the second alert is left to the other process')
})
