import { SECOND } from '../kernel/time.ts'

/** A request body that is arriving from the client, or a response that the client is reading: either can hold a slot longer than the provider. */
export interface ClientTransfer {
  /** Whether only the client is waited for. */
  readonly isWaiting: boolean
  /** Bytes transferred so far. */
  readonly byteCount: number
  /** Ends the call. Called at most once. */
  giveWay(): void
}

const LOOK_EVERY_MS = 0.25 * SECOND
/** The minimum rate of a transfer while others wait for its slot. */
const MIN_BYTES_PER_MS = (128 * 1024) / SECOND

interface Allowance {
  /** How long a transfer may stall while others wait for its slot. */
  readonly pauseMs: number
  /** How long a transfer may keep others waiting in all. All transfers of a principal together have as much, plus a pause for each. */
  readonly maxMs: number
}

const FIRST: Allowance = { pauseMs: 2 * SECOND, maxMs: 10 * SECOND }
/** For a principal whose transfer was ended a moment ago: it does not get the full time again with each new call. */
const AGAIN: Allowance = { pauseMs: 0.5 * SECOND, maxMs: 2 * SECOND }
const AGAIN_WITHIN_MS = 10 * SECOND

/** While the call of an approval waits, one transfer ends after this time, however fast it is. */
const APPROVAL_WAITS_MS = 0.5 * SECOND

interface Watched {
  readonly principalId: string
  /** How long others waited for a slot while this transfer waited for its client. */
  waitedMs: number
  /** Bytes transferred before that. */
  bytesBefore: number
}

type WatchedTransfer = [ClientTransfer, Watched]

interface SlowTransfersOptions {
  /** How many calls could go on if a slot were free. */
  readonly waitingCalls: () => number
  /** How many calls of other principals wait. */
  readonly callsOfOthers: (principalId: string) => number
  /** Whether a call of an approval waits. */
  readonly hasApprovals: () => boolean
  /** Monotonic time in milliseconds. */
  readonly now?: () => number
}

/**
 * Ends slow transfers while calls wait for their slots: as many as there are waiting calls, first of the principal with the most transfers,
 * the slowest first. If none is slow, it ends fast ones of a principal whose transfers together have used up their time, as many as calls of
 * others wait; and one for an approval. While no call waits, a transfer can take any time.
 */
export class SlowTransfers {
  readonly #options: SlowTransfersOptions
  readonly #now: () => number
  readonly #transfers = new Map<ClientTransfer, Watched>()
  /** Until when a principal whose transfer was ended has less time. */
  readonly #slowUntil = new Map<string, number>()
  #looking: NodeJS.Timeout | undefined

  constructor(options: SlowTransfersOptions) {
    this.#options = options
    this.#now = options.now ?? (() => performance.now())
  }

  watch(principalId: string, transfer: ClientTransfer): void {
    if (this.#transfers.has(transfer)) return
    this.#transfers.set(transfer, { principalId, waitedMs: 0, bytesBefore: 0 })
    this.#looking ??= setInterval(() => this.#look(), LOOK_EVERY_MS).unref()
  }

  unwatch(transfer: ClientTransfer): void {
    this.#transfers.delete(transfer)
    if (this.#transfers.size > 0) return
    clearInterval(this.#looking)
    this.#looking = undefined
  }

  #look(): void {
    const waitingCalls = this.#options.waitingCalls()
    if (waitingCalls === 0) return
    const now = this.#now()
    for (const [principalId, until] of this.#slowUntil) if (until <= now) this.#slowUntil.delete(principalId)
    const waiting = this.#waitingTransfers()
    const late = waiting.filter(([transfer, watched]) =>
      isLate(transfer, watched, this.#allowanceOf(watched.principalId)),
    )
    const slow = late.length > 0 ? this.#end(late, waitingCalls) : this.#endShared(waiting, waitingCalls)
    for (const principalId of slow) this.#slowUntil.set(principalId, now + AGAIN_WITHIN_MS)
    if (slow.length === 0 && this.#options.hasApprovals())
      this.#end(
        waiting.filter(([, { waitedMs }]) => waitedMs > APPROVAL_WAITS_MS),
        1,
      )
  }

  /** Ends transfers of principals that have many at once, each of them fast enough. @returns the IDs of their principals */
  #endShared(waiting: readonly WatchedTransfer[], most: number): string[] {
    const ended: string[] = []
    for (const [principalId, waitedMs] of waitedByPrincipal(waiting)) {
      const { pauseMs, maxMs } = this.#allowanceOf(principalId)
      if (waitedMs <= maxMs) continue
      const wanted = Math.min(most - ended.length, this.#options.callsOfOthers(principalId))
      const own = waiting.filter(([, one]) => one.principalId === principalId && one.waitedMs > pauseMs)
      ended.push(...this.#end(own, wanted))
    }
    return ended
  }

  /** The transfers that wait for their clients, the slowest first. */
  #waitingTransfers(): WatchedTransfer[] {
    const waiting = [...this.#transfers].filter(([{ isWaiting }]) => isWaiting)
    for (const [transfer, watched] of waiting) {
      if (watched.waitedMs === 0) watched.bytesBefore = transfer.byteCount
      watched.waitedMs += LOOK_EVERY_MS
    }
    return waiting.toSorted(([, one], [, other]) => other.waitedMs - one.waitedMs)
  }

  /** @returns the IDs of their principals */
  #end(slowest: readonly WatchedTransfer[], most: number): string[] {
    const left = [...slowest]
    const ended: string[] = []
    while (left.length > 0 && ended.length < most) {
      for (const [transfer, { principalId }] of left.splice(this.#indexOfMost(left), 1)) {
        this.unwatch(transfer)
        transfer.giveWay()
        ended.push(principalId)
      }
    }
    return ended
  }

  #allowanceOf(principalId: string): Allowance {
    return this.#slowUntil.has(principalId) && this.#options.callsOfOthers(principalId) > 0 ? AGAIN : FIRST
  }

  /** The first transfer of the principal that has the most. */
  #indexOfMost(slowest: readonly WatchedTransfer[]): number {
    const counts = new Map<string, number>()
    for (const { principalId } of this.#transfers.values())
      counts.set(principalId, (counts.get(principalId) ?? 0) + 1)
    const countAt = (index: number): number => counts.get(slowest[index]?.[1].principalId ?? '') ?? 0
    let most = 0
    for (const index of slowest.keys()) if (countAt(index) > countAt(most)) most = index
    return most
  }
}

function waitedByPrincipal(waiting: readonly WatchedTransfer[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>()
  for (const [, { principalId, waitedMs }] of waiting)
    sums.set(principalId, (sums.get(principalId) ?? 0) + waitedMs)
  return sums
}

function isLate(
  { byteCount }: ClientTransfer,
  { waitedMs, bytesBefore }: Watched,
  { pauseMs, maxMs }: Allowance,
): boolean {
  return waitedMs > Math.min(maxMs, pauseMs + (byteCount - bytesBefore) / MIN_BYTES_PER_MS)
}
