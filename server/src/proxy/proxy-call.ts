import type { CallRecord } from '../calls/call-record.ts'
import type { Principal } from '../workspaces/principal.ts'
import type { ProxyContext } from './context.ts'
import type { CallLease } from '../outbound/streamed-request.ts'
import type { GuardWrite } from './guard-write.ts'

/**
 * Registers a callback, called at most once: an approval waits for the work that the call belongs to.
 * @returns a function that removes the callback
 */
export type OnAwaited = (hurry: () => void) => () => void

export interface ProxyRequest {
  readonly connectionId: string
  readonly method: string
  /** Path with query as in the request. An absolute URL of the account's own API follows the first slash. */
  readonly path: string
  /** Alternating names and values, as received. */
  readonly rawHeaders: readonly string[]
  /** A buffer can be sent again, a stream cannot. */
  readonly body: Buffer | AsyncIterable<Uint8Array> | null
  /** Milliseconds that a sent call may continue after a disconnect. Absent: it is aborted. */
  readonly graceMs?: number
  /** The account that the call is for: the connection must still belong to it. Absent: any account. */
  readonly accountId?: string
  /** Absent if its writes are guarded by `lease`. */
  readonly guardWrite?: GuardWrite
  /** Whether it is a call of an approval, which goes before other waiting calls. */
  readonly isApproval?: boolean
  /** Absent if nothing can wait for it. */
  readonly onAwaited?: OnAwaited
  readonly lease?: CallLease | undefined
  /** The record of the call for the log; null or absent if it is not logged. */
  readonly record?: CallRecord | null
}

/** A forwarded call. It passes through `sendCall`, then `CallResponse`. */
export interface ProxyCall {
  readonly context: ProxyContext
  readonly principal: Principal
  readonly request: ProxyRequest
}
