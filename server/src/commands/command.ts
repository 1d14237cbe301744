import type { Config } from '../config/config.ts'
import type { Environment } from '../config/environment.ts'

/** What an operator runs beside the server, or instead of it. */
export interface CommandContext {
  readonly config: Config
  /** With what `.env` in the data directory adds. */
  readonly environment: Environment
  /** Without it. */
  readonly ownEnvironment: Environment
  /** What follows the command's name. */
  readonly args: readonly string[]
  /** A line of the result. */
  readonly print: (line: string) => void
  /** Progress: not part of the result. */
  readonly note: (line: string) => void
}

/** @returns the exit code */
export type Command = (context: CommandContext) => Promise<number>

/** The command cannot do its work; the message is a sentence for the operator. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
}
