import { SECOND } from '../kernel/time.ts'

/** A body that is still arriving, or a response that its client reads: what a slot may wait for beside the provider. */
export interface ClientTransfer {
  /** Whether only the client is waited for. */
  readonly isWaiting: boolean
  /** Transferred so far. */
  readonly byteCount: number
  /** Ends the call. Called at most once. */
  giveWay(): void
}

const LOOK_EVERY_MS = 0.25 * SECOND
/** A transfer may stall for so long while others wait for its slot, */
const PAUSE_MS = 2 * SECOND
/** has to be this fast then, */
const MIN_BYTES_PER_MS = (128 * 1024) / SECOND
/** and keeps no other waiting for longer than this. */
const MAX_MS = 10 * SECOND

interface Watched {
  /** While others waited for a slot, and it for its client. */
  waitedMs: number
  /** Transferred before that. */
  readonly bytesBefore: number
}

/** Ends transfers that are slow while calls wait for their slots: as many as wait, the slowest first. While none waits, they may take their time. */
export class SlowTransfers {
  readonly #waitingCalls: () => number
  readonly #transfers = new Map<ClientTransfer, Watched | null>()
  #looking: NodeJS.Timeout | undefined

  /** @param waitingCalls how many calls could go on if a slot were free */
  constructor(waitingCalls: () => number) {
    this.#waitingCalls = waitingCalls
  }

  watch(transfer: ClientTransfer): void {
    if (this.#transfers.has(transfer)) return
    this.#transfers.set(transfer, null)
    this.#looking ??= setInterval(() => this.#look(), LOOK_EVERY_MS).unref()
  }

  unwatch(transfer: ClientTransfer): void {
    this.#transfers.delete(transfer)
    if (this.#transfers.size > 0) return
    clearInterval(this.#looking)
    this.#looking = undefined
  }

  #look(): void {
    const waitingCalls = this.#waitingCalls()
    if (waitingCalls === 0) return
    const late: [ClientTransfer, Watched][] = []
    for (const [transfer, before] of this.#transfers) {
      if (!transfer.isWaiting) continue
      const watched = before ?? { waitedMs: 0, bytesBefore: transfer.byteCount }
      watched.waitedMs += LOOK_EVERY_MS
      this.#transfers.set(transfer, watched)
      if (isLate(transfer, watched)) late.push([transfer, watched])
    }
    const slowest = late.toSorted(([, one], [, other]) => other.waitedMs - one.waitedMs)
    for (const [transfer] of slowest.slice(0, waitingCalls)) {
      this.unwatch(transfer)
      transfer.giveWay()
    }
  }
}

function isLate({ byteCount }: ClientTransfer, { waitedMs, bytesBefore }: Watched): boolean {
  const allowedMs = PAUSE_MS + (byteCount - bytesBefore) / MIN_BYTES_PER_MS
  return waitedMs > Math.min(MAX_MS, allowedMs)
}
