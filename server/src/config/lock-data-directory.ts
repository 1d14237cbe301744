import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { reasonOf } from '../kernel/reason-of.ts'
import { ConfigError } from './config.ts'

/** How long a server that is being stopped may still hold the lock. */
const WAIT_MS = 5000

/**
 * Locks a data directory for one server: SQLite is for one process. The operating system releases the lock when the process ends, however
 * it ends.
 * @returns a function that releases the lock
 * @throws ConfigError if another server uses the directory, or the file cannot be written
 */
export function lockDataDirectory(directory: string): () => void {
  return lock(
    join(directory, 'server.lock'),
    `Another server uses the data directory ${directory}: stop it, or set LETTERLOCK_DATA_DIR to another directory. Several servers need PostgreSQL (LETTERLOCK_DATABASE_URL).`,
  )
}

/**
 * Locks the encryption keys of a data directory for one rotation or move. A second rotation would replace the key that the first has just
 * created; a rotation during a move would report a key as no longer needed that the moved database needs.
 * @returns a function that releases the lock
 * @throws ConfigError if another command has it, or the file cannot be written
 */
export function lockEncryptionKeys(directory: string): () => void {
  return lock(
    join(directory, 'rotation.lock'),
    `Another rotation of the encryption keys in ${directory}, or a move of its database, is running: wait until it has ended.`,
  )
}

function lock(file: string, fault: string): () => void {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(file, { timeout: WAIT_MS })
    database.exec('BEGIN EXCLUSIVE')
  } catch (cause) {
    database?.close()
    throw new ConfigError(isBusy(cause) ? fault : `${file} cannot be written: ${reasonOf(cause)}.`, { cause })
  }
  const held = database
  return () => held.close()
}

/** Another process has the lock (sqlite.org/rescode.html). */
const SQLITE_BUSY = 5

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY
}
