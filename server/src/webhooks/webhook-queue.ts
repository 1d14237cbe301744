import type { NewEvent } from '../workspaces/event.ts'
import type { QueuedWebhook, RecordedAttempt } from './delivery.ts'
import type { WebhookEndpoint, WebhookEndpointHealth } from './webhook-endpoint.ts'

/** The events of a time span that an endpoint listens to. */
export interface RedeliverySpan {
  /** Epoch milliseconds, inclusive. */
  readonly since: number
  /** Epoch milliseconds, exclusive. */
  readonly until: number
  /** Only events that the endpoint has never accepted. */
  readonly undeliveredOnly: boolean
}

/**
 * The events that wait for delivery. An event is marked as pending in the transaction that writes it, then queued for each endpoint that
 * listens to it. The process that holds the lease of an endpoint sends its queue.
 */
export interface WebhookQueue {
  /** Queues some pending events, oldest first; returns how many. */
  queuePending(now: number, limit: number): Promise<number>
  /** Acquires the leases of endpoints with a due event that no process holds. */
  acquireEndpoints(options: {
    readonly leaseMs: number
    readonly now: number
    readonly limit: number
  }): Promise<WebhookEndpoint[]>
  /** False if another process holds the lease, or the endpoint is deleted, paused or disabled. */
  extendLease(id: string, leaseMs: number): Promise<boolean>
  /** Releases the lease. The endpoint is acquired again when an event is queued, or when one is due that was not due at `lookedAt`. */
  releaseEndpoint(id: string, lookedAt: number): Promise<void>
  /** Due events, oldest first, without those that wait for an earlier event of the same ordering key. */
  due(
    endpoint: WebhookEndpoint,
    options: { readonly now: number; readonly limit: number; readonly maxWaitingAttempts: number },
  ): Promise<QueuedWebhook[]>
  /**
   * Logs attempts at an endpoint, counts them, and applies their changes to the queue, in one transaction. A redelivery that was requested
   * meanwhile stays. Writes nothing if the endpoint was deleted meanwhile.
   */
  recordAttempts(endpointId: string, attempts: readonly RecordedAttempt[]): Promise<void>
  /** False if the endpoint was deleted or is not enabled, or its settings or secrets have changed since it was read. */
  isUnchanged(endpoint: WebhookEndpoint): Promise<boolean>
  /** False if a member has changed the endpoint meanwhile. */
  updateHealth(
    endpoint: WebhookEndpoint,
    health: WebhookEndpointHealth,
    events: readonly NewEvent[],
    now: number,
  ): Promise<boolean>
  /** Queues one event again, due at once, even while it is being sent; false if the event is no longer stored. */
  redeliver(endpoint: WebhookEndpoint, eventId: string, now: number): Promise<boolean>
  /** Returns how many events were queued. */
  redeliverSpan(endpoint: WebhookEndpoint, span: RedeliverySpan, now: number): Promise<number>
  /** Deletes what was queued before this time. */
  sweep(before: number): Promise<void>
}
