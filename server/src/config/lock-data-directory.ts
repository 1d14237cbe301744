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
  const lock = new DatabaseSync(join(directory, 'server.lock'), { timeout: WAIT_MS })
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    throw new ConfigError(
      `Another server uses the data directory ${directory}: stop it, or set LETTERLOCK_DATA_DIR to another directory. Several servers need PostgreSQL (LETTERLOCK_DATABASE_URL).`,
      { cause: error },
    )
  }
  return () => lock.close()
}
