import type { ConnectContext } from './connect/context.ts'
import type { EmailMarketingContext } from './email-marketing/context.ts'
import type { IdempotencyContext } from './idempotency/context.ts'
import type { CallSlots } from './outbound/call-slots.ts'

/** What all domains need together; the server makes one. */
export interface AppContext extends ConnectContext, EmailMarketingContext, IdempotencyContext {
  readonly store: Store
}

/**
 * Where everything is kept. Every method is one atomic step; a method that changes something writes its events
 * in the same step. Rows of another workspace are never found.
 */
export type Store = ConnectContext['store'] &
  EmailMarketingContext['store'] &
  IdempotencyContext['store'] & {
    /** null: this is the only process. */
    readonly callSlots: CallSlots | null
    /** Whether the database can be written: tried, every other second at most; `isAway`: as far as is known. */
    isReady(): Promise<boolean>
    isAway(): boolean
    close(): Promise<void>
  }
