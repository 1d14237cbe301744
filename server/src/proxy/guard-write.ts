import type { ProblemError } from '../kernel/errors.ts'
import type { Abortable } from '../outbound/abortable.ts'
import type { CallLease } from '../outbound/streamed-request.ts'
import type { Credentials } from '../connections/connection.ts'
import type { RequiredPermission } from '../providers/provider.ts'
import type { Principal } from '../workspaces/principal.ts'
import type { RequestedCall } from './assert-call-allowed.ts'

/** A forwarded write that was admitted, from before its first byte until its response. */
export interface AdmittedWrite extends CallLease {
  /** Call it when the provider has responded, or nothing was sent. */
  release(): void
  /** Call it when there was no response: the write may still be completed. */
  expireLater(): void
  /**
   * Registers a callback, called at most once: something waits for the write, and must wait neither for a queue nor for an arriving body.
   * @returns a function that removes the callback
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

/** Resolves to null if no guarded campaign depends on the write. @throws ProblemError campaign_busy, campaign_in_use, segment_in_use, request_canceled */
export type AdmitWrite = () => Promise<AdmittedWrite | null>

/** Returns the function that admits a forwarded write, or rejects it; undefined if no guarded campaign can depend on it. */
export type GuardWrite = (write: ForwardedWrite) => AdmitWrite | undefined

const WRITES: ReadonlySet<RequiredPermission> = new Set([
  'audiences:write',
  'campaigns:write',
  'campaigns:send',
])

/** Whether a call may change something. */
export const isWrite = (permission: RequiredPermission): boolean => WRITES.has(permission)
