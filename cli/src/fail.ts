import { LetterlockError, LetterlockUnreachableError } from '@letterlock/sdk'
import { CommanderError } from 'commander'
import { styleText } from 'node:util'
import { CliError, EXIT, type ExitCode } from './cli-error.ts'
import { reasonOf } from './reason-of.ts'

interface Failure {
  readonly message: string
  readonly nextStep: string | null
  readonly code: string
  readonly exitCode: ExitCode
}

/** Writes what went wrong to standard error, and exits with the code of its kind. */
export function fail(error: unknown, json: boolean): never {
  // Commander has written its own message; help and version are no errors.
  if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : EXIT.usage)
  const { exitCode, message, nextStep, code } = explain(error)
  if (json) process.stderr.write(`${JSON.stringify({ error: { code, message, nextStep } })}\n`)
  else {
    const cross = styleText('red', '✗', { stream: process.stderr })
    process.stderr.write(`${cross} ${message}\n${nextStep ? `  ${nextStep}\n` : ''}`)
  }
  process.exit(exitCode)
}

function explain(error: unknown): Failure {
  if (error instanceof LetterlockError) {
    const { message, nextStep, code, status } = error
    return { message, nextStep, code, exitCode: status === 401 ? EXIT.authenticationRequired : EXIT.failed }
  }
  if (error instanceof LetterlockUnreachableError)
    return {
      message: error.message,
      nextStep: 'Start the server with “letterlock start”, or name it with --url.',
      code: 'server_unreachable',
      exitCode: EXIT.failed,
    }
  if (error instanceof CliError) {
    const { message, nextStep, exitCode } = error
    return { message, nextStep, code: CODES[exitCode], exitCode }
  }
  const message = reasonOf(error)
  return { message, nextStep: null, code: 'unknown', exitCode: EXIT.failed }
}

const CODES: Readonly<Record<ExitCode, string>> = {
  1: 'failed',
  2: 'invalid_usage',
  3: 'check_failed',
  4: 'authentication_required',
  5: 'provider_error',
  130: 'interrupted',
}
