import type { Check } from './check.ts'

export interface CheckResult extends Pick<Check, 'name' | 'expected' | 'why'> {
  readonly passed: boolean
  /** Whether it was skipped, because the program failed a check that it depends on. */
  readonly skipped?: boolean
  /** What the program did instead; absent if it passed. */
  readonly found?: string
  /** The program's last request to the provider, and its answer, as a sentence; absent if it passed or requested nothing. */
  readonly lastRequest?: string
  readonly durationMs: number
}

export interface ProviderReport {
  readonly provider: string
  readonly title: string
  readonly checks: readonly CheckResult[]
}

/** The report card of a program. */
export interface Report {
  readonly command: string
  readonly passed: number
  readonly total: number
  readonly providers: readonly ProviderReport[]
}

export const countPassed = (checks: readonly CheckResult[]): number =>
  checks.filter(({ passed }) => passed).length
