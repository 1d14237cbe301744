import type { Grading } from './grading.ts'
import type { GradedProvider } from './graded-provider.ts'

/** One thing that a program has to get right. */
export interface Check {
  /** Stable, for reports that machines read. */
  readonly name: string
  readonly expected: string
  /** What happens to users of a program that gets it wrong, or the source of the rule. */
  readonly why: string
  /** Whether a program that does not pass is not checked further: it would pass or fail for no reason of its own. */
  readonly isNeeded?: boolean
  /** All if absent. */
  readonly providers?: readonly GradedProvider['id'][]
  /** @throws Finding if the program does something else */
  run(grading: Grading): Promise<void>
}
