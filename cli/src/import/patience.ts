import { LetterlockError } from '@letterlock/sdk'
import { InvalidArgumentError, Option } from 'commander'
import { setTimeout as sleep } from 'node:timers/promises'

/** How long rows are tried again while the platform, or the hub, takes no calls. */
export interface Patience {
  /** Waits before a row is tried again; false, without waiting: it would be longer than there is patience. */
  rest(authorizationRequest: AuthorizationRequest): Promise<boolean>
  /** Notes that a row is settled, whatever became of it. */
  settled(): void
  /** Whether any row was, in this run. */
  hasSettled(): boolean
  /** What is waited for; undefined: nothing. */
  waitsFor(): { readonly reason: string; readonly seconds: number } | undefined
}

export interface AuthorizationRequest {
  /** A sentence. */
  readonly reason: string
  readonly error: unknown
  /** From 1. */
  readonly tries: number
  /** When the first try began, in `performance.now()`. */
  readonly began: number
}

const FIRST_PAUSE_MS = 1000
const LONGEST_PAUSE_MS = 30_000

export function createPatience(seconds: number): Patience {
  let anySettled = false
  const waits = new Map<symbol, { readonly reason: string; readonly until: number }>()
  return {
    async rest({ reason, error, tries, began }) {
      const pauseMs = Math.max(retryAfterMs(error), backOffMs(tries))
      const until = performance.now() + pauseMs
      if (until - began > seconds * 1000) return false
      const wait = Symbol('wait')
      waits.set(wait, { reason, until })
      await sleep(pauseMs)
      waits.delete(wait)
      return true
    },
    settled: () => void (anySettled = true),
    hasSettled: () => anySettled,
    waitsFor() {
      const [first] = [...waits.values()].toSorted((a, b) => a.until - b.until)
      return first && { reason: first.reason, seconds: Math.ceil((first.until - performance.now()) / 1000) }
    },
  }
}

/** As long as the answer asks for (RFC 9110 section 10.2.3). */
function retryAfterMs(error: unknown): number {
  if (!(error instanceof LetterlockError)) return 0
  const { retryAfterSeconds } = error.problem as { retryAfterSeconds?: unknown }
  return typeof retryAfterSeconds === 'number' ? retryAfterSeconds * 1000 : 0
}

/** Twice as long each time, and up to a quarter less, so that rows do not come back all at once. */
function backOffMs(tries: number): number {
  return Math.min(FIRST_PAUSE_MS * 2 ** (tries - 1), LONGEST_PAUSE_MS) * (1 - Math.random() / 4)
}

export function patienceOption(): Option {
  return new Option(
    '--patience <seconds>',
    'how long to try again while the platform, or Letterlock, takes no calls; then it stops',
  )
    .default(300)
    .argParser((text) => {
      if (/^\d{1,6}$/.test(text)) return Number(text)
      throw new InvalidArgumentError('It is a whole number of seconds.')
    })
}
