import { paint, print } from '../output.ts'
import type { Failed } from './row.ts'

/** Rows that failed alike. */
export interface FailureReason {
  readonly code: string
  readonly message: string
  readonly nextStep: string
  /** Another run tries these rows again. */
  readonly transient: boolean
  count: number
  /** The first of them. */
  readonly rows: number[]
}

export interface FailureSummary {
  add(row: number, failed: Failed): void
  /** The most frequent first. */
  list(): FailureReason[]
}

const MAX_ROWS_NAMED = 5

export function createFailureSummary(): FailureSummary {
  const reasons = new Map<string, FailureReason>()
  return {
    add(row, { code, message, nextStep, transient }) {
      const key = `${code} ${message}`
      const reason = reasons.get(key) ?? { code, message, nextStep, transient, count: 0, rows: [] }
      reason.count++
      if (reason.rows.length < MAX_ROWS_NAMED) reason.rows.push(row)
      reasons.set(key, reason)
    },
    list: () =>
      [...reasons.values()]
        .toSorted((a, b) => b.count - a.count)
        .map((reason) => ({ ...reason, rows: reason.rows.toSorted((a, b) => a - b) })),
  }
}

const MAX_REASONS_SHOWN = 8

export function printFailures(reasons: readonly FailureReason[]): void {
  for (const { count, message, nextStep, rows } of reasons.slice(0, MAX_REASONS_SHOWN)) {
    const more = count > rows.length ? ', …' : ''
    const which = paint('dim', `(row${count === 1 ? '' : 's'} ${rows.join(', ')}${more})`)
    print(`  ${paint('red', String(count))} × ${message} ${which}`)
    print(`      ${nextStep}`)
  }
  const rest = reasons.length - MAX_REASONS_SHOWN
  if (rest > 0) print(`  and ${rest} more ${rest === 1 ? 'reason' : 'reasons'}, in the results file`)
}
