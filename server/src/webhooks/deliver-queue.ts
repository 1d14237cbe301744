import { SYSTEM } from '../workspaces/event.ts'
import { createAttemptWriter } from './attempt-writer.ts'
import type { WebhooksContext } from './context.ts'
import type { QueuedWebhook } from './delivery.ts'
import { endpointHealthAfter } from './endpoint-health.ts'
import { FAILURES_BEFORE_HOLD, MAX_WAITING_ATTEMPTS, nextAttemptAt } from './retry-schedule.ts'
import { sendWebhook, type Destination } from './send-webhook.ts'
import { signingKeysOf } from './signing-secrets.ts'
import type { WebhookEndpoint, WebhookEndpointHealth } from './webhook-endpoint.ts'
import { eventOf } from './webhook-endpoints.ts'

/** Concurrent requests to one endpoint. */
const CONCURRENCY = 8
/** Events that are read from the queue at once. */
const BATCH = 64
/** After this time, other endpoints have their turn. */
const MAX_RUN_MS = 10_000

/** One process's turn at an endpoint. */
export interface Turn {
  /** Set when the server stops, the lease is lost or the endpoint is changed: nothing new is sent. */
  isOver: boolean
}

interface Pace {
  readonly turn: Turn
  /** Awaited before each request. */
  readonly mayBegin: () => Promise<void>
}

/** Sends what is due at an endpoint whose lease this process holds, then releases the lease. */
export async function deliverQueue(
  context: WebhooksContext,
  endpoint: WebhookEndpoint,
  { turn, mayBegin }: Pace,
): Promise<void> {
  const { webhookQueue } = context.store
  const destination = { endpoint, keys: signingKeysOf(context.encryption, endpoint) }
  const endsAt = performance.now() + MAX_RUN_MS
  // The endpoint was acquired, so it is no longer held back.
  let health: WebhookEndpointHealth = { ...healthOf(endpoint), heldUntil: null }
  let lookedAt = 0
  while (!turn.isOver && performance.now() < endsAt) {
    const now = context.now().getTime()
    const isTrial = health.consecutiveFailures >= FAILURES_BEFORE_HOLD
    const options = { now, limit: isTrial ? 1 : BATCH, maxWaitingAttempts: MAX_WAITING_ATTEMPTS }
    const due = await webhookQueue.due(endpoint, options)
    if (due.length === 0) {
      lookedAt = now
      break
    }
    const before = health
    health = await deliverBatch(context, { destination, health, due, turn, mayBegin })
    if (!(await saveHealth(context, endpoint, before, health))) break
    if (health.status !== 'enabled' || health.heldUntil !== null) break
  }
  await webhookQueue.releaseEndpoint(endpoint.id, lookedAt)
}

interface Batch extends Pace {
  readonly destination: Destination
  readonly health: WebhookEndpointHealth
  readonly due: readonly QueuedWebhook[]
}

/** Sends several events at once, and those of one ordering key one after another. */
async function deliverBatch(
  context: WebhooksContext,
  { destination, health: before, due, turn, mayBegin }: Batch,
): Promise<WebhookEndpointHealth> {
  let health = before
  const { id: webhookEndpointId } = destination.endpoint
  const attempts = createAttemptWriter((written) =>
    context.store.webhookQueue.recordAttempts(webhookEndpointId, written),
  )
  const sequences = [...Map.groupBy(due, ({ orderingKey }) => orderingKey).values()]
  const mayGoOn = async (): Promise<boolean> => {
    await mayBegin()
    if (turn.isOver || health.heldUntil !== null || health.status !== 'enabled') return false
    await endIfChanged(context, destination, turn)
    return !turn.isOver
  }

  const deliver = async (queued: QueuedWebhook): Promise<boolean> => {
    const sent = await sendWebhook(context, destination, queued.event)
    // This process cut it off because it stops: the next one sends it.
    if (turn.isOver && sent.statusCode === null) return false
    const { event, isRedelivery, queuedAt } = queued
    const now = context.now().getTime()
    const attempt = queued.attempts + 1
    const firstFailedAt = queued.firstFailedAt ?? now
    const { retryAfterMs, ...delivery } = sent
    const next = sent.succeeded
      ? null
      : nextAttemptAt({ attempts: attempt, firstFailedAt, retryAfterMs }, now, Math.random())
    const isLast = !sent.succeeded && next === null
    health = endpointHealthAfter(health, sent, {
      now,
      random: Math.random(),
      gaveUpSince: isLast ? firstFailedAt : null,
    })
    const nextOfEnabled = health.status === 'disabled' ? null : next
    attempts.add({
      delivery: {
        ...delivery,
        webhookEndpointId,
        eventId: event.id,
        eventType: event.type,
        attempt,
        isRedelivery,
        nextAttemptAt: nextOfEnabled,
      },
      change:
        nextOfEnabled === null
          ? { kind: 'remove', queuedAt }
          : { kind: 'retry', queuedAt, attempts: attempt, firstFailedAt, dueAt: nextOfEnabled },
    })
    return sent.succeeded
  }
  const deliverInOrder = async (): Promise<void> => {
    for (let sequence = sequences.shift(); sequence !== undefined; sequence = sequences.shift())
      for (const queued of sequence) if (!(await mayGoOn()) || !(await deliver(queued))) break
  }
  const ended = await Promise.allSettled(Array.from({ length: CONCURRENCY }, deliverInOrder))
  await attempts.written()
  for (const one of ended) if (one.status === 'rejected') throw one.reason
  return health
}

/** Ends the turn if a member has changed the endpoint: the change applies from the next webhook on. */
async function endIfChanged(
  { store }: WebhooksContext,
  { endpoint }: Destination,
  turn: Turn,
): Promise<void> {
  const isUnchanged = await store.webhookQueue.isUnchanged(endpoint).catch((error: unknown) => {
    turn.isOver = true
    throw error
  })
  if (!isUnchanged) turn.isOver = true
}

/** Returns false if a member has changed the endpoint meanwhile: that change takes precedence. */
async function saveHealth(
  { store, now }: WebhooksContext,
  endpoint: WebhookEndpoint,
  before: WebhookEndpointHealth,
  health: WebhookEndpointHealth,
): Promise<boolean> {
  if (health.consecutiveFailures === before.consecutiveFailures && health.status === before.status)
    return true
  const { url } = endpoint
  const { status, statusReason: reason, failingSince } = health
  const events =
    status === 'enabled'
      ? []
      : [
          eventOf(
            {
              type: status === 'paused' ? 'webhook_endpoint.paused' : 'webhook_endpoint.disabled',
              data: {
                webhookEndpointId: endpoint.id,
                url,
                reason,
                failingSince: failingSince === null ? null : new Date(failingSince).toISOString(),
              },
            },
            { principalId: SYSTEM },
          ),
        ]
  return store.webhookQueue.updateHealth(endpoint, health, events, now().getTime())
}

const healthOf = ({
  status,
  statusReason,
  consecutiveFailures,
  failingSince,
  heldUntil,
}: WebhookEndpoint): WebhookEndpointHealth => ({
  status,
  statusReason,
  consecutiveFailures,
  failingSince,
  heldUntil,
})
