/** 0 done, 1 failed, 2 wrong usage, 3 a check found a problem, 4 authentication required, 5 the provider answered with an error, 130 interrupted. */
export const EXIT = {
  failed: 1,
  usage: 2,
  checkFailed: 3,
  authenticationRequired: 4,
  providerError: 5,
  interrupted: 130,
} as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** An error that the user can correct: what is wrong, and what to do next. */
export class CliError extends Error {
  override readonly name = 'CliError'
  /** Details, one per line. */
  readonly details: readonly string[]
  /** The error code of the API, if the API caused it; otherwise one derived from the exit code. */
  readonly code: string | undefined
  readonly nextStep: string
  readonly exitCode: ExitCode
  constructor(
    message: string,
    nextStep: string,
    exitCode: ExitCode = EXIT.failed,
    { details = [], code }: { readonly details?: readonly string[]; readonly code?: string | undefined } = {},
  ) {
    super(message)
    this.details = details
    this.code = code
    this.nextStep = nextStep
    this.exitCode = exitCode
  }
}
