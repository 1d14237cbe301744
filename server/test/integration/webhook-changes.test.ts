import assert from 'node:assert/strict'
import { test } from 'node:test'
import { waitUntil } from '@letterlock/testing/wait-for.ts'
import { startWebhookReceiver, type WebhookReceiver } from '@letterlock/testing/webhook-receiver.ts'
import { startWorld, type TestWorld } from '@letterlock/testing/world.ts'

/* What a member changes at a webhook endpoint counts from the next webhook on, also while a long queue is being sent. */

const EVENTS = 60
/** At most so many requests are on their way at once. */
const UNDER_WAY = 8

interface Sending extends AsyncDisposable {
  readonly world: TestWorld
  readonly receiver: WebhookReceiver
  readonly id: string
}

/** An endpoint with a long queue, whose receiver takes its time and has received some of it. */
async function startSending(): Promise<Sending> {
  const stack = new AsyncDisposableStack()
  const world = stack.use(await startWorld())
  const receiver = stack.use(await startWebhookReceiver())
  const { id } = await world.client.webhookEndpoints.create({ url: receiver.url })
  await world.client.webhookEndpoints.update(id, { status: 'paused' })
  receiver.respond((_webhook, response) => void setTimeout(() => response.writeHead(204).end(), 100))
  for (let index = 0; index < EVENTS; index++)
    await world.client.secretKeys.create({ name: `Key ${index}`, scopes: ['events:read'] })
  await world.client.webhookEndpoints.update(id, { status: 'enabled' })
  await waitUntil(() => receiver.received.length >= 3, 'it is being sent')
  return { world, receiver, id, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}

const isQueueEmpty = async ({ world, id }: Sending): Promise<boolean> => {
  const { store } = world.server.context
  const endpoint = await store.webhookEndpoints.read('ws_first', id)
  assert.ok(endpoint)
  const options = { now: Number.MAX_SAFE_INTEGER, limit: 1, maxWaitingAttempts: 0 }
  return (await store.webhookQueue.due(endpoint, options)).length === 0
}

/** The events and the change itself. */
const eventCount = (received: WebhookReceiver['received']): number =>
  new Set(received.map(({ event }) => event.id)).size

test('C: a new URL gets the rest of the queue', async () => {
  await using sending = await startSending()
  await using other = await startWebhookReceiver()
  const { world, receiver, id } = sending
  await world.client.webhookEndpoints.update(id, { url: other.url })
  const before = receiver.received.length
  await waitUntil(async () => isQueueEmpty(sending), 'everything is sent')
  assert.ok(
    receiver.received.length - before <= UNDER_WAY,
    `${receiver.received.length - before} to the old URL`,
  )
  const ids = new Set([...receiver.received, ...other.received].map(({ event }) => event.id))
  assert.ok(ids.size >= EVENTS, 'nothing is lost')
})

test('C: a secret that is replaced at once signs nothing more', async () => {
  await using sending = await startSending()
  const { world, receiver, id } = sending
  const before = String(receiver.received[0]?.headers['webhook-signature'])
  assert.equal(before.split(' ').length, 1)
  await world.client.webhookEndpoints.rotateSecret(id, { previousExpiresInSeconds: 3600 })
  const rotatedAt = receiver.received.length
  await waitUntil(() => eventCount(receiver.received) > EVENTS, 'everything is sent')
  const signedOnce = receiver.received
    .slice(rotatedAt)
    .filter(({ headers }) => String(headers['webhook-signature']).split(' ').length === 1)
  assert.ok(signedOnce.length <= UNDER_WAY, `${signedOnce.length} signed with the old secret alone`)
})

test('C: a paused endpoint gets nothing more, and the rest when it is enabled', async () => {
  await using sending = await startSending()
  const { world, receiver, id } = sending
  await using other = await startWebhookReceiver()
  await world.client.webhookEndpoints.create({ url: other.url })
  await world.client.webhookEndpoints.update(id, { status: 'paused' })
  const before = receiver.received.length
  await waitUntil(() => other.received.length >= 2, 'another endpoint has been told of both changes')
  assert.ok(receiver.received.length - before <= UNDER_WAY, `${receiver.received.length - before} more`)
  await world.client.webhookEndpoints.update(id, { status: 'enabled' })
  await waitUntil(() => eventCount(receiver.received) > EVENTS, 'everything is sent')
})

test('C: what is queued of a type that is no longer listened to is dropped', async () => {
  await using sending = await startSending()
  const { world, receiver, id } = sending
  await world.client.webhookEndpoints.update(id, { eventTypes: ['webhook_endpoint'] })
  const before = receiver.received.length
  await waitUntil(async () => isQueueEmpty(sending), 'the queue is empty')
  const later = receiver.received.slice(before).filter(({ event }) => event.type === 'secret_key.created')
  assert.ok(later.length <= UNDER_WAY, `${later.length} more`)
})
