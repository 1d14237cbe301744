import type { NewEvent } from '../workspaces/event.ts'
import type { QueuedWebhook, RecordedAttempt } from './delivery.ts'
import type { WebhookEndpoint, WebhookEndpointHealth } from './webhook-endpoint.ts'

/** The events of a span of time that an endpoint listens to. */
export interface RedeliverySpan {
  /** Epoch milliseconds: not before. */
  readonly since: number
  /** Epoch milliseconds: before. */
  readonly until: number
  /** Only events that the endpoint has never accepted. */
  readonly undeliveredOnly: boolean
}

/**
 * What waits to be delivered. An event is marked as pending in the transaction that writes it, then queued for each endpoint that listens
 * to it. One process at a time has the lease of an endpoint, and with it sends what is in its queue.
 */
export interface WebhookQueue {
  /** Queues some pending events, oldest first; returns how many. */
  queuePending(now: number, limit: number): Promise<number>
  /** Endpoints with something due that no other process sends. */
  acquireEndpoints(options: {
    readonly leaseMs: number
    readonly now: number
    readonly limit: number
  }): Promise<WebhookEndpoint[]>
  /** False when the lease is another's by now, or the endpoint is deleted, paused or disabled. */
  extendLease(id: string, leaseMs: number): Promise<boolean>
  /** The queue is looked at again when an event is queued, or one is due that was not at this time. */
  releaseEndpoint(id: string, lookedAt: number): Promise<void>
  /** Oldest first, without those that wait for an earlier event of the same ordering key. */
  due(
    endpoint: WebhookEndpoint,
    options: { readonly now: number; readonly limit: number; readonly maxWaitingAttempts: number },
  ): Promise<QueuedWebhook[]>
  /**
   * Writes attempts at an endpoint into its log, counts them, and changes the queue by what follows from them, in one transaction; a
   * redelivery that was requested meanwhile stays. Of an endpoint that was deleted meanwhile there is nothing to write.
   */
  recordAttempts(endpointId: string, attempts: readonly RecordedAttempt[]): Promise<void>
  /** False when the endpoint is deleted or no longer enabled, or its settings or secrets have changed since it was read. */
  isUnchanged(endpoint: WebhookEndpoint): Promise<boolean>
  /** False when a member has changed the endpoint meanwhile. */
  updateHealth(
    endpoint: WebhookEndpoint,
    health: WebhookEndpointHealth,
    events: readonly NewEvent[],
    now: number,
  ): Promise<boolean>
  /** Queues one event again, due at once, also while it is being sent; false when the event is no longer known. */
  redeliver(endpoint: WebhookEndpoint, eventId: string, now: number): Promise<boolean>
  /** Returns how many events were queued. */
  redeliverSpan(endpoint: WebhookEndpoint, span: RedeliverySpan, now: number): Promise<number>
  /** Forgets what was queued before this time. */
  sweep(before: number): Promise<void>
}
