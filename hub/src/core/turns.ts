import type { Abortable } from './abortable.ts'
import { OwnAllowance, type Allowance, type Limits } from './allowance.ts'
import { Line, type LineOptions } from './line.ts'

export type { Limits }

/** Keeps to a platform's limits, of simultaneous calls and of calls a second: whoever comes too many waits in line. */
export interface Turns {
  /** @param name within the group, such as an account of a provider */
  lane(group: string, name: string, limits: Limits): Lane
}

export interface Lane {
  /**
   * A turn to make a call: at once, or when those before have had theirs. A caller who leaves is out of the line at once.
   * @throws HubError platform_busy, request_cancelled
   */
  take(caller?: Abortable): Turn | Promise<Turn>
  /** A call was made before it was known whose it was. */
  count(): void
}

export interface Turn {
  /** Ends it; again, it does nothing. */
  release(): void
}

/** Beyond that, lanes on which nobody is are dropped. */
const MOST_LANES = 20_000

/** How the allowance of a lane is made. @param tell to be called when something may be taken again */
export type NewAllowance = (lane: string, limits: Limits, tell: () => void) => Allowance

const ownAllowance: NewAllowance = (_lane, limits) => new OwnAllowance(limits)

export function createTurns(options: LineOptions, newAllowance = ownAllowance): Turns {
  const groups = new Map<string, Map<string, CountedLane>>()
  return {
    lane(group, name, limits) {
      let lanes = groups.get(group)
      if (!lanes) groups.set(group, (lanes = new Map()))
      let lane = lanes.get(name)
      if (!lane) {
        if (lanes.size >= MOST_LANES) dropIdle(lanes)
        lanes.set(
          name,
          (lane = new CountedLane((tell) => newAllowance(`${group}/${name}`, limits, tell), options)),
        )
      }
      return lane
    },
  }
}

function dropIdle(lanes: Map<string, CountedLane>): void {
  for (const [name, lane] of lanes) if (lane.isIdle) lanes.delete(name)
}

class CountedLane implements Lane {
  readonly #allowance: Allowance
  readonly #line: Line<Turn>
  #wake: NodeJS.Timeout | undefined

  constructor(newAllowance: (tell: () => void) => Allowance, options: LineOptions) {
    this.#allowance = newAllowance(() => this.#advance())
    this.#line = new Line(options)
  }

  take(caller?: Abortable): Turn | Promise<Turn> {
    if (this.#line.length === 0 && this.#allowance.take(1) === 0) return new TakenTurn(this)
    const turn = this.#line.wait(caller)
    this.#advance()
    return turn
  }

  count(): void {
    this.#allowance.count()
  }

  /** For `TakenTurn` alone. */
  release(): void {
    this.#allowance.release()
    if (this.#line.length > 0) this.#advance()
  }

  get isIdle(): boolean {
    return this.#line.length === 0 && this.#allowance.isIdle
  }

  #advance(): void {
    clearTimeout(this.#wake)
    this.#wake = undefined
    while (this.#line.length > 0) {
      const waitMs = this.#allowance.take(this.#line.length)
      if (waitMs === 0) this.#line.next(new TakenTurn(this))
      else {
        if (waitMs !== Infinity) this.#wake = setTimeout(() => this.#advance(), waitMs)
        return
      }
    }
  }
}

class TakenTurn implements Turn {
  #lane: CountedLane | undefined

  constructor(lane: CountedLane) {
    this.#lane = lane
  }

  release(): void {
    const lane = this.#lane
    this.#lane = undefined
    lane?.release()
  }
}
