import type { ProblemError } from '../kernel/errors.ts'
import type { Abortable } from '../outbound/abortable.ts'
import type { CallLease } from '../outbound/streamed-request.ts'
import type { Credentials } from '../connections/connection.ts'
import type { RequiredPermission } from '../providers/provider.ts'
import type { Principal } from '../workspaces/principal.ts'
import type { RequestedCall } from './assert-call-allowed.ts'

/** A forwarded write that was admitted, from before its first byte until its response. */
export interface AdmittedWrite extends CallLease {
  /** The provider has answered, or nothing was sent. */
  release(): void
  /** No response has come: the write may still be done. */
  expireLater(): void
  /**
   * Calls back at most once, when something waits for the write that must wait for no queue and for no body that is still arriving.
   * @returns ends it
   */
  onAwaited(giveWay: (problem: ProblemError) => void): () => void
}

export interface ForwardedWrite extends RequestedCall {
  /** Alternating names and values, as received. */
  readonly rawHeaders: readonly string[]
  /** A buffer is whole; a stream is not read. */
  readonly body: Buffer | AsyncIterable<Uint8Array> | null
  readonly principal: Principal
  readonly connection: Credentials
  readonly client: Abortable
}

/** null: nothing that is guarded depends on it. @throws ProblemError campaign_busy, campaign_in_use, segment_in_use, request_canceled */
export type AdmitWrite = () => Promise<AdmittedWrite | null>

/** Returns what admits a forwarded write, or rejects. undefined: nothing that is guarded can depend on it. */
export type GuardWrite = (write: ForwardedWrite) => AdmitWrite | undefined

const WRITES: ReadonlySet<RequiredPermission> = new Set([
  'audiences:write',
  'campaigns:write',
  'campaigns:send',
])

/** Whether a call may change something. */
export const isWrite = (permission: RequiredPermission): boolean => WRITES.has(permission)
