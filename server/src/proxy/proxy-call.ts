import type { CallRecord } from '../calls/call-record.ts'
import type { Principal } from '../workspaces/principal.ts'
import type { ProxyContext } from './context.ts'
import type { CallLease } from '../outbound/streamed-request.ts'
import type { GuardWrite } from './guard-write.ts'

/**
 * Calls back at most once, when an approval waits for what the call belongs to.
 * @returns ends it
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
  /** The account that it is for, which the connection must still lead to; absent: whichever it leads to. */
  readonly accountId?: string
  /** Absent: its writes are guarded elsewhere, by `lease`. */
  readonly guardWrite?: GuardWrite
  /** Whether it is a call of an approval, and goes before others that wait. */
  readonly isApproval?: boolean
  /** Absent: nothing waits for it. */
  readonly onAwaited?: OnAwaited
  readonly lease?: CallLease | undefined
  /** Where the call is noted for the log. */
  readonly record?: CallRecord | null
}

/** A forwarded call. Its files are in the order in which it passes through them: `sendCall`, then `CallResponse`. */
export interface ProxyCall {
  readonly context: ProxyContext
  readonly principal: Principal
  readonly request: ProxyRequest
}
