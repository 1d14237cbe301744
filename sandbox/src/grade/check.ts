import type { Grading } from './grading.ts'
import type { GradedProvider } from './graded-provider.ts'

/** One requirement for a program. */
export interface Check {
  /** Stable, for machine-readable reports. */
  readonly name: string
  readonly expected: string
  /** The consequence for users, or the source of the rule. */
  readonly why: string
  /** Whether a failure skips the other checks, whose results would be meaningless. */
  readonly isNeeded?: boolean
  /** All if absent. */
  readonly providers?: readonly GradedProvider['id'][]
  /** @throws Finding if the program does something else */
  run(grading: Grading): Promise<void>
}
