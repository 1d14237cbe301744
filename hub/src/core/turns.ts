import { HubError } from '../errors.ts'
import { SECOND } from '../time.ts'

/** Keeps to a platform's limits, of simultaneous calls and of calls a second: whoever comes too many waits in line. */
export interface Turns {
  /** @param name within the group, such as an account of a provider */
  lane(group: string, name: string, limits: Limits): Lane
}

export interface Limits {
  readonly most: number
  readonly perSecond?: number | undefined
}

export interface Lane {
  /** Resolves when it is one's turn; undefined: at once. @throws HubError platform_busy */
  take(): Promise<void> | undefined
  /** Ends one's turn. */
  end(): void
  /** A call was made before it was known whose it was. */
  count(): void
}

export interface TurnsOptions {
  readonly longestLine: number
  readonly longestWaitMs: number
}

/** A second for us may be a little less for the platform, when one call travels more slowly than the next. */
const SECOND_AND_A_BIT_MS = 1.1 * SECOND

/** Beyond that, lanes on which nobody is are dropped. */
const MOST_LANES = 20_000

export function createTurns(options: TurnsOptions): Turns {
  const groups = new Map<string, Map<string, CountedLane>>()
  return {
    lane(group, name, limits) {
      let lanes = groups.get(group)
      if (!lanes) groups.set(group, (lanes = new Map()))
      let lane = lanes.get(name)
      if (!lane) {
        if (lanes.size >= MOST_LANES) dropIdle(lanes)
        lanes.set(name, (lane = new CountedLane(limits, options)))
      }
      return lane
    },
  }
}

function dropIdle(lanes: Map<string, CountedLane>): void {
  for (const [name, lane] of lanes) if (lane.isIdle()) lanes.delete(name)
}

interface Waiting {
  readonly start: () => void
  readonly giveUp: NodeJS.Timeout
}

class CountedLane implements Lane {
  readonly #limits: Limits
  readonly #options: TurnsOptions
  #running = 0
  /** When the latest calls began, where there is a limit for each second. */
  readonly #begun: number[] = []
  #line: Waiting[] = []
  #wake: NodeJS.Timeout | undefined

  constructor(limits: Limits, options: TurnsOptions) {
    this.#limits = limits
    this.#options = options
  }

  take(): Promise<void> | undefined {
    if (this.#line.length === 0 && this.#waitMs() === 0) {
      this.#begin()
      return undefined
    }
    const { longestLine, longestWaitMs } = this.#options
    if (this.#line.length >= longestLine) throw new HubError('platform_busy', { detail: 'the line is full' })
    return new Promise((resolve, reject) => {
      const giveUp = setTimeout(() => {
        this.#line = this.#line.filter((other) => other !== waiting)
        reject(new HubError('platform_busy', { detail: 'waited too long' }))
      }, longestWaitMs)
      const waiting = { start: resolve, giveUp }
      this.#line.push(waiting)
      this.#advance()
    })
  }

  end(): void {
    this.#running--
    if (this.#line.length > 0) this.#advance()
  }

  count(): void {
    this.#begin()
    this.end()
  }

  isIdle(): boolean {
    return this.#running === 0 && this.#line.length === 0 && this.#waitMs() === 0
  }

  /** 0: now; Infinity: when somebody ends. */
  #waitMs(): number {
    const { most, perSecond } = this.#limits
    if (this.#running >= most) return Infinity
    if (perSecond === undefined || this.#begun.length < perSecond) return 0
    const [oldest = 0] = this.#begun
    return Math.max(0, oldest + SECOND_AND_A_BIT_MS - performance.now())
  }

  #begin(): void {
    this.#running++
    const { perSecond } = this.#limits
    if (perSecond === undefined) return
    this.#begun.push(performance.now())
    if (this.#begun.length > perSecond) this.#begun.shift()
  }

  #advance(): void {
    clearTimeout(this.#wake)
    this.#wake = undefined
    while (this.#line.length > 0) {
      const waitMs = this.#waitMs()
      if (waitMs === Infinity) return
      if (waitMs > 0) {
        this.#wake = setTimeout(() => this.#advance(), waitMs)
        return
      }
      const next = this.#line.shift()
      if (!next) return
      clearTimeout(next.giveUp)
      this.#begin()
      next.start()
    }
  }
}
