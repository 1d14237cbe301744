import { membersOf } from '@letterlock/testing/members-of.ts'
import assert from 'node:assert/strict'
import type { ServerResponse } from 'node:http'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { Webhook } from 'standardwebhooks'
import type { WebhookDelivery, WebhookEndpoint, WebhookEndpointWithSecret } from '@letterlock/sdk/wire.ts'
import { waitFor } from '@letterlock/testing/wait-for.ts'
import { startWebhookReceiver, type ReceivedWebhook } from '@letterlock/testing/webhook-receiver.ts'
import { startWorld, type TestWorld } from '@letterlock/testing/world.ts'

interface Answer<T> {
  readonly status: number
  readonly body: T
}

async function ask<T>(
  world: TestWorld,
  method: string,
  path: string,
  body?: unknown,
  key = world.secretKey,
): Promise<Answer<T>> {
  const response = await fetch(`${world.server.localUrl}/v1/webhook-endpoints${path}`, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as T }
}

async function createEndpoint(
  world: TestWorld,
  url: string,
  more: object = {},
): Promise<WebhookEndpointWithSecret> {
  const { status, body } = await ask<WebhookEndpointWithSecret>(world, 'POST', '', { url, ...more })
  assert.equal(status, 201, JSON.stringify(body))
  return body
}

const deliveriesOf = async (world: TestWorld, id: string, query = ''): Promise<WebhookDelivery[]> =>
  (await ask<{ items: WebhookDelivery[] }>(world, 'GET', `/${id}/deliveries${query}`)).body.items
const readEndpoint = async (world: TestWorld, id: string): Promise<WebhookEndpoint> =>
  (await ask<WebhookEndpoint>(world, 'GET', `/${id}`)).body
/** Something happens. */
const happen = (world: TestWorld, name = 'x'): Promise<unknown> =>
  world.client.secretKeys.create({ name, scopes: ['connections:read'] })
const verified = (secret: string, { body, headers }: ReceivedWebhook): unknown =>
  new Webhook(secret).verify(body, headers as Record<string, string>)

test('an event arrives, signed as Standard Webhooks asks, and is the one that the API lists', async () => {
  await using world = await startWorld()
  await using receiver = await startWebhookReceiver()
  const endpoint = await createEndpoint(world, receiver.url, {
    eventTypes: ['secret_key.created'],
    description: 'CRM',
  })
  assert.match(endpoint.signingSecret, /^whsec_[\w+/]{43}=$/)
  await happen(world)
  await waitFor(
    () => receiver.received.length,
    (count) => count === 1,
  )
  const [webhook] = receiver.received
  assert.ok(webhook)
  // The judge compares with the real time; the moved clock of tests has not been moved here.
  assert.deepEqual(verified(endpoint.signingSecret, webhook), webhook.event)
  const { items } = await world.client.events.list({ type: 'secret_key.created', limit: 1 })
  assert.deepEqual(webhook.event, items[0])
  assert.equal(webhook.headers['webhook-id'], webhook.event.id)
  assert.equal(webhook.headers['content-type'], 'application/json')
  const [delivery] = await waitFor(
    () => deliveriesOf(world, endpoint.id),
    (all) => all.length === 1,
  )
  assert.ok(delivery)
  const { status, statusCode, attempt, eventId, errorCode, nextAttemptAt } = delivery
  assert.deepEqual(
    { status, statusCode, attempt, eventId, errorCode, nextAttemptAt },
    {
      status: 'succeeded',
      statusCode: 204,
      attempt: 1,
      eventId: webhook.event.id,
      errorCode: null,
      nextAttemptAt: null,
    },
  )
  const details = await ask<{ request: { body: string; headers: Record<string, string> } }>(
    world,
    'GET',
    `/${endpoint.id}/deliveries/${delivery.id}`,
  )
  assert.equal(details.body.request.body, webhook.body)
  assert.equal(details.body.request.headers['webhook-signature'], webhook.headers['webhook-signature'])
  const shown = JSON.stringify([
    await readEndpoint(world, endpoint.id),
    (await ask(world, 'GET', '')).body,
    details.body,
  ])
  assert.ok(!shown.includes(endpoint.signingSecret), 'the secret is shown once')
  assert.ok(!world.log.join('').includes(endpoint.signingSecret.slice(6)), 'and never logged')
})

test('only events that an endpoint listens to are sent to it', async () => {
  await using world = await startWorld()
  await using receiver = await startWebhookReceiver()
  await createEndpoint(world, receiver.url, { eventTypes: ['workspace', 'secret_key.revoked'] })
  await happen(world)
  await world.client.workspace.update({ name: 'Renamed' })
  await waitFor(
    () => receiver.received.map(({ event }) => event.type),
    (types) => types.includes('workspace.updated'),
  )
  assert.deepEqual(
    receiver.received.map(({ event }) => event.type),
    ['workspace.updated'],
  )
})

test('while a secret is rotated, both sign; then the new one alone', async () => {
  await using world = await startWorld()
  await using receiver = await startWebhookReceiver()
  const endpoint = await createEndpoint(world, receiver.url, { eventTypes: ['secret_key.created'] })
  const { body: rotated } = await ask<WebhookEndpointWithSecret>(
    world,
    'POST',
    `/${endpoint.id}/rotate-secret`,
    {
      previousExpiresInSeconds: 3600,
    },
  )
  assert.equal(rotated.signingSecrets.length, 2)
  await happen(world)
  await waitFor(
    () => receiver.received.length,
    (count) => count === 1,
  )
  const [first] = receiver.received
  assert.ok(first)
  for (const secret of [endpoint.signingSecret, rotated.signingSecret]) assert.ok(verified(secret, first))
  world.advance(3601)
  await happen(world)
  await waitFor(
    () => receiver.received.length,
    (count) => count === 2,
  )
  const [, second] = receiver.received
  assert.equal(String(second?.headers['webhook-signature']).split(' ').length, 1)
  assert.notEqual(endpoint.signingSecret, rotated.signingSecret)
})

test('addresses inside a network are refused, and so is loopback unless the server is local', async () => {
  await using world = await startWorld()
  await using remote = await startWorld({
    LETTERLOCK_PUBLIC_URL: 'https://connect.example.com',
    LETTERLOCK_SANDBOX_URL: '',
    LETTERLOCK_ENCRYPTION_KEYS: randomBytes(32).toString('base64'),
  })
  const inside = [
    'https://10.0.0.1/hook',
    'https://[fd00::1]/',
    'https://169.254.169.254/latest',
    'http://example.com/hook',
    'https://example.com:8443/hook',
    'https://user:password@example.com/hook',
    'ftp://example.com/',
  ]
  for (const url of inside) {
    const { status, body } = await ask<{ code: string }>(world, 'POST', '', { url })
    assert.deepEqual([status, body.code], [422, 'webhook_url_not_allowed'], url)
  }
  for (const url of [
    'http://127.0.0.1:4400/',
    'https://127.0.0.1/',
    'https://[::1]/',
    'http://localhost:4400/',
  ]) {
    assert.equal((await ask(world, 'POST', '', { url })).status, 201, url)
    assert.equal((await ask(remote, 'POST', '', { url })).status, 422, url)
  }
  // A name is looked up when the connection is made.
  const named = await createEndpoint(remote, 'https://localhost/hook')
  const { body: tested } = await ask<WebhookDelivery>(remote, 'POST', `/${named.id}/test`)
  assert.deepEqual([tested.status, tested.statusCode, tested.errorCode], ['failed', null, 'unreachable'])
  const { status, body } = await ask<{ code: string; errors: { pointer: string }[] }>(world, 'POST', '', {
    url: 'nonsense',
    eventTypes: ['connection.nonsense'],
  })
  assert.deepEqual(
    [status, body.code, body.errors.map(({ pointer }) => pointer)],
    [400, 'invalid_request', ['/url', '/eventTypes/0']],
  )
})

test('a failed delivery is retried with the same ID until it is accepted; its log has every attempt', async () => {
  await using world = await startWorld()
  await using receiver = await startWebhookReceiver()
  const endpoint = await createEndpoint(world, receiver.url, { eventTypes: ['secret_key.created'] })
  receiver.respond((_webhook, response) => response.writeHead(500).end('x'.repeat(5000)))
  await happen(world)
  const [failed] = await waitFor(
    () => deliveriesOf(world, endpoint.id),
    (all) => all.length === 1,
  )
  assert.ok(failed)
  assert.deepEqual([failed.status, failed.statusCode, failed.responseBody?.length], ['failed', 500, 1024])
  assert.ok(failed.nextAttemptAt)
  receiver.respond((_webhook, response) => response.writeHead(200).end('ok'))
  world.advance(10)
  const all = await waitFor(
    () => deliveriesOf(world, endpoint.id),
    (items) => items.length === 2,
  )
  assert.deepEqual(
    all.map(({ status, attempt }) => [status, attempt]),
    [
      ['succeeded', 2],
      ['failed', 1],
    ],
  )
  assert.equal(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size, 1)
  assert.deepEqual(
    (await deliveriesOf(world, endpoint.id, '?status=failed')).map(({ id }) => id),
    [failed.id],
  )
})

test('an attempt is counted with its entry in the log, while others of the batch still wait: a killed server loses none', async () => {
  await using world = await startWorld()
  await using receiver = await startWebhookReceiver()
  const { id } = await createEndpoint(world, receiver.url, { eventTypes: ['secret_key'] })
  await ask(world, 'PATCH', `/${id}`, { status: 'paused' })
  await happen(world)
  await happen(world)
  const held = Promise.withResolvers<void>()
  let received = 0
  receiver.respond(async (_webhook, response) => {
    if (++received > 1) await held.promise
    response.writeHead(204).end()
  })
  await ask(world, 'PATCH', `/${id}`, { status: 'enabled' })
  await waitFor(
    () => received,
    (count) => count === 2,
  )
  const accepted = async (): Promise<number> =>
    (await readEndpoint(world, id)).recentDeliveries.succeededCount
  await waitFor(accepted, (count) => count === 1)
  held.resolve()
  await waitFor(accepted, (count) => count === 2)
})

test('an endpoint says how many attempts of the last seven days it has accepted, by periods of six hours', async () => {
  await using world = await startWorld()
  await using receiver = await startWebhookReceiver()
  const { id, recentDeliveries } = await createEndpoint(world, receiver.url, { eventTypes: ['secret_key'] })
  assert.deepEqual(recentDeliveries, { succeededCount: 0, failedCount: 0, periods: [] })
  let status = 500
  receiver.respond((_webhook, response) => response.writeHead(status).end())
  const counts = async (): Promise<readonly number[]> => {
    const { items } = (await ask<{ items: WebhookEndpoint[] }>(world, 'GET', '')).body
    const { succeededCount = 0, failedCount = 0, periods } = items[0]?.recentDeliveries ?? {}
    return [succeededCount, failedCount, periods?.length ?? 0]
  }
  await happen(world)
  await waitFor(counts, ([, failed]) => failed === 1)
  status = 204
  world.advance(60)
  await waitFor(counts, ([accepted]) => accepted === 1)
  assert.deepEqual(await counts(), [1, 1, 1])
  world.advance(7 * 3600)
  await happen(world)
  await waitFor(counts, ([accepted]) => accepted === 2)
  await ask(world, 'POST', `/${id}/test`)
  assert.deepEqual(await counts(), [3, 1, 2], 'a test counts, too, as its log has it')
  const { periods } = (await readEndpoint(world, id)).recentDeliveries
  assert.deepEqual(
    periods.map(({ startedAt }) => Date.parse(startedAt) % (6 * 3_600_000)),
    [0, 0],
  )
  world.advance(7 * 86_400)
  assert.deepEqual(await counts(), [0, 0, 0])
})

test('Retry-After holds the whole endpoint back; 410 ends it', async () => {
  await using world = await startWorld()
  await using receiver = await startWebhookReceiver()
  const endpoint = await createEndpoint(world, receiver.url, { eventTypes: ['secret_key.created'] })
  receiver.respond((_webhook, response) => response.writeHead(429, { 'retry-after': '600' }).end())
  await happen(world)
  await waitFor(
    () => deliveriesOf(world, endpoint.id),
    (all) => all.length === 1,
  )
  await happen(world)
  world.advance(300)
  await happen(world)
  await waitFor(
    () => world.client.events.list({ type: 'secret_key.created' }),
    ({ items }) => items.length === 4,
  )
  receiver.respond((_webhook, response) => response.writeHead(410).end())
  world.advance(301)
  const gone = await waitFor(
    () => readEndpoint(world, endpoint.id),
    ({ status }) => status === 'disabled',
  )
  assert.equal(gone.statusReason, 'gone')
  const { items } = await world.client.events.list({ type: 'webhook_endpoint.disabled' })
  assert.deepEqual(
    items.map(({ data }) => [membersOf(data)['webhookEndpointId'], membersOf(data)['reason']]),
    [[endpoint.id, 'gone']],
  )
  const before = receiver.received.length
  await ask(world, 'PATCH', `/${endpoint.id}`, { status: 'enabled' })
  receiver.respond((_webhook, response) => response.writeHead(204).end())
  await happen(world, 'after')
  await waitFor(
    () => receiver.received.length,
    (count) => count > before,
  )
  assert.equal(membersOf(receiver.received.at(-1)?.event.data)['name'], 'after')
  assert.equal(receiver.received.length, before + 1, 'what was queued before it ended is not sent')
})

test('an endpoint that accepts nothing for three days is paused, its workspace is told, and nothing younger is lost', async () => {
  await using world = await startWorld()
  await using receiver = await startWebhookReceiver()
  const endpoint = await createEndpoint(world, receiver.url, { eventTypes: ['secret_key.created'] })
  receiver.respond((_webhook, response) => response.destroy())
  await happen(world, 'first')
  await waitFor(
    () => deliveriesOf(world, endpoint.id),
    (all) => all.length === 1,
  )
  for (let attempts = 1; attempts < 20; attempts++) {
    const [last] = await waitFor(
      () => deliveriesOf(world, endpoint.id),
      (all) => all.length === attempts,
    )
    if (!last?.nextAttemptAt) break
    const waitMs = Date.parse(last.nextAttemptAt) - world.server.context.now().getTime()
    world.advance(Math.ceil(waitMs / 1000))
  }
  const paused = await waitFor(
    () => readEndpoint(world, endpoint.id),
    ({ status }) => status === 'paused',
  )
  assert.equal(paused.statusReason, 'failing')
  const { items } = await world.client.events.list({ type: 'webhook_endpoint.paused' })
  assert.deepEqual(
    items.map(({ data }) => membersOf(data)['reason']),
    ['failing'],
  )
  await happen(world, 'while paused')
  receiver.respond((_webhook, response) => response.writeHead(204).end())
  const { body } = await ask<WebhookEndpoint>(world, 'PATCH', `/${endpoint.id}`, { status: 'enabled' })
  assert.deepEqual([body.status, body.statusReason, body.failingSince], ['enabled', null, null])
  await waitFor(
    () => membersOf(receiver.received.at(-1)?.event.data)['name'],
    (name) => name === 'while paused',
  )
})

test('a test event goes to the tested endpoint alone, whatever its filter and its status', async () => {
  await using world = await startWorld()
  await using receiver = await startWebhookReceiver()
  await using other = await startWebhookReceiver()
  const endpoint = await createEndpoint(world, receiver.url, {
    eventTypes: ['workspace.updated'],
    status: 'paused',
  })
  await createEndpoint(world, other.url)
  receiver.respond((_webhook, response) => response.writeHead(503).end('busy'))
  const { body } = await ask<WebhookDelivery>(world, 'POST', `/${endpoint.id}/test`)
  assert.deepEqual(
    [body.status, body.statusCode, body.responseBody, body.nextAttemptAt],
    ['failed', 503, 'busy', null],
  )
  await happen(world)
  await waitFor(
    () => other.received.map(({ event }) => event.type),
    (types) => types.includes('secret_key.created'),
  )
  assert.ok(!other.received.some(({ event }) => event.type === 'webhook_endpoint.tested'))
  assert.deepEqual(
    receiver.received.map(({ event }) => event.type),
    ['webhook_endpoint.tested'],
  )
})

test('one delivery, or all events of a span, are sent again', async () => {
  await using world = await startWorld()
  await using receiver = await startWebhookReceiver()
  const since = world.server.context.now().toISOString()
  for (const name of ['a', 'b', 'c']) await happen(world, name)
  const endpoint = await createEndpoint(world, receiver.url, { eventTypes: ['secret_key.created'] })
  const span = await ask<{ queuedCount: number }>(world, 'POST', `/${endpoint.id}/redeliver`, { since })
  assert.deepEqual([span.status, span.body.queuedCount], [202, 3])
  await waitFor(
    () => deliveriesOf(world, endpoint.id),
    (all) => all.length === 3,
  )
  assert.deepEqual(receiver.received.map(({ event }) => String(membersOf(event.data)['name'])).toSorted(), [
    'a',
    'b',
    'c',
  ])
  const again = await ask<{ queuedCount: number }>(world, 'POST', `/${endpoint.id}/redeliver`, { since })
  assert.equal(again.body.queuedCount, 0, 'all of them were accepted')
  const [delivery] = await deliveriesOf(world, endpoint.id)
  assert.ok(delivery)
  assert.equal((await ask(world, 'POST', `/${endpoint.id}/deliveries/${delivery.id}/redeliver`)).status, 202)
  const all = await waitFor(
    () => deliveriesOf(world, endpoint.id),
    (items) => items.length === 4,
  )
  assert.deepEqual([all[0]?.eventId, all[0]?.isRedelivery], [delivery.eventId, true])
  assert.equal((await ask(world, 'POST', `/${endpoint.id}/deliveries/whd_0/redeliver`)).status, 404)
})

test('a redelivery that is requested while the event is being sent is sent, too', async () => {
  await using world = await startWorld()
  await using receiver = await startWebhookReceiver()
  const since = world.server.context.now().toISOString()
  const endpoint = await createEndpoint(world, receiver.url, { eventTypes: ['secret_key.created'] })
  const held: ServerResponse[] = []
  receiver.respond((_webhook, response) => void held.push(response))
  await happen(world, 'slow')
  await waitFor(
    () => held.length,
    (count) => count === 1,
  )
  const span = await ask<{ queuedCount: number }>(world, 'POST', `/${endpoint.id}/redeliver`, { since })
  assert.equal(span.body.queuedCount, 1)
  receiver.respond((_webhook, response) => response.writeHead(204).end())
  held[0]?.writeHead(204).end()
  const all = await waitFor(
    () => deliveriesOf(world, endpoint.id),
    (items) => items.length === 2,
  )
  assert.deepEqual(
    all.map(({ isRedelivery }) => isRedelivery),
    [true, false],
  )
})

test('a slow receiver slows no other', async () => {
  await using world = await startWorld()
  await using slow = await startWebhookReceiver()
  await using fast = await startWebhookReceiver()
  slow.respond(() => undefined)
  await createEndpoint(world, slow.url)
  const endpoint = await createEndpoint(world, fast.url, { eventTypes: ['secret_key.created'] })
  for (let index = 0; index < 20; index++) await happen(world, String(index))
  await waitFor(
    () => deliveriesOf(world, endpoint.id),
    (all) => all.length === 20,
  )
  assert.ok(slow.received.length > 0 && slow.received.length <= 8, `${slow.received.length} at once`)
})

test('an endpoint of another workspace, or without its scope, is not reached', async () => {
  await using world = await startWorld()
  await using receiver = await startWebhookReceiver()
  const endpoint = await createEndpoint(world, receiver.url)
  const { secret = '' } = await world.client.secretKeys.create({ name: 'reads', scopes: ['webhooks:read'] })
  assert.equal((await ask(world, 'GET', `/${endpoint.id}`, undefined, secret)).status, 200)
  assert.equal((await ask(world, 'DELETE', `/${endpoint.id}`, undefined, secret)).status, 403)
  const { store } = world.server.context
  await store.workspaces.insert(
    { id: 'ws_other', name: 'Other', allowedReturnUrls: [], color: null, logo: null, version: 0 },
    0,
  )
  assert.equal(await store.webhookEndpoints.read('ws_other', endpoint.id), undefined)
  assert.equal((await ask(world, 'DELETE', `/${endpoint.id}`)).status, 204)
  assert.equal((await ask(world, 'GET', `/${endpoint.id}`)).status, 404)
})

test('the API description says what a webhook is, with the schema of the API’s events', async () => {
  await using world = await startWorld()
  const api = (await (await fetch(`${world.server.localUrl}/openapi.json`)).json()) as {
    webhooks: Record<
      string,
      { post: { requestBody: { content: { 'application/json': { schema: unknown } } } } }
    >
    components: { schemas: Record<string, { required: string[] }> }
  }
  assert.ok(Object.keys(api.webhooks).length > 40)
  assert.deepEqual(api.webhooks['connection.created']?.post.requestBody.content['application/json'].schema, {
    $ref: '#/components/schemas/ConnectionCreatedEvent',
  })
  const { items } = await world.client.events.list({ limit: 1 })
  const { required = [] } = api.components.schemas['EventEnvelope'] ?? {}
  assert.deepEqual([...required, 'data'].toSorted(), Object.keys(items[0] ?? {}).toSorted())
})
