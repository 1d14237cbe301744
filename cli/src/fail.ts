import { LetterlockApiError, LetterlockError, LetterlockNetworkError } from '@letterlock/sdk'
import { CommanderError, type Command } from 'commander'
import { reasonOf } from '@letterlock/server/reason-of.ts'
import { CliError, EXIT, type ExitCode } from './cli-error.ts'
import { connectionOf } from './choose-connection.ts'
import { note, paint, toJson } from './output.ts'
import { reconnectCommand } from './reconnect-command.ts'
import { describeField, nameFlags } from './name-flags.ts'
import { commandPath, ownCommand } from './own-command.ts'
import { secretKeySourceOf } from './server-access.ts'
import { urlHint } from './usage-error.ts'

interface Failure {
  readonly message: string
  readonly details?: readonly string[]
  readonly nextStep: string | null
  readonly code: string
  readonly exitCode: ExitCode
}

/** Writes the error to standard error, and exits with its exit code. */
export function fail(error: unknown, json: boolean, command?: Command): never {
  // Help and version are not errors, except help in place of a missing command.
  if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : EXIT.usage)
  const failure = explain(error, command)
  const { exitCode, code } = failure
  const { message, details = [], nextStep } = failure
  if (json) note(toJson({ error: { code, message, ...(details.length > 0 && { details }), nextStep } }))
  else {
    const shown = command ? forUser(failure, error, command) : { lines: [message, ...details], nextStep }
    const cross = paint('red', '✗', process.stderr)
    const lost = code === 'connection_disconnected' && command ? connectionOf(command) : undefined
    const [first = '', ...others] = shown.lines
    note(`${cross} ${first}`)
    for (const line of [...others, shown.nextStep, lost && reconnectCommand(lost)])
      if (line) note(`  ${line}`)
  }
  process.exit(exitCode)
}

function explain(error: unknown, command: Command | undefined): Failure {
  if (error instanceof LetterlockApiError) {
    const { message, nextStep, code, status } = error
    const source = status === 401 && command ? secretKeySourceOf(command) : undefined
    const details = source === undefined ? [] : [`The secret key is from ${source}.`]
    return { message, details, nextStep, code, exitCode: exitCodeOf(error) }
  }
  if (error instanceof LetterlockError)
    return {
      message: error.message,
      nextStep: (command && urlHint(command)) ?? howToReach(error),
      code: 'server_unreachable',
      exitCode: EXIT.failed,
    }
  if (error instanceof CliError) {
    const { message, details, nextStep, exitCode } = error
    return { message, details, nextStep, code: error.code ?? CODES[exitCode], exitCode }
  }
  const message = reasonOf(error)
  return { message, nextStep: null, code: 'unknown', exitCode: EXIT.failed }
}

/** What to do when there is no response of Letterlock. */
function howToReach(error: LetterlockError): string {
  switch (error instanceof LetterlockNetworkError ? error.reason : 'unreachable') {
    case 'name_not_found':
      return 'Check the address in --url or LETTERLOCK_URL.'
    case 'certificate_not_trusted':
      return 'Set NODE_EXTRA_CA_CERTS to the file with the certificate of its authority.'
    case 'not_letterlock':
      return 'Name the server with --url or LETTERLOCK_URL.'
    default:
      return `Start the server with “${ownCommand('start')}”, or name it with --url.`
  }
}

function exitCodeOf({ status, code }: LetterlockApiError): ExitCode {
  if (status === 401) return EXIT.authenticationRequired
  return code === 'invalid_request' || code === 'audience_required' ? EXIT.usage : EXIT.failed
}

/** One line per field, with flags instead of the API's members. */
function forUser(
  { message, details = [], nextStep }: Failure,
  error: unknown,
  command: Command,
): { readonly lines: readonly string[]; readonly nextStep: string | null } {
  if (!(error instanceof LetterlockApiError)) return { lines: [message, ...details], nextStep }
  const { errors = [] } = error.problem
  if (errors.length === 0)
    return {
      lines: [nameFlags(message, command), ...details],
      nextStep: nextStep && nameFlags(nextStep, command),
    }
  return {
    lines: errors.map((field) => describeField(field, command)),
    nextStep: `“${ownCommand(`${commandPath(command)}--help`)}” shows the usage.`,
  }
}

const CODES: Readonly<Record<ExitCode, string>> = {
  1: 'failed',
  2: 'invalid_usage',
  3: 'check_failed',
  4: 'authentication_required',
  5: 'provider_error',
  130: 'interrupted',
}
