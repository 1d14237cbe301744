import { ConfigError, readConfig } from '../config/config.ts'
import { withDotEnv, type Environment } from '../config/environment.ts'
import { reasonOf } from '../kernel/reason-of.ts'
import { StoreUnopenedError } from '../store/open-sql.ts'
import { CommandError, type Command } from './command.ts'

/** Loads a command. The server itself needs none. */
type Load = () => Promise<Command>

const COMMANDS: Readonly<Record<string, Load>> = {
  backup: async () => (await import('./backup.ts')).backup,
  config: async () => (await import('./config.ts')).config,
  restore: async () => (await import('./restore.ts')).restore,
  'create-encryption-key': async () => (await import('./create-encryption-key.ts')).createEncryptionKey,
  'move-database': async () => (await import('./move-database.ts')).moveDatabase,
  'rotate-encryption-keys': async () => (await import('./rotate-encryption-keys.ts')).rotateEncryptionKeys,
  'verify-encryption-keys': async () => (await import('./verify-encryption-keys.ts')).verifyEncryptionKeys,
  'wrap-encryption-keys': async () => (await import('./wrap-encryption-keys.ts')).wrapEncryptionKeys,
}

/** The command that the arguments name, such as `rotate-encryption-keys`; undefined if the server is to start. */
export function commandIn(args: readonly string[]): Load | undefined {
  return COMMANDS[args[0] ?? '']
}

const FAILED = 1

/** Runs the command with the server's settings. @returns the exit code */
export async function runCommand(
  load: Load,
  args: readonly string[],
  ownEnvironment: Environment,
): Promise<number> {
  const note = (line: string): void => void process.stderr.write(`${line}\n`)
  const print = (line: string): void => void process.stdout.write(`${line}\n`)
  try {
    const environment = withDotEnv(ownEnvironment)
    const context = { config: readConfig(environment), environment, ownEnvironment, print, note }
    const command = await load()
    return await command({ ...context, args: args.slice(1) })
  } catch (error) {
    const isKnown =
      error instanceof CommandError || error instanceof ConfigError || error instanceof StoreUnopenedError
    note(`✗ ${isKnown ? error.message : reasonOf(error)}`)
    return FAILED
  }
}
