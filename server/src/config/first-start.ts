import { accessSync, constants, existsSync, mkdirSync, opendirSync, rmSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { ConfigError, type Config } from './config.ts'
import { readSettingFile } from './environment.ts'
import { isLoopback } from '../kernel/loopback.ts'
import { encryptionKeys, ValueError } from './setting-values.ts'
import { SETTINGS } from './settings.ts'
import { codeOf } from '../kernel/code-of.ts'

/** Encryption keys as they are stored: plain, or wrapped by a key service. */
export interface StoredKeys {
  /** Newest first. */
  readonly stored: readonly string[]
  /** The file with the keys; null: they are in a variable. */
  readonly file: string | null
}

/**
 * Reads the encryption keys from the environment or from the key file. null: there are none yet, and a first start on a loopback address
 * may create the file. If a database exists, missing keys are an error: its credentials could not be decrypted.
 * @throws ConfigError
 */
export function findStoredKeys(config: Config): StoredKeys | null {
  makeDataFolder(config.dataDirectory)
  if (config.encryptionKeys) return { stored: config.encryptionKeys, file: config.encryptionKeysFile }
  if (existsSync(config.encryptionKeyFile))
    return { stored: readKeyFile(config.encryptionKeyFile), file: config.encryptionKeyFile }
  if (existsSync(config.databaseFile))
    throw new ConfigError(
      `There is a database in ${config.dataDirectory}, but its encryption key is missing. Restore ${config.encryptionKeyFile}, or set LETTERLOCK_ENCRYPTION_KEYS. Nothing was changed.`,
    )
  if (!isLoopback(new URL(config.publicUrl).hostname))
    throw new ConfigError(
      `There is no encryption key. Create one with “${config.ownCommand} encryption-keys create”, and set LETTERLOCK_ENCRYPTION_KEYS to it.`,
    )
  return null
}

/** @throws ConfigError if it is empty or damaged. No new key is created in its place: it could not decrypt what was encrypted before. */
function readKeyFile(file: string): readonly string[] {
  const lines = readSettingFile(file).split('\n')
  const stored = lines.map((line) => line.trim()).filter(Boolean)
  try {
    if (stored.length === 0) throw new ValueError('is empty', '')
    return encryptionKeys(stored.join('\n'))
  } catch (error) {
    if (!(error instanceof ValueError)) throw error
    throw new ConfigError(
      `${file} ${error.message}. Restore it from your copy, or set LETTERLOCK_ENCRYPTION_KEYS. Before the first start, remove it: the start creates a new one. Nothing was changed.`,
    )
  }
}

/** Removes the key that this start created, because the database has another one. @throws ConfigError always */
export function refuseMadeKey({ encryptionKeyFile, dataDirectory }: Config): never {
  rmSync(encryptionKeyFile, { force: true })
  throw new ConfigError(
    `The database was written with an encryption key that is not in ${dataDirectory}. Set LETTERLOCK_ENCRYPTION_KEYS to that key, or copy it to ${encryptionKeyFile}. Nothing was changed.`,
  )
}

/** @throws ConfigError */
function makeDataFolder(folder: string): void {
  try {
    makeDirectories(resolve(folder))
    // Fails for a file.
    opendirSync(folder).closeSync()
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    const code = codeOf(error)
    const fault = /EEXIST|ENOTDIR/.test(code)
      ? 'is a file, or is below a file'
      : /EACCES|EPERM|EROFS/.test(code)
        ? 'this user cannot write to'
        : `cannot be used (${code})`
    throw new ConfigError(
      `${SETTINGS.data.name} is “${folder}”, which ${fault}: set it to a directory that this user can write to.`,
      { cause: error },
    )
  }
}

/** Creates a directory and its parents. Without `recursive`, which never returns on a file system that allows no new directories, such as /proc. */
function makeDirectories(directory: string): void {
  if (existsSync(directory) || dirname(directory) === directory) return
  makeDirectories(dirname(directory))
  mkdirSync(directory, { mode: 0o700 })
}
