import { randomBytes } from 'node:crypto'
import { accessSync, chmodSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { ConfigError, type Config } from './config.ts'
import { isLoopback } from '../kernel/loopback.ts'
import { SETTINGS } from './settings.ts'

/**
 * The encryption keys, from the environment or from the file in the data folder. The very first local start makes
 * that file; any later start without keys is refused, since what was sealed could not be opened.
 * @throws ConfigError
 */
export function readEncryptionKeys(config: Config): { keys: readonly string[]; made: boolean } {
  makeDataFolder(config.dataDirectory)
  if (config.encryptionKeys) return { keys: config.encryptionKeys, made: false }
  if (existsSync(config.encryptionKeyFile)) {
    const lines = readFileSync(config.encryptionKeyFile, 'utf8').split('\n')
    return { keys: lines.map((line) => line.trim()).filter(Boolean), made: false }
  }
  if (existsSync(config.databaseFile))
    throw new ConfigError(
      `There is a database in ${config.dataDirectory}, but its encryption key is missing. Restore ${config.encryptionKeyFile}, or set LETTERLOCK_ENCRYPTION_KEYS. Nothing was changed.`,
    )
  if (!isLoopback(new URL(config.publicUrl).hostname))
    throw new ConfigError(
      'There is no encryption key. Make one with “openssl rand -base64 32” and set LETTERLOCK_ENCRYPTION_KEYS.',
    )
  const key = randomBytes(32).toString('base64')
  writePrivateFile(config.encryptionKeyFile, `${key}\n`)
  return { keys: [key], made: true }
}

/** @throws ConfigError */
function makeDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    const fault = /EEXIST|ENOTDIR/.test(code)
      ? 'is a file, or lies in one'
      : /EACCES|EPERM|EROFS/.test(code)
        ? 'this user may not write to'
        : `cannot be used (${code})`
    throw new ConfigError(
      `${SETTINGS.data.name} is “${folder}”, which ${fault}: give a folder that this user may write to.`,
    )
  }
}

export function writePrivateFile(file: string, text: string): void {
  writeFileSync(file, text, { mode: 0o600, flag: 'wx' })
  chmodSync(file, 0o600)
}
