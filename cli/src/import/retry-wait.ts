import { LetterlockApiError } from '@letterlock/sdk'
import { setTimeout as sleep } from 'node:timers/promises'

/** Decides how long rows are retried while the provider or the server is busy. */
export interface RetryWait {
  /** Waits before the next attempt. Returns false immediately if that would exceed the wait timeout. */
  pause(failure: FailedTry): Promise<boolean>
  /** Call it when a row is completed, with any outcome. */
  rowFinished(): void
  hasFinishedRow(): boolean
  /** The wait in progress, if any. */
  current(): { readonly reason: string; readonly seconds: number } | undefined
}

export interface FailedTry {
  /** A sentence. */
  readonly reason: string
  readonly error: unknown
  /** From 1. */
  readonly tries: number
  /** Start of the first attempt (`performance.now()`). */
  readonly startedAt: number
}

const FIRST_PAUSE_MS = 1000
const MAX_PAUSE_MS = 30_000

export function createRetryWait(timeoutSeconds: number): RetryWait {
  let anyFinished = false
  const pauses = new Map<symbol, { readonly reason: string; readonly until: number }>()
  return {
    async pause({ reason, error, tries, startedAt }) {
      const pauseMs = Math.max(retryAfterMs(error), backoffMs(tries))
      const until = performance.now() + pauseMs
      if (until - startedAt > timeoutSeconds * 1000) return false
      const key = Symbol('pause')
      pauses.set(key, { reason, until })
      await sleep(pauseMs)
      pauses.delete(key)
      return true
    },
    rowFinished: () => void (anyFinished = true),
    hasFinishedRow: () => anyFinished,
    current() {
      const [first] = [...pauses.values()].toSorted((a, b) => a.until - b.until)
      return first && { reason: first.reason, seconds: Math.ceil((first.until - performance.now()) / 1000) }
    },
  }
}

/** `Retry-After` of the response (RFC 9110 section 10.2.3). */
function retryAfterMs(error: unknown): number {
  if (!(error instanceof LetterlockApiError)) return 0
  const { retryAfterSeconds } = error.problem
  return typeof retryAfterSeconds === 'number' ? retryAfterSeconds * 1000 : 0
}

/** Exponential backoff with up to 25 % jitter, so that rows do not retry at the same time. */
function backoffMs(tries: number): number {
  return Math.min(FIRST_PAUSE_MS * 2 ** (tries - 1), MAX_PAUSE_MS) * (1 - Math.random() / 4)
}
