import { paint, print } from '../output.ts'
import type { Failed } from './row.ts'

/** Rows that failed for the same reason. */
export interface FailureReason {
  readonly code: string
  readonly message: string
  readonly nextStep: string
  /** Whether another run retries these rows. */
  readonly transient: boolean
  count: number
  /** Lines of the first of these rows. */
  readonly lines: number[]
}

export interface FailureSummary {
  add(line: number, failed: Failed): void
  /** The most frequent first. */
  list(): FailureReason[]
}

const MAX_LINES_NAMED = 5

export function createFailureSummary(): FailureSummary {
  const reasons = new Map<string, FailureReason>()
  return {
    add(line, { code, message, nextStep, transient }) {
      const key = `${code} ${message}`
      const reason = reasons.get(key) ?? { code, message, nextStep, transient, count: 0, lines: [] }
      reason.count++
      if (reason.lines.length < MAX_LINES_NAMED) reason.lines.push(line)
      reasons.set(key, reason)
    },
    list: () =>
      [...reasons.values()]
        .toSorted((a, b) => b.count - a.count)
        .map((reason) => ({ ...reason, lines: reason.lines.toSorted((a, b) => a - b) })),
  }
}

const MAX_REASONS_SHOWN = 8

export function printFailures(reasons: readonly FailureReason[]): void {
  for (const { count, message, nextStep, lines } of reasons.slice(0, MAX_REASONS_SHOWN)) {
    const more = count > lines.length ? ', …' : ''
    const which = paint('dim', `(line${count === 1 ? '' : 's'} ${lines.join(', ')}${more})`)
    print(`  ${paint('red', String(count))} × ${message} ${which}`)
    print(`      ${nextStep}`)
  }
  const rest = reasons.length - MAX_REASONS_SHOWN
  if (rest > 0) print(`  and ${rest} more ${rest === 1 ? 'reason' : 'reasons'}, in the results file`)
}
