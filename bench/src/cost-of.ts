import { keepAwake, measureRound, type Contender } from './measure.ts'

/** Two servers of one process, which differ in the one thing whose cost is measured. */
export interface Pair {
  readonly with: Contender
  readonly without: Contender
  stop(): Promise<void>
}

const PAIRS = 5
const WARM_UP_ROUNDS = 2
const ROUNDS = 4

/**
 * What one thing costs, in percent of the CPU time per request without it, for each of several pairs, in ascending order. Of each server its
 * best round counts, as in `measure`.
 * Two equal processes differ by some percent for as long as they run, since each compiles its code in its own way: so the servers of a
 * pair share one, and each pair has a new one.
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
      // In both orders: a program that follows another finds the machine in another state.
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

/** Of an even number, the lower of the two in the middle. */
export function medianOf(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor((values.length - 1) / 2)] ?? Number.NaN
}
