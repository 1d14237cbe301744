import { Command, Help } from 'commander'
import { CliError, EXIT } from './cli-error.ts'
import { commandPath, ownCommand } from './own-command.ts'

/** Accepted before or after the name of a command, by each command that uses them. */
export interface GlobalOptions {
  readonly url?: string
  readonly secretKeyFile?: string
  readonly connection?: string
  readonly json?: boolean
  readonly yes?: boolean
  /** false with `--no-input`. */
  readonly input?: boolean
}

type OptionName = keyof GlobalOptions

export function addGlobalOptions(program: Command): Command {
  return program
    .option('--url <url>', 'URL of the server (LETTERLOCK_URL)')
    .option('--secret-key-file <file>', 'file with a secret key (or set LETTERLOCK_SECRET_KEY)')
    .option('-c, --connection <connection>', 'connection, by ID or name; may be left out when there is one')
    .option('--json', 'print JSON')
    .option('-y, --yes', 'confirm without being asked')
    .option('--no-input', 'never ask; fail instead')
}

/** Accepted by every command: a command that asks nothing can ignore them. */
const OF_ALL: readonly OptionName[] = ['yes', 'input']
const OF_SERVER: readonly OptionName[] = ['url', 'secretKeyFile', 'json']

const used = new WeakMap<Command, readonly OptionName[]>()

/** The global options of a command. By default, all except `--connection`. */
function usedBy(command: Command): ReadonlySet<OptionName> {
  const own = command.commands.length > 0 ? command.commands.flatMap((sub) => [...usedBy(sub)]) : undefined
  return new Set([...OF_ALL, ...(own ?? used.get(command) ?? OF_SERVER)])
}

/** A command that works on one connection, or that filters by one. */
export function connectionCommand(name: string): Command {
  const command = new Command(name)
  used.set(command, [...OF_SERVER, 'connection'])
  return command
}

/** A command that uses only these global options, such as one that calls no server. */
export function commandWith(options: readonly OptionName[], name: string): Command {
  const command = new Command(name)
  used.set(command, options)
  return command
}

/** Rejects options that would have no effect. @throws CliError if one was given that the command does not use */
export function assertUsed(program: Command, command: Command): void {
  const names = usedBy(command)
  for (const option of program.options) {
    const name = option.attributeName() as OptionName
    if (program.getOptionValueSource(name) !== 'cli' || names.has(name) || option.long === '--version')
      continue
    const path = commandPath(command)
    throw new CliError(
      `“${path.trim()}” does not use ${option.long}.`,
      `Leave it out. “${ownCommand(`${path}--help`)}” shows the usage.`,
      EXIT.usage,
    )
  }
}

/** For the help of a command: the global options that it uses. */
export function visibleGlobalOptions(command: Command): ReturnType<Help['visibleGlobalOptions']> {
  const names: ReadonlySet<string> = usedBy(command)
  const help = Object.assign(new Help(), { showGlobalOptions: true })
  return help
    .visibleGlobalOptions(command)
    .filter((option) => names.has(option.attributeName()) || option.long === '--version')
}
