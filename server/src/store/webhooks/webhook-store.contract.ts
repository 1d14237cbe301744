import assert from 'node:assert/strict'
import type { Store } from '../../context.ts'
import type { Delivery, QueueChange } from '../../webhooks/delivery.ts'
import { periodOf } from '../../webhooks/delivery-totals.ts'
import type { WebhookEndpoint } from '../../webhooks/webhook-endpoint.ts'
import { app, connection, event, NOW, webhookEndpointOf } from '../store.fixtures.ts'
import { createWithStore } from '../with-store.fixtures.ts'

const LEASE = { leaseMs: 60_000, now: NOW, limit: 10 }
const DUE = { now: NOW, limit: 10, maxWaitingAttempts: 2 }

const deliveryOf = (eventId: string, more: Partial<Delivery> = {}): Delivery => ({
  id: `whd_${eventId}`,
  webhookEndpointId: 'we_1',
  eventId,
  eventType: 'connection.created',
  url: 'https://app.example.com/webhooks',
  signature: 'v1,x',
  attempt: 1,
  isRedelivery: false,
  succeeded: true,
  statusCode: 204,
  responseBody: 'a\0b',
  errorCode: null,
  durationMs: 3,
  nextAttemptAt: null,
  sentAt: NOW,
  ...more,
})

const record = (store: Store, delivery: Delivery, change: QueueChange): Promise<void> =>
  store.webhookQueue.recordAttempts(delivery.webhookEndpointId, [{ delivery, change }])

/** What every store must do for webhooks; each database runs it. */
export function runWebhookStoreContract(name: string, open: () => Promise<Store>): void {
  const withStore = createWithStore(name, open)
  const happen = (store: Store, connectionId: string | null = null, type = event().type): Promise<string> =>
    store.events.record('ws_1', { ...event(type), connectionId }, NOW)
  const eventIds = async (store: Store, endpoint: WebhookEndpoint, now = NOW): Promise<string[]> =>
    (await store.webhookQueue.due(endpoint, { ...DUE, now })).map(({ event: { id } }) => id)

  withStore('webhook endpoints are kept with their secrets, and updated and deleted once', async (store) => {
    const endpoint = webhookEndpointOf('we_1', { eventTypes: ['connection'] })
    await store.webhookEndpoints.insert(endpoint, event('webhook_endpoint.created'))
    assert.deepEqual(await store.webhookEndpoints.read('ws_1', 'we_1'), endpoint)
    assert.equal(await store.webhookEndpoints.read('ws_2', 'we_1'), undefined)
    const secret = { id: 'sec_z', ciphertext: Uint8Array.of(3), createdAt: NOW, expiresAt: null }
    await store.webhookEndpoints.addSecret(endpoint, secret, NOW + 5, event('webhook_endpoint.updated'))
    const rotated = await store.webhookEndpoints.read('ws_1', 'we_1')
    assert.deepEqual(
      rotated?.signingSecrets.map(({ id, expiresAt }) => [id, expiresAt]),
      [
        ['sec_z', null],
        ['sec_we_1', NOW + 5],
      ],
    )
    await store.webhookEndpoints.sweepSecrets(NOW + 6)
    const change = { url: 'https://b.example.com/', eventTypes: [], status: 'paused' } as const
    await store.webhookEndpoints.update(endpoint, change, event('webhook_endpoint.updated'), NOW)
    const [listed] = await store.webhookEndpoints.list('ws_1', { limit: 5, after: null })
    assert.deepEqual(listed, { ...endpoint, ...change, signingSecrets: [secret], version: 3 })
    assert.equal(await store.webhookQueue.isUnchanged(endpoint), false)
    assert.equal(await store.webhookEndpoints.remove(endpoint, event('webhook_endpoint.deleted'), NOW), true)
    assert.equal(await store.webhookEndpoints.remove(endpoint, event('webhook_endpoint.deleted'), NOW), false)
    assert.deepEqual(await store.webhookEndpoints.list('ws_1', { limit: 5, after: null }), [])
  })

  withStore('an event is queued once, for the endpoints that listen to it', async (store) => {
    await happen(store)
    assert.equal(await store.webhookQueue.queuePending(NOW, 10), 0, 'there was no endpoint')
    const all = webhookEndpointOf('we_1')
    const some = webhookEndpointOf('we_2', { eventTypes: ['connection', 'workspace.updated'] })
    const paused = webhookEndpointOf('we_3', { status: 'paused' })
    const other = webhookEndpointOf('we_4', { workspaceId: 'ws_2' })
    for (const endpoint of [all, some, paused, other])
      await store.webhookEndpoints.insert(endpoint, {
        ...event('webhook_endpoint.created'),
        connectionId: null,
      })
    await store.webhookQueue.queuePending(NOW, 100)
    const ids = [await happen(store), await happen(store, null, 'secret_key.created')]
    await happen(store, null, 'webhook_endpoint.tested')
    assert.equal(await store.webhookQueue.queuePending(NOW, 100), 2)
    assert.equal(await store.webhookQueue.queuePending(NOW, 100), 0)
    const queued = async (endpoint: WebhookEndpoint): Promise<string[]> =>
      (await eventIds(store, endpoint)).filter((id) => id >= (ids[0] ?? ''))
    assert.deepEqual(await queued(all), ids)
    assert.deepEqual(await queued(some), ids.slice(0, 1))
    assert.deepEqual(await queued(paused), ids)
    assert.deepEqual(await queued(other), [])
    const acquired = await store.webhookQueue.acquireEndpoints(LEASE)
    assert.deepEqual(acquired.map(({ id }) => id).toSorted(), ['we_1', 'we_2', 'we_4'], 'not the paused one')
    assert.deepEqual(acquired.find(({ id }) => id === 'we_1')?.signingSecrets, all.signingSecrets)
    assert.deepEqual(await store.webhookQueue.acquireEndpoints(LEASE), [], 'each has its process')
  })

  withStore('a lease that was given back is taken again when something is due', async (store) => {
    const endpoint = webhookEndpointOf('we_1')
    await store.webhookEndpoints.insert(endpoint, event('webhook_endpoint.created'))
    await store.webhookQueue.queuePending(NOW, 10)
    const acquire = async (now: number): Promise<string[]> =>
      (await store.webhookQueue.acquireEndpoints({ ...LEASE, now })).map(({ id }) => id)
    const ids = await eventIds(store, endpoint)
    for (const id of ids) await record(store, deliveryOf(id), { kind: 'remove', queuedAt: NOW })
    assert.deepEqual(await acquire(NOW), ['we_1'])
    const retried = await happen(store)
    await store.webhookQueue.queuePending(NOW, 10)
    const retry = {
      kind: 'retry',
      queuedAt: NOW,
      attempts: 1,
      firstFailedAt: NOW,
      dueAt: NOW + 500,
    } as const
    await record(store, deliveryOf(retried, { id: 'whd_r', succeeded: false }), retry)
    assert.equal(await store.webhookQueue.extendLease('we_1', 60_000), true)
    await store.webhookQueue.releaseEndpoint('we_1', NOW)
    assert.equal(await store.webhookQueue.extendLease('we_1', 60_000), false)
    // Something was queued while it was sent to: it is looked at once more, and then when the retry is due.
    assert.deepEqual(await acquire(NOW), ['we_1'])
    await store.webhookQueue.releaseEndpoint('we_1', NOW)
    assert.deepEqual(await acquire(NOW + 499), [])
    assert.deepEqual(await acquire(NOW + 500), ['we_1'])
    const health = { ...endpoint, consecutiveFailures: 7, failingSince: NOW, heldUntil: NOW + 900 }
    assert.equal(await store.webhookQueue.updateHealth(endpoint, health, [], NOW), true)
    await store.webhookQueue.releaseEndpoint('we_1', 0)
    assert.deepEqual(await acquire(NOW + 899), [], 'held back')
    assert.deepEqual(await acquire(NOW + 900), ['we_1'])
    await store.webhookQueue.updateHealth(endpoint, { ...health, status: 'disabled' }, [], NOW)
    assert.equal(await store.webhookQueue.updateHealth(endpoint, health, [], NOW), false)
    assert.deepEqual(await eventIds(store, endpoint, NOW + 9999), [])
  })

  withStore(
    'an event that is retried keeps the later ones of its connection waiting, at first',
    async (store) => {
      const endpoint = webhookEndpointOf('we_1')
      await store.webhookEndpoints.insert(endpoint, {
        ...event('webhook_endpoint.created'),
        connectionId: null,
      })
      await store.webhookQueue.queuePending(NOW, 10)
      const [created = ''] = await eventIds(store, endpoint)
      await record(store, deliveryOf(created), { kind: 'remove', queuedAt: NOW })
      const a1 = await happen(store, 'conn_a')
      const a2 = await happen(store, 'conn_a')
      const b1 = await happen(store, 'conn_b')
      const none = await happen(store)
      await store.webhookQueue.queuePending(NOW, 10)
      assert.deepEqual(await eventIds(store, endpoint), [a1, a2, b1, none])
      const fail = (attempts: number): Promise<void> =>
        record(store, deliveryOf(a1, { id: `whd_${attempts}`, succeeded: false, attempt: attempts }), {
          kind: 'retry',
          queuedAt: NOW,
          attempts,
          firstFailedAt: NOW,
          dueAt: NOW + 10,
        })
      await fail(1)
      assert.deepEqual(await eventIds(store, endpoint), [b1, none])
      assert.deepEqual(await eventIds(store, endpoint, NOW + 10), [a1, a2, b1, none])
      await fail(3)
      assert.deepEqual(await eventIds(store, endpoint), [a2, b1, none])
      assert.equal(await store.webhookQueue.redeliver(endpoint, a1, NOW), true)
      const [again] = await store.webhookQueue.due(endpoint, DUE)
      assert.deepEqual([again?.event.id, again?.attempts, again?.isRedelivery], [a1, 0, true])
      assert.equal(await store.webhookQueue.redeliver(endpoint, 'evt_none', NOW), false)
      await store.webhookQueue.sweep(NOW + 2)
      assert.deepEqual(await eventIds(store, endpoint), [])
    },
  )

  withStore('a redelivery that is requested during an attempt outlasts it', async (store) => {
    const endpoint = webhookEndpointOf('we_1')
    await store.webhookEndpoints.insert(endpoint, event('webhook_endpoint.created'))
    const id = await happen(store)
    await store.webhookQueue.queuePending(NOW, 10)
    const queued = async () =>
      (await store.webhookQueue.due(endpoint, DUE)).find(({ event: { id: one } }) => one === id)
    const failed = { attempts: 1, firstFailedAt: NOW, dueAt: NOW + 500 }
    for (const after of [{ kind: 'remove' } as const, { kind: 'retry', ...failed } as const]) {
      const { queuedAt = NOW } = (await queued()) ?? {}
      await store.webhookQueue.redeliver(endpoint, id, NOW)
      const delivery = deliveryOf(id, { id: `whd_during_${after.kind}` })
      await record(store, delivery, { ...after, queuedAt })
      const still = await queued()
      assert.deepEqual([still?.attempts, still?.isRedelivery], [0, true])
    }
    const { queuedAt = NOW } = (await queued()) ?? {}
    const delivery = deliveryOf(id, { id: 'whd_after' })
    await record(store, delivery, { kind: 'remove', queuedAt })
    assert.equal(await queued(), undefined)
  })

  withStore('an attempt that ends after its endpoint was deleted is not kept', async (store) => {
    const endpoint = webhookEndpointOf('we_1')
    await store.webhookEndpoints.insert(endpoint, event('webhook_endpoint.created'))
    assert.ok(await store.webhookEndpoints.remove(endpoint, event('webhook_endpoint.deleted'), NOW))
    const attempts = ['evt_1', 'evt_2'].map((id) => ({
      delivery: deliveryOf(id),
      change: { kind: 'remove', queuedAt: NOW } as const,
    }))
    await store.webhookQueue.recordAttempts('we_1', attempts)
    await store.webhookDeliveries.record(deliveryOf('evt_3'))
    assert.deepEqual(await store.webhookDeliveries.list('we_1', {}, { limit: 5, after: null }), [])
    assert.deepEqual(await store.webhookDeliveries.totals(['we_1'], 0), [])
  })

  withStore('deliveries are listed, and a span of events is queued again', async (store) => {
    const endpoint = webhookEndpointOf('we_1', { eventTypes: ['connection.created'] })
    await store.webhookEndpoints.insert(endpoint, event('webhook_endpoint.created'))
    const ids = [await happen(store), await happen(store), await happen(store)]
    const [first = '', second = ''] = ids
    await store.webhookDeliveries.record(deliveryOf(first))
    await store.webhookDeliveries.record(
      deliveryOf(second, { succeeded: false, statusCode: null, errorCode: 'timeout' }),
    )
    const page = { limit: 5, after: null }
    assert.deepEqual(
      await store.webhookDeliveries.read('we_1', `whd_${first}`),
      deliveryOf(first, { responseBody: 'a\uFFFDb' }),
    )
    const failed = await store.webhookDeliveries.list('we_1', { succeeded: false }, page)
    assert.deepEqual(
      failed.map(({ eventId }) => eventId),
      [second],
    )
    assert.equal((await store.webhookDeliveries.list('we_1', { eventId: first }, page)).length, 1)
    assert.equal((await store.webhookDeliveries.list('we_1', {}, page)).length, 2)
    const period = { webhookEndpointId: 'we_1', startedAt: periodOf(NOW) }
    const { webhookDeliveries } = store
    await store.webhookQueue.recordAttempts(
      'we_1',
      ['whd_1', 'whd_2', 'whd_3'].map((id) => ({
        delivery: deliveryOf(first, { id, eventId: 'evt_gone' }),
        change: { kind: 'remove', queuedAt: NOW },
      })),
    )
    const counted = [{ ...period, succeededCount: 4, failedCount: 1 }]
    assert.deepEqual(await webhookDeliveries.totals(['we_1'], periodOf(NOW)), counted)
    assert.deepEqual(await webhookDeliveries.totals(['we_1'], periodOf(NOW) + 1), [])
    await webhookDeliveries.sweep(NOW)
    assert.deepEqual(await webhookDeliveries.totals(['we_1'], 0), counted, 'the period goes on')
    const span = { since: NOW, until: NOW + 1, undeliveredOnly: true }
    assert.equal(await store.webhookQueue.redeliverSpan(endpoint, span, NOW), 2)
    assert.deepEqual(await eventIds(store, endpoint), ids.slice(1))
    assert.equal(
      await store.webhookQueue.redeliverSpan(endpoint, { ...span, undeliveredOnly: false }, NOW),
      3,
    )
    assert.equal(await store.webhookQueue.redeliverSpan(endpoint, { ...span, until: NOW }, NOW), 0)
  })

  withStore('what a receiver has answered goes with the connection of its event', async (store) => {
    await store.oauthApps.insert(app, event('oauth_app.created'))
    await store.connections.save(connection, null, [])
    for (const [id, workspaceId] of [
      ['we_1', 'ws_1'],
      ['we_other', 'ws_2'],
    ] as const)
      await store.webhookEndpoints.insert(webhookEndpointOf(id, { workspaceId }), {
        ...event('webhook_endpoint.created'),
        connectionId: null,
      })
    const about = await happen(store, connection.id, 'connection.reconnected')
    const another = await happen(store)
    for (const eventId of [about, another]) await store.webhookDeliveries.record(deliveryOf(eventId))
    const answers = async () =>
      (await store.webhookDeliveries.list('we_1', {}, { limit: 9, after: null })).map(
        ({ eventId, responseBody }) => [eventId, responseBody] as const,
      )
    assert.deepEqual(
      new Map(await answers()),
      new Map([
        [about, 'a\uFFFDb'],
        [another, 'a\uFFFDb'],
      ]),
    )
    const deleted = { ...event('connection.deleted'), connectionId: connection.id }
    assert.equal(await store.connections.remove(connection, deleted, NOW + 1), true)
    await store.webhookDeliveries.record(deliveryOf(about, { id: 'whd_late' }))
    const logged = new Map(await answers())
    assert.deepEqual([logged.size, logged.get(about), logged.get(another)], [2, null, 'a\uFFFDb'])
    assert.equal((await store.webhookDeliveries.read('we_1', 'whd_late'))?.responseBody, null)
  })
}
