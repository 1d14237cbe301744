import type { DeliveryTotals } from './delivery-totals.ts'
import type { PageRequest } from '../kernel/page.ts'
import type { RecordedEvent } from '../workspaces/event.ts'
import type { WebhookErrorCode } from '@letterlock/sdk/wire.ts'

/** One attempt to deliver an event to an endpoint. Times are epoch milliseconds. */
export interface Delivery {
  readonly id: string
  readonly webhookEndpointId: string
  readonly eventId: string
  readonly eventType: string
  readonly url: string
  /** The header `webhook-signature`. */
  readonly signature: string
  /** Counted from 1. */
  readonly attempt: number
  readonly isRedelivery: boolean
  readonly succeeded: boolean
  /** null: there was no response. */
  readonly statusCode: number | null
  /** Its first kilobyte. */
  readonly responseBody: string | null
  /** Why there was no response. */
  readonly errorCode: WebhookErrorCode | null
  readonly durationMs: number
  /** null: no further attempt follows. */
  readonly nextAttemptAt: number | null
  readonly sentAt: number
}

/** An event that an endpoint has not accepted yet. */
export interface QueuedWebhook {
  readonly event: RecordedEvent
  /** Events with the same key are sent one after another. */
  readonly orderingKey: string
  readonly isRedelivery: boolean
  /** Number of attempts so far. */
  readonly attempts: number
  readonly firstFailedAt: number | null
  /** It changes when a redelivery is requested. */
  readonly queuedAt: number
}

/** What an attempt changes in the queue, if `queuedAt` is still the same. */
export type QueueChange = Pick<QueuedWebhook, 'queuedAt'> & (Removal | Retry)

interface Removal {
  readonly kind: 'remove'
}

interface Retry {
  readonly kind: 'retry'
  readonly attempts: number
  readonly firstFailedAt: number
  readonly dueAt: number
}

/** An attempt, and what follows from it. */
export interface RecordedAttempt {
  readonly delivery: Delivery
  readonly change: QueueChange
}

interface DeliveryFilter {
  readonly eventId?: string | undefined
  readonly succeeded?: boolean | undefined
}

export interface DeliveryRepository {
  /** Newest first. */
  list(webhookEndpointId: string, filter: DeliveryFilter, page: PageRequest): Promise<Delivery[]>
  read(webhookEndpointId: string, id: string): Promise<Delivery | undefined>
  /** Logs an attempt, and counts it, unless its endpoint was deleted meanwhile. */
  record(delivery: Delivery): Promise<void>
  /** The totals of these endpoints since this period, oldest first; periods without attempts are omitted. */
  totals(webhookEndpointIds: readonly string[], since: number): Promise<DeliveryTotals[]>
  /** Deletes attempts before this time. */
  sweep(before: number): Promise<void>
}
