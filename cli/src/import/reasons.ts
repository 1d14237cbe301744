import { paint, print } from '../output.ts'
import type { Failed } from './submit-row.ts'

/** Why rows have failed: one for each kind of failure. */
export interface Reason {
  readonly code: string
  readonly message: string
  readonly next: string
  /** Another run tries these rows again. */
  readonly transient: boolean
  count: number
  /** The first of them. */
  readonly rows: number[]
}

export interface Reasons {
  add(row: number, failed: Failed): void
  /** The most frequent first. */
  list(): Reason[]
}

const ROWS_NAMED = 5

export function createReasons(): Reasons {
  const reasons = new Map<string, Reason>()
  return {
    add(row, { code, message, next, transient }) {
      const key = `${code} ${message}`
      const reason = reasons.get(key) ?? { code, message, next, transient, count: 0, rows: [] }
      reason.count++
      if (reason.rows.length < ROWS_NAMED) reason.rows.push(row)
      reasons.set(key, reason)
    },
    list: () =>
      [...reasons.values()]
        .toSorted((a, b) => b.count - a.count)
        .map((reason) => ({ ...reason, rows: reason.rows.toSorted((a, b) => a - b) })),
  }
}

const REASONS_SHOWN = 8

export function printReasons(reasons: readonly Reason[]): void {
  for (const { count, message, next, rows } of reasons.slice(0, REASONS_SHOWN)) {
    const more = count > rows.length ? ' …' : ''
    print(
      `  ${paint('red', String(count))} × ${message} ${paint('dim', `(row${count === 1 ? '' : 's'} ${rows.join(', ')}${more})`)}`,
    )
    print(`      ${next}`)
  }
  const rest = reasons.length - REASONS_SHOWN
  if (rest > 0) print(`  and ${rest} more ${rest === 1 ? 'reason' : 'reasons'}, in the report`)
}
