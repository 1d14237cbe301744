import type { ErrorCode, Problem } from './wire.ts'

/** Letterlock said no. `message` is the plain sentence, `nextStep` what to do, `code` stable. */
export class LetterlockError extends Error {
  override readonly name = 'LetterlockError'
  readonly code: ErrorCode
  readonly status: number
  readonly nextStep: string
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.detail)
    this.code = problem.code
    this.status = problem.status
    this.nextStep = problem.nextStep
    this.problem = problem
  }
}

/** Letterlock could not be reached, or what answered is not Letterlock. */
export class LetterlockUnreachableError extends Error {
  override readonly name = 'LetterlockUnreachableError'
}
