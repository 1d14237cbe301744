import { ConfigError, readConfig } from '../config/config.ts'
import { withDotEnv, type Environment } from '../config/environment.ts'
import { reasonOf } from '../kernel/reason-of.ts'
import { StoreUnopenedError } from '../store/open-sql.ts'
import { CommandError, type Command } from './command.ts'
import { backup } from './backup.ts'
import { config } from './config.ts'
import { createEncryptionKey } from './create-encryption-key.ts'
import { moveDatabase } from './move-database.ts'
import { restore } from './restore.ts'
import { rotateEncryptionKeys } from './rotate-encryption-keys.ts'
import { verifyEncryptionKeys } from './verify-encryption-keys.ts'
import { wrapEncryptionKeys } from './wrap-encryption-keys.ts'

const COMMANDS: Readonly<Record<string, Command>> = {
  backup,
  config,
  restore,
  'create-encryption-key': createEncryptionKey,
  'move-database': moveDatabase,
  'rotate-encryption-keys': rotateEncryptionKeys,
  'verify-encryption-keys': verifyEncryptionKeys,
  'wrap-encryption-keys': wrapEncryptionKeys,
}

/** The arguments of a command, such as `rotate-encryption-keys`; undefined: the server is started. */
export function commandIn(args: readonly string[]): Command | undefined {
  return COMMANDS[args[0] ?? '']
}

const FAILED = 1

/** Runs the command with the server's settings. @returns the exit code */
export async function runCommand(
  command: Command,
  args: readonly string[],
  ownEnvironment: Environment,
): Promise<number> {
  const note = (line: string): void => void process.stderr.write(`${line}\n`)
  const print = (line: string): void => void process.stdout.write(`${line}\n`)
  try {
    const environment = withDotEnv(ownEnvironment)
    const context = { config: readConfig(environment), environment, ownEnvironment, print, note }
    return await command({ ...context, args: args.slice(1) })
  } catch (error) {
    const isKnown =
      error instanceof CommandError || error instanceof ConfigError || error instanceof StoreUnopenedError
    note(`✗ ${isKnown ? error.message : reasonOf(error)}`)
    return FAILED
  }
}
