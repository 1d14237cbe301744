import { setTimeout as sleep } from 'node:timers/promises'
import { createPace } from '../kernel/create-pace.ts'
import { poll, type Poll } from '../kernel/poll.ts'
import { SECOND } from '../kernel/time.ts'
import type { WebhooksContext } from './context.ts'
import { deliverQueue, type Turn } from './deliver-queue.ts'
import type { WebhookEndpoint } from './webhook-endpoint.ts'

/** Poll interval. */
const LOOK_EVERY_MS = SECOND
/** Pending events that are queued in one transaction: other writes wait for it. */
const BATCH = 50
/** Endpoints that this process sends to at once; a slow one takes one place, for some seconds. */
const MAX_ENDPOINTS = 256
/** After this time, another process takes over from one that has died. */
const LEASE_MS = 15 * SECOND
/** How long the server waits for responses when it stops. Without a response, an event is sent again later. */
const FINISH_MS = SECOND

/** Queues events and sends them. Any number of processes share the endpoints. */
export function startDeliveryLoop(context: WebhooksContext): Poll {
  const { store, now, log, webhookFetch } = context
  const running = new Map<string, Turn & { readonly ended: Promise<void> }>()
  const mayBegin = createPace()
  let isStopping = false

  const start = (endpoint: WebhookEndpoint): void => {
    const turn: Turn = { isOver: isStopping }
    const ended = deliverQueue(context, endpoint, { turn, mayBegin })
      .catch((error: unknown) =>
        log.error({ err: error, webhookEndpointId: endpoint.id }, 'delivering webhooks failed'),
      )
      .finally(() => running.delete(endpoint.id))
    running.set(endpoint.id, Object.assign(turn, { ended }))
  }
  /** Returns true if there may be more to do at once. */
  const look = async (): Promise<boolean> => {
    const startedAt = performance.now()
    const queued = await store.webhookQueue.queuePending(now().getTime(), BATCH)
    const tookMs = performance.now() - startedAt
    const limit = MAX_ENDPOINTS - running.size
    const options = { leaseMs: LEASE_MS, now: now().getTime(), limit }
    const acquired = limit > 0 ? await store.webhookQueue.acquireEndpoints(options) : []
    for (const endpoint of acquired) start(endpoint)
    const hasMore = queued === BATCH
    // Leaves half of the time to other writes.
    if (hasMore) await sleep(tookMs)
    return hasMore
  }
  const extendLeases = async (): Promise<void> => {
    for (const [id, turn] of running)
      if (!(await store.webhookQueue.extendLease(id, LEASE_MS))) turn.isOver = true
  }
  const delivering = poll(look, {
    everyMs: LOOK_EVERY_MS,
    log,
    failure: 'polling for webhooks failed',
    firstAfterMs: 0,
  })
  const extending = poll(extendLeases, {
    everyMs: LEASE_MS / 3,
    log,
    failure: 'extending the leases of webhook endpoints failed',
  })
  return {
    async stop() {
      isStopping = true
      await delivering.stop()
      await extending.stop()
      for (const turn of running.values()) turn.isOver = true
      const ended = Promise.all([...running.values()].map((turn) => turn.ended))
      await Promise.race([ended, sleep(FINISH_MS)])
      await webhookFetch.close()
      await ended
    },
  }
}
