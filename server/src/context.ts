import type { AlertsContext } from './alerts/context.ts'
import type { CallsContext } from './calls/context.ts'
import type { ConnectContext } from './connect/context.ts'
import type { EmailMarketingContext } from './email-marketing/context.ts'
import type { EndUsersContext } from './end-users/context.ts'
import type { IdempotencyContext } from './idempotency/context.ts'
import type { CallSlots } from './outbound/call-slots.ts'
import type { Counts } from './metrics/counts.ts'
import type { JobsContext } from './jobs/context.ts'
import type { ReadPoolUse } from './metrics/register-pool-metrics.ts'
import type { WebhooksContext } from './webhooks/context.ts'

/** What all domains need; the server creates one. */
export interface AppContext
  extends
    ConnectContext,
    EmailMarketingContext,
    IdempotencyContext,
    WebhooksContext,
    AlertsContext,
    CallsContext,
    EndUsersContext,
    JobsContext {
  readonly store: Store
}

/** All repositories. Each method is one atomic step, and writes its events in the same step. Rows of other workspaces are never found. */
export type Store = ConnectContext['store'] &
  EmailMarketingContext['store'] &
  IdempotencyContext['store'] &
  WebhooksContext['store'] &
  AlertsContext['store'] &
  CallsContext['store'] &
  EndUsersContext['store'] &
  JobsContext['store'] & {
    readonly counts: Counts
    /** null if this is the only process. */
    readonly callSlots: CallSlots | null
    /** Whether the database is writable, tested at most every two seconds. `isAway` is the last known state. */
    isReady(): Promise<boolean>
    isAway(): boolean
    readonly poolUse: ReadPoolUse
    close(): Promise<void>
  }
