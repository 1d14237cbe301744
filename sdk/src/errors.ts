import type { ErrorCode, Problem } from './wire.ts'

/** The API responded with an error. `message` is a sentence, `nextStep` what to do, `code` stable. */
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

/** The server did not respond, or the response is not Letterlock's. */
export class LetterlockUnreachableError extends Error {
  override readonly name = 'LetterlockUnreachableError'
}
