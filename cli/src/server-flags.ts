import type { Flag } from '@letterlock/server/setting.ts'
import { SETTINGS } from '@letterlock/server/settings.ts'
import type { Command } from 'commander'
import { CliError, EXIT } from './cli-error.ts'

const USAGE: Readonly<Record<Flag, readonly [option: string, what: string]>> = {
  '--host': ['--host <address>', 'the address to listen on'],
  '--port': ['--port <number>', 'the port to listen on'],
  '--data': ['--data <directory>', 'the data directory'],
  '--database': ['--database <url>', 'a PostgreSQL database, without a password in its URL'],
}

/** The variable that each flag stands for. */
const VARIABLES: ReadonlyMap<Flag, string> = new Map(
  Object.values(SETTINGS).flatMap(({ flag, name }) => (flag === null ? [] : [[flag, name] as const])),
)

/** Adds flags for settings of the server, which take precedence over the environment: what the command starts or reads sees them there. */
export function withServerFlags(command: Command, ...flags: readonly Flag[]): Command {
  for (const flag of flags) {
    const [option, what] = USAGE[flag]
    command.option(option, `${what} (${VARIABLES.get(flag)})`)
  }
  return command.hook('preAction', () => {
    for (const [flag, value] of givenFlags(command)) {
      if (flag === '--database') assertNoPassword(value)
      const variable = VARIABLES.get(flag)
      if (variable !== undefined) process.env[variable] = value
    }
  })
}

/** The flags that the command was given, with their values. */
export function givenFlags(command: Command): ReadonlyMap<Flag, string> {
  const values: Readonly<Record<string, unknown>> = command.opts()
  return new Map(
    [...VARIABLES.keys()].flatMap((flag) => {
      const value = values[flag.slice(2)]
      return typeof value === 'string' ? [[flag, value] as const] : []
    }),
  )
}

/** @throws CliError */
function assertNoPassword(url: string): void {
  if (!URL.parse(url)?.password) return
  throw new CliError(
    'The URL of --database has a password, which other users of this machine could read in the list of processes.',
    'Set LETTERLOCK_DATABASE_URL or LETTERLOCK_DATABASE_URL_FILE instead.',
    EXIT.usage,
  )
}
