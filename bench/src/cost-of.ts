import { keepAwake, measureRound, type Contender } from './measure.ts'

/** Two servers in one process that differ only in the feature whose cost is measured. */
export interface Pair {
  readonly with: Contender
  readonly without: Contender
  stop(): Promise<void>
}

const PAIRS = 5
const WARM_UP_ROUNDS = 2
const ROUNDS = 4

/**
 * The cost of a feature, in percent of the CPU time per request without it, for several pairs of servers, in ascending order. The best
 * round of each server counts, as in `measure`. Two equal processes differ by some percent for their whole life, because each compiles
 * its code differently. So the servers of a pair share a process, and each pair has a new one.
 */
export async function measureCostOf(startPair: () => Promise<Pair>): Promise<number[]> {
  const letSleep = keepAwake()
  try {
    const percents: number[] = []
    for (let pair = 0; pair < PAIRS; pair++) percents.push(await percentOf(await startPair()))
    return percents.toSorted((one, other) => one - other)
  } finally {
    letSleep()
  }
}

async function percentOf(pair: Pair): Promise<number> {
  const micros: Record<'with' | 'without', number[]> = { with: [], without: [] }
  try {
    for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round++) {
      const inTurn = ['with', 'without'] as const
      // In both orders, because a program affects the machine for the next one.
      for (const which of round % 2 === 0 ? inTurn : inTurn.toReversed()) {
        const { cpuMicrosPerRequest, errors } = await measureRound(pair[which])
        if (errors > 0) throw new Error(`${errors} requests failed`)
        if (round >= WARM_UP_ROUNDS) micros[which].push(cpuMicrosPerRequest)
      }
    }
  } finally {
    await pair.stop()
  }
  return 100 * (Math.min(...micros.with) / Math.min(...micros.without) - 1)
}

/** The lower median. */
export function medianOf(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor((values.length - 1) / 2)] ?? Number.NaN
}
