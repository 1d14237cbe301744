import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { ConfigError } from './config.ts'

/** How long a server that is being stopped may still hold the lock. */
const WAIT_MS = 5000

/**
 * Locks a data directory for one server: SQLite is for one process. The operating system releases the lock when the process ends, however
 * it ends.
 * @returns a function that releases the lock
 * @throws ConfigError if another server uses the directory
 */
export function lockDataDirectory(directory: string): () => void {
  return lock(
    join(directory, 'server.lock'),
    `Another server uses the data directory ${directory}: stop it, or set LETTERLOCK_DATA_DIR to another directory. Several servers need PostgreSQL (LETTERLOCK_DATABASE_URL).`,
  )
}

/**
 * Locks the encryption keys of a data directory for one rotation: a second one would replace the key that the first has just created.
 * @returns a function that releases the lock
 * @throws ConfigError if another rotation runs
 */
export function lockEncryptionKeys(directory: string): () => void {
  return lock(
    join(directory, 'rotation.lock'),
    `Another rotation of the encryption keys in ${directory} runs: wait until it has ended.`,
  )
}

function lock(file: string, fault: string): () => void {
  const database = new DatabaseSync(file, { timeout: WAIT_MS })
  try {
    database.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    database.close()
    throw new ConfigError(fault, { cause: error })
  }
  return () => database.close()
}
