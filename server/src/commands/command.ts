import type { Config } from '../config/config.ts'
import type { Environment } from '../config/environment.ts'

/** The input of a command that an operator runs beside the server, or instead of it. */
export interface CommandContext {
  readonly config: Config
  /** The environment, with the variables of `.env` in the data directory. */
  readonly environment: Environment
  /** The environment without `.env`. */
  readonly ownEnvironment: Environment
  /** The arguments after the command's name. */
  readonly args: readonly string[]
  /** Prints a line of the result to standard output. */
  readonly print: (line: string) => void
  /** Prints progress, which is not part of the result. */
  readonly note: (line: string) => void
}

/** @returns the exit code */
export type Command = (context: CommandContext) => Promise<number>

/** The command cannot do its work; the message is a sentence for the operator. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
}
