import { ProblemError, type NamedProvider } from '../kernel/errors.ts'
import type { Abortable, AbortCallback } from './abortable.ts'

export interface WaitQueueOptions {
  /** The provider whose limits the calls wait for. */
  readonly provider: NamedProvider
  readonly maxQueueLength: number
  readonly maxWaitMs: number
}

/** In place of a principal ID, for the calls of approvals: a user waits for each. */
export const APPROVALS = 'approvals'

/**
 * Waiting calls. Principals take turns; the calls of one go on in order of arrival. Those of approvals go first, but not twice in a row while others
 * wait.
 */
export class WaitQueue<T> {
  readonly #options: WaitQueueOptions
  /** The waiting calls by principal, in the order of turns. */
  readonly #lines = new Map<string, Set<Waiting<T>>>()
  #length = 0
  #wasApproval = false

  constructor(options: WaitQueueOptions) {
    this.#options = options
  }

  get length(): number {
    return this.#length
  }

  /** How many calls of other principals wait. */
  callsOfOthers(principalId: string): number {
    return this.#length - (this.#lines.get(principalId)?.size ?? 0)
  }

  get hasApprovals(): boolean {
    return this.#lines.has(APPROVALS)
  }

  /**
   * Rejects after `maxWaitMs` and when the client disconnects. If the queue is full, a principal with fewer calls than another still gets
   * in: the newest call of the principal with the most is rejected. An approval gets in as long as other calls wait.
   * @throws ProblemError provider_rate_limited if the queue is full
   */
  wait(principalId: string, waiter: Abortable | undefined): Promise<T> {
    const { provider, maxQueueLength, maxWaitMs } = this.#options
    if (this.#length >= maxQueueLength) this.#makeRoom(principalId)
    return new Promise((resolve, reject) => {
      const leave = (error: ProblemError): void => {
        this.#remove(waiting)
        reject(error)
      }
      const waiting = new Waiting(principalId, resolve, waiter, {
        late: () => leave(new ProblemError('provider_rate_limited', { detail: 'waited too long', provider })),
        full: () => leave(this.#fullError()),
        onAbort: () => leave(new ProblemError('request_canceled')),
        maxWaitMs,
      })
      this.#add(waiting)
      waiting.begin()
    })
  }

  /** Resolves the first call of the principal whose turn it is. @param turnOf called with its ID, if a call waits */
  next(turnOf: (principalId: string) => T): void {
    const [principalId, line] = this.#nextLine() ?? []
    const [waiting] = line ?? []
    if (principalId === undefined || !line || !waiting) return
    this.#wasApproval = principalId === APPROVALS
    this.#remove(waiting)
    if (this.#lines.delete(principalId)) this.#lines.set(principalId, line)
    waiting.resolve(turnOf(principalId))
  }

  #nextLine(): [string, Set<Waiting<T>>] | undefined {
    const approvals = this.#lines.get(APPROVALS)
    if (approvals && !(this.#wasApproval && this.callsOfOthers(APPROVALS) > 0)) return [APPROVALS, approvals]
    for (const line of this.#lines) if (line[0] !== APPROVALS) return line
    return undefined
  }

  #add(waiting: Waiting<T>): void {
    const { principalId } = waiting
    const line = this.#lines.get(principalId)
    if (line) line.add(waiting)
    else this.#lines.set(principalId, new Set([waiting]))
    this.#length++
  }

  #remove(waiting: Waiting<T>): void {
    const line = this.#lines.get(waiting.principalId)
    if (!line?.delete(waiting)) return
    this.#length--
    if (line.size === 0) this.#lines.delete(waiting.principalId)
    waiting.end()
  }

  #makeRoom(principalId: string): void {
    const others = [...this.#lines].flatMap(([id, line]) => (id === APPROVALS ? [] : [line]))
    const [most] = others.toSorted((one, other) => other.size - one.size)
    const own = principalId === APPROVALS ? -1 : (this.#lines.get(principalId)?.size ?? 0)
    if (!most || most.size <= own + 1) throw this.#fullError()
    ;[...most].at(-1)?.giveUp()
  }

  #fullError(): ProblemError {
    const { provider } = this.#options
    return new ProblemError('provider_rate_limited', { detail: 'the queue is full', provider })
  }
}

interface EndOfWait extends AbortCallback {
  readonly late: () => void
  readonly full: () => void
  readonly maxWaitMs: number
}

class Waiting<T> {
  readonly principalId: string
  readonly resolve: (turn: T) => void
  readonly #waiter: Abortable | undefined
  readonly #over: EndOfWait
  #timer: NodeJS.Timeout | undefined

  constructor(
    principalId: string,
    resolve: (turn: T) => void,
    waiter: Abortable | undefined,
    over: EndOfWait,
  ) {
    this.principalId = principalId
    this.resolve = resolve
    this.#waiter = waiter
    this.#over = over
  }

  begin(): void {
    this.#timer = setTimeout(this.#over.late, this.#over.maxWaitMs)
    this.#waiter?.setAbortCallback(this.#over)
  }

  /** Leaves the full queue. */
  giveUp(): void {
    this.#over.full()
  }

  end(): void {
    clearTimeout(this.#timer)
    this.#waiter?.setAbortCallback(null)
  }
}
